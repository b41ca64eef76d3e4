//! The front ends: `npm run build` of each npm workspace, in the order they need each other.

use std::path::PathBuf;

use anyhow::Result;

use crate::paths;
use crate::step::{Runner, Step};
use crate::tools::node;

/// The folder of each channel's built pages.
pub const DIST: [(&str, &str); 4] = [
    ("portal", "www/portal/dist"),
    ("counter", "www/counter/dist"),
    ("bank", "www/bank/dist"),
    ("kiosk", "kiosk/dist"),
];

/// A page and its folder; it takes the web components' sources and the engine's package.
const PAGES: [(&str, &str, &str); 4] = [
    ("portal", "build the portal's pages", "www/portal"),
    ("counter", "build the counter's pages", "www/counter"),
    ("bank", "build the bank terminal's pages", "www/bank"),
    ("kiosk", "build the kiosk's pages", "kiosk"),
];

/// What every npm package is built with.
const COMMON: [&str; 3] = [
    "package-lock.json",
    "tsconfig.base.json",
    "node_modules/.package-lock.json",
];

/// Builds the pages that are there into their `dist` folders.
pub fn run(runner: &mut Runner) -> Result<()> {
    engine(runner)?;
    for (name, what, folder) in PAGES {
        if has_script(folder, "build") {
            let step = Step::new(name, what).needs(["www/elements", "www/engine/dist"]);
            build(runner, step, folder)?;
        }
    }
    Ok(())
}

/// Builds the engine's JavaScript package, which the others are type-checked against.
pub fn engine(runner: &mut Runner) -> Result<()> {
    if !has_script("www/engine", "build") {
        return Ok(());
    }
    let step = Step::new("@tongban/engine", "build the engine's JavaScript package")
        .needs(paths::binding_files());
    build(runner, step, "www/engine")
}

fn build(runner: &mut Runner, step: Step, folder: &str) -> Result<()> {
    let step = step
        .needs(COMMON)
        .needs([folder])
        .makes([PathBuf::from(folder).join("dist")]);
    runner.need(step, |log| {
        log.run(node::npm()?.args(["run", "build", "--workspace", folder]))
    })
}

/// Whether the npm workspace in `folder` has the script `name`.
pub fn has_script(folder: &str, name: &str) -> bool {
    let manifest = std::fs::read_to_string(paths::at(folder).join("package.json"));
    let manifest: Option<serde_json::Value> = manifest
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    manifest.is_some_and(|manifest| manifest.pointer(&format!("/scripts/{name}")).is_some())
}
