//! Tests of columns: each gives the rows for which it is surely true and those for which it is surely false.

use super::Verdicts;
use super::batch::Column;
use super::bits::{self, Rows, both};
use super::values::{Values, Words, aligned};
use crate::code::cell::Cell;
use crate::code::op::{EQUAL, Item, LESS, Mask, Tri, is_equality};

const DIFFERENT_BIT: Mask = LESS;

const fn like(column: &Column) -> Cell {
    Cell {
        word: 0,
        meta: column.meta(),
    }
}

/// What an equality says of rows that are absent, where the other side is there.
fn absent(column: &Column, mask: Mask) -> Verdicts {
    if !is_equality(mask) {
        return Verdicts::default();
    }
    let rows = column.absent();
    let differs = mask & DIFFERENT_BIT != 0;
    Verdicts::split(if differs { rows } else { Rows::NONE }, rows)
}

/// A column against one plain cell.
pub(super) fn against(column: &Column, value: Cell, mask: Mask) -> Verdicts {
    let missing = absent(column, mask);
    let kind = like(column);
    let word = if column.meta() == value.meta {
        Some(value.word)
    } else {
        aligned(value, kind)
    };
    let Some(word) = word else {
        return missing;
    };
    let found = bits::against(column.words(), word, mask);
    Verdicts::split(found, column.plain()).or(missing)
}

/// A column against its neighbour; `bar`: bits of the kind that forbid comparing words.
pub(super) fn neighbours(left: &Column, right: &Column, bar: u64, mask: Mask) -> Verdicts {
    if left.meta() != right.meta() || left.meta() & bar != 0 {
        return Verdicts::default();
    }
    let yes = both(left.words(), right.words(), (1, 1), mask);
    Verdicts::split(yes, left.plain() & right.plain())
}

/// A column in a range: words inclusive, `open` says which ends were moved inwards by one.
pub(super) fn between(column: &Column, meta: u16, open: u8, (low, high): (i64, i64)) -> Verdicts {
    let meta = u64::from(meta);
    let ends = if column.meta() == meta {
        Some((low, high))
    } else {
        let end = |word: i64, moved: i64| {
            let word = word.checked_sub(moved)?;
            aligned(Cell { word, meta }, like(column))?.checked_add(moved)
        };
        let (first, last) = (i64::from(open & 1), i64::from(open >> 1).wrapping_neg());
        end(low, first).zip(end(high, last))
    };
    let Some((low, high)) = ends else {
        return Verdicts::default();
    };
    let inside = Rows::of(column.words(), |word| (word >= low) & (word <= high));
    Verdicts::split(inside, column.plain())
}

/// Columns times constants against each other; products of words from `-limit` to `limit` fit.
pub(super) fn scaled(
    left: &Column,
    right: &Column,
    factors: (i64, i64),
    limit: i64,
    mask: Mask,
) -> Verdicts {
    if left.meta() != right.meta() || !like(left).is_number() {
        return Verdicts::default();
    }
    let fit = |column: &Column| {
        column.plain() & Rows::of(column.words(), |word| crate::code::run::fits(word, limit))
    };
    let yes = both(left.words(), right.words(), factors, mask);
    Verdicts::split(yes, fit(left) & fit(right))
}

/// Whether a list of constants holds a column's cells; `None` where that takes looking at each row.
pub(super) fn listed(column: &Column, items: &[Item]) -> Option<Verdicts> {
    let kind = like(column);
    let mut found = Rows::NONE;
    for item in items {
        match item {
            Item::Is(value) if value.meta == column.meta() => {
                found = found | bits::against(column.words(), value.word, EQUAL);
            }
            Item::Is(value) if value.is_number() && kind.is_number() => {
                let word = aligned(*value, kind)?;
                found = found | bits::against(column.words(), word, EQUAL);
            }
            Item::Is(value) if value.is_plain() && value.tag() != kind.tag() => {}
            _ => return None,
        }
    }
    // What is absent is in no list of values that are there.
    let there = items
        .iter()
        .all(|item| matches!(item, Item::Is(value) if value.is_plain()));
    let missing = if there { column.absent() } else { Rows::NONE };
    Some(Verdicts::split(found, column.plain()).or(Verdicts {
        yes: Rows::NONE,
        no: missing,
    }))
}

/// Values against each other.
pub(super) fn compared(left: &Values<'_>, right: &Values<'_>, mask: Mask) -> Verdicts {
    let kind = left.like();
    let comparable = kind.is_ordered() || kind.is_plain() && is_equality(mask);
    if !comparable {
        return Verdicts::always(Tri::Unknown);
    }
    let known = left.known & right.known;
    let yes = match (&left.words, &right.words) {
        (Words::Each(words), Words::Same(word)) => {
            let value = Cell {
                word: *word,
                meta: right.meta,
            };
            let word = if left.meta == right.meta {
                Some(*word)
            } else {
                aligned(value, kind)
            };
            let Some(word) = word else {
                return Verdicts::default();
            };
            bits::against(words, word, mask)
        }
        _ if left.meta != right.meta => return Verdicts::default(),
        _ => both(&left.all(), &right.all(), (1, 1), mask),
    };
    Verdicts::split(yes, known)
}
