//! Rows of one file that have the same value where no two may.

use std::collections::BTreeMap;
use tongban_runtime::normalize_code;

/// Values of a column, by what is left of them when they are folded.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Hash and row, by row's place in the roster.
    hashes: Vec<(u64, u32)>,
}

/// Rows with the same value: the first, and one after it.
pub(super) type Pair = (u32, u32);

impl Seen {
    /// Notes a value that is not empty.
    #[inline]
    pub(super) fn add(&mut self, row: u32, text: &str) {
        self.hashes.push((hash(text), row));
    }

    /// Every later row with the first one that has its value. `text` gives a row's value again, since hashes may coincide.
    pub(super) fn pairs(mut self, text: impl Fn(u32) -> String) -> Vec<Pair> {
        self.hashes.sort_unstable();
        let mut pairs = Vec::new();
        for same in self.hashes.chunk_by(|a, b| a.0 == b.0) {
            if same.len() < 2 {
                continue;
            }
            let mut first: BTreeMap<String, u32> = BTreeMap::new();
            for (_, row) in same {
                let value = normalize_code(&text(*row));
                if let Some(before) = first.get(&value) {
                    pairs.push((*before, *row));
                } else {
                    first.insert(value, *row);
                }
            }
        }
        pairs.sort_unstable_by_key(|(_, row)| *row);
        pairs
    }
}

/// The same for texts that fold to the same code.
#[inline]
fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    if bytes
        .iter()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    {
        return mix(bytes);
    }
    mix(normalize_code(text).as_bytes())
}

#[inline]
fn mix(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut chunks = bytes.chunks_exact(8);
    let mut state = ODD;
    let mut step = |word: u64| {
        state = (state ^ word).wrapping_mul(ODD);
        state ^= state >> 29;
    };
    for chunk in &mut chunks {
        if let Ok(word) = <[u8; 8]>::try_from(chunk) {
            step(u64::from_le_bytes(word));
        }
    }
    let rest = chunks.remainder();
    step(rest.iter().fold(rest.len() as u64, |word, byte| {
        (word << 8) | u64::from(*byte)
    }));
    state
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_code_is_found_however_it_is_written() {
        let values = [
            "500101199001010018",
            "x",
            "5001 0119-9001010018",
            "X",
            "５００１０１１９９００１０１００１８",
        ];
        let mut seen = Seen::default();
        for (row, value) in (0..).zip(values) {
            seen.add(row, value);
        }
        let pairs = seen.pairs(|row| values[row as usize].to_owned());
        assert_eq!(pairs, [(0, 2), (1, 3), (0, 4)]);
    }

    proptest! {
        #[test]
        fn every_later_one_of_the_same_is_found(values in proptest::collection::vec("[a-c]{0,3}", 0..60)) {
            let mut seen = Seen::default();
            for (row, value) in (0..).zip(&values) {
                seen.add(row, value);
            }
            let pairs = seen.pairs(|row| values[row as usize].clone());
            let expected: Vec<Pair> = (0..values.len()).filter_map(|row| {
                let first = (0..row).find(|before| values[*before] == values[row])?;
                Some((first as u32, row as u32))
            }).collect();
            prop_assert_eq!(pairs, expected);
        }
    }
}
