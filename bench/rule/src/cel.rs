//! Common Expression Language: `cel`, compiled once, a context for each row.

use crate::{Contender, Row};
use cel::{Context, Env, Program, Value};
use std::sync::Arc;

const RULE: &str = "age >= 16 && age < 60 && paid >= required && arrears == 0.0 && status == 'flexible' \
    && spells > 0 && base >= average * 0.6 && base <= average * 3.0";

/// The rule in `cel`.
pub struct Cel {
    env: Arc<Env>,
    rule: Program,
    rows: Vec<Context<'static, 'static>>,
}

impl Default for Cel {
    fn default() -> Self {
        let env = Arc::new(Env::stdlib());
        let rule = env.compile(RULE).expect("the rule compiles");
        Self {
            env,
            rule,
            rows: Vec::new(),
        }
    }
}

impl Contender for Cel {
    fn take(&mut self, rows: &[Row]) {
        let yuan = |fen: i64| fen as f64 / 100.0;
        let row = |row: &Row| {
            let mut context = Context::with_env(Arc::clone(&self.env));
            context.add_variable_from_value("age", row.age);
            context.add_variable_from_value("paid", row.paid);
            context.add_variable_from_value("required", row.required);
            context.add_variable_from_value("arrears", yuan(row.arrears));
            context.add_variable_from_value("status", row.status.id());
            context.add_variable_from_value("spells", row.spells);
            context.add_variable_from_value("base", yuan(row.base));
            context.add_variable_from_value("average", yuan(row.average));
            context
        };
        self.rows = rows.iter().map(row).collect();
    }

    fn decide(&self, row: usize) -> bool {
        self.rule.execute(&self.rows[row]) == Ok(Value::Bool(true))
    }
}
