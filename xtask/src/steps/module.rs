//! The module: the engine's wasm with the compiled catalogue in it.

use anyhow::Result;

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::steps::native;

/// Compiles `catalog/` and writes `target/tongban/module.wasm`.
pub fn run(runner: &mut Runner, profile: Profile) -> Result<()> {
    let tongban = profile.program(native::PROGRAM);
    let step = Step::new("module", "compile the catalogue into the module")
        .needs([paths::engine_wasm(), paths::at("catalog"), tongban.clone()])
        .makes([paths::module_wasm()]);
    runner.need(step, |log| {
        log.run(
            process::command(&tongban)
                .args(["build", "--engine"])
                .arg(paths::engine_wasm())
                .arg("--catalog")
                .arg(paths::at("catalog"))
                .arg("-o")
                .arg(paths::module_wasm()),
        )
    })
}
