//! wasm-bindgen, used as a library so that its version always follows `Cargo.lock`.
//!
//! `xtask-bindgen bindgen ARGS…` writes JavaScript bindings; `xtask-bindgen test-runner ARGS…` runs a wasm test
//! program (in Node, or in a headless browser with `CHROMEDRIVER`). Both take the arguments of the upstream commands of
//! the same name. `xtask-bindgen imports FILE` lists what a wasm file asks of its host, a line each.

use std::env;
use std::ffi::OsString;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

fn main() -> Result<()> {
    let mut args = env::args_os();
    let program = args.next();
    let command = args.next().unwrap_or_default();
    let mut rest = program.into_iter().chain(args);
    match command.to_str() {
        Some("bindgen") => wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(rest),
        Some("test-runner") => wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(rest),
        Some("imports") => imports(rest.nth(1)),
        _ => bail!("usage: xtask-bindgen bindgen|test-runner|imports ARGS…"),
    }
}

/// Prints the module and name of every import.
fn imports(file: Option<OsString>) -> Result<()> {
    let file = file.context("usage: xtask-bindgen imports FILE")?;
    let bytes =
        std::fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
    for payload in Parser::new(0).parse_all(&bytes) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                println!("{} {}", import.module, import.name);
            }
        }
    }
    Ok(())
}
