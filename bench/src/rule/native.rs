//! The rule in native code.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use bench_rule::cel::Cel;
use bench_rule::columns::Columns;
use bench_rule::datalogic::Datalogic;
use bench_rule::decimal::Exact;
use bench_rule::hand::{Hand, Unchecked};
use bench_rule::ours::Ours;
use bench_rule::zen::Zen;
use bench_rule::{Contender, Row, boundary, eligible, hand, mixed};
use tongban_runtime::code::columns::BATCH;

use super::{COMPARED, ELIGIBLE};
use crate::report::Report;

/// Turns that each contender takes.
const ROUNDS: usize = 600;
/// A turn lasts about this long.
const SLICE: Duration = Duration::from_micros(200);

/// Our rule without its code: what undecided rows cost.
struct General(Ours);

impl Contender for General {
    fn take(&mut self, rows: &[Row]) {
        self.0.take(rows);
    }

    fn decide(&self, row: usize) -> bool {
        self.0.general(row)
    }
}

struct Entry {
    name: &'static str,
    contender: Box<dyn Contender>,
    count: u32,
    best: Duration,
}

/// Compares answers, then measures.
pub fn measure(report: &mut Report) -> Result<()> {
    let rule = bench_rule::feel::bytes().map_err(|error| anyhow!(error))?;
    let ours = || Ours::read(&rule).map_err(|error| anyhow!(error));
    let contenders: Vec<(&'static str, Box<dyn Contender>)> = vec![
        (
            "hand-written, integers, overflow noticed",
            Box::new(Hand::default()),
        ),
        (
            "hand-written, integers, overflow unnoticed",
            Box::new(Unchecked::default()),
        ),
        ("hand-written, `rust_decimal`", Box::new(Exact::default())),
        ("Tongban", Box::new(ours()?)),
        (
            "Tongban, a row of a batch of 1,024",
            Box::new(Columns::new(ours()?)),
        ),
        (
            "Tongban, general evaluator alone",
            Box::new(General(ours()?)),
        ),
        ("datalogic-rs 5", Box::new(Datalogic::default())),
        ("zen-expression 2", Box::new(Zen::default())),
        ("cel 0.15", Box::new(Cel::default())),
    ];
    report.heading("Native");
    report.table(&["", "ns", "× integers", "wrong on a boundary"]);
    let rows = eligible(ELIGIBLE);
    let mut entries = Vec::new();
    let mut wrong = Vec::new();
    for (name, mut contender) in contenders {
        wrong.push(compare(name, contender.as_mut())?);
        contender.take(&rows);
        entries.push(Entry {
            name,
            count: slice(contender.as_ref()),
            contender,
            best: Duration::MAX,
        });
    }
    for _ in 0..ROUNDS {
        for entry in &mut entries {
            let started = Instant::now();
            let eligible = entry.contender.run(ELIGIBLE, black_box(entry.count));
            let took = started.elapsed();
            if eligible != entry.count {
                bail!("{} refused a row that is eligible", entry.name);
            }
            entry.best = entry.best.min(took);
        }
    }
    let nanos = |entry: &Entry| entry.best.as_nanos() as f64 / f64::from(entry.count);
    let yardstick = entries.first().map_or(1.0, nanos);
    let of = |name: &str| {
        let found = entries.iter().find(|entry| entry.name == name);
        found.map_or(f64::NAN, nanos)
    };
    let ours = of("Tongban");
    report.promise("rule.native", format!("{ours:.1} ns"), ours <= 35.0);
    let against = ours / yardstick;
    let unnoticed = ours / of("hand-written, integers, overflow unnoticed");
    let figure = format!("{against:.1} ×; {unnoticed:.1} × with overflow unnoticed");
    report.promise("rule.native.ratio", figure, against <= 12.0);
    let decimal = ours / of("hand-written, `rust_decimal`");
    report.promise(
        "rule.decimal",
        format!("native {decimal:.2} ×"),
        decimal < 1.0,
    );
    for (entry, wrong) in entries.iter().zip(wrong) {
        let each = nanos(entry);
        report.row(&[
            entry.name.to_owned(),
            format!("{each:.1}"),
            format!("{:.1}", each / yardstick),
            wrong.to_string(),
        ]);
    }
    Ok(())
}

/// Answers must agree with the hand-written rule; gives how many differ on a boundary.
fn compare(name: &str, contender: &mut dyn Contender) -> Result<usize> {
    let differs = |contender: &mut dyn Contender, rows: &[Row]| {
        contender.take(rows);
        let wrong = |(place, row): &(usize, &Row)| contender.decide(*place) != hand::eligible(row);
        rows.iter().enumerate().filter(wrong).count()
    };
    let count = differs(contender, &mixed(COMPARED));
    if count > 0 {
        bail!("{name} answers {count} of {COMPARED} rows otherwise");
    }
    Ok(differs(contender, &boundary(COMPARED)))
}

/// How many decisions fill a turn: whole batches.
fn slice(contender: &dyn Contender) -> u32 {
    let probe = BATCH as u32;
    contender.run(ELIGIBLE, probe);
    let started = Instant::now();
    contender.run(ELIGIBLE, probe);
    let took = started.elapsed().max(Duration::from_nanos(1));
    let turns = (SLICE.as_nanos() / took.as_nanos()).clamp(1, 1_000);
    probe * u32::try_from(turns).unwrap_or(1)
}
