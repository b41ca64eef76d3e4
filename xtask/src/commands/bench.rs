//! `cargo xtask bench`: the measurements, a workspace of their own so that the tests do not build the peers.

use anyhow::{Result, bail};

use crate::commands::build;
use crate::paths;
use crate::process;
use crate::step::{Runner, Step};

/// Builds the module and runs `bench/`, which builds the peers and writes `docs/performance.md`. `--only PART,…` measures
/// these parts again and keeps what was found of the others.
pub fn run(runner: &mut Runner, args: &[String]) -> Result<()> {
    let manifest = paths::at("bench/Cargo.toml");
    if !manifest.is_file() {
        bail!("there is no benchmark yet: `bench/Cargo.toml` is missing");
    }
    build::measured(runner)?;
    runner.need(Step::new("bench", "measure"), |_log| {
        let status = process::cargo()
            .args(["run", "--release", "--manifest-path"])
            .arg(&manifest)
            .args(["--", "--root"])
            .arg(paths::root())
            .args(args)
            .status()?;
        if status.success() {
            Ok(())
        } else {
            bail!("the benchmark failed ({status})")
        }
    })
}
