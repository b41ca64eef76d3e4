//! Scripts in Node.js.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// A script of `bench/js`.
#[must_use]
pub fn script(js: &Path, name: &str) -> Command {
    let mut command = Command::new("node");
    command.current_dir(js).arg(name);
    command
}

/// Runs it and reads the JSON that it prints.
///
/// # Errors
/// If it fails, with what it said.
pub fn run<T: for<'de> Deserialize<'de>>(command: &mut Command) -> Result<T> {
    let output = command.output().context("cannot start node")?;
    if !output.status.success() {
        bail!("node failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("node printed something else than JSON")
}

/// Installs what package-lock.json says, unless it is there.
///
/// # Errors
/// If npm fails.
pub fn install(js: &Path) -> Result<()> {
    let has = |name: &str| js.join("node_modules").join(name).is_dir();
    if ["json-logic-engine", "feelin", "survey-core", "esbuild"]
        .into_iter()
        .all(has)
    {
        return Ok(());
    }
    let status = Command::new("npm")
        .current_dir(js)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"])
        .status()
        .context("cannot start npm")?;
    if status.success() {
        Ok(())
    } else {
        bail!("`npm ci` failed in bench/js")
    }
}

/// The middle one.
#[must_use]
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
