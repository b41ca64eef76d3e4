//! By hand, on integers: the yardstick.

use crate::{Contender, Row, Status};

/// The rule on machine integers; a product that does not fit is noticed, as in an exact rule it must be.
#[derive(Default)]
pub struct Hand {
    rows: Vec<Row>,
}

/// The same for somebody who knows that no product can overflow.
#[derive(Default)]
pub struct Unchecked {
    rows: Vec<Row>,
}

/// Whether a row is eligible; `None` if a product does not fit.
#[must_use]
pub fn checked(row: &Row) -> Option<bool> {
    Some(
        row.age >= 16
            && row.age < 60
            && row.paid >= row.required
            && row.arrears == 0
            && row.status == Status::Flexible
            && row.spells > 0
            && row.base.checked_mul(10)? >= row.average.checked_mul(6)?
            && row.base <= row.average.checked_mul(3)?,
    )
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
        checked(&self.rows[row]) == Some(true)
    }
}

impl Contender for Unchecked {
    fn take(&mut self, rows: &[Row]) {
        self.rows = rows.to_vec();
    }

    fn decide(&self, row: usize) -> bool {
        eligible(&self.rows[row])
    }
}
