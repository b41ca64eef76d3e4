//! The test suites, one a file.

pub mod catalogue;
pub mod end_to_end;
pub mod front_end;
pub mod fuzz;
pub mod packages;
pub mod parity;
pub mod rust;
pub mod wasm;

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::Log;
use crate::tally::Tally;

/// Runs a test runner and counts its tests; prints its output if any failed.
///
/// # Errors
/// If it failed without a failed test, as when it did not compile.
fn count(log: &mut Log, command: &mut Command) -> Result<Tally> {
    let (status, lines) = log.capture(command)?;
    let tally = Tally::of(&lines);
    if status.success() && tally.failed == 0 {
        return Ok(tally);
    }
    log.show(&lines);
    if tally.failed == 0 {
        bail!("the test runner failed ({status})");
    }
    Ok(tally)
}
