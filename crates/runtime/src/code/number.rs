//! Comparing and computing with cells where their words alone do not say it.

use super::cell::{BAR_ORDER, Cell};
use super::op::{End, Item, Mask, Tri, is_equality};
use crate::builtin::Builtin;
use crate::eval::scalar;
use crate::fault::Fault;
use crate::program::{Arithmetic, Property};
use crate::value::Value;
use core::cmp::Ordering;

const POWERS: [i64; 19] = {
    let mut powers = [1_i64; 19];
    let mut place = 1_usize;
    while let Some((lower, upper)) = powers.split_at_mut_checked(place)
        && let (Some(last), Some(next)) = (lower.last(), upper.first_mut())
    {
        *next = last.wrapping_mul(10);
        place = place.wrapping_add(1);
    }
    powers
};

/// `10^exponent`, if it fits.
pub(super) fn power(exponent: u32) -> Option<i64> {
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// The product, if it surely fits: decided by leading zeros, as checked multiplication costs a call in wasm.
#[inline]
pub(super) const fn product(a: i64, b: i64) -> Option<i64> {
    let room = (a ^ (a >> 63))
        .leading_zeros()
        .wrapping_add((b ^ (b >> 63)).leading_zeros());
    if room > 65 {
        Some(a.wrapping_mul(b))
    } else {
        None
    }
}

/// What a mask says of an order.
pub(super) const fn holds(order: Ordering, mask: Mask) -> bool {
    let bit = match order {
        Ordering::Less => 1,
        Ordering::Equal => 2,
        Ordering::Greater => 4,
    };
    mask & bit != 0
}

/// Whether a comparison of two cells holds. Unknown wherever the general evaluator says anything but true or false.
#[inline(never)]
pub(super) fn compare(left: Cell, right: Cell, mask: Mask) -> Tri {
    if !left.is_decided() || !right.is_decided() {
        return Tri::Unknown;
    }
    let order = if is_equality(mask) {
        equality(left, right)
    } else {
        order(left, right)
    };
    order.map_or(Tri::Unknown, |order| Tri::of(holds(order, mask)))
}

/// `Equal`, or anything else for what differs.
fn equality(left: Cell, right: Cell) -> Option<Ordering> {
    if left.is_absent() || right.is_absent() {
        return Some(if left == right {
            Ordering::Equal
        } else {
            Ordering::Less
        });
    }
    if left.is_text() && right.is_text() {
        if left.is_plain() || right.is_plain() {
            return Some((left.meta, left.word).cmp(&(right.meta, right.word)));
        }
        return None;
    }
    if left.meta == right.meta && left.is_plain() {
        return Some(left.word.cmp(&right.word));
    }
    order(left, right)
}

/// The order of two cells of one ordered kind.
fn order(left: Cell, right: Cell) -> Option<Ordering> {
    if left.meta == right.meta && left.meta & BAR_ORDER == 0 {
        return Some(left.word.cmp(&right.word));
    }
    if left.is_number() && right.is_number() {
        let (a, b) = (left.scale(), right.scale());
        let factor = power(a.abs_diff(b));
        if let Some(factor) = factor {
            if a < b {
                if let Some(aligned) = product(left.word, factor) {
                    return Some(aligned.cmp(&right.word));
                }
            } else if let Some(aligned) = product(right.word, factor) {
                return Some(left.word.cmp(&aligned));
            }
        }
    }
    Some(left.to_decimal()?.cmp(&right.to_decimal()?))
}

/// `left × left_factor` against `right × right_factor`; unknown for what is no small number.
#[inline(never)]
pub(super) fn compare_scaled(
    (left, left_factor): (Cell, i64),
    (right, right_factor): (Cell, i64),
    mask: Mask,
) -> Tri {
    if !left.is_number() || !right.is_number() {
        return Tri::Unknown;
    }
    let scaled = |cell: Cell, factor| {
        product(cell.word, factor)
            .or_else(|| cell.word.checked_mul(factor))
            .map(|word| Cell { word, ..cell })
    };
    match (scaled(left, left_factor), scaled(right, right_factor)) {
        (Some(left), Some(right)) => compare(left, right, mask),
        _ => Tri::Unknown,
    }
}

/// Whether a cell lies between two ends.
#[inline(never)]
pub(super) fn between(cell: Cell, low: Option<End>, high: Option<End>) -> Tri {
    let low = low.map_or(Tri::True, |end| {
        compare(cell, end.cell, if end.closed { 6 } else { 4 })
    });
    let high = high.map_or(Tri::True, |end| {
        compare(cell, end.cell, if end.closed { 3 } else { 1 })
    });
    low.min(high)
}

/// Whether a list of plain constants holds a cell. Elements of another kind are simply different.
#[inline(never)]
pub(super) fn among(cell: Cell, items: &[Item]) -> Tri {
    if !cell.is_decided() {
        return Tri::Unknown;
    }
    let found = items.iter().any(|item| {
        let one = match item {
            Item::Is(value) if value.meta == cell.meta => Tri::of(value.word == cell.word),
            Item::Is(value) => compare(cell, *value, super::op::EQUAL),
            Item::Between(low, high) => between(cell, *low, *high),
        };
        one == Tri::True
    });
    Tri::of(found)
}

/// Two-place arithmetic; open where the general evaluator must say what happened.
#[inline]
pub(super) fn binary(op: Arithmetic, left: Cell, right: Cell) -> Cell {
    if left.is_number() && right.is_number() {
        let word = match op {
            Arithmetic::Add if left.meta == right.meta => left.word.checked_add(right.word),
            Arithmetic::Subtract if left.meta == right.meta => left.word.checked_sub(right.word),
            Arithmetic::Add => {
                return aligned(left, right).unwrap_or_else(|| binary_slow(op, left, right));
            }
            Arithmetic::Multiply => {
                let scale = left.scale().wrapping_add(right.scale());
                if let (Some(word), Ok(scale)) =
                    (product(left.word, right.word), u8::try_from(scale))
                {
                    return Cell::number(word, scale);
                }
                None
            }
            _ => None,
        };
        if let Some(word) = word {
            return Cell { word, ..left };
        }
    }
    binary_slow(op, left, right)
}

/// The sum of two small numbers with different scales, if it is one.
fn aligned(left: Cell, right: Cell) -> Option<Cell> {
    let (coarse, fine) = if left.scale() < right.scale() {
        (left, right)
    } else {
        (right, left)
    };
    let factor = power(fine.scale().wrapping_sub(coarse.scale()))?;
    let word = product(coarse.word, factor)?.checked_add(fine.word)?;
    Some(Cell { word, ..fine })
}

/// The sum of two numbers; open for anything else, which adds in ways of its own or not at all.
pub(super) fn plus(left: Cell, right: Cell) -> Cell {
    let is_number = |cell: Cell| cell.is_number() || cell.to_decimal().is_some();
    if is_number(left) && is_number(right) {
        binary(Arithmetic::Add, left, right)
    } else {
        Cell::OPEN
    }
}

#[inline(never)]
fn binary_slow(op: Arithmetic, left: Cell, right: Cell) -> Cell {
    match (left.value(), right.value()) {
        (Some(left), Some(right)) => settle(scalar::binary(op, &left, &right)),
        _ => Cell::OPEN,
    }
}

/// Arithmetic minus.
pub(super) fn negate(cell: Cell) -> Cell {
    cell.value()
        .map_or(Cell::OPEN, |value| settle(scalar::negate(&value)))
}

/// Part of a date or duration.
pub(super) fn property(cell: Cell, property: Property) -> Cell {
    cell.value().map_or(Cell::OPEN, |value| {
        settle(scalar::property(&value, property))
    })
}

/// A built-in function of up to three scalars.
#[inline(never)]
pub(super) fn call(builtin: Builtin, arguments: &[Cell]) -> Cell {
    let value = |place: usize| match arguments.get(place) {
        Some(cell) => cell.value(),
        None => Some(Value::Absent),
    };
    let (Some(a), Some(b), Some(c)) = (value(0), value(1), value(2)) else {
        return Cell::OPEN;
    };
    match [a, b, c].get(..arguments.len()) {
        Some(arguments) => settle(scalar::call(builtin, arguments)),
        None => Cell::OPEN,
    }
}

fn settle(result: Result<Value, Fault>) -> Cell {
    match result {
        Ok(Value::Text(_)) | Err(_) => Cell::OPEN,
        Ok(value) => Cell::of(&value),
    }
}
