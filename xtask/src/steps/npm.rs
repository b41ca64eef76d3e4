//! npm packages of every front-end workspace.

use anyhow::{Result, bail};

use crate::paths;
use crate::process::Log;
use crate::step::{Runner, Step};
use crate::tools::node;

/// Installs exactly what `package-lock.json` says.
pub fn run(runner: &mut Runner) -> Result<()> {
    let manifests = workspaces()?
        .into_iter()
        .map(|folder| folder.join("package.json"));
    let step = Step::new("npm packages", "install what package-lock.json says")
        .needs(["package.json", "package-lock.json", ".npmrc"])
        .needs(manifests)
        .makes(["node_modules/.package-lock.json"]);
    runner.need(step, install)
}

/// The folders of the npm workspaces, sorted.
///
/// # Errors
/// If a folder cannot be listed.
pub fn workspaces() -> Result<Vec<std::path::PathBuf>> {
    let mut folders = vec![paths::at("kiosk")];
    for parent in ["www", "tests"].map(paths::at) {
        if parent.is_dir() {
            for entry in std::fs::read_dir(parent)? {
                folders.push(entry?.path());
            }
        }
    }
    folders.retain(|folder| folder.join("package.json").is_file());
    folders.sort();
    Ok(folders)
}

fn install(log: &mut Log) -> Result<()> {
    let common = ["--no-audit", "--no-fund", "--loglevel=error"];
    let (status, lines) = log.capture(node::npm()?.arg("ci").args(common))?;
    if status.success() {
        return Ok(());
    }
    let lock_is_behind = lines
        .iter()
        .any(|line| line.contains("npm ci") && line.contains("package-lock.json"));
    if !lock_is_behind {
        log.show(&lines);
        bail!("`npm ci` failed ({status})");
    }
    if std::env::var_os("CI").is_some() {
        bail!(
            "`package-lock.json` does not match the `package.json` files; run `npm install` and commit it"
        );
    }
    println!("  package-lock.json is behind the package.json files: brought up to date");
    log.run(node::npm()?.arg("install").args(common))
}
