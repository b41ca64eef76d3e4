//! The tests of the wasm crate: the same ones in Node, in a page and in a worker.

use crate::paths::Profile;
use crate::process::{self, Log};
use crate::step::{Runner, Step};
use crate::steps::bindings;
use crate::tally::Tally;
use crate::tools::{browser, node, wasm_target};

use anyhow::Result;

/// Seconds a test program may take; the runner's own 20 are too few for a busy machine.
const TIMEOUT: &str = "180";

/// Runs `crates/wasm`'s tests in each host; the bindings' program must be built.
pub fn run(runner: &mut Runner) {
    runner.attempt(
        Step::new("wasm in node", "test the wasm crate in Node.js"),
        |log| {
            node::node()?;
            test(log, &[])
        },
    );
    runner.attempt(
        Step::new("wasm in chromium", "test the wasm crate in a page"),
        |log| in_browser(log, "WASM_BINDGEN_USE_BROWSER"),
    );
    runner.attempt(
        Step::new("wasm in a worker", "test the wasm crate in a worker"),
        |log| in_browser(log, "WASM_BINDGEN_USE_DEDICATED_WORKER"),
    );
}

fn in_browser(log: &mut Log, host: &str) -> Result<Tally> {
    let browser = browser::find()?;
    test(
        log,
        &[
            ("CHROMEDRIVER", browser.driver.as_os_str()),
            (host, "1".as_ref()),
        ],
    )
}

fn test(log: &mut Log, hosts: &[(&str, &std::ffi::OsStr)]) -> Result<Tally> {
    let runner = format!(
        "{} test-runner",
        Profile::Dev.program(bindings::PROGRAM).display()
    );
    let mut cargo = process::cargo();
    cargo
        .args([
            "test",
            "--package",
            "tongban-wasm",
            "--target",
            wasm_target::TARGET,
            "--tests",
        ])
        .arg("--no-fail-fast")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", TIMEOUT);
    cargo.envs(hosts.iter().copied());
    super::count(log, &mut cargo)
}
