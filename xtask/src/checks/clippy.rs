//! Clippy finds nothing, warnings included.

use crate::process;
use crate::step::{Runner, Step};
use crate::steps::bindings;
use crate::tally::Tally;

/// Runs clippy over every target of the workspace. `xtask-bindgen` is left out: it is one call, and
/// checking it would compile wasm-bindgen a second time.
pub fn run(runner: &mut Runner) {
    runner.attempt(Step::new("clippy", "lint the Rust code"), |log| {
        log.run(
            process::cargo()
                .args(["clippy", "--workspace", "--exclude", bindings::PROGRAM])
                .args(["--all-targets", "--", "--deny", "warnings"]),
        )?;
        Ok(Tally::ONE)
    });
}
