//! Measures Tongban on this machine: sizes of the module, and times of the deciding paths in native code.
//!
//! Run it by `cargo xtask bench`, which builds the module first. Times are medians, and are worth comparing only within
//! one run: the first line times work that never changes, as the yardstick.

mod native;
mod size;
mod timing;
mod yardstick;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;

#[derive(Parser)]
#[command(about = "Measure Tongban")]
struct Args {
    /// The module to measure.
    #[arg(long, default_value = "target/tongban/module.wasm")]
    module: PathBuf,
    /// The engine's wasm without a catalogue.
    #[arg(long, default_value = "target/tongban/engine.wasm")]
    engine: PathBuf,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let read = |path: &PathBuf| {
        std::fs::read(path)
            .with_context(|| format!("cannot read `{}`; run `cargo xtask build`", path.display()))
    };
    let (module, engine) = (read(&args.module)?, read(&args.engine)?);
    size::report(&engine, &module)?;
    let yardstick = yardstick::report();
    native::report(&module, yardstick)
}
