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
    pub(super) fn of(words: &[i64], test: impl Fn(i64) -> bool + Copy) -> Self {
        let mut rows = Self::NONE;
        for (set, words) in rows.0.iter_mut().zip(words.chunks(64)) {
            *set = pack(words, test);
        }
        rows
    }

    /// The rows whose words, one of each column, pass a test.
    #[inline]
    pub(super) fn of_pairs<'a>(
        left: &'a [i64],
        right: &'a [i64],
        test: impl Fn(i64, i64) -> bool + Copy,
    ) -> Self {
        let mut rows = Self::NONE;
        let common = left.len().min(right.len());
        let cut = |words: &'a [i64]| words.get(..common).unwrap_or(words);
        let pairs = cut(left).chunks(64).zip(cut(right).chunks(64));
        for (set, (left, right)) in rows.0.iter_mut().zip(pairs) {
            *set = pack_pairs(left, right, test);
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

    /// Whether no row is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|set| *set == 0)
    }

    /// Adds a row.
    #[inline]
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

/// One bit for each of up to 64 words, the first lowest. Eight at a time with shifts that are constants: a loop over single
/// bits costs three times as much in wasm.
#[inline]
fn pack(words: &[i64], test: impl Fn(i64) -> bool + Copy) -> u64 {
    let mut set = 0_u64;
    let mut eights = words.chunks_exact(8);
    let mut shift = 0_u32;
    for eight in &mut eights {
        if let [a, b, c, d, e, f, g, h] = *eight {
            set |= octet([a, b, c, d, e, f, g, h].map(test)) << (shift & 63);
        }
        shift = shift.wrapping_add(8);
    }
    for word in eights.remainder() {
        set |= u64::from(test(*word)) << (shift & 63);
        shift = shift.wrapping_add(1);
    }
    set
}

/// The same over pairs.
#[inline]
fn pack_pairs(left: &[i64], right: &[i64], test: impl Fn(i64, i64) -> bool + Copy) -> u64 {
    let mut set = 0_u64;
    let (mut lefts, mut rights) = (left.chunks_exact(8), right.chunks_exact(8));
    let mut shift = 0_u32;
    for (left, right) in (&mut lefts).zip(&mut rights) {
        if let (&[a, b, c, d, e, f, g, h], &[i, j, k, l, m, n, o, p]) = (left, right) {
            let bits = [
                test(a, i),
                test(b, j),
                test(c, k),
                test(d, l),
                test(e, m),
                test(f, n),
                test(g, o),
                test(h, p),
            ];
            set |= octet(bits) << (shift & 63);
        }
        shift = shift.wrapping_add(8);
    }
    for (left, right) in lefts.remainder().iter().zip(rights.remainder()) {
        set |= u64::from(test(*left, *right)) << (shift & 63);
        shift = shift.wrapping_add(1);
    }
    set
}

#[inline]
const fn octet([a, b, c, d, e, f, g, h]: [bool; 8]) -> u64 {
    let low = a as u64 | (b as u64) << 1 | (c as u64) << 2 | (d as u64) << 3;
    let high = (e as u64) << 4 | (f as u64) << 5 | (g as u64) << 6 | (h as u64) << 7;
    low | high
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

const LESS_OR_EQUAL: Mask = LESS | EQUAL;
const GREATER_OR_EQUAL: Mask = GREATER | EQUAL;
const DIFFERENT: Mask = LESS | GREATER;

/// Each word against one.
pub(super) fn against(words: &[i64], value: i64, mask: Mask) -> Rows {
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

/// Each word, times its factor, against its neighbour in another column, times its own.
pub(super) fn both(left: &[i64], right: &[i64], factors: (i64, i64), mask: Mask) -> Rows {
    match mask {
        LESS => pairs(left, right, factors, |a, b| a < b),
        LESS_OR_EQUAL => pairs(left, right, factors, |a, b| a <= b),
        GREATER => pairs(left, right, factors, |a, b| a > b),
        GREATER_OR_EQUAL => pairs(left, right, factors, |a, b| a >= b),
        EQUAL => pairs(left, right, factors, |a, b| a == b),
        DIFFERENT => pairs(left, right, factors, |a, b| a != b),
        0 => Rows::NONE,
        _ => Rows::ALL,
    }
}

#[inline]
fn pairs(
    left: &[i64],
    right: &[i64],
    (left_factor, right_factor): (i64, i64),
    compare: impl Fn(i64, i64) -> bool + Copy,
) -> Rows {
    Rows::of_pairs(left, right, |a, b| {
        compare(a.wrapping_mul(left_factor), b.wrapping_mul(right_factor))
    })
}
