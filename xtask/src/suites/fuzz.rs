//! The properties of `fuzz/` on random input, and on what fuzzers found before.

use crate::paths;
use crate::process;
use crate::step::{Runner, Step};

/// Runs the tests of `fuzz/`: a workspace of its own, built into the folder of the main one, whose libraries it shares.
pub fn run(runner: &mut Runner) {
    runner.attempt(Step::new("fuzz", "try random and hostile input"), |log| {
        super::count(
            log,
            process::cargo()
                .args([
                    "test",
                    "--no-default-features",
                    "--no-fail-fast",
                    "--manifest-path",
                ])
                .arg(paths::at("fuzz/Cargo.toml"))
                .arg("--target-dir")
                .arg(paths::at("target")),
        )
    });
}
