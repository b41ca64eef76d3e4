//! Modules that are made to be measured: catalogues of many items, and forms of one shape.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use tongban_engine::Module;
use tongban_engine::api::{Diagnostic, ItemsQuery};

use crate::host;
use crate::places::Places;

/// A module that was made, and how long `tongban build` took for it.
pub struct Made {
    pub module: PathBuf,
    pub compiled: Duration,
}

/// A module of so many items: those of the reference catalogue and generated ones, with the engine that is measured.
///
/// # Errors
/// If the catalogue cannot be generated or does not compile.
pub fn catalogue(places: &Places, size: usize) -> Result<Made> {
    let folder = places.made("catalogues")?;
    let catalog = folder.join(format!("{size}"));
    let own = items(&std::fs::read(places.module())?)?.len();
    // The reference catalogue may have changed since.
    if catalog.is_dir() {
        std::fs::remove_dir_all(&catalog)?;
    }
    let status = Command::new("cargo")
        .current_dir(&places.root)
        .args(["run", "--quiet", "--release", "-p", "tongban-catalog-gen"])
        .args(["--", "--items"])
        .arg(size.saturating_sub(own).to_string())
        .arg("--out")
        .arg(&catalog)
        .stdout(Stdio::null())
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("the catalogue of {size} items was not made");
    }
    build(places, &catalog, &folder.join(format!("{size}.wasm")))
}

/// A module of the form that the form engines are given, by its name.
///
/// # Errors
/// If it does not compile.
pub fn form(places: &Places, name: &str) -> Result<PathBuf> {
    let folder = places.made("forms")?;
    let catalog = folder.join(name);
    if catalog.is_dir() {
        std::fs::remove_dir_all(&catalog)?;
    }
    let status = host::script(&places.scripts(), "forms/catalogue.mjs")
        .arg(name)
        .arg(&catalog)
        .arg(places.root.join("catalog/messages/engine.yaml"))
        .status()
        .context("cannot start node")?;
    if !status.success() {
        bail!("the form `{name}` was not made");
    }
    Ok(build(places, &catalog, &folder.join(format!("{name}.wasm")))?.module)
}

/// Longest that a catalogue may take to compile before it counts as one that cannot be built.
const LIMIT: Duration = Duration::from_secs(300);

fn build(places: &Places, catalog: &Path, made: &Path) -> Result<Made> {
    let said = made.with_extension("log");
    let begun = Instant::now();
    let mut child = Command::new(places.tongban())
        .args(["build", "--engine"])
        .arg(places.engine())
        .arg("--catalog")
        .arg(catalog)
        .arg("-o")
        .arg(made)
        .stdout(Stdio::null())
        .stderr(File::create(&said)?)
        .spawn()
        .context("cannot start tongban")?;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            bail!(
                "`{}` takes longer than {} s to compile",
                catalog.display(),
                LIMIT.as_secs()
            );
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let compiled = begun.elapsed();
    if !status.success() {
        bail!(
            "`{}` does not compile: {}",
            catalog.display(),
            std::fs::read_to_string(&said).unwrap_or_default()
        );
    }
    Ok(Made {
        module: made.to_owned(),
        compiled,
    })
}

/// Ids of a module's items.
///
/// # Errors
/// If it is no module.
pub fn items(module: &[u8]) -> Result<Vec<String>> {
    let engine = Module::load(module).map_err(prose)?;
    let items = engine
        .items(&ItemsQuery::default(), "zh-Hans")
        .map_err(prose)?;
    Ok(items.into_iter().map(|item| item.id).collect())
}

fn prose(diagnostic: Diagnostic) -> anyhow::Error {
    anyhow!("{}: {}", diagnostic.code, diagnostic.message)
}
