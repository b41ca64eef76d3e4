//! Image and facts to view, materials, risks, route, deadline, decision and packet.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod api;
mod engine;
mod module;
mod session;

pub use engine::Engine;
pub use module::Module;
pub use session::Session;

/// Every failure of the engine is a [`api::Diagnostic`] with a stable code.
pub type EngineError = api::Diagnostic;
