//! The same decision, byte for byte, on every host.

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::tools::browser;

/// Runs `tongban-parity` over the module, with these options more.
pub fn run(runner: &mut Runner, profile: Profile, options: &[String]) {
    if !paths::at("tests/parity/Cargo.toml").is_file() {
        return;
    }
    runner.attempt(
        Step::new("parity", "decide generated cases on every host"),
        |log| {
            let mut command = process::cargo();
            command
                .args(["run", "--quiet", "--package", "tongban-parity"])
                .args(["--profile", profile.name()])
                .arg("--")
                .arg("--module")
                .arg(paths::module_wasm())
                .args(options);
            if let Ok(browser) = browser::find() {
                command.env("CHROMIUM", browser.chromium);
            }
            super::count(log, &mut command)
        },
    );
}
