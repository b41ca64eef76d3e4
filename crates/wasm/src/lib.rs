//! The engine for JavaScript hosts, and decide from bytes to bytes for hosts without it.
//!
//! Views, values and drafts cross as JSON text, decisions and packets as bytes: one meaning with gateway and log. Small
//! options and records cross as plain objects. A failure is thrown as a diagnostic, a plain object too; an `Error` that
//! is thrown is a trap.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

mod boundary;
mod engine;
mod frame;
mod options;
mod raw;
mod roster;
mod session;

pub use engine::EngineHandle;
pub use frame::{Frame, FrameError};
pub use raw::{
    tongban_alloc, tongban_decide, tongban_free, tongban_load, tongban_replay, tongban_trap,
};
pub use session::SessionHandle;
