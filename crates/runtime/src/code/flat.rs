//! The hot path: a condition that is one conjunction of simple tests, as most rules are. Nothing to jump to and nothing to put aside,
//! so the loop holds little, which is what makes it fast in wasm.

use super::Code;
use super::cell::Cell;
use super::number::{among, compare, compare_scaled};
use super::op::{Op, Source, Tri};
use super::run::{ends, fits, input, mask, outside};

/// Whether code is one conjunction of tests of inputs.
pub(super) fn is_flat(ops: &[Op]) -> bool {
    ops.iter().all(|op| match op {
        Op::Test { link, .. }
        | Op::Sign { link, .. }
        | Op::Pair { link, .. }
        | Op::Range { link, .. }
        | Op::Scaled { link, .. }
        | Op::Flag {
            link,
            source: Source::Input(_),
            ..
        }
        | Op::Defined {
            link,
            source: Source::Input(_),
            ..
        }
        | Op::Among {
            link,
            source: Source::Input(_),
            ..
        } => link.stop == Tri::False,
        _ => false,
    })
}

impl Code {
    /// The truth of a conjunction of which [`is_flat`] holds.
    pub(super) fn conjunction(&self, frame: &[Cell]) -> Tri {
        let mut all = Tri::True;
        for op in &self.ops {
            let decided = match op {
                Op::Test {
                    leave, slot, value, ..
                } => match frame.get(usize::from(*slot)) {
                    Some(cell) if cell.meta == value.meta => {
                        Some(ends(cell.word, value.word, *leave))
                    }
                    _ => None,
                },
                Op::Sign { leave, slot, .. } => match frame.get(usize::from(*slot)) {
                    Some(cell) if cell.is_number() => Some(ends(cell.word, 0, *leave)),
                    _ => None,
                },
                Op::Pair {
                    leave,
                    left,
                    right,
                    bar,
                    ..
                } => match (
                    frame.get(usize::from(*left)),
                    frame.get(usize::from(*right)),
                ) {
                    (Some(left), Some(right))
                        if (left.meta ^ right.meta) | (left.meta & bar) == 0 =>
                    {
                        Some(ends(left.word, right.word, *leave))
                    }
                    _ => None,
                },
                Op::Range {
                    negated,
                    slot,
                    meta,
                    low,
                    high,
                    ..
                } => match frame.get(usize::from(*slot)) {
                    Some(cell) if cell.meta == u64::from(*meta) => {
                        let inside = (cell.word >= *low) & (cell.word <= *high);
                        Some(inside == *negated)
                    }
                    _ => None,
                },
                Op::Scaled {
                    leave,
                    left,
                    right,
                    left_factor,
                    right_factor,
                    limit,
                    ..
                } => match (
                    frame.get(usize::from(*left)),
                    frame.get(usize::from(*right)),
                ) {
                    (Some(left), Some(right))
                        if left.meta == right.meta
                            && left.is_number()
                            && fits(left.word, *limit)
                            && fits(right.word, *limit) =>
                    {
                        let a = left.word.wrapping_mul(i64::from(*left_factor));
                        let b = right.word.wrapping_mul(i64::from(*right_factor));
                        Some(ends(a, b, *leave))
                    }
                    _ => None,
                },
                _ => None,
            };
            match decided {
                Some(true) => return Tri::False,
                Some(false) => {}
                None => match self.test(op, frame) {
                    Tri::False => return Tri::False,
                    Tri::Unknown => all = Tri::Unknown,
                    Tri::True => {}
                },
            }
        }
        all
    }

    /// Any test of inputs, whatever the cells hold.
    #[inline(never)]
    fn test(&self, op: &Op, frame: &[Cell]) -> Tri {
        match *op {
            Op::Test {
                leave,
                link,
                slot,
                value,
            } => compare(input(frame, slot), value, mask(leave, link)),
            Op::Sign { leave, link, slot } => {
                compare(input(frame, slot), Cell::whole(0), mask(leave, link))
            }
            Op::Pair {
                leave,
                link,
                left,
                right,
                ..
            } => compare(input(frame, left), input(frame, right), mask(leave, link)),
            Op::Range {
                negated,
                open,
                slot,
                meta,
                low,
                high,
                ..
            } => outside(input(frame, slot), (low, high), meta, open, negated),
            Op::Scaled {
                leave,
                link,
                left,
                right,
                left_factor,
                right_factor,
                ..
            } => compare_scaled(
                (input(frame, left), i64::from(left_factor)),
                (input(frame, right), i64::from(right_factor)),
                mask(leave, link),
            ),
            Op::Flag {
                negated,
                source: Source::Input(slot),
                ..
            } => {
                let truth = input(frame, slot).as_bool();
                truth.map_or(Tri::Unknown, Tri::of).negate_if(negated)
            }
            Op::Defined {
                negated,
                source: Source::Input(slot),
                ..
            } => input(frame, slot).is_defined().negate_if(negated),
            Op::Among {
                negated,
                source: Source::Input(slot),
                list,
                ..
            } => {
                let items = self.lists.get(usize::from(list));
                let truth = items.map_or(Tri::Unknown, |items| among(input(frame, slot), items));
                truth.negate_if(negated)
            }
            _ => Tri::Unknown,
        }
    }
}
