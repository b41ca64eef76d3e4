//! `tongban-parity`: the same decision, byte for byte, on every host.
//!
//! Generates cases over all items of a module (see `search`), decides them natively, in a wasm interpreter without
//! JavaScript, in Node and in headless Chromium (page and worker), and compares. Prints what the cases cover and fails
//! when something is missing or a decision differs; such a case is made as small as it can be, printed, and kept in
//! `tests/parity/kept`, whose cases are decided first in every run.
//!
//! `cargo run -p tongban-parity -- --module target/tongban/module.wasm`

mod case;
mod documents;
mod edges;
mod evaluate;
mod goals;
mod hosts;
mod interpreter;
mod javascript;
mod kept;
mod lanes;
mod minimise;
mod model;
mod native;
mod pattern;
mod report;
mod search;
mod values;

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use evaluate::Decided;
use hosts::{Outcome, Work};
use javascript::Host;
use kept::Kept;
use model::Model;
use report::Report;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use tongban_engine::{Engine, Module};
use tongban_image::Image;

/// Share of the cases that is generated evenly, in percent: items that know the rarest verdict give up to half more.
const EVEN_SHARE: usize = 80;

#[derive(Parser)]
struct Args {
    /// The module.
    #[arg(long, default_value = "target/tongban/module.wasm")]
    module: PathBuf,
    /// Least number of cases, spread over the items.
    #[arg(long, default_value_t = 10_000)]
    cases: usize,
    /// Seed: the same seed and module give the same cases.
    #[arg(long, default_value_t = 20250101)]
    seed: u64,
    /// Where cases and native decisions are written.
    #[arg(long, default_value = "target/parity")]
    out: PathBuf,
    /// Where cases on which hosts differed are kept.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/kept"))]
    kept: PathBuf,
    /// Only this item.
    #[arg(long)]
    item: Option<String>,
    /// Leave Node and browsers out.
    #[arg(long)]
    no_js: bool,
    /// These hosts instead of Node and Chromium; may be given more than once.
    #[arg(long, value_enum)]
    host: Vec<Host>,
}

/// Checks that passed and failed.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
}

fn main() -> ExitCode {
    let mut tally = Tally::default();
    let result = run(&Args::parse(), &mut tally);
    if let Err(error) = &result {
        eprintln!("error: {error:#}");
        tally.failed += u64::from(tally.failed == 0);
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn run(args: &Args, tally: &mut Tally) -> Result<()> {
    let module = std::fs::read(&args.module)
        .with_context(|| format!("cannot read `{}`", args.module.display()))?;
    let image = model::image(&module)?;
    let engine = Module::load(&module).map_err(evaluate::failed)?;
    let digest = engine.about("zh-Hans").map_err(evaluate::failed)?.digest;
    let mut models = Model::all(&image)?;
    models.retain(|model| args.item.as_ref().is_none_or(|item| *item == model.id));
    if models.is_empty() {
        bail!("the module has no item to generate for");
    }

    let mut cases = again(&engine, &args.kept, tally)?;
    generate(args, &engine, &image, &models, tally, &mut cases)?;
    std::fs::create_dir_all(&args.out)?;
    let lines = args.out.join("cases.ndjson");
    let text: String = cases
        .iter()
        .map(|decided| javascript::line(&decided.case, &decided.decision, decided.kept))
        .collect();
    std::fs::write(&lines, text)?;

    let scripts = match &args.host[..] {
        _ if args.no_js => &[],
        [] => &Host::USUAL[..],
        named => named,
    };
    let started = Instant::now();
    let work = Work {
        engine: &engine,
        module: &module,
        digest: &digest,
        file: &args.module,
        cases: &cases,
        lines,
        folder: &args.out,
        seed: args.seed,
    };
    for outcome in hosts::all(&work, scripts)? {
        tell(&outcome, &args.kept, tally)?;
    }
    println!("decided in {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// Decides the kept cases. One that the catalogue no longer takes is a failure: it tests nothing any more.
fn again(engine: &Arc<Engine>, folder: &Path, tally: &mut Tally) -> Result<Vec<Arc<Decided>>> {
    let mut cases = Vec::new();
    for (file, kept) in kept::read(folder)? {
        match evaluate::kept(engine, kept.request) {
            Ok(decided) => cases.push(Arc::new(decided)),
            Err(error) => {
                tally.failed += 1;
                println!(
                    "the kept case `{}` is refused ({error:#}): mend it or delete it",
                    file.display()
                );
            }
        }
    }
    println!("{} kept cases", cases.len());
    Ok(cases)
}

/// Generates cases for all items, on all cores; the same whatever the number of cores.
fn generate(
    args: &Args,
    engine: &Arc<Engine>,
    image: &Image,
    models: &[Model],
    tally: &mut Tally,
    cases: &mut Vec<Arc<Decided>>,
) -> Result<()> {
    let started = Instant::now();
    let each = (args.cases * EVEN_SHARE).div_ceil(100 * models.len());
    let mut report = Report::default();
    let known: BTreeSet<String> = cases.iter().map(|decided| decided.case.request()).collect();
    let found = lanes::all(models.iter().collect(), |model| {
        search::Search::new(engine, image, model, args.seed).run(each)
    });
    for (model, found) in models.iter().zip(found) {
        report.want(
            goals::wanted(image, model)
                .into_iter()
                .map(|(goal, _)| goal),
        );
        for decided in found? {
            report.add(&decided);
            if !known.contains(&decided.case.request()) {
                cases.push(decided);
            }
        }
    }
    let missing = report.print();
    println!("  found in {:.1} s", started.elapsed().as_secs_f32());
    for what in &missing {
        println!("  missing: {what}");
        tally.failed += 1;
    }
    tally.passed += u64::from(missing.is_empty());
    if cases.len() < args.cases && args.item.is_none() {
        bail!(
            "only {} cases were found, not {}: raise the even share",
            cases.len(),
            args.cases
        );
    }
    Ok(())
}

/// Prints what a host found; keeps a case that differs.
fn tell(outcome: &Outcome, folder: &Path, tally: &mut Tally) -> Result<()> {
    tally.passed += outcome.same + outcome.variants;
    let Some(difference) = &outcome.difference else {
        println!(
            "{}: {} cases and {} variants the same, {:.1} s",
            outcome.name,
            outcome.same,
            outcome.variants,
            outcome.took.as_secs_f32()
        );
        return Ok(());
    };
    tally.failed += 1;
    let kept = Kept {
        differed: format!("{} ({})", outcome.name, difference.how),
        request: difference.case.clone(),
    };
    let file = kept::keep(folder, &kept)?;
    println!(
        "{} differs, the smallest case found, kept as `{}`:\n  {}\n  native: {}\n  there:  {}",
        kept.differed,
        file.display(),
        difference.case.request(),
        difference.ours,
        difference.theirs
    );
    Ok(())
}
