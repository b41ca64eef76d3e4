//! The engine's wasm has the same bytes in whatever folder it is built.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::tracked;
use crate::paths;
use crate::process::Log;
use crate::step::{Runner, Step};
use crate::steps::wasm;
use crate::tally::Tally;

/// Builds the engine's wasm again from a copy of the tracked files, and compares.
pub fn run(runner: &mut Runner) {
    runner.attempt(
        Step::new(
            "reproducible",
            "build the engine's wasm again in another folder",
        ),
        |log| compare(log).map(|()| Tally::ONE),
    );
}

fn compare(log: &mut Log) -> Result<()> {
    let elsewhere = paths::state().join("elsewhere");
    let copy = elsewhere.join("sources");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for name in tracked::tracked()?.iter().filter(|name| is_source(name)) {
        copy_file(&paths::at(name), &copy.join(name))?;
    }
    let target = elsewhere.join("target");
    log.run(wasm::build(&copy, &target).current_dir(&copy))?;
    let here = fs::read(paths::raw_wasm())?;
    if here != fs::read(paths::raw_wasm_in(&target))? {
        bail!(
            "the engine's wasm depends on the folder it is built in; compare `{}`",
            target.display()
        );
    }
    for folder in [Some(paths::root().to_owned()), wasm::cargo_home()]
        .into_iter()
        .flatten()
    {
        let folder = folder.as_os_str().as_encoded_bytes();
        if here.windows(folder.len()).any(|part| part == folder) {
            bail!(
                "the engine's wasm holds the path `{}`",
                String::from_utf8_lossy(folder)
            );
        }
    }
    Ok(())
}

/// What cargo needs to read the workspace and build the wasm crate.
fn is_source(name: &str) -> bool {
    let ends = ["Cargo.lock", "Cargo.toml", ".rs"];
    name.starts_with("crates/") || ends.iter().any(|end| name.ends_with(end))
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let Ok(bytes) = fs::read(from) else {
        return Ok(());
    }; // deleted, not yet committed
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, bytes).with_context(|| format!("cannot write `{}`", to.display()))
}
