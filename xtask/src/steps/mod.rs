//! The steps, one a file; each says what it is made from and what it leaves.

pub mod bindings;
pub mod module;
pub mod native;
pub mod npm;
pub mod pages;
pub mod wasm;
