//! The engine for JavaScript hosts, and decide from bytes to bytes for hosts without it.
//!
//! Everything crosses the boundary as JSON text or bytes: one meaning with gateway and log, and the module imports
//! almost nothing. Failures are thrown as the JSON text of one diagnostic; anything else that is thrown is a trap.
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
mod raw;
mod session;

pub use engine::EngineHandle;
pub use frame::{Frame, FrameError};
pub use raw::{tongban_alloc, tongban_decide, tongban_free, tongban_load, tongban_trap};
pub use session::SessionHandle;
