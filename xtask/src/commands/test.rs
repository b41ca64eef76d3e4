//! `cargo xtask test`: everything that shows the product works.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::checks;
use crate::commands::build;
use crate::paths::Profile;
use crate::step::{Runner, Step};
use crate::steps::bindings;
use crate::suites;
use crate::tools::browser;

/// The tests run unoptimised programs: built in half the time, with overflow checks.
const PROFILE: Profile = Profile::Dev;

/// Options of `test`.
#[derive(Args)]
pub struct TestArgs {
    /// Run only these suites; may be given more than once.
    #[arg(long, value_enum)]
    only: Vec<Suite>,
}

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// Format, lints, architecture, types.
    Checks,
    /// The Rust workspace.
    Rust,
    /// The wasm crate in Node.js and Chromium.
    Wasm,
    /// The catalogue's lint and worked cases.
    Catalogue,
    /// Unit tests of the npm packages.
    FrontEnd,
    /// The same decision on every host.
    Parity,
    /// The pages in a browser.
    EndToEnd,
}

/// Runs the tests; the last line is `N passed, N failed`.
pub fn run(runner: &mut Runner, args: &TestArgs) -> Result<()> {
    let wanted = |suite| args.only.is_empty() || args.only.contains(&suite);
    let in_browser = [Suite::Wasm, Suite::Parity, Suite::EndToEnd]
        .into_iter()
        .any(wanted);
    if in_browser {
        runner.attempt(
            Step::new("browser", "have Chromium, its driver and a Chinese font"),
            |log| browser::ensure(log).map(|()| Default::default()),
        );
    }
    if wanted(Suite::Checks) {
        checks::run(runner);
    }
    if wanted(Suite::Rust) {
        suites::rust::run(runner);
    }
    if wanted(Suite::Wasm) {
        match bindings::build_program(runner) {
            Ok(()) => suites::wasm::run(runner),
            Err(error) => println!("  ✗ {error:#}: the wasm crate cannot be tested"),
        }
    }
    let on_the_module = [
        Suite::Checks,
        Suite::Catalogue,
        Suite::FrontEnd,
        Suite::Parity,
        Suite::EndToEnd,
    ];
    if !on_the_module.into_iter().any(wanted) {
        return runner.close();
    }
    if let Err(error) = build::everything(runner, PROFILE) {
        println!("  ✗ {error:#}: what follows cannot run");
        return runner.close();
    }
    if wanted(Suite::Checks) {
        checks::wasm_imports::run(runner);
        checks::types(runner);
        checks::reproducible::run(runner);
    }
    if wanted(Suite::Catalogue) {
        suites::catalogue::run(runner, PROFILE);
    }
    if wanted(Suite::FrontEnd) {
        suites::front_end::run(runner);
    }
    if wanted(Suite::Parity) {
        suites::parity::run(runner, PROFILE);
    }
    if wanted(Suite::EndToEnd) {
        suites::end_to_end::run(runner, PROFILE);
    }
    runner.close()
}
