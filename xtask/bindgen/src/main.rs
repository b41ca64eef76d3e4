//! wasm-bindgen, used as a library so that its version always follows `Cargo.lock`.
//!
//! `xtask-bindgen bindgen ARGS…` writes JavaScript bindings; `xtask-bindgen test-runner ARGS…` runs a
//! wasm test module (Node, or a headless browser with `CHROMEDRIVER`). Both take the arguments of the
//! upstream commands of the same name.

use std::env;

fn main() -> anyhow::Result<()> {
    let mut args = env::args_os();
    let program = args.next();
    let command = args.next().unwrap_or_default();
    let rest = program.into_iter().chain(args);
    match command.to_str() {
        Some("bindgen") => wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(rest),
        Some("test-runner") => wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(rest),
        _ => anyhow::bail!("usage: xtask-bindgen bindgen|test-runner ARGS…"),
    }
}
