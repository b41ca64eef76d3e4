//! The tests of the Rust workspace.

use crate::process;
use crate::step::{Runner, Step};
use crate::steps::bindings;

/// Runs `cargo test` over the workspace, to the end even if something fails.
pub fn run(runner: &mut Runner) {
    runner.attempt(Step::new("rust tests", "test the Rust workspace"), |log| {
        super::count(
            log,
            process::cargo().args([
                "test",
                "--workspace",
                "--exclude",
                bindings::PROGRAM,
                "--no-fail-fast",
            ]),
        )
    });
}
