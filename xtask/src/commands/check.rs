//! `cargo xtask check`: what can be told without running the product.

use anyhow::Result;

use crate::checks;
use crate::paths::Profile;
use crate::step::Runner;
use crate::steps::{bindings, native, npm, pages, wasm};

/// Runs the fast checks. Types need the bindings, so the engine's wasm is built first.
pub fn run(runner: &mut Runner) -> Result<()> {
    checks::run(runner);
    match native::run(runner, Profile::Dev) {
        Ok(()) => checks::layout::run(runner, Profile::Dev),
        Err(error) => println!("  ✗ {error:#}: the catalogue's layout cannot be checked"),
    }
    let built = wasm::run(runner)
        .and_then(|()| bindings::run(runner))
        .and_then(|()| npm::run(runner))
        .and_then(|()| pages::engine(runner));
    match built {
        Ok(()) => {
            checks::wasm_imports::run(runner);
            checks::sizes::run(runner);
            checks::types(runner);
        }
        Err(error) => println!("  ✗ {error:#}: the front ends cannot be type-checked"),
    }
    runner.close()
}
