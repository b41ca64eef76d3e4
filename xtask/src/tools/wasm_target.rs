//! The Rust target `wasm32-unknown-unknown`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, Log};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target by rustup if the toolchain lacks it.
///
/// # Errors
/// If it is missing and cannot be added.
pub fn ensure(log: &mut Log) -> Result<()> {
    if installed()? {
        return Ok(());
    }
    let added = log.run(process::command("rustup").args(["target", "add", TARGET]));
    if added.is_err() || !installed()? {
        bail!("Rust's `{TARGET}` target is missing; install it with `rustup target add {TARGET}`");
    }
    Ok(())
}

/// Asked of the toolchain itself: a distribution's rustc has no rustup to ask.
fn installed() -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = process::output(Command::new(rustc).args(["--print", "sysroot"]))
        .context("rustc cannot be asked for its folder")?;
    Ok(PathBuf::from(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir())
}
