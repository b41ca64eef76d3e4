//! Sets of rows or pieces.

/// A set of small numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// None of `size` numbers.
    pub fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    /// Those of `size` numbers that are wanted.
    pub fn of(size: usize, wanted: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::none(size);
        for number in (0..size).filter(|number| wanted(*number)) {
            bits.insert(number);
        }
        bits
    }

    /// Adds a number.
    pub fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Whether it holds a number.
    pub fn contains(&self, number: usize) -> bool {
        let word = self.0.get(number / 64).copied().unwrap_or(0);
        (word >> (number % 64)) & 1 == 1
    }

    /// What both hold.
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    /// The smallest number that both hold.
    pub fn first_common(&self, other: &Self) -> Option<usize> {
        let mut words = self.0.iter().zip(&other.0).enumerate();
        words.find_map(|(place, (a, b))| {
            let both = a & b;
            let bit = usize::try_from(both.trailing_zeros()).ok()?;
            (both != 0).then_some(place * 64 + bit)
        })
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let word = *word;
            (0..64)
                .filter(move |bit| (word >> bit) & 1 == 1)
                .map(move |bit| place * 64 + bit)
        })
    }
}
