//! Packets decided again, long after they were made.
//!
//! A packet replays under the module that made it. Where that module's engine is not this program's, its own bytes run
//! in a wasm interpreter with bounded fuel, memory and time; nothing of JavaScript is there. Under a newer module the
//! difference is explained in words.
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

mod archive;
mod interpreter;
pub mod limits;
mod past;
mod under;
mod words;

pub use archive::{Archive, ArchiveError, Kept, Listed};
pub use interpreter::{Code, Interpreter, Limit, Trouble};
pub use past::{Past, module_of};
pub use under::{Change, Under, under};
pub use words::shown;
