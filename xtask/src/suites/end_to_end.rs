//! A person through each channel's own pages, in a real browser against a real gateway.

use crate::paths::{self, Profile};
use crate::step::{Runner, Step};
use crate::steps::{native, pages};
use crate::tools::{browser, node};

const FOLDER: &str = "tests/e2e";
const SCRIPT: &str = "test:e2e";

/// Runs the script `test:e2e` of `tests/e2e`.
pub fn run(runner: &mut Runner, profile: Profile) {
    if !pages::has_script(FOLDER, SCRIPT) {
        return;
    }
    runner.attempt(
        Step::new("end to end", "walk through the pages in Chromium"),
        |log| {
            super::count(
                log,
                node::npm()?
                    .args(["run", SCRIPT, "--workspace", FOLDER])
                    .env("CHROMIUM", browser::find()?.chromium)
                    .env("TONGBAN", profile.program(native::PROGRAM))
                    .env("TONGBAN_MODULE", paths::module_wasm()),
            )
        },
    );
}
