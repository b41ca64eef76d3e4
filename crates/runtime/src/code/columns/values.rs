//! Values of all rows at once: what registers and the accumulator hold.

use super::batch::{BATCH, Column};
use super::bits::Rows;
use crate::builtin::Builtin;
use crate::code::cell::Cell;
use crate::code::number::{binary, call, plus, power, product};
use crate::date::Date;
use crate::program::Arithmetic;
use std::borrow::Cow;

/// Words of a source: one for each row, or the same for all.
#[derive(Clone)]
pub(super) enum Words<'a> {
    Each(Cow<'a, [i64]>),
    Same(i64),
}

/// Values of one kind where `known`; elsewhere open.
#[derive(Clone)]
pub(super) struct Values<'a> {
    pub meta: u64,
    pub words: Words<'a>,
    pub known: Rows,
}

impl<'a> Values<'a> {
    /// Nothing known.
    pub(super) const OPEN: Self = Self {
        meta: Cell::OPEN.meta,
        words: Words::Same(0),
        known: Rows::NONE,
    };

    pub(super) fn of_column(column: &'a Column) -> Self {
        Self {
            meta: column.meta(),
            words: Words::Each(Cow::Borrowed(column.words())),
            known: column.plain(),
        }
    }

    pub(super) const fn constant(cell: Cell) -> Self {
        Self {
            meta: cell.meta,
            words: Words::Same(cell.word),
            known: if cell.is_plain() {
                Rows::ALL
            } else {
                Rows::NONE
            },
        }
    }

    /// A cell that shows the kind.
    pub(super) const fn like(&self) -> Cell {
        Cell {
            word: 0,
            meta: self.meta,
        }
    }

    fn cell(&self, row: usize) -> Cell {
        if !self.known.contains(row) {
            return Cell::OPEN;
        }
        Cell {
            word: match &self.words {
                Words::Each(words) => words.get(row).copied().unwrap_or_default(),
                Words::Same(word) => *word,
            },
            meta: self.meta,
        }
    }

    /// All words.
    pub(super) fn all(&self) -> Cow<'_, [i64]> {
        match &self.words {
            Words::Each(words) => Cow::Borrowed(words),
            Words::Same(word) => Cow::Owned(vec![*word; BATCH]),
        }
    }

    /// Values that are worked out row by row; those of another kind than the first are open.
    fn each(known: Rows, one: impl Fn(usize) -> Cell) -> Values<'static> {
        let mut column = Batchwise::default();
        for row in known.iter() {
            column.put(row, one(row));
        }
        Values {
            meta: column.meta,
            words: Words::Each(Cow::Owned(column.words)),
            known: column.known,
        }
    }

    /// The result of a function of one value.
    pub(super) fn map(&self, one: impl Fn(Cell) -> Cell) -> Values<'static> {
        Self::each(self.known, |row| one(self.cell(row)))
    }

    /// Truth values from bitmaps.
    pub(super) fn truths(yes: Rows, no: Rows) -> Values<'static> {
        Self::each(yes | no, |row| Cell::boolean(yes.contains(row)))
    }

    /// The sum of two numbers; open for anything else.
    pub(super) fn sum(left: &Values<'_>, right: &Values<'_>) -> Values<'static> {
        if left.like().is_number() && right.like().is_number() {
            return Self::computed(Arithmetic::Add, left, right);
        }
        let known = left.known & right.known;
        Self::each(known, |row| plus(left.cell(row), right.cell(row)))
    }

    /// `+ − × ÷`, columnar where scales fit and nothing overflows.
    pub(super) fn computed(
        op: Arithmetic,
        left: &Values<'_>,
        right: &Values<'_>,
    ) -> Values<'static> {
        let (a, b) = (left.like(), right.like());
        let known = left.known & right.known;
        let meta = match op {
            Arithmetic::Add | Arithmetic::Subtract if left.meta == right.meta => Some(left.meta),
            Arithmetic::Multiply => a
                .scale()
                .checked_add(b.scale())
                .and_then(|scale| u8::try_from(scale).ok())
                .map(|scale| Cell::number(0, scale).meta),
            _ => None,
        };
        let Some(meta) = meta.filter(|_| a.is_number() && b.is_number()) else {
            return Self::each(known, |row| binary(op, left.cell(row), right.cell(row)));
        };
        let one = |a: i64, b: i64| match op {
            Arithmetic::Add => a.checked_add(b),
            Arithmetic::Subtract => a.checked_sub(b),
            _ => product(a, b),
        };
        let mut fit = Rows::NONE;
        let (left, right) = (left.all(), right.all());
        let words = left.iter().zip(right.iter()).enumerate();
        let words = words
            .map(|(row, (a, b))| {
                let result = one(*a, *b);
                if result.is_some() {
                    fit.insert(row);
                }
                result.unwrap_or(0)
            })
            .collect();
        Values {
            meta,
            words: Words::Each(Cow::Owned(words)),
            known: known & fit,
        }
    }

    /// A built-in function; days between dates at once, others row by row.
    pub(super) fn call(builtin: Builtin, arguments: &[Values<'_>]) -> Values<'static> {
        let known = arguments
            .iter()
            .fold(Rows::ALL, |known, argument| known & argument.known);
        if let (Builtin::DaysBetween, [from, to]) = (builtin, arguments)
            && from.like().is_date()
            && to.like().is_date()
        {
            let (from, to) = (from.days(), to.days());
            let words = from.iter().zip(to.iter());
            return Values {
                meta: Cell::whole(0).meta,
                words: Words::Each(words.map(|(from, to)| to.wrapping_sub(*from)).collect()),
                known,
            };
        }
        Self::each(known, |row| match arguments {
            [a] => call(builtin, &[a.cell(row)]),
            [a, b] => call(builtin, &[a.cell(row), b.cell(row)]),
            [a, b, c] => call(builtin, &[a.cell(row), b.cell(row), c.cell(row)]),
            _ => Cell::OPEN,
        })
    }

    /// Days of dates, counted from one day.
    fn days(&self) -> Cow<'_, [i64]> {
        match &self.words {
            Words::Each(words) => words
                .iter()
                .map(|word| Date::days_of_packed(*word))
                .collect(),
            Words::Same(word) => Cow::Owned(vec![Date::days_of_packed(*word); BATCH]),
        }
    }
}

/// `word × 10^-scale` as a word of a column's scale, if it is whole there.
pub(super) fn aligned(value: Cell, like: Cell) -> Option<i64> {
    if !value.is_number() || !like.is_number() {
        return None;
    }
    product(value.word, power(like.scale().checked_sub(value.scale())?)?)
}

/// Words as they come, row by row.
struct Batchwise {
    meta: u64,
    words: Vec<i64>,
    known: Rows,
}

impl Default for Batchwise {
    fn default() -> Self {
        Self {
            meta: Cell::OPEN.meta,
            words: vec![0; BATCH],
            known: Rows::NONE,
        }
    }
}

impl Batchwise {
    fn put(&mut self, row: usize, cell: Cell) {
        if !cell.is_plain() {
            return;
        }
        if self.meta == Cell::OPEN.meta {
            self.meta = cell.meta;
        }
        if cell.meta == self.meta
            && let Some(word) = self.words.get_mut(row)
        {
            *word = cell.word;
            self.known.insert(row);
        }
    }
}
