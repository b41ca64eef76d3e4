//! Rust is formatted by rustfmt.

use crate::process;
use crate::step::{Runner, Step};
use crate::tally::Tally;

/// Runs `cargo fmt --check`.
pub fn run(runner: &mut Runner) {
    runner.attempt(
        Step::new("format", "check that rustfmt has nothing to change"),
        |log| {
            log.run(process::cargo().args(["fmt", "--all", "--check", "--", "-l"]))?;
            Ok(Tally::ONE)
        },
    );
}
