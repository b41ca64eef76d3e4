//! What `cargo xtask` can be asked to do.

pub mod bench;
pub mod build;
pub mod check;
pub mod clean_data;
pub mod parity;
pub mod serve;
pub mod test;
