//! One form in form engines: what each takes to build it, to set a field, to validate, and its memory, in Node.js and Chromium.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::host;
use crate::places::Places;
use crate::report::Report;
use crate::synthetic;

/// The forms by name, and what they are.
const FORMS: [(&str, &str); 4] = [
    ("form-200", "200 fields"),
    ("form-1000", "1,000 fields"),
    ("form-5000", "5,000 fields"),
    ("table-500", "a table of 500 rows with totals"),
];

#[derive(Deserialize)]
struct Found {
    chromium: Option<String>,
    limit: u64,
    result: Vec<Entry>,
}

/// An engine over a form on a host.
#[derive(Deserialize)]
struct Entry {
    form: String,
    engine: String,
    host: String,
    failed: Option<String>,
    compared: Option<u32>,
    #[serde(default)]
    lacks: Vec<String>,
    build: Option<Quantiles>,
    set: Option<Quantiles>,
    validate: Option<Quantiles>,
    memory: Option<i64>,
}

/// Milliseconds.
#[derive(Deserialize)]
struct Quantiles {
    p50: f64,
    p95: f64,
    p99: f64,
}

/// Makes the forms, and measures every engine over each.
///
/// # Errors
/// If a form does not compile, node fails, or Tongban itself answers otherwise than it must.
pub fn measure(report: &mut Report, places: &Places) -> Result<()> {
    let js = places.scripts();
    host::install(&js)?;
    let mut folder = None;
    for (form, _) in FORMS {
        folder = synthetic::form(places, form)?
            .parent()
            .map(ToOwned::to_owned);
    }
    let mut command = host::script(&js, "forms/run.mjs");
    command
        .arg(places.package())
        .arg(folder.context("no form")?)
        .args(FORMS.map(|(form, _)| form))
        .stderr(std::process::Stdio::inherit());
    let found: Found = host::run(&mut command)?;
    if let Some(wrong) = found
        .result
        .iter()
        .find(|entry| entry.engine == "tongban" && entry.failed.is_some())
    {
        bail!(
            "Tongban over {} in {}: {}",
            wrong.form,
            wrong.host,
            wrong.failed.as_deref().unwrap_or_default()
        );
    }
    introduction(report, &found);
    for (form, title) in FORMS {
        for host in ["node", "chromium"] {
            table(report, &found, form, title, host);
        }
    }
    lacking(report, &found);
    Ok(())
}

fn introduction(report: &mut Report, found: &Found) {
    report.heading("One form in form engines");
    report.line(&format!(
        "Milliseconds at p50 / p95 / p99 (memory: MB) in Node.js and in headless Chromium {}, a fresh process or page for each engine and form, all peers from one bundle \
         as a browser gets it. In each ten fields, three are shown or not by others, one is a sum, most are bounded or required; the form has a total over all sums. The table has \
         a column that comes and goes, a product and two totals. First, after each of up to 60 steps (right values, wrong ones, fields emptied; \
         fewer where the steps take longer than 6 s), the visible fields, the fields with violations and every sum at 0.01 must be what a plain evaluation says.",
        found.chromium.as_deref().unwrap_or("(not installed here)"),
    ));
    report.line("");
    report.line(&format!(
        "Build: from the form's description in memory, filled with values; for Tongban a new instance of the compiled module, an open item and all facts, for the others \
         their objects; reading scripts and compiling wasm is not in it. Set: one field, with all that hangs on it up to date. Validate: everything that is wrong with the whole form. Memory: \
         heap after a collection, and for Tongban all of its wasm memory. The machine does other work, which p95 and p99 show. An engine has {} s for a form.",
        found.limit,
    ));
}

fn table(report: &mut Report, found: &Found, form: &str, title: &str, host: &str) {
    let entries = found
        .result
        .iter()
        .filter(|entry| entry.form == form && entry.host == host);
    let entries: Vec<&Entry> = entries.collect();
    if entries.is_empty() {
        return;
    }
    let place = if host == "node" {
        "Node.js"
    } else {
        "Chromium"
    };
    report.subheading(&format!("{title}, {place}"));
    report.table(&[
        "",
        "build",
        "set",
        "validate",
        "memory",
        "set, × Tongban",
        "steps compared",
    ]);
    let yardstick = entries.iter().find(|entry| entry.engine == "tongban");
    let yardstick = yardstick
        .and_then(|entry| entry.set.as_ref())
        .map_or(1.0, |set| set.p50);
    for entry in entries {
        let name = name(&entry.engine).to_owned();
        if let Some(failed) = &entry.failed {
            report.row(&[
                name,
                failed.clone(),
                "–".into(),
                "–".into(),
                "–".into(),
                "–".into(),
                "–".into(),
            ]);
            continue;
        }
        let times = |of: &Option<Quantiles>| {
            of.as_ref().map_or_else(String::new, |of| {
                format!(
                    "{} / {} / {}",
                    digits(of.p50),
                    digits(of.p95),
                    digits(of.p99)
                )
            })
        };
        report.row(&[
            name,
            times(&entry.build),
            times(&entry.set),
            times(&entry.validate),
            entry
                .memory
                .map_or_else(String::new, |bytes| format!("{:.1}", bytes as f64 / 1e6)),
            entry
                .set
                .as_ref()
                .map_or_else(String::new, |set| digits(set.p50 / yardstick)),
            entry.compared.unwrap_or_default().to_string(),
        ]);
    }
}

/// What peers have no words for.
fn lacking(report: &mut Report, found: &Found) {
    let mut lacks: BTreeMap<&str, &[String]> = BTreeMap::new();
    for entry in found.result.iter().filter(|entry| !entry.lacks.is_empty()) {
        lacks.insert(&entry.engine, &entry.lacks);
    }
    report.line("");
    for (engine, lacks) in lacks {
        let what: Vec<&str> = lacks
            .iter()
            .map(|lack| match lack.as_str() {
                "sums" => "it computes nothing, so sums are neither compared nor in its times",
                other => other,
            })
            .collect();
        report.line(&format!("{}: {}.", name(engine), what.join("; ")));
    }
}

fn digits(value: f64) -> String {
    match value {
        value if value < 0.1 => format!("{value:.4}"),
        value if value < 10.0 => format!("{value:.2}"),
        value => format!("{value:.0}"),
    }
}

fn name(engine: &str) -> &str {
    match engine {
        "tongban" => "Tongban",
        "survey" => "survey-core 3",
        "formily" => "@formily/core 2",
        "jsonforms" => "@jsonforms/core 3",
        "formio" => "@formio/core 2",
        "odk" => "ODK xforms-engine 0.22",
        other => other,
    }
}
