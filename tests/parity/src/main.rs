//! `tongban-parity`: the same decision, byte for byte, on every host.
//!
//! Generates cases over all items of a module (see `search`), decides them natively, in a wasm interpreter without
//! JavaScript, in Node and in headless Chromium (page and worker), and compares. Prints what the cases cover and fails
//! when something is missing or the first decision differs; the case is then printed as small as it can be made.
//!
//! `cargo run -p tongban-parity -- --module target/tongban/module.wasm`

mod case;
mod documents;
mod evaluate;
mod goals;
mod interpreter;
mod javascript;
mod minimise;
mod model;
mod native;
mod pattern;
mod report;
mod search;
mod values;

use anyhow::{Context as _, Result, bail};
use case::Case;
use clap::Parser;
use evaluate::Decided;
use interpreter::Interpreter;
use javascript::Host;
use model::Model;
use report::Report;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use tongban_engine::{Engine, Module};

#[derive(Parser)]
struct Args {
    /// The module.
    #[arg(long, default_value = "target/tongban/module.wasm")]
    module: PathBuf,
    /// Least number of cases, spread over the items.
    #[arg(long, default_value_t = 2100)]
    cases: usize,
    /// Seed: the same seed and module give the same cases.
    #[arg(long, default_value_t = 20250101)]
    seed: u64,
    /// Where cases and native decisions are written.
    #[arg(long, default_value = "target/parity")]
    out: PathBuf,
    /// Only this item.
    #[arg(long)]
    item: Option<String>,
    /// Leave Node and Chromium out.
    #[arg(long)]
    no_js: bool,
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

    let started = Instant::now();
    let each = args.cases.div_ceil(models.len());
    let (mut cases, mut report) = (Vec::new(), Report::default());
    for model in &models {
        let found = search::Search::new(&engine, &image, model, args.seed).run(each)?;
        report.want(
            goals::wanted(&image, model)
                .into_iter()
                .map(|(goal, _)| goal),
        );
        for decided in found {
            report.add(&decided, goals::shown(&image, model, &decided));
            cases.push(decided);
        }
    }
    let missing = report.print();
    println!("  found in {:.1} s", started.elapsed().as_secs_f32());
    for what in &missing {
        println!("  missing: {what}");
        tally.failed += 1;
    }
    tally.passed += u64::from(missing.is_empty());

    std::fs::create_dir_all(&args.out)?;
    let file = args.out.join("cases.ndjson");
    let lines: String = cases
        .iter()
        .map(|decided| javascript::line(&decided.case, &decided.decision, &decided.digest))
        .collect();
    std::fs::write(&file, lines)?;

    let started = Instant::now();
    let checked = native::check(&engine, &cases, args.seed)?;
    tally.passed += checked;
    println!(
        "native: {checked} checks the same (bytes to bytes, other order, language, capabilities, draft), {:.1} s",
        started.elapsed().as_secs_f32()
    );

    interpreted(&engine, &module, &digest, &cases, tally)?;
    if !args.no_js {
        for host in Host::ALL {
            in_javascript(host, &engine, args, &file, &cases, tally)?;
        }
    }
    Ok(())
}

/// Decides all cases in the interpreter.
fn interpreted(
    engine: &Arc<Engine>,
    module: &[u8],
    digest: &str,
    cases: &[Decided],
    tally: &mut Tally,
) -> Result<()> {
    let started = Instant::now();
    let mut host = Interpreter::new(module, digest)?;
    for decided in cases {
        let request = decided.case.request();
        let theirs = host.decide(request.as_bytes())?;
        if theirs != engine.decide(request.as_bytes()) {
            let least = minimise::minimise(&decided.case, |case| {
                let request = case.request();
                Ok(host.decide(request.as_bytes())? != engine.decide(request.as_bytes()))
            })?;
            tally.failed += 1;
            let ours = engine.decide(least.request().as_bytes());
            let theirs = host.decide(least.request().as_bytes())?;
            show(
                "the interpreter",
                &least,
                &String::from_utf8_lossy(&ours),
                &String::from_utf8_lossy(&theirs),
            );
            bail!("the interpreter decides differently");
        }
        tally.passed += 1;
    }
    println!(
        "interpreter without JavaScript: {} cases the same, {:.1} s",
        cases.len(),
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Decides all cases in a JavaScript host.
fn in_javascript(
    host: Host,
    engine: &Arc<Engine>,
    args: &Args,
    file: &Path,
    cases: &[Decided],
    tally: &mut Tally,
) -> Result<()> {
    let started = Instant::now();
    let outcome = javascript::run(host, &args.module, file)?;
    tally.passed += outcome.same + outcome.variants;
    let Some((number, how, got)) = outcome.difference else {
        if outcome.same != u64::try_from(cases.len())? {
            bail!(
                "{} decided {} of {} cases",
                host.name(),
                outcome.same,
                cases.len()
            );
        }
        println!(
            "{}: {} cases and {} variants the same, {:.1} s",
            host.name(),
            outcome.same,
            outcome.variants,
            started.elapsed().as_secs_f32()
        );
        return Ok(());
    };
    tally.failed += 1;
    let decided = cases
        .get(number)
        .context("a host names a case that is not there")?;
    let least = minimise::minimise(&decided.case, |case| {
        let Some(native) = evaluate::decide(engine, case.clone())? else {
            return Ok(false);
        };
        javascript::differs(host, &args.module, &args.out, case, &native.decision)
    })?;
    let ours =
        evaluate::decide(engine, least.clone())?.map_or_else(String::new, |native| native.decision);
    let theirs = if least == decided.case {
        got
    } else {
        format!("(of the whole case) {got}")
    };
    show(&format!("{} ({how})", host.name()), &least, &ours, &theirs);
    bail!("{} decides differently", host.name());
}

fn show(host: &str, case: &Case, ours: &str, theirs: &str) {
    println!(
        "the smallest case found on which {host} differs:\n  {}\n  native: {ours}\n  there:  {theirs}",
        case.request()
    );
}
