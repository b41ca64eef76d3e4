//! By hand, with `rust_decimal`: exact, 28 digits.

use crate::{Contender, Row, Status};
use rust_decimal::Decimal;

struct Facts {
    age: Decimal,
    paid: Decimal,
    required: Decimal,
    arrears: Decimal,
    status: Status,
    spells: Decimal,
    base: Decimal,
    average: Decimal,
}

/// The rule on decimals.
pub struct Exact {
    rows: Vec<Facts>,
    sixteen: Decimal,
    sixty: Decimal,
    least: Decimal,
    most: Decimal,
}

impl Default for Exact {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            sixteen: Decimal::from(16),
            sixty: Decimal::from(60),
            least: Decimal::new(6, 1),
            most: Decimal::from(3),
        }
    }
}

impl Exact {
    fn eligible(&self, row: &Facts) -> Option<bool> {
        Some(
            row.age >= self.sixteen
                && row.age < self.sixty
                && row.paid >= row.required
                && row.arrears == Decimal::ZERO
                && row.status == Status::Flexible
                && row.spells > Decimal::ZERO
                && row.base >= row.average.checked_mul(self.least)?
                && row.base <= row.average.checked_mul(self.most)?,
        )
    }
}

impl Contender for Exact {
    fn take(&mut self, rows: &[Row]) {
        let row = |row: &Row| Facts {
            age: row.age.into(),
            paid: row.paid.into(),
            required: row.required.into(),
            arrears: Decimal::new(row.arrears, 2),
            status: row.status,
            spells: row.spells.into(),
            base: Decimal::new(row.base, 2),
            average: Decimal::new(row.average, 2),
        };
        self.rows = rows.iter().map(row).collect();
    }

    fn decide(&self, row: usize) -> bool {
        self.eligible(&self.rows[row]) == Some(true)
    }
}
