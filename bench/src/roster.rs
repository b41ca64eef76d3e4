//! A roster from CSV bytes to findings, in wasm.

use anyhow::Result;
use serde::Deserialize;

use crate::host;
use crate::places::Places;
use crate::report::Report;

#[derive(Deserialize)]
struct Found {
    result: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    bytes: u64,
    rows: u64,
    /// Rows a second.
    best: u64,
    median: u64,
}

/// Measures; answers are compared with sessions first.
///
/// # Errors
/// If the answers differ or node fails.
pub fn measure(report: &mut Report, places: &Places) -> Result<()> {
    let mut command = host::script(&places.scripts(), "roster.mjs");
    command.arg(places.package()).arg(places.module());
    let found: Found = host::run(&mut command)?;
    report.heading("A roster of `staff-change`, from CSV bytes to findings, in wasm");
    report.line("In Node.js, on one thread. What is said of 1,000 rows is compared with what a session with these rows says, first.");
    report.line("");
    report.table(&[
        "",
        "rows",
        "bytes",
        "rows/s, least disturbed",
        "rows/s, middle",
    ]);
    for case in &found.result {
        report.row(&[
            case.name.clone(),
            case.rows.to_string(),
            case.bytes.to_string(),
            case.best.to_string(),
            case.median.to_string(),
        ]);
    }
    if let Some(right) = found.result.first() {
        let rate = format!("{} rows/s where every row is right", right.best);
        report.promise("roster", rate, right.best >= 1_000_000);
    }
    Ok(())
}
