//! By hand, on integers: the yardstick.

use crate::{Contender, Row, Status};

/// The rule on machine integers, without a check for overflow: whoever writes it knows the ranges.
#[derive(Default)]
pub struct Hand {
    rows: Vec<Row>,
}

/// Whether a row is eligible.
#[must_use]
pub fn eligible(row: &Row) -> bool {
    row.age >= 16
        && row.age < 60
        && row.paid >= row.required
        && row.arrears == 0
        && row.status == Status::Flexible
        && row.spells > 0
        && row.base * 10 >= row.average * 6
        && row.base <= row.average * 3
}

impl Contender for Hand {
    fn take(&mut self, rows: &[Row]) {
        self.rows = rows.to_vec();
    }

    fn decide(&self, row: usize) -> bool {
        eligible(&self.rows[row])
    }
}
