//! GoRules: `zen-expression`, compiled once, one machine, a scope for each row.

use crate::{Contender, Row};
use serde_json::json;
use std::cell::RefCell;
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

const RULE: &str = "age >= 16 and age < 60 and paid >= required and arrears == 0 and status == 'flexible' \
    and spells > 0 and base >= average * 0.6 and base <= average * 3";

/// The rule in `zen-expression`.
pub struct Zen {
    rule: Expression<Standard>,
    machine: RefCell<VM>,
    rows: Vec<Scope>,
}

impl Default for Zen {
    fn default() -> Self {
        Self {
            rule: compile_expression(RULE).expect("the rule compiles"),
            machine: RefCell::new(VM::new()),
            rows: Vec::new(),
        }
    }
}

impl Contender for Zen {
    fn take(&mut self, rows: &[Row]) {
        let yuan = |fen: i64| fen as f64 / 100.0;
        let row = |row: &Row| {
            Scope::new(Variable::from(json!({
                "age": row.age,
                "paid": row.paid,
                "required": row.required,
                "arrears": yuan(row.arrears),
                "status": row.status.id(),
                "spells": row.spells,
                "base": yuan(row.base),
                "average": yuan(row.average),
            })))
        };
        self.rows = rows.iter().map(row).collect();
    }

    fn decide(&self, row: usize) -> bool {
        self.rule
            .evaluate_with_scope(&self.rows[row], &mut self.machine.borrow_mut())
            .is_ok_and(|value| value.as_bool() == Some(true))
    }
}
