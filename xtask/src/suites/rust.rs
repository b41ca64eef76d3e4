//! The tests of the Rust workspace.

use std::path::PathBuf;

use crate::paths;
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
    let kit = kit();
    if !kit.is_dir() {
        runner.note(format!(
            "skipped: no kit at `{}`, so that only our own conformance cases ran; name its folder in `TCK_DIR`",
            paths::relative(&kit).display()
        ));
    }
}

/// Where `tests/tck` looks for the public conformance kit.
fn kit() -> PathBuf {
    match std::env::var_os("TCK_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => paths::at("../shared/tck"),
    }
}
