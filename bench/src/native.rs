//! The engine in native code: start, open, set, decide.

use std::time::Duration;

use anyhow::{Result, anyhow};
use serde_json::json;
use tongban_engine::api::{Diagnostic, ItemsQuery, OpenOptions, Origin};
use tongban_engine::{Engine, Module};

use crate::report::Report;
use crate::timing;

/// Times the paths that a channel waits for, over the items of the module.
pub fn report(report: &mut Report, module: &[u8], yardstick: Duration) -> Result<()> {
    report.heading("The engine's paths, native");
    report.table(&["", "median", "× the rule by hand"]);
    let engine = Module::load(module).map_err(prose)?;
    let items = engine
        .items(&ItemsQuery::default(), "zh-Hans")
        .map_err(prose)?;
    let start = timing::median(|| Module::load(module).is_ok());
    timing::row(
        report,
        &format!("load the module ({} items)", items.len()),
        start,
        yardstick,
    );
    for item in &items {
        open(report, &engine, &item.id, yardstick)?;
    }
    set(report, &engine, yardstick)?;
    decide(report, &engine, yardstick)
}

fn options(item: &str) -> OpenOptions {
    OpenOptions {
        item: item.to_owned(),
        as_of: "2025-08-01".to_owned(),
        region: None,
        capabilities: Vec::new(),
        lang: None,
        draft: None,
    }
}

fn open(
    report: &mut Report,
    engine: &std::sync::Arc<Engine>,
    item: &str,
    yardstick: Duration,
) -> Result<()> {
    engine.open(options(item)).map_err(prose)?;
    let time = timing::median(|| engine.open(options(item)).is_ok());
    timing::row(report, &format!("open `{item}`"), time, yardstick);
    Ok(())
}

/// One fact of `retirement`, changed back and forth: what a keystroke costs.
fn set(report: &mut Report, engine: &std::sync::Arc<Engine>, yardstick: Duration) -> Result<()> {
    let mut session = engine.open(options("retirement")).map_err(prose)?;
    let dates = [json!("1965-05-10"), json!("1966-05-10")];
    for date in &dates {
        session
            .set("birthDate", date, Origin::Asked)
            .map_err(prose)?;
    }
    let mut turn = 0_usize;
    let time = timing::median(|| {
        turn ^= 1;
        session
            .set("birthDate", &dates[turn], Origin::Asked)
            .is_ok()
    });
    timing::row(report, "set one fact of `retirement`", time, yardstick);
    let view = timing::median(|| session.view());
    timing::row(report, "view `retirement`", view, yardstick);
    Ok(())
}

/// A whole decision from bytes to bytes, digest included.
fn decide(report: &mut Report, engine: &std::sync::Arc<Engine>, yardstick: Duration) -> Result<()> {
    let request = json!({
        "item": "retirement",
        "asOf": "2025-08-01",
        "facts": { "retirementCategory": "male-60", "birthDate": "1965-05-10", "paidMonths": "240" },
    })
    .to_string();
    let time = timing::median(|| engine.decide(request.as_bytes()));
    timing::row(
        report,
        "decide `retirement`, bytes to bytes",
        time,
        yardstick,
    );
    Ok(())
}

fn prose(diagnostic: Diagnostic) -> anyhow::Error {
    anyhow!("{}: {}", diagnostic.code, diagnostic.message)
}
