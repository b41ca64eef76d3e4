//! What the engine's calls cost over the reference catalogue, in native code: median and least of some runs.
//!
//! `cargo run --release -p tongban-engine --example engine-costs [rows]`; figures to read, nothing is asserted.
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tongban_catalog::{check, load};
use tongban_engine::api::{OpenOptions, Origin};
use tongban_engine::{Engine, Session};
use tongban_image::{encode_image, encode_texts};

fn engine() -> Arc<Engine> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog"));
    let built = check(load(folder), None)
        .built
        .expect("the reference catalogue compiles; see `tongban lint`");
    let image = encode_image(&built.image).expect("an image");
    let texts: Vec<(String, Vec<u8>)> = built
        .texts
        .iter()
        .map(|texts| (texts.locale.clone(), encode_texts(texts).expect("texts")))
        .collect();
    let sections = texts
        .iter()
        .map(|(locale, bytes)| (locale.as_str(), bytes.as_slice()))
        .collect();
    Arc::new(Engine::from_parts(&"0".repeat(64), &image, sections).expect("an engine"))
}

fn open(engine: &Arc<Engine>, item: &str) -> Session {
    engine
        .open(OpenOptions {
            item: item.to_owned(),
            as_of: "2025-08-01".to_owned(),
            region: Some("500103".to_owned()),
            ..OpenOptions::default()
        })
        .expect("the item opens")
}

fn show(what: &str, runs: usize, mut run: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|turn| {
            let start = Instant::now();
            run(turn);
            start.elapsed()
        })
        .collect();
    times.sort();
    let median = times.get(runs / 2).copied().unwrap_or_default();
    let least = times.first().copied().unwrap_or_default();
    println!("{what:<44} {median:>12.2?} {least:>12.2?}");
}

fn staff(count: usize) -> Value {
    let row = |number: usize| {
        json!({
            "changeType": "join", "staffName": "张三", "staffDocumentType": "passport",
            "staffDocumentNumber": format!("E{:08}", number), "joinDate": "2025-07-15", "monthlyWage": "6000",
            "staffMobile": format!("139{:08}", number),
        })
    };
    (0..count).map(row).collect()
}

fn main() {
    let rows = std::env::args()
        .nth(1)
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(5_000);
    let engine = engine();
    println!("{:<44} {:>12} {:>12}", "", "median", "least");
    show("open `retirement`", 200, |_| {
        open(&engine, "retirement");
    });
    let mut session = open(&engine, "retirement");
    for (fact, values) in [
        ("birthDate", ["1965-05-10", "1966-05-10"]),
        ("paidMonths", ["240", "120"]),
        ("mobile", ["13900000001", "13900000002"]),
    ] {
        show(&format!("set `{fact}` of `retirement`"), 1_000, |turn| {
            let value = json!(values[turn % 2]);
            session
                .set(fact, &value, Origin::Asked)
                .expect("the fact is set");
        });
    }
    show("next of `retirement`", 200, |_| {
        std::hint::black_box(session.next());
    });

    let list = staff(rows);
    let mut session = open(&engine, "staff-change");
    show(&format!("set {rows} rows of `staff-change`"), 5, |_| {
        session
            .set("staff", &list, Origin::Asked)
            .expect("the rows are set");
    });
    let cell = format!("staff[{}].monthlyWage", rows / 2);
    show("set a cell that no list rule decides", 21, |turn| {
        let wage = json!((6_000 + turn).to_string());
        session
            .set(&cell, &wage, Origin::Asked)
            .expect("the cell is set");
    });
    let cell = format!("staff[{}].joinDate", rows / 2);
    show("set a cell that a list rule decides", 21, |turn| {
        let date = json!(["2025-07-01", "2025-06-01"][turn % 2]);
        session
            .set(&cell, &date, Origin::Asked)
            .expect("the cell is set");
    });
    show("remove a row, add an empty one", 3, |_| {
        // The list is as long as it may be.
        let held = session.view().fields;
        let rows = held.iter().find_map(|field| field.rows.as_ref());
        let last = rows.and_then(|rows| rows.last()).map(|row| row.id.clone());
        session
            .remove_row("staff", &last.unwrap_or_default())
            .expect("the row");
        session.add_row("staff").expect("a row");
    });
    let packet = session
        .packet("0123456789abcdef0123456789abcdef", None)
        .expect("a packet");
    show("make the packet", 5, |_| {
        session
            .packet("0123456789abcdef0123456789abcdef", None)
            .expect("a packet");
    });
    show("replay the packet", 5, |_| {
        assert!(engine.replay_packet(&packet).expect("a report").same);
    });
}
