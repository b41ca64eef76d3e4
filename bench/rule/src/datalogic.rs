//! JSON Logic: `datalogic-rs`, compiled once, rows parsed once, one arena emptied after each row.

use crate::{Contender, Row};
use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{Engine, Logic, ParsedData};
use std::cell::RefCell;

/// The rule as JSON Logic, also for other engines of that language.
pub const RULE: &str = r#"{"and":[{">=":[{"var":"age"},16]},{"<":[{"var":"age"},60]},{">=":[{"var":"paid"},{"var":"required"}]},{"==":[{"var":"arrears"},0]},{"==":[{"var":"status"},"flexible"]},{">":[{"var":"spells"},0]},{">=":[{"var":"base"},{"*":[{"var":"average"},0.6]}]},{"<=":[{"var":"base"},{"*":[{"var":"average"},3]}]}]}"#;

/// A row as JSON, money in yuan.
#[must_use]
pub fn json(row: &Row) -> String {
    let yuan = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
    format!(
        r#"{{"age":{},"paid":{},"required":{},"arrears":{},"status":"{}","spells":{},"base":{},"average":{}}}"#,
        row.age,
        row.paid,
        row.required,
        yuan(row.arrears),
        row.status.id(),
        row.spells,
        yuan(row.base),
        yuan(row.average)
    )
}

/// The rule in `datalogic-rs`.
pub struct Datalogic {
    engine: Engine,
    logic: Logic,
    arena: RefCell<Bump>,
    rows: Vec<ParsedData>,
}

impl Default for Datalogic {
    fn default() -> Self {
        let engine = Engine::new();
        let logic = engine.compile(RULE).expect("the rule is JSON Logic");
        Self {
            engine,
            logic,
            arena: RefCell::default(),
            rows: Vec::new(),
        }
    }
}

impl Contender for Datalogic {
    fn take(&mut self, rows: &[Row]) {
        let row = |row| ParsedData::from_json(&json(row)).expect("a row is JSON");
        self.rows = rows.iter().map(row).collect();
    }

    fn decide(&self, row: usize) -> bool {
        let mut arena = self.arena.borrow_mut();
        let decided = self
            .engine
            .evaluate(&self.logic, &self.rows[row], &arena)
            .is_ok_and(|value| value.as_bool() == Some(true));
        arena.reset();
        decided
    }
}
