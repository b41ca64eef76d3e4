//! `cargo xtask test`: everything that shows the product works.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::checks;
use crate::paths::Profile;
use crate::step::{Runner, Step};
use crate::steps::{bindings, module, native, npm, pages, wasm};
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
    /// The properties of `fuzz/`, on random input and on what was found before.
    Fuzz,
    /// The wasm crate in Node.js and Chromium.
    Wasm,
    /// The catalogue's lint and worked cases.
    Catalogue,
    /// Unit tests of the npm packages.
    FrontEnd,
    /// The npm package as its users get it.
    Packages,
    /// The same decision on every host.
    Parity,
    /// The pages in a browser.
    EndToEnd,
}

/// Suites that need the engine's wasm.
const ON_THE_WASM: [Suite; 7] = [
    Suite::Checks,
    Suite::Wasm,
    Suite::Catalogue,
    Suite::FrontEnd,
    Suite::Packages,
    Suite::Parity,
    Suite::EndToEnd,
];

/// Suites that need npm packages or the module.
const ON_THE_MODULE: [Suite; 6] = [
    Suite::Checks,
    Suite::Catalogue,
    Suite::FrontEnd,
    Suite::Packages,
    Suite::Parity,
    Suite::EndToEnd,
];

/// Runs the tests; the last line is `N passed, N failed`.
pub fn run(runner: &mut Runner, args: &TestArgs) -> Result<()> {
    let wanted = |suite| args.only.is_empty() || args.only.contains(&suite);
    let in_browser = [Suite::Wasm, Suite::Packages, Suite::Parity, Suite::EndToEnd]
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
    if wanted(Suite::Fuzz) {
        suites::fuzz::run(runner);
    }
    if !ON_THE_WASM.into_iter().any(wanted) {
        return runner.close();
    }
    let engine = succeeds(wasm::run(runner).and_then(|()| bindings::run(runner)));
    if engine && wanted(Suite::Checks) {
        checks::wasm_imports::run(runner);
        checks::sizes::run(runner);
        checks::reproducible::run(runner);
    }
    if wanted(Suite::Wasm) {
        suites::wasm::run(runner);
    }
    if !ON_THE_MODULE.into_iter().any(wanted) {
        return runner.close();
    }
    let packages = engine && succeeds(npm::run(runner).and_then(|()| pages::engine(runner)));
    if packages && wanted(Suite::Checks) {
        checks::types(runner);
    }
    let pages = packages && succeeds(pages::run(runner));
    let module =
        succeeds(native::run(runner, PROFILE)) && engine && succeeds(module::run(runner, PROFILE));
    if module && wanted(Suite::Catalogue) {
        suites::catalogue::run(runner, PROFILE);
    }
    if module && packages && wanted(Suite::FrontEnd) {
        suites::front_end::run(runner);
    }
    if module && packages && wanted(Suite::Packages) {
        suites::packages::run(runner);
    }
    if module && packages && wanted(Suite::Parity) {
        suites::parity::run(runner, PROFILE, &[]);
    }
    if module && pages && wanted(Suite::EndToEnd) {
        suites::end_to_end::run(runner, PROFILE);
    }
    runner.close()
}

/// Whether a step of the build succeeded; its failure is counted, and what needs it is left out.
fn succeeds(built: Result<()>) -> bool {
    if let Err(error) = &built {
        println!("  ✗ {error:#}: what needs it cannot run");
    }
    built.is_ok()
}
