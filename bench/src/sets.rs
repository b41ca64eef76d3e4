//! What one fact costs in wasm, JavaScript's side included, and a whole form.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::host;
use crate::places::Places;
use crate::report::Report;
use crate::synthetic;

#[derive(Deserialize)]
struct Found {
    largest: Largest,
    result: Vec<Case>,
}

#[derive(Deserialize)]
struct Largest {
    item: String,
    fields: usize,
}

/// Microseconds of one call.
#[derive(Deserialize)]
struct Case {
    name: String,
    best: f64,
    middle: f64,
}

/// Case, promise, what it is, microseconds promised.
const CASES: [(&str, &str, &str, f64); 7] = [
    (
        "leaf",
        "set.leaf",
        "a fact of a form of 1,000 fields that nothing hangs on",
        1.0,
    ),
    (
        "sum",
        "set.sum",
        "the same, with a sum and the form's total",
        1.0,
    ),
    (
        "follow",
        "set.follow",
        "the same, where 100 fields come and go",
        5.0,
    ),
    (
        "cell",
        "set.cell",
        "a cell of a table of 500 rows, with a product and two exact totals",
        1.0,
    ),
    (
        "scratch",
        "form.scratch",
        "1,000 facts into an open form: read from JSON, everything decided, all changes as JSON",
        50.0,
    ),
    (
        "view",
        "form.json",
        "the whole view of that form as JSON",
        300.0,
    ),
    (
        "decision",
        "form.digest",
        "its decision after a change: canonical bytes and digest",
        1_500.0,
    ),
];

/// Makes the forms and measures.
///
/// # Errors
/// If a form does not compile or node fails.
pub fn measure(report: &mut Report, places: &Places) -> Result<()> {
    let mut folder = None;
    for form in ["form-1000", "follow-1000", "table-500"] {
        folder = synthetic::form(places, form)?
            .parent()
            .map(ToOwned::to_owned);
    }
    let mut command = host::script(&places.scripts(), "sets.mjs");
    command
        .arg(places.package())
        .arg(places.module())
        .arg(folder.context("no form")?);
    let found: Found = host::run(&mut command)?;
    report.heading("One fact, and a whole form, in wasm");
    report.line(
        "Microseconds in Node.js. A fact goes through `session.set` of @tongban/engine, and its changes come back as objects. The form is the one that the \
         form engines are given below. Cases take turns in slices of 2 ms; the least disturbed slice and the middle one.",
    );
    report.line("");
    report.table(&["", "least disturbed, µs", "middle, µs", "promised, µs"]);
    for (name, promise, what, limit) in CASES {
        let case = found.result.iter().find(|case| case.name == name);
        let case = case.with_context(|| format!("`{name}` was not measured"))?;
        row(report, what, case, &format!("{limit}"));
        report.promise(promise, format!("{:.1} µs", case.best), case.best <= limit);
    }
    let mut real: Vec<&Case> = found
        .result
        .iter()
        .filter(|case| case.name.starts_with("real:"))
        .collect();
    real.sort_by(|left, right| left.best.total_cmp(&right.best));
    let (Some(middle), Some(slowest)) = (real.get(real.len() / 2), real.last()) else {
        anyhow::bail!("no field of `{}` could be set", found.largest.item);
    };
    let item = format!(
        "`{}` ({} fields, the largest item)",
        found.largest.item, found.largest.fields
    );
    row(
        report,
        &format!("{item}: the middle one of {} fields", real.len()),
        middle,
        "5",
    );
    let field = slowest.name.trim_start_matches("real:");
    row(
        report,
        &format!("the same, the slowest field, `{field}`"),
        slowest,
        "5",
    );
    let figure = format!(
        "{:.1} µs; its middle field {:.1} µs",
        slowest.best, middle.best
    );
    report.promise("set.real", figure, slowest.best <= 5.0);
    Ok(())
}

fn row(report: &mut Report, what: &str, case: &Case, promised: &str) {
    report.row(&[
        what.to_owned(),
        format!("{:.1}", case.best),
        format!("{:.1}", case.middle),
        promised.to_owned(),
    ]);
}
