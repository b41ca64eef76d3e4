//! The same code over many rows at once: columns of words, and for each condition one bitmap of the rows where it is true and
//! one of those where it is false.
//!
//! A row that a column cannot hold (another scale, an unknown, a wide number) or whose product overflows is in neither bitmap, and
//! is run by itself afterwards. So a batch says of each row what [`Code::run`] says of it.

mod batch;
mod bits;
mod conditions;
mod values;

pub use batch::{BATCH, Batch, Column};
pub use bits::Rows;

use super::Code;
use super::cell::Cell;
use super::number::{negate, property};
use super::op::{EQUAL, Link, Op, Source, Tri};
use super::run::mask;
use conditions::{against, between, compared, listed, neighbours, scaled};
use values::Values;

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

    /// Both together, for rows of which only one says something.
    fn or(self, other: Self) -> Self {
        Self {
            yes: self.yes | other.yes,
            no: self.no | other.no,
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

impl Code {
    /// Decides a batch of rows; rows that are in neither set are for the general evaluator.
    #[must_use]
    pub fn decide_batch(&self, batch: &Batch) -> Verdicts {
        self.decide_rows(batch, Rows::first(batch.len()))
    }

    /// Decides some rows of a batch; only they are in either set.
    #[must_use]
    pub fn decide_rows(&self, batch: &Batch, wanted: Rows) -> Verdicts {
        let wanted = wanted & Rows::first(batch.len());
        let mut verdicts = self
            .columns(batch)
            .unwrap_or_else(|| Verdicts::always(Tri::Unknown));
        verdicts.yes = verdicts.yes & wanted;
        verdicts.no = verdicts.no & wanted;
        let left = wanted & !(verdicts.yes | verdicts.no);
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
        let mut held = Values::OPEN;
        let mut registers: Vec<Values<'_>> = Vec::new();
        for op in &self.ops {
            let (test, link) = match *op {
                Op::Test {
                    leave,
                    link,
                    slot,
                    value,
                } => (against(batch.column(slot)?, value, mask(leave, link)), link),
                Op::Sign { leave, link, slot } => {
                    let column = batch.column(slot)?;
                    let zero = Cell::whole(0);
                    (against(column, zero, mask(leave, link)), link)
                }
                Op::Pair {
                    leave,
                    link,
                    left,
                    right,
                    bar,
                } => {
                    let (left, right) = (batch.column(left)?, batch.column(right)?);
                    (neighbours(left, right, bar, mask(leave, link)), link)
                }
                Op::Range {
                    negated,
                    open,
                    link,
                    slot,
                    meta,
                    low,
                    high,
                } => {
                    let test = between(batch.column(slot)?, meta, open, (low, high));
                    (test.negate_if(negated), link)
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
                    let factors = (i64::from(left_factor), i64::from(right_factor));
                    let test = scaled(left, right, factors, limit, mask(leave, link));
                    (test, link)
                }
                Op::Flag {
                    negated,
                    link,
                    source: Source::Input(slot),
                } => {
                    let test = against(batch.column(slot)?, Cell::TRUE, EQUAL);
                    // What is absent is no truth value, though it differs from true.
                    let plain = batch.column(slot)?.plain();
                    let test = Verdicts {
                        yes: test.yes & plain,
                        no: test.no & plain,
                    };
                    (test.negate_if(negated), link)
                }
                Op::Defined {
                    negated,
                    link,
                    source: Source::Input(slot),
                } => {
                    // Other cells that are there are looked at row by row.
                    let column = batch.column(slot)?;
                    let test = Verdicts {
                        yes: column.plain(),
                        no: column.absent(),
                    };
                    (test.negate_if(negated), link)
                }
                Op::Among {
                    negated,
                    link,
                    source: Source::Input(slot),
                    list,
                } => {
                    let items = self.lists.get(usize::from(list))?;
                    let test = listed(batch.column(slot)?, items)?;
                    (test.negate_if(negated), link)
                }
                Op::Compare {
                    leave,
                    link,
                    left,
                    right,
                } => {
                    let left = self.operand(batch, &held, &registers, left)?;
                    let right = self.operand(batch, &held, &registers, right)?;
                    (compared(&left, &right, mask(leave, link)), link)
                }
                Op::Always { truth, link } => (Verdicts::always(truth), link),
                Op::Enter { start } => {
                    aside.push(chain);
                    chain = Verdicts::always(start);
                    continue;
                }
                Op::Leave { negated, link } => {
                    let test = core::mem::replace(&mut chain, aside.pop()?);
                    (test.negate_if(negated), link)
                }
                _ => {
                    match *op {
                        Op::Truth => {
                            let truth = core::mem::replace(&mut chain, aside.pop()?);
                            held = Values::truths(truth.yes, truth.no);
                        }
                        Op::Load(source) => {
                            held = self.operand(batch, &held, &registers, source)?
                        }
                        Op::Store(register) => {
                            let place = usize::from(register);
                            registers
                                .resize(registers.len().max(place.checked_add(1)?), Values::OPEN);
                            *registers.get_mut(place)? = held.clone();
                        }
                        Op::Arithmetic {
                            op,
                            reversed,
                            source,
                        } => {
                            let other = self.operand(batch, &held, &registers, source)?;
                            held = if reversed {
                                Values::computed(op, &other, &held)
                            } else {
                                Values::computed(op, &held, &other)
                            };
                        }
                        Op::Plus(source) => {
                            let other = self.operand(batch, &held, &registers, source)?;
                            held = Values::sum(&held, &other);
                        }
                        Op::Negate => held = held.map(negate),
                        Op::Property(part) => held = held.map(|cell| property(cell, part)),
                        Op::Call {
                            builtin,
                            first,
                            count,
                        } => {
                            let arguments = registers.get(usize::from(first)..)?;
                            let arguments = arguments.get(..usize::from(count))?;
                            held = Values::call(builtin, arguments);
                        }
                        _ => return None,
                    }
                    continue;
                }
            };
            chain.join(test, link);
        }
        Some(chain)
    }

    fn operand<'a>(
        &self,
        batch: &'a Batch,
        held: &Values<'a>,
        registers: &[Values<'a>],
        source: Source,
    ) -> Option<Values<'a>> {
        Some(match source {
            Source::Value => held.clone(),
            Source::Input(slot) => Values::of_column(batch.column(slot)?),
            Source::Constant(place) => Values::constant(*self.constants.get(usize::from(place))?),
            Source::Register(register) => registers.get(usize::from(register))?.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
