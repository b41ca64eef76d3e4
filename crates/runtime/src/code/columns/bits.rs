//! Sets of rows of a batch, and comparing columns into them.

use super::batch::BATCH;
use crate::code::op::{EQUAL, GREATER, LESS, Mask};
use core::ops::{BitAnd, BitOr, Not};

const WORDS: usize = BATCH / 64;

/// A set of rows of one batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rows([u64; WORDS]);

impl Rows {
    /// No row.
    pub const NONE: Self = Self([0; WORDS]);
    /// Every row that a batch can have.
    pub const ALL: Self = Self([u64::MAX; WORDS]);

    /// The first `count` rows.
    #[must_use]
    pub fn first(count: usize) -> Self {
        let mut rows = Self::NONE;
        for (word, start) in rows.0.iter_mut().zip((0..).step_by(64)) {
            let here = count.saturating_sub(start).min(64);
            *word = u32::try_from(here)
                .ok()
                .and_then(|here| u64::MAX.checked_shr(64_u32.saturating_sub(here)))
                .unwrap_or(0);
        }
        rows
    }

    /// The rows whose word passes a test.
    #[inline]
    pub(super) fn of(words: &[i64], test: impl Fn(i64) -> bool) -> Self {
        let mut rows = Self::NONE;
        for (set, words) in rows.0.iter_mut().zip(words.chunks(64)) {
            *set = pack(words.iter().map(|word| test(*word)));
        }
        rows
    }

    /// Whether a row is in the set.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        self.0
            .get(row / 64)
            .is_some_and(|set| (set >> (row % 64)) & 1 != 0)
    }

    /// Adds a row.
    pub fn insert(&mut self, row: usize) {
        if let Some(set) = self.0.get_mut(row / 64) {
            *set |= 1 << (row % 64);
        }
    }

    /// How many rows are in the set.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0
            .iter()
            .fold(0, |sum, set| sum.saturating_add(set.count_ones()))
    }

    /// The rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let sets = self.0.into_iter().zip((0_usize..).step_by(64));
        sets.flat_map(|(set, start)| {
            let mut left = set;
            std::iter::from_fn(move || {
                let place = usize::try_from(left.trailing_zeros()).ok()?;
                if left == 0 {
                    return None;
                }
                left &= left.wrapping_sub(1);
                start.checked_add(place)
            })
        })
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self::NONE
    }
}

/// Bits in order, the first lowest.
#[inline]
fn pack(bits: impl Iterator<Item = bool>) -> u64 {
    bits.zip(0_u32..).fold(0, |set, (bit, place)| {
        set | (u64::from(bit) << (place & 63))
    })
}

impl BitAnd for Rows {
    type Output = Self;

    fn bitand(mut self, other: Self) -> Self {
        for (set, other) in self.0.iter_mut().zip(other.0) {
            *set &= other;
        }
        self
    }
}

impl BitOr for Rows {
    type Output = Self;

    fn bitor(mut self, other: Self) -> Self {
        for (set, other) in self.0.iter_mut().zip(other.0) {
            *set |= other;
        }
        self
    }
}

impl Not for Rows {
    type Output = Self;

    fn not(mut self) -> Self {
        for set in &mut self.0 {
            *set = !*set;
        }
        self
    }
}

/// Each word against one.
pub(super) fn against(words: &[i64], value: i64, mask: Mask) -> Rows {
    const LESS_OR_EQUAL: Mask = LESS | EQUAL;
    const GREATER_OR_EQUAL: Mask = GREATER | EQUAL;
    const DIFFERENT: Mask = LESS | GREATER;
    match mask {
        LESS => Rows::of(words, |word| word < value),
        LESS_OR_EQUAL => Rows::of(words, |word| word <= value),
        GREATER => Rows::of(words, |word| word > value),
        GREATER_OR_EQUAL => Rows::of(words, |word| word >= value),
        EQUAL => Rows::of(words, |word| word == value),
        DIFFERENT => Rows::of(words, |word| word != value),
        0 => Rows::NONE,
        _ => Rows::ALL,
    }
}

/// Each word against its neighbour in another column.
pub(super) fn both(left: &[i64], right: &[i64], mask: Mask) -> Rows {
    let mut rows = Rows::NONE;
    let pairs = left.chunks(64).zip(right.chunks(64));
    for (set, (left, right)) in rows.0.iter_mut().zip(pairs) {
        let pairs = || left.iter().zip(right);
        let less = pack(pairs().map(|(a, b)| a < b));
        let greater = pack(pairs().map(|(a, b)| a > b));
        let chosen = |bit: Mask, rows: u64| if mask & bit == 0 { 0 } else { rows };
        *set = chosen(LESS, less) | chosen(GREATER, greater) | chosen(EQUAL, !(less | greater));
    }
    rows
}
