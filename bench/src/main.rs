//! Measures Tongban on this machine: sizes, one eligibility rule beside hand-written code and peers, and the engine's paths.
//!
//! Run it by `cargo xtask bench`, which builds the module first. Times are worth comparing only within one run, as ratios.
//! What is measured is printed, and written to `docs/performance.md`.

mod machine;
mod native;
mod report;
mod rule;
mod size;
mod timing;
mod yardstick;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use report::Report;

#[derive(Parser)]
#[command(about = "Measure Tongban")]
struct Args {
    /// The module to measure.
    #[arg(long, default_value = "target/tongban/module.wasm")]
    module: PathBuf,
    /// The engine's wasm without a catalogue.
    #[arg(long, default_value = "target/tongban/engine.wasm")]
    engine: PathBuf,
    /// Where to write the figures.
    #[arg(long, default_value = "docs/performance.md")]
    output: PathBuf,
    /// Print only, write nothing.
    #[arg(long)]
    print: bool,
    /// Leave out the module: the evaluator's size and the rule alone.
    #[arg(long)]
    rule_only: bool,
}

const INTRODUCTION: &str = "# Performance\n\nWritten by `cargo xtask bench`; do not edit. Read times as ratios within one run; why rules \
    are this fast: `docs/decisions/0007-register-code-beside-the-node-program.md`.\n";

fn main() -> Result<()> {
    let args = Args::parse();
    let bench = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &PathBuf| {
        std::fs::read(path)
            .with_context(|| format!("cannot read `{}`; run `cargo xtask build`", path.display()))
    };
    let mut report = Report::default();
    report.line(INTRODUCTION);
    machine::describe(&mut report);
    let evaluator = rule::files::evaluator(bench)?;
    let mut sizes = vec![("evaluator alone: code and general evaluator", evaluator)];
    if !args.rule_only {
        sizes.push(("engine", read(&args.engine)?));
        sizes.push(("module: engine, catalogue, texts", read(&args.module)?));
    }
    size::report(&mut report, &sizes)?;
    rule::measure(&mut report, bench)?;
    if !args.rule_only {
        native::report(&mut report, &read(&args.module)?, yardstick::measure())?;
    }
    if !args.print {
        std::fs::write(&args.output, report.text())
            .with_context(|| format!("cannot write `{}`", args.output.display()))?;
    }
    Ok(())
}
