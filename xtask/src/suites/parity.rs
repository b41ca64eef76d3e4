//! The same decision, byte for byte, on every host.

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::tools::browser;

/// Runs `tongban-parity` over the module.
pub fn run(runner: &mut Runner, profile: Profile) {
    if !paths::at("tests/parity/Cargo.toml").is_file() {
        return;
    }
    runner.attempt(
        Step::new("parity", "decide generated cases on every host"),
        |log| {
            super::count(
                log,
                process::cargo()
                    .args([
                        "run",
                        "--quiet",
                        "--package",
                        "tongban-parity",
                        "--profile",
                        profile.name(),
                    ])
                    .arg("--")
                    .arg("--module")
                    .arg(paths::module_wasm())
                    .env("CHROMIUM", browser::find()?.chromium),
            )
        },
    );
}
