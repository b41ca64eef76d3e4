//! Measures Tongban on this machine: sizes, one eligibility rule beside hand-written code and peers, forms beside form engines, and
//! every promise of the design.
//!
//! Run it by `cargo xtask bench`, which builds the module first. Times are worth comparing only within one run, as ratios.
//! What is measured is printed; `docs/performance.md` is put together from the latest measurement of every part.

mod forms;
mod gateway;
mod host;
mod machine;
mod native;
mod page;
mod part;
mod places;
mod promises;
mod report;
mod roster;
mod rule;
mod sets;
mod size;
mod start;
mod synthetic;
mod timing;
mod yardstick;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use part::Part;
use places::Places;
use report::Report;

#[derive(Parser)]
#[command(about = "Measure Tongban")]
struct Args {
    /// The folder that everything is looked for in: the repository's.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Print only, write nothing.
    #[arg(long)]
    print: bool,
    /// Only these parts; the page keeps what was measured of the others before.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let places = Places::of(&std::path::absolute(&args.root)?)?;
    for part in Part::ALL {
        if !args.only.is_empty() && !args.only.contains(&part) {
            continue;
        }
        let mut report = Report::default();
        let started = Instant::now();
        part.measure(&mut report, &places)
            .with_context(|| format!("the part `{}`", part.name()))?;
        if !args.print {
            page::keep(&places, part, &report, started.elapsed())?;
        }
    }
    if !args.print {
        page::write(&places)?;
    }
    Ok(())
}
