//! The same code over many rows at once: columns of words, and for each condition one bitmap of the rows where it is true and
//! one of those where it is false.
//!
//! A row that a column cannot hold (another scale, an unknown, a wide number) or whose product overflows is in neither bitmap, and
//! is run by itself afterwards. So a batch says of each row what [`Code::run`] says of it.

mod batch;
mod bits;

pub use batch::{BATCH, Batch};
pub use bits::Rows;

use super::Code;
use super::cell::Cell;
use super::number::product;
use super::op::{EQUAL, GREATER, Item, LESS, Link, Mask, Op, Source, Tri, is_equality};
use crate::program::Arithmetic;
use batch::Column;
use bits::both;

/// For which rows a condition is true, and for which false; the others are open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Verdicts {
    /// True.
    pub yes: Rows,
    /// False.
    pub no: Rows,
}

impl Verdicts {
    const fn always(truth: Tri) -> Self {
        match truth {
            Tri::True => Self {
                yes: Rows::ALL,
                no: Rows::NONE,
            },
            Tri::False => Self {
                yes: Rows::NONE,
                no: Rows::ALL,
            },
            Tri::Unknown => Self {
                yes: Rows::NONE,
                no: Rows::NONE,
            },
        }
    }

    /// True in `yes`, false in the rest of `known`.
    fn split(yes: Rows, known: Rows) -> Self {
        Self {
            yes: yes & known,
            no: known & !yes,
        }
    }

    const fn negate_if(self, negated: bool) -> Self {
        if negated {
            Self {
                yes: self.no,
                no: self.yes,
            }
        } else {
            self
        }
    }

    /// Adds a test to the chain so far.
    fn join(&mut self, test: Self, link: Link) {
        if link.stop == Tri::True {
            self.yes = self.yes | test.yes;
            self.no = self.no & test.no;
        } else {
            self.yes = self.yes & test.yes;
            self.no = self.no | test.no;
        }
    }
}

/// The accumulator of all rows: numbers of one scale where `known`.
struct Accumulator {
    meta: u64,
    words: Vec<i64>,
    known: Rows,
}

/// Words of a source: a column's, or the same for all rows.
enum Words<'a> {
    Each(&'a [i64]),
    Same(i64),
}

struct Operand<'a> {
    meta: u64,
    words: Words<'a>,
    known: Rows,
}

impl Code {
    /// Decides a batch of rows; rows that are in neither set are for the general evaluator.
    #[must_use]
    pub fn decide_batch(&self, batch: &Batch) -> Verdicts {
        let present = Rows::first(batch.len());
        let mut verdicts = self
            .columns(batch)
            .unwrap_or_else(|| Verdicts::always(Tri::Unknown));
        verdicts.yes = verdicts.yes & present;
        verdicts.no = verdicts.no & present;
        let left = present & !(verdicts.yes | verdicts.no);
        let mut frame = Vec::new();
        for row in left.iter() {
            batch.row(row, &mut frame);
            match self.decide(&frame) {
                Some(true) => verdicts.yes.insert(row),
                Some(false) => verdicts.no.insert(row),
                None => {}
            }
        }
        verdicts
    }

    /// All rows at once; `None` for code that jumps about or gives a value.
    fn columns(&self, batch: &Batch) -> Option<Verdicts> {
        if !self.condition {
            return None;
        }
        let mut chain = Verdicts::always(Tri::True);
        let mut aside = Vec::new();
        let mut accumulator = Accumulator {
            meta: Cell::OPEN.meta,
            words: Vec::new(),
            known: Rows::NONE,
        };
        for op in &self.ops {
            match *op {
                Op::Test {
                    leave,
                    link,
                    slot,
                    value,
                } => {
                    let test = against(batch.column(slot)?, value, mask(leave, link));
                    chain.join(test, link);
                }
                Op::Sign { leave, link, slot } => {
                    let column = batch.column(slot)?;
                    let zero = Cell {
                        word: 0,
                        meta: column.meta(),
                    };
                    if zero.is_number() {
                        chain.join(against(column, zero, mask(leave, link)), link);
                    } else {
                        chain.join(Verdicts::always(Tri::Unknown), link);
                    }
                }
                Op::Pair {
                    leave,
                    link,
                    left,
                    right,
                    bar,
                } => {
                    let (left, right) = (batch.column(left)?, batch.column(right)?);
                    let known = if left.meta() == right.meta() && left.meta() & bar == 0 {
                        left.plain() & right.plain()
                    } else {
                        Rows::NONE
                    };
                    let yes = both(left.words(), right.words(), mask(leave, link));
                    chain.join(Verdicts::split(yes, known), link);
                }
                Op::Range {
                    negated,
                    link,
                    slot,
                    meta,
                    low,
                    high,
                    ..
                } => {
                    let column = batch.column(slot)?;
                    let known = if column.meta() == u64::from(meta) {
                        column.plain()
                    } else {
                        Rows::NONE
                    };
                    let inside = Rows::of(column.words(), |word| (word >= low) & (word <= high));
                    chain.join(Verdicts::split(inside, known).negate_if(negated), link);
                }
                Op::Scaled {
                    leave,
                    link,
                    left,
                    right,
                    left_factor,
                    right_factor,
                    limit,
                } => {
                    let (left, right) = (batch.column(left)?, batch.column(right)?);
                    let factors = (left_factor, right_factor);
                    let test = scaled(left, right, factors, limit, mask(leave, link));
                    chain.join(test, link);
                }
                Op::Flag {
                    negated,
                    link,
                    source: Source::Input(slot),
                } => {
                    let test = against(batch.column(slot)?, Cell::TRUE, EQUAL);
                    chain.join(test.negate_if(negated), link);
                }
                Op::Defined {
                    negated,
                    link,
                    source: Source::Input(slot),
                } => {
                    // What a column holds as words is there; the rest is looked at row by row.
                    let plain = batch.column(slot)?.plain();
                    chain.join(Verdicts::split(plain, plain).negate_if(negated), link);
                }
                Op::Among {
                    negated,
                    link,
                    source: Source::Input(slot),
                    list,
                } => {
                    let items = self.lists.get(usize::from(list))?;
                    let test = listed(batch.column(slot)?, items)?;
                    chain.join(test.negate_if(negated), link);
                }
                Op::Compare {
                    leave,
                    link,
                    left,
                    right,
                } => {
                    let left = self.operand(batch, &accumulator, left)?;
                    let right = self.operand(batch, &accumulator, right)?;
                    chain.join(compared(&left, &right, mask(leave, link)), link);
                }
                Op::Always { truth, link } => chain.join(Verdicts::always(truth), link),
                Op::Enter { start } => {
                    aside.push(chain);
                    chain = Verdicts::always(start);
                }
                Op::Leave { negated, link } => {
                    let test = core::mem::replace(&mut chain, aside.pop()?);
                    chain.join(test.negate_if(negated), link);
                }
                Op::Load(source) => {
                    let operand = self.operand(batch, &accumulator, source)?;
                    accumulator = Accumulator {
                        meta: operand.meta,
                        known: operand.known,
                        words: operand.words.to_vec(),
                    };
                }
                Op::Arithmetic {
                    op,
                    reversed,
                    source,
                } => {
                    let other = self.operand(batch, &accumulator, source)?;
                    let held = Operand {
                        meta: accumulator.meta,
                        words: Words::Each(&accumulator.words),
                        known: accumulator.known,
                    };
                    accumulator = if reversed {
                        computed(op, &other, &held)?
                    } else {
                        computed(op, &held, &other)?
                    };
                }
                _ => return None,
            }
        }
        Some(chain)
    }

    fn operand<'a>(
        &self,
        batch: &'a Batch,
        accumulator: &'a Accumulator,
        source: Source,
    ) -> Option<Operand<'a>> {
        Some(match source {
            Source::Value => Operand {
                meta: accumulator.meta,
                words: Words::Each(&accumulator.words),
                known: accumulator.known,
            },
            Source::Input(slot) => {
                let column = batch.column(slot)?;
                Operand {
                    meta: column.meta(),
                    words: Words::Each(column.words()),
                    known: column.plain(),
                }
            }
            Source::Constant(place) => {
                let cell = self.constants.get(usize::from(place))?;
                Operand {
                    meta: cell.meta,
                    words: Words::Same(cell.word),
                    known: if cell.is_plain() {
                        Rows::ALL
                    } else {
                        Rows::NONE
                    },
                }
            }
            Source::Register(_) => return None,
        })
    }
}

impl Words<'_> {
    fn to_vec(&self) -> Vec<i64> {
        match self {
            Words::Each(words) => words.to_vec(),
            Words::Same(word) => vec![*word; BATCH],
        }
    }
}

const fn mask(leave: Mask, link: Link) -> Mask {
    match link.stop {
        Tri::True => leave,
        _ => leave ^ (LESS | EQUAL | GREATER),
    }
}

/// A column against one word.
fn against(column: &Column, value: Cell, mask: Mask) -> Verdicts {
    if column.meta() != value.meta {
        return Verdicts::always(Tri::Unknown);
    }
    Verdicts::split(
        bits::against(column.words(), value.word, mask),
        column.plain(),
    )
}

fn scaled(left: &Column, right: &Column, factors: (i32, i32), limit: i64, mask: Mask) -> Verdicts {
    let meta = left.meta();
    if meta != right.meta() || !(Cell { word: 0, meta }).is_number() {
        return Verdicts::always(Tri::Unknown);
    }
    let fit = |column: &Column| {
        let fits = |word| (word <= limit) & (word >= limit.wrapping_neg());
        column.plain() & Rows::of(column.words(), fits)
    };
    let times = |column: &Column, factor: i32| -> Vec<i64> {
        let words = column.words().iter();
        words
            .map(|word| word.wrapping_mul(i64::from(factor)))
            .collect()
    };
    let yes = both(&times(left, factors.0), &times(right, factors.1), mask);
    Verdicts::split(yes, fit(left) & fit(right))
}

fn listed(column: &Column, items: &[Item]) -> Option<Verdicts> {
    let mut found = Rows::NONE;
    for item in items {
        match item {
            // One of another kind is different; one of another scale may not be.
            Item::Is(value) if value.meta == column.meta() => {
                found = found | bits::against(column.words(), value.word, EQUAL);
            }
            Item::Is(value) if value.is_plain() && value.tag() != (column.meta() & 63) => {}
            _ => return None,
        }
    }
    Some(Verdicts::split(found, column.plain()))
}

fn compared(left: &Operand<'_>, right: &Operand<'_>, mask: Mask) -> Verdicts {
    let cell = Cell {
        word: 0,
        meta: left.meta,
    };
    let comparable = cell.is_ordered() || cell.is_plain() && is_equality(mask);
    if left.meta != right.meta || !comparable {
        return Verdicts::always(Tri::Unknown);
    }
    let yes = match (&left.words, &right.words) {
        (Words::Each(left), Words::Each(right)) => both(left, right, mask),
        (Words::Each(left), Words::Same(right)) => bits::against(left, *right, mask),
        (left, right) => both(&left.to_vec(), &right.to_vec(), mask),
    };
    Verdicts::split(yes, left.known & right.known)
}

/// `+ − ×` over numbers of fitting scales; `None` for what is computed row by row.
fn computed(op: Arithmetic, left: &Operand<'_>, right: &Operand<'_>) -> Option<Accumulator> {
    let number = |meta| Cell { word: 0, meta };
    let (a, b) = (number(left.meta), number(right.meta));
    if !a.is_number() || !b.is_number() {
        return None;
    }
    let meta = match op {
        Arithmetic::Add | Arithmetic::Subtract if left.meta == right.meta => left.meta,
        Arithmetic::Multiply => {
            let scale = a.scale().checked_add(b.scale())?;
            Cell::number(0, u8::try_from(scale).ok()?).meta
        }
        _ => return None,
    };
    let one = |a: i64, b: i64| match op {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        _ => product(a, b),
    };
    let mut fit = Rows::NONE;
    let words = left.words.to_vec().into_iter().zip(right.words.to_vec());
    let words = words
        .enumerate()
        .map(|(row, (a, b))| {
            let result = one(a, b);
            if result.is_some() {
                fit.insert(row);
            }
            result.unwrap_or(0)
        })
        .collect();
    Some(Accumulator {
        meta,
        words,
        known: left.known & right.known & fit,
    })
}

#[cfg(test)]
mod tests;
