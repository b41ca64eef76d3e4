//! The engine as wasm: small, and the same bytes in whatever folder it is built.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::paths;
use crate::process;
use crate::step::{Runner, Step};
use crate::tools::wasm_target;

/// What the engine's wasm is made from.
const SOURCES: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "crates/runtime",
    "crates/image",
    "crates/engine",
    "crates/wasm",
];

/// Builds `crates/wasm` in the profile `wasm`.
pub fn run(runner: &mut Runner) -> Result<()> {
    target(runner)?;
    let step = Step::new("engine wasm", "compile the engine to wasm")
        .needs(SOURCES)
        .makes([paths::raw_wasm()])
        .keyed(process::output(Command::new("rustc").arg("-vV"))?);
    runner.need(step, |log| {
        log.run(&mut build(paths::root(), &paths::wasm_target()))
    })
}

/// Has the Rust target, added if it is missing.
pub fn target(runner: &mut Runner) -> Result<()> {
    runner.need(
        Step::new("wasm target", "have Rust's wasm32-unknown-unknown"),
        wasm_target::ensure,
    )
}

/// The command that builds the engine's wasm from the workspace in `sources`.
pub fn build(sources: &Path, target: &Path) -> Command {
    let mut cargo = process::cargo();
    cargo
        .args([
            "build",
            "--package",
            "tongban-wasm",
            "--lib",
            "--profile",
            "wasm",
        ])
        .args(["--target", wasm_target::TARGET, "--target-dir"])
        .arg(target)
        .env("CARGO_ENCODED_RUSTFLAGS", remap(sources).join("\u{1f}"));
    cargo
}

/// Flags that keep this machine's folders out of the module, so that its digest does not depend on them.
fn remap(sources: &Path) -> Vec<String> {
    [
        (Some(sources.to_owned()), "tongban"),
        (cargo_home(), "cargo"),
    ]
    .into_iter()
    .filter_map(|(folder, name)| Some((folder?, name)))
    .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
    .collect()
}

/// The folder where cargo keeps the sources of outside crates.
pub fn cargo_home() -> Option<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}
