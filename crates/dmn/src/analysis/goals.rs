//! What is looked for in a table: places that rows leave open, or that they shadow.

use super::bits::Bits;
use super::grid::Goal;

/// A place that none of these rows fits; perhaps only places that another row fits count.
pub struct Uncovered<'a> {
    /// The rows that should fit.
    pub by: &'a Bits,
    /// The row whose places count; all if there is none.
    pub inside: Option<usize>,
    /// Whether it is enough that nothing certainly fits, or whether nothing may fit.
    pub certain: bool,
}

impl Goal for Uncovered<'_> {
    fn hopeless(&self, must: &Bits, may: &Bits, free: &dyn Fn(usize) -> bool) -> bool {
        let inside = if self.certain { must } else { may };
        self.inside.is_some_and(|row| !inside.contains(row)) || self.by.and(must).iter().any(free)
    }

    fn reached(&self, must: &Bits, may: &Bits) -> bool {
        let (fits, inside) = if self.certain {
            (may, must)
        } else {
            (must, may)
        };
        self.by.and(fits).is_empty() && self.inside.is_none_or(|row| inside.contains(row))
    }
}

/// A place where taking a row away changes what the first fitting row answers.
pub struct FirstChanges<'a> {
    /// The row, by its place in the order in which rows are tried.
    pub row: usize,
    /// The rows in that order.
    pub order: &'a [usize],
    /// The rows that answer the same as it.
    pub same: &'a Bits,
    /// Whether the default answers the same.
    pub default_same: bool,
}

impl FirstChanges<'_> {
    fn before(&self) -> &[usize] {
        self.order.get(..self.row).unwrap_or(&[])
    }

    fn subject(&self) -> usize {
        self.order.get(self.row).copied().unwrap_or(usize::MAX)
    }
}

impl Goal for FirstChanges<'_> {
    fn hopeless(&self, must: &Bits, may: &Bits, free: &dyn Fn(usize) -> bool) -> bool {
        let settled = |row: &usize| must.contains(*row) && free(*row);
        !may.contains(self.subject()) || self.before().iter().any(settled)
    }

    fn reached(&self, must: &Bits, may: &Bits) -> bool {
        if !may.contains(self.subject()) || self.before().iter().any(|row| must.contains(*row)) {
            return false;
        }
        for row in self.order.iter().skip(self.row + 1) {
            if !self.same.contains(*row) && may.contains(*row) {
                return true;
            }
            if self.same.contains(*row) && must.contains(*row) {
                return false;
            }
        }
        !self.default_same
    }
}
