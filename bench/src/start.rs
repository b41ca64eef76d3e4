//! Start and open, in Node.js, with the reference catalogue and with synthetic ones of up to 2,000 items; and how long those
//! take to compile.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use crate::host::{self, median};
use crate::places::Places;
use crate::report::Report;
use crate::synthetic;

/// Fresh processes for each module.
const RUNS: usize = 7;
/// Catalogues that are measured beside the reference: how many items they have in all, and milliseconds promised for a start.
const SIZES: [(usize, Option<f64>); 3] = [(114, Some(15.0)), (530, None), (2_000, Some(60.0))];

/// Milliseconds of one process; the lists have an entry for each item.
#[derive(Deserialize)]
struct Start {
    load: f64,
    compile: f64,
    hash: f64,
    first: Vec<f64>,
    again: Vec<f64>,
}

/// What one module took.
struct Figures {
    load: f64,
    very_first: f64,
    slowest: f64,
}

/// Measures the module, then makes and measures the synthetic ones.
///
/// # Errors
/// If one cannot be made, or node fails.
pub fn measure(report: &mut Report, places: &Places) -> Result<()> {
    report.heading("Start and open, in Node.js");
    report.line(&format!(
        "Milliseconds through @tongban/engine, medians of {RUNS} fresh processes. Start: `load` from bytes at hand, all of it: the digest checked, \
         WebAssembly compiled, an instance made, the catalogue ready. Open: `engine.open` of every item, nothing of it ready before; the very first of a process \
         also brings the code into being and is shown apart. Compile and SHA-256 are what the host takes for them once warm."
    ));
    report.line("");
    report.table(&[
        "items",
        "module, KB",
        "start",
        "compile alone",
        "SHA-256 alone",
        "very first open",
        "open, middle",
        "open, slowest",
        "again, middle",
        "again, slowest",
    ]);
    row(report, places, &places.module())?;
    let mut compiled = Vec::new();
    for (size, promised) in SIZES {
        let made = match synthetic::catalogue(places, size) {
            Ok(made) => made,
            Err(problem) => {
                eprintln!("{size} items: {problem:#}");
                let said = format!("not measured: {size} items do not compile in time");
                if promised.is_some() {
                    report.promise(&format!("start.{size}"), said.clone(), false);
                    report.promise(&format!("open.{size}"), said, false);
                }
                continue;
            }
        };
        compiled.push((size, made.compiled.as_secs_f64()));
        let figures = row(report, places, &made.module)?;
        let Some(promised) = promised else { continue };
        report.promise(
            &format!("start.{size}"),
            format!("{:.1} ms", figures.load),
            figures.load <= promised,
        );
        report.promise(
            &format!("open.{size}"),
            format!(
                "{:.2} ms; the very first of a process {:.1} ms",
                figures.slowest, figures.very_first
            ),
            figures.slowest.max(figures.very_first) <= 1.0,
        );
    }
    report.line("");
    report.line("Seconds of `tongban build` for the same catalogues, from YAML to module, and milliseconds of that for each item: it must not grow with their number.");
    report.line("");
    report.table(&["items", "compile, s", "an item, ms"]);
    for (size, seconds) in compiled {
        report.row(&[
            size.to_string(),
            format!("{seconds:.2}"),
            format!("{:.2}", seconds * 1000.0 / size as f64),
        ]);
    }
    Ok(())
}

fn row(report: &mut Report, places: &Places, module: &Path) -> Result<Figures> {
    let bytes = std::fs::read(module)?;
    let items = synthetic::items(&bytes)?;
    let list = places.made("start")?.join("items.json");
    std::fs::write(&list, serde_json::to_vec(&items)?)?;
    let mut runs: Vec<Start> = Vec::new();
    for _ in 0..RUNS {
        let mut command = host::script(&places.scripts(), "start.mjs");
        command
            .arg(places.package())
            .arg(module)
            .arg(&list)
            .arg("2026-03-02");
        runs.push(host::run(&mut command)?);
    }
    let of = |figure: fn(&Start) -> f64| median(runs.iter().map(figure));
    // An item's time is its median over the processes.
    let each = |list: fn(&Start) -> &[f64]| -> Vec<f64> {
        let item =
            |place: usize| median(runs.iter().filter_map(|run| list(run).get(place).copied()));
        (0..items.len()).map(item).collect()
    };
    let (first, again) = (each(|run| &run.first), each(|run| &run.again));
    let slowest = |times: &[f64]| times.iter().copied().fold(0.0, f64::max);
    let (very_first, rest) = first
        .split_first()
        .map_or((0.0, &[][..]), |(one, rest)| (*one, rest));
    let figures = Figures {
        load: of(|run| run.load),
        very_first,
        slowest: slowest(rest),
    };
    let two = |value: f64| format!("{value:.2}");
    report.row(&[
        items.len().to_string(),
        bytes.len().div_ceil(1000).to_string(),
        two(figures.load),
        two(of(|run| run.compile)),
        two(of(|run| run.hash)),
        two(very_first),
        two(median(rest.iter().copied())),
        two(figures.slowest),
        two(median(again.iter().copied())),
        two(slowest(&again)),
    ]);
    Ok(figures)
}
