//! `cargo xtask build`: everything that the product consists of.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::paths::Profile;
use crate::step::Runner;
use crate::steps::{bindings, module, native, npm, pages, wasm};

/// Options of `build`.
#[derive(Args)]
pub struct BuildArgs {
    /// Build the native programs without optimisation, as the tests do.
    #[arg(long)]
    dev: bool,
    /// Stop after this part.
    #[arg(long, value_enum, default_value_t = Part::All)]
    only: Part,
}

/// A part of the build; each brings the parts it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The engine's wasm and its JavaScript bindings.
    Wasm,
    /// The module: engine and catalogue.
    Module,
    /// Everything.
    All,
}

/// Runs `build`.
pub fn run(runner: &mut Runner, args: BuildArgs) -> Result<()> {
    let profile = if args.dev {
        Profile::Dev
    } else {
        Profile::Release
    };
    wasm::run(runner)?;
    bindings::run(runner)?;
    if args.only == Part::All {
        npm::run(runner)?;
        pages::run(runner)?;
    }
    if args.only != Part::Wasm {
        native::run(runner, profile)?;
        module::run(runner, profile)?;
    }
    runner.total();
    Ok(())
}

/// Everything that `serve` and the tests need.
pub fn everything(runner: &mut Runner, profile: Profile) -> Result<()> {
    wasm::run(runner)?;
    bindings::run(runner)?;
    npm::run(runner)?;
    pages::run(runner)?;
    native::run(runner, profile)?;
    module::run(runner, profile)
}

/// What the measurements need: the module, the JavaScript package, and a program that is as fast as what is installed.
pub fn measured(runner: &mut Runner) -> Result<()> {
    wasm::run(runner)?;
    bindings::run(runner)?;
    npm::run(runner)?;
    pages::engine(runner)?;
    native::run(runner, Profile::Release)?;
    module::run(runner, Profile::Release)
}
