//! The engine's npm package as its users get it, and its boundary in a page.

use crate::paths;
use crate::step::{Runner, Step};
use crate::steps::pages;
use crate::tools::{browser, node};

const FOLDER: &str = "tests/packages";
const SCRIPT: &str = "test:packages";

/// Runs the script `test:packages` of `tests/packages`.
pub fn run(runner: &mut Runner) {
    if !pages::has_script(FOLDER, SCRIPT) {
        return;
    }
    runner.attempt(
        Step::new("packages", "use the packed package in every way"),
        |log| {
            super::count(
                log,
                node::npm()?
                    .args(["run", SCRIPT, "--workspace", FOLDER])
                    .env("CHROMIUM", browser::find()?.chromium)
                    .env("TONGBAN_MODULE", paths::module_wasm()),
            )
        },
    );
}
