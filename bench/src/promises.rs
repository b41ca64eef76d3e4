//! What the design promises, in its order, and where each figure comes from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::Report;

/// What was measured of a promise.
#[derive(Clone, Serialize, Deserialize)]
pub struct Measured {
    /// The figure, with its unit.
    pub figure: String,
    /// Whether the promise is kept; none where it was not asserted here.
    pub met: Option<bool>,
}

/// Key, what is promised, the figure.
const PROMISES: &[(&str, &str, &str)] = &[
    (
        "parity",
        "same decision everywhere: native, wasm interpreter, Node.js, Chromium main thread and worker",
        "byte-identical for ≥ 10,000 cases",
    ),
    ("size.engine", "engine without items, brotli", "≤ 160 KB"),
    (
        "size.module",
        "module with 114 items in zh-Hans, brotli",
        "≤ 330 KB",
    ),
    (
        "size.zh-Hant",
        "its further language zh-Hant, brotli",
        "≤ 110 KB",
    ),
    ("size.en", "its further language en, brotli", "≤ 110 KB"),
    (
        "start.114",
        "start with bytes at hand, 114 items",
        "≤ 15 ms",
    ),
    ("start.2000", "the same, 2,000 items", "≤ 60 ms"),
    (
        "open.114",
        "open any of 114 items, the slowest first opening",
        "≤ 1 ms",
    ),
    ("open.2000", "the same of 2,000", "≤ 1 ms"),
    (
        "set.leaf",
        "a fact on a 1,000-field form, in wasm, changes as objects",
        "≤ 1 µs",
    ),
    (
        "set.sum",
        "the same where a sum and the form's total hang on it",
        "≤ 1 µs",
    ),
    ("set.compact", "the same with compact changes", "≤ 0.5 µs"),
    ("set.follow", "the same where 100 fields follow", "≤ 5 µs"),
    (
        "set.cell",
        "a cell of a 500-row table with its exact totals",
        "≤ 1 µs",
    ),
    (
        "set.real",
        "the largest real item, its slowest field, materials and risks included",
        "≤ 5 µs",
    ),
    (
        "form.scratch",
        "results of a 1,000-field form from scratch",
        "≤ 50 µs",
    ),
    ("form.json", "the same as JSON", "≤ 0.3 ms"),
    (
        "form.digest",
        "the same with canonical bytes and digest",
        "≤ 1.5 ms",
    ),
    ("rule.native", "one eligibility rule, native", "≤ 35 ns"),
    (
        "rule.native.ratio",
        "the same against hand-written integers, overflow noticed",
        "≤ 12 ×",
    ),
    ("rule.wasm", "one eligibility rule, warm wasm", "≤ 40 ns"),
    (
        "rule.wasm.ratio",
        "the same against hand-written integers in wasm, overflow noticed",
        "≤ 9 ×",
    ),
    (
        "rule.decimal",
        "faster than hand-written `rust_decimal`, native and wasm",
        "< 1 ×",
    ),
    (
        "roster",
        "roster of `staff-change`, in wasm, CSV bytes to findings",
        "≥ 1,000,000 rows/s",
    ),
    (
        "gateway",
        "gateway, 4 KB packets of `retirement`, SQLite, load on the same cores, committed receipts only",
        "≥ 2,000 /s",
    ),
];

/// The table of all promises with what was measured.
pub fn table(report: &mut Report, measured: &BTreeMap<String, Measured>) {
    report.heading("What is promised, and what is so");
    report.table(&["promise", "promised", "measured", "met"]);
    for (key, what, promised) in PROMISES {
        let found = measured.get(*key);
        let figure = match (found, *key) {
            (Some(found), _) => found.figure.as_str(),
            (None, "parity") => "`cargo xtask test --only parity` asserts it",
            (None, "set.compact") => "there is no compact form of changes",
            (None, _) => "not measured",
        };
        let met = match found.and_then(|found| found.met) {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "–",
        };
        report.row(&[*what, *promised, figure, met]);
    }
}
