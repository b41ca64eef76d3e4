//! Choices that are the same for the same seed: SplitMix64.

/// A source of choices.
pub(crate) struct Seed(u64);

impl Seed {
    /// A source for one item of a catalogue.
    pub fn new(seed: u64, item: u64) -> Self {
        let mut own = Self(seed ^ item.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        own.next();
        own
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn from(&mut self, least: u32, most: u32) -> u32 {
        let span = u64::from(most.saturating_sub(least)) + 1;
        least + u32::try_from(self.next() % span).unwrap_or(0)
    }

    /// Whether something of so many in a hundred happens.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.from(1, 100) <= percent
    }

    /// One of a list; lists are not empty.
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let last = u32::try_from(list.len().saturating_sub(1)).unwrap_or(0);
        &list[self.from(0, last) as usize]
    }
}
