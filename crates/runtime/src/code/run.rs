//! Running register code: one pass over its operations, no heap.

use super::Code;
use super::cell::Cell;
use super::number::{
    among, between, binary, call, compare, compare_scaled, negate, plus, property,
};
use super::op::{ALL, End, Link, Mask, Op, Source, Tri};

/// Registers of one run.
pub(super) const REGISTERS: usize = 16;

impl Code {
    /// The program's value over a frame; open where only the general evaluator can say.
    #[must_use]
    #[inline]
    pub fn run(&self, frame: &[Cell]) -> Cell {
        let mut value = Cell::OPEN;
        let truth = self.truth(frame, &mut value);
        if self.condition {
            truth_cell(truth)
        } else {
            value
        }
    }

    /// What the program says as a condition; `None` where only the general evaluator can say.
    #[must_use]
    #[inline]
    pub fn decide(&self, frame: &[Cell]) -> Option<bool> {
        if !self.condition {
            return self.run(frame).as_bool();
        }
        match self.truth(frame, &mut { Cell::OPEN }) {
            Tri::True => Some(true),
            Tri::False => Some(false),
            Tri::Unknown => None,
        }
    }

    fn truth(&self, frame: &[Cell], result: &mut Cell) -> Tri {
        if self.flat {
            self.conjunction(frame)
        } else if self.registers {
            self.execute::<REGISTERS>(frame, result)
        } else {
            self.execute::<0>(frame, result)
        }
    }

    /// The truth at the end, and in `result` the accumulator, which stays open where code gives up.
    fn execute<const N: usize>(&self, frame: &[Cell], result: &mut Cell) -> Tri {
        let mut acc = Tri::True;
        let mut value = Cell::OPEN;
        // Truths put aside, two bits each; chains are nested less deep than there is room.
        let mut aside = 0_u64;
        let mut registers = [Cell::OPEN; N];
        let mut rest = &*self.ops;
        macro_rules! jump {
            ($to:expr) => {
                rest = self.ops.get(usize::from($to)..).unwrap_or(&[])
            };
        }
        macro_rules! leave {
            ($link:expr) => {{
                acc = $link.stop;
                jump!($link.exit);
            }};
        }
        macro_rules! land {
            ($truth:expr, $link:expr) => {{
                let truth: Tri = $truth;
                let link: Link = $link;
                if truth == link.stop {
                    leave!(link);
                } else if truth == Tri::Unknown {
                    acc = Tri::Unknown;
                }
            }};
        }
        // A place of the frame; code that runs over a smaller frame decides nothing.
        macro_rules! place {
            ($slot:expr) => {
                match frame.get(usize::from($slot)) {
                    Some(cell) => cell,
                    None => return Tri::Unknown,
                }
            };
        }
        macro_rules! read {
            ($source:expr) => {
                match $source {
                    Source::Value => value,
                    Source::Input(slot) => input(frame, slot),
                    Source::Constant(place) => input(&self.constants, place),
                    Source::Register(register) => input(&registers, register),
                }
            };
        }
        while let Some((op, next)) = rest.split_first() {
            rest = next;
            match *op {
                Op::Test {
                    leave,
                    link,
                    slot,
                    value: constant,
                } => {
                    let cell = place!(slot);
                    if cell.meta == constant.meta {
                        if ends(cell.word, constant.word, leave) {
                            leave!(link);
                        }
                    } else {
                        land!(compare(*cell, constant, mask(leave, link)), link);
                    }
                }
                Op::Sign { leave, link, slot } => {
                    let cell = place!(slot);
                    if cell.is_number() {
                        if ends(cell.word, 0, leave) {
                            leave!(link);
                        }
                    } else {
                        land!(compare(*cell, Cell::whole(0), mask(leave, link)), link);
                    }
                }
                Op::Pair {
                    leave,
                    link,
                    left,
                    right,
                    bar,
                } => {
                    let (left, right) = (place!(left), place!(right));
                    if (left.meta ^ right.meta) | (left.meta & bar) == 0 {
                        if ends(left.word, right.word, leave) {
                            leave!(link);
                        }
                    } else {
                        land!(compare(*left, *right, mask(leave, link)), link);
                    }
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
                    let cell = place!(slot);
                    if cell.meta == u64::from(meta) {
                        let inside = (cell.word >= low) & (cell.word <= high);
                        if (inside != negated) == (link.stop == Tri::True) {
                            leave!(link);
                        }
                    } else {
                        land!(outside(*cell, (low, high), meta, open, negated), link);
                    }
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
                    let (left, right) = (place!(left), place!(right));
                    let (left_factor, right_factor) =
                        (i64::from(left_factor), i64::from(right_factor));
                    if left.meta == right.meta
                        && left.is_number()
                        && fits(left.word, limit)
                        && fits(right.word, limit)
                    {
                        let a = left.word.wrapping_mul(left_factor);
                        let b = right.word.wrapping_mul(right_factor);
                        if ends(a, b, leave) {
                            leave!(link);
                        }
                    } else {
                        let (left, right) = ((*left, left_factor), (*right, right_factor));
                        land!(compare_scaled(left, right, mask(leave, link)), link);
                    }
                }
                Op::Compare {
                    leave,
                    link,
                    left,
                    right,
                } => {
                    let (left, right) = (read!(left), read!(right));
                    land!(compare(left, right, mask(leave, link)), link);
                }
                Op::Flag {
                    negated,
                    link,
                    source,
                } => {
                    let truth = read!(source).as_bool().map_or(Tri::Unknown, Tri::of);
                    land!(truth.negate_if(negated), link);
                }
                Op::Defined {
                    negated,
                    link,
                    source,
                } => {
                    land!(read!(source).is_defined().negate_if(negated), link);
                }
                Op::Among {
                    negated,
                    link,
                    source,
                    list,
                } => {
                    let items = self.lists.get(usize::from(list));
                    let truth = items.map_or(Tri::Unknown, |items| among(read!(source), items));
                    land!(truth.negate_if(negated), link);
                }
                Op::Always { truth, link } => land!(truth, link),
                Op::Enter { start } => {
                    aside = (aside << 2) | acc as u64;
                    acc = start;
                }
                Op::Leave { negated, link } => {
                    let truth = acc;
                    acc = restore(&mut aside);
                    land!(truth.negate_if(negated), link);
                }
                Op::Branch { otherwise } => {
                    let truth = acc;
                    acc = restore(&mut aside);
                    match truth {
                        Tri::True => {}
                        Tri::False => jump!(otherwise),
                        Tri::Unknown => return Tri::Unknown,
                    }
                }
                Op::Row { register, number } => {
                    let truth = acc;
                    acc = restore(&mut aside);
                    match truth {
                        Tri::True => match registers.get_mut(usize::from(register)) {
                            Some(place) if *place == Cell::OPEN => {
                                *place = Cell::whole(i64::from(number));
                            }
                            _ => return Tri::Unknown,
                        },
                        Tri::False => {}
                        Tri::Unknown => return Tri::Unknown,
                    }
                }
                Op::Case {
                    register,
                    number,
                    otherwise,
                } => {
                    if input(&registers, register) != Cell::whole(i64::from(number)) {
                        jump!(otherwise);
                    }
                }
                Op::Jump { to } => jump!(to),
                Op::Load(source) => value = read!(source),
                Op::Store(register) => {
                    if let Some(place) = registers.get_mut(usize::from(register)) {
                        *place = value;
                    }
                }
                Op::Arithmetic {
                    op,
                    reversed,
                    source,
                } => {
                    let other = read!(source);
                    value = if reversed {
                        binary(op, other, value)
                    } else {
                        binary(op, value, other)
                    };
                }
                Op::Plus(source) => value = plus(value, read!(source)),
                Op::Negate => value = negate(value),
                Op::Property(part) => value = property(value, part),
                Op::Call {
                    builtin,
                    first,
                    count,
                } => {
                    let first = usize::from(first);
                    let arguments = registers
                        .get(first..)
                        .and_then(|from| from.get(..usize::from(count)));
                    value = arguments.map_or(Cell::OPEN, |arguments| call(builtin, arguments));
                }
                Op::Truth => {
                    value = truth_cell(acc);
                    acc = restore(&mut aside);
                }
                Op::GiveUp => return Tri::Unknown,
            }
        }
        *result = value;
        acc
    }
}

#[inline]
pub(super) fn input(cells: &[Cell], place: u16) -> Cell {
    cells.get(usize::from(place)).copied().unwrap_or(Cell::OPEN)
}

/// Whether a word lies between `-limit` and `limit`, which is not negative: one comparison.
#[inline]
pub(super) const fn fits(word: i64, limit: i64) -> bool {
    word.wrapping_add(limit).cast_unsigned() <= limit.cast_unsigned() << 1
}

/// Whether the chain ends with two words in their order.
#[inline]
pub(super) const fn ends(left: i64, right: i64, leave: Mask) -> bool {
    // Past the bit for less, and past that for equal.
    ((leave >> (left >= right) as u8) >> (left > right) as u8) & 1 != 0
}

/// The mask of the comparison, given for which orders the chain ends.
pub(super) const fn mask(leave: Mask, link: Link) -> Mask {
    match link.stop {
        Tri::True => leave,
        _ => leave ^ ALL,
    }
}

const fn truth_cell(truth: Tri) -> Cell {
    match truth {
        Tri::False => Cell::FALSE,
        Tri::Unknown => Cell::OPEN,
        Tri::True => Cell::TRUE,
    }
}

const fn restore(aside: &mut u64) -> Tri {
    let truth = match *aside & 3 {
        0 => Tri::False,
        2 => Tri::True,
        _ => Tri::Unknown,
    };
    *aside >>= 2;
    truth
}

/// A range test of a cell that has another `meta` than its ends.
#[inline(never)]
pub(super) fn outside(
    cell: Cell,
    (low, high): (i64, i64),
    meta: u16,
    open: u8,
    negated: bool,
) -> Tri {
    let meta = u64::from(meta);
    // The words of open ends were moved inwards by one.
    let low = End {
        cell: Cell {
            word: low.wrapping_sub(i64::from(open & 1)),
            meta,
        },
        closed: open & 1 == 0,
    };
    let high = End {
        cell: Cell {
            word: high.wrapping_add(i64::from(open >> 1)),
            meta,
        },
        closed: open & 2 == 0,
    };
    between(cell, Some(low), Some(high)).negate_if(negated)
}
