//! JavaScript bindings of the engine's wasm, by wasm-bindgen as a library.
//!
//! The library lives in a program of its own (`xtask/bindgen`), built when first needed, so that `cargo xtask` itself
//! starts quickly; it is the runner of the wasm tests as well.

use std::fs;

use anyhow::{Context, Result};

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};

/// The program around wasm-bindgen.
pub const PROGRAM: &str = "xtask-bindgen";

/// Builds the program around wasm-bindgen.
pub fn build_program(runner: &mut Runner) -> Result<()> {
    let step = Step::new(
        "wasm-bindgen",
        "build wasm-bindgen in the version of Cargo.lock",
    )
    .needs(["Cargo.lock", "xtask/bindgen"])
    .makes([Profile::Dev.program(PROGRAM)]);
    runner.need(step, |log| {
        log.run(process::cargo().args(["build", "--package", PROGRAM]))
    })
}

/// Writes `www/engine/src/generated` and `target/tongban/engine.wasm`.
pub fn run(runner: &mut Runner) -> Result<()> {
    build_program(runner)?;
    let out = paths::bindings();
    let step = Step::new("bindings", "write the engine's JavaScript bindings")
        .needs([paths::raw_wasm(), paths::at("Cargo.lock")])
        .makes(paths::binding_files())
        .makes([paths::engine_wasm()]);
    runner.need(step, |log| {
        log.run(
            process::command(Profile::Dev.program(PROGRAM))
                .arg("bindgen")
                .arg(paths::raw_wasm())
                .args([
                    "--target",
                    "web",
                    "--out-name",
                    "engine",
                    "--omit-default-module-path",
                ])
                .args([
                    "--remove-producers-section",
                    "--remove-name-section",
                    "--out-dir",
                ])
                .arg(&out),
        )?;
        let engine = paths::engine_wasm();
        if let Some(folder) = engine.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(out.join("engine_bg.wasm"), &engine)
            .with_context(|| format!("cannot move the wasm to `{}`", engine.display()))
    })
}
