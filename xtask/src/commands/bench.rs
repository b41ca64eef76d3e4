//! `cargo xtask bench`: the measurements, a workspace of their own so that the tests do not build the peers.

use anyhow::{Result, bail};

use crate::commands::build;
use crate::paths;
use crate::process;
use crate::step::{Runner, Step};
use crate::steps::{npm, pages};

/// Builds the module and runs `bench/`, which builds the peers and writes `docs/performance.md`.
pub fn run(runner: &mut Runner, args: &[String]) -> Result<()> {
    let manifest = paths::at("bench/Cargo.toml");
    if !manifest.is_file() {
        bail!("there is no benchmark yet: `bench/Cargo.toml` is missing");
    }
    build::measured(runner)?;
    if args == ["--only", "roster"] {
        return roster(runner);
    }
    runner.need(Step::new("bench", "measure"), |_log| {
        let status = process::cargo()
            .args(["run", "--release", "--manifest-path"])
            .arg(&manifest)
            .arg("--")
            .args(args)
            .status()?;
        if status.success() {
            Ok(())
        } else {
            bail!("the benchmark failed ({status})")
        }
    })
}

/// `--only roster`: a roster from CSV bytes to findings, in wasm, in Node.js. Prints; answers are compared with sessions first.
fn roster(runner: &mut Runner) -> Result<()> {
    npm::run(runner)?;
    pages::engine(runner)?;
    runner.need(Step::new("bench roster", "measure rosters"), |_log| {
        let status = std::process::Command::new("node")
            .arg(paths::at("bench/js/roster.mjs"))
            .arg(paths::at("www/engine/dist"))
            .arg(paths::module_wasm())
            .status()?;
        if status.success() {
            Ok(())
        } else {
            bail!("the measurement of rosters failed ({status})")
        }
    })
}
