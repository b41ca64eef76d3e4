//! `cargo xtask parity`: the same decision on every host, in one browser or the usual ones.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::paths::Profile;
use crate::step::Runner;
use crate::steps::{bindings, module, native, npm, pages, wasm};
use crate::suites;

/// Options of `parity`.
#[derive(Args)]
pub struct ParityArgs {
    /// Decide in this browser, page and worker, instead of Node.js and Chromium. What is missing is named with its mend.
    #[arg(long, value_enum)]
    browser: Option<Browser>,
    /// Least number of cases.
    #[arg(long)]
    cases: Option<usize>,
    /// Only this item.
    #[arg(long)]
    item: Option<String>,
}

/// A browser that the cases can be decided in.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox, best its ESR.
    Firefox,
    /// WebKitGTK's MiniBrowser, on Xvfb where there is no display.
    Webkit,
}

/// Builds what is needed and compares.
pub fn run(runner: &mut Runner, args: &ParityArgs) -> Result<()> {
    wasm::run(runner)?;
    bindings::run(runner)?;
    npm::run(runner)?;
    pages::engine(runner)?;
    native::run(runner, Profile::Dev)?;
    module::run(runner, Profile::Dev)?;
    let mut options = Vec::new();
    let mut option = |name: &str, value: String| options.extend([name.to_owned(), value]);
    if let Some(browser) = args.browser {
        let name = match browser {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::Webkit => "webkit",
        };
        option("--host", name.to_owned());
        option("--host", format!("{name}-worker"));
    }
    if let Some(cases) = args.cases {
        option("--cases", cases.to_string());
    }
    if let Some(item) = &args.item {
        option("--item", item.clone());
    }
    suites::parity::run(runner, Profile::Dev, &options);
    runner.close()
}
