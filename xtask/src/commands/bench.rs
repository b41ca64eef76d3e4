//! `cargo xtask bench`: the measurements, a workspace of their own so that the tests do not build the peers.

use anyhow::{Result, bail};

use crate::commands::build;
use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};

/// Builds everything optimised and runs `bench/`.
pub fn run(runner: &mut Runner, args: &[String]) -> Result<()> {
    let manifest = paths::at("bench/Cargo.toml");
    if !manifest.is_file() {
        bail!("there is no benchmark yet: `bench/Cargo.toml` is missing");
    }
    build::everything(runner, Profile::Release)?;
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
