//! A list that stays in the bytes it is stored in: a few entries, one block, are read when the first of them is asked for.
//!
//! So a catalogue starts without reading its dictionary and its functions, and an item costs those that it uses. What is in
//! a block is not looked at before: a damaged one has no entries, which whoever asks for them finds.

use crate::Slice;
use core::fmt;
use core::ops::Range;
use serde::ser::{Error as _, SerializeTuple as _};
use serde::{Serialize, Serializer};
use std::sync::{Arc, OnceLock};
use tongban_runtime::stored::{Reader, Stored};

/// A list whose blocks of `BLOCK` entries are read when they are asked for.
#[derive(Clone)]
pub struct Late<T, const BLOCK: usize> {
    bytes: Slice,
    count: usize,
    blocks: Vec<Block<T>>,
}

#[derive(Clone)]
struct Block<T> {
    /// In the bytes of the list's image.
    place: Range<usize>,
    /// None once read: damaged.
    entries: OnceLock<Option<Arc<[T]>>>,
}

impl<T: Stored, const BLOCK: usize> Late<T, BLOCK> {
    /// How many entries it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// An entry; none beyond the end, or in a block that is damaged.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        let block = index.checked_div(BLOCK)?;
        self.block(block)?.get(index.checked_rem(BLOCK)?)
    }

    /// The entries in order, up to the first block that is damaged.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.blocks.len())
            .map_while(|block| self.block(block))
            .flatten()
    }

    /// Whether every block can be read; reads all of them.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        (0..self.blocks.len()).all(|block| self.block(block).is_some())
    }

    fn block(&self, number: usize) -> Option<&[T]> {
        let block = self.blocks.get(number)?;
        let read = || {
            let entries: Vec<T> = Reader::whole(self.bytes.get(block.place.clone())?)?;
            let before = number.saturating_mul(BLOCK);
            let wanted = self.count.saturating_sub(before).min(BLOCK);
            (entries.len() == wanted).then(|| entries.into())
        };
        block.entries.get_or_init(read).as_deref()
    }

    /// The bytes in which its blocks have their places.
    pub(crate) fn settle(&mut self, whole: &Slice) {
        self.bytes = whole.clone();
    }
}

impl<T, const BLOCK: usize> From<Vec<T>> for Late<T, BLOCK> {
    fn from(all: Vec<T>) -> Self {
        let count = all.len();
        let mut all = all.into_iter();
        let blocks = (0..count.div_ceil(BLOCK.max(1))).map(|_| Block {
            place: 0..0,
            entries: OnceLock::from(Some(all.by_ref().take(BLOCK).collect())),
        });
        Self {
            blocks: blocks.collect(),
            bytes: Slice::default(),
            count,
        }
    }
}

impl<T, const BLOCK: usize> Default for Late<T, BLOCK> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T, const BLOCK: usize> FromIterator<T> for Late<T, BLOCK> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        Self::from(all.into_iter().collect::<Vec<T>>())
    }
}

impl<T: Stored + PartialEq, const BLOCK: usize> PartialEq for Late<T, BLOCK> {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.iter().eq(other.iter())
    }
}

impl<T, const BLOCK: usize> fmt::Debug for Late<T, BLOCK> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} entries", self.count)
    }
}

impl<T: Stored + Serialize, const BLOCK: usize> Serialize for Late<T, BLOCK> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let blocks: Option<Vec<Slice>> = (0..self.blocks.len())
            .map(|block| Some(Slice::from(postcard::to_allocvec(self.block(block)?).ok()?)))
            .collect();
        let blocks = blocks.ok_or_else(|| S::Error::custom("a part of the image is damaged"))?;
        let mut stored = serializer.serialize_tuple(2)?;
        stored.serialize_element(&self.count)?;
        stored.serialize_element(&blocks)?;
        stored.end()
    }
}

/// The places of its blocks only: whoever holds the bytes settles it.
impl<T, const BLOCK: usize> Stored for Late<T, BLOCK> {
    fn read(from: &mut Reader<'_>) -> Self {
        // Every entry has a byte at least.
        let count = from.count();
        let blocks = from.count();
        if blocks != count.div_ceil(BLOCK.max(1)) {
            from.fail();
        }
        let mut list = Self {
            bytes: Slice::default(),
            count,
            blocks: Vec::new(),
        };
        for _ in 0..blocks {
            if from.failed() {
                break;
            }
            let size = from.count();
            let start = from.place();
            from.take(size);
            list.blocks.push(Block {
                place: start..start.saturating_add(size),
                entries: OnceLock::new(),
            });
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type List = Late<u32, 4>;

    /// The list as it comes out of its stored bytes, and those.
    fn stored(list: &List) -> (Option<List>, Vec<u8>) {
        let bytes = postcard::to_allocvec(list).expect("it is stored");
        (read(&bytes), bytes)
    }

    fn read(bytes: &[u8]) -> Option<List> {
        let mut list: List = Reader::whole(bytes)?;
        list.settle(&Slice::from(bytes.to_vec()));
        Some(list)
    }

    #[test]
    fn entries_come_back_from_whole_and_broken_blocks_alike() {
        for count in [0, 1, 3, 4, 5, 8, 11] {
            let list: List = (0..count).map(|entry| entry * 1000).collect();
            let (back, _) = stored(&list);
            let back = back.expect("a list");
            assert_eq!(back, list);
            assert!(back.is_whole());
            assert_eq!(back.len(), count as usize);
            assert_eq!(back.is_empty(), count == 0);
            assert_eq!(back.get(count as usize), None);
            for entry in 0..count {
                assert_eq!(back.get(entry as usize), Some(&(entry * 1000)));
            }
        }
    }

    #[test]
    fn a_block_is_read_when_it_is_asked_for() {
        let (back, _) = stored(&(0..11).collect());
        let back = back.expect("a list");
        let read = |list: &List| -> Vec<bool> {
            (list.blocks.iter())
                .map(|block| block.entries.get().is_some())
                .collect()
        };
        assert_eq!(read(&back), [false, false, false]);
        assert_eq!(back.get(5), Some(&5));
        assert_eq!(read(&back), [false, true, false]);
    }

    #[test]
    fn a_damaged_block_has_no_entries_and_the_others_keep_theirs() {
        // 12 entries in 3 blocks of 1 + 5 bytes; the second block says that it holds 3 entries.
        let (_, mut bytes) = stored(&(0..12).collect());
        assert_eq!(bytes.len(), 20);
        bytes[9] = 3;
        let back = read(&bytes).expect("its blocks are there");
        assert!(!back.is_whole());
        assert_eq!(
            (back.get(3), back.get(4), back.get(8)),
            (Some(&3), None, Some(&8))
        );
        assert_eq!(back.iter().count(), 4);
        assert!(postcard::to_allocvec(&back).is_err());
    }

    #[test]
    fn blocks_that_are_cut_short_or_too_many_or_too_few_are_refused() {
        let (_, bytes) = stored(&(0..11).collect());
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).is_none(), "{end}");
        }
        for count in [0, 8, 13, 255] {
            let mut other = bytes.clone();
            other[0] = count;
            assert!(read(&other).is_none(), "{count}");
        }
    }
}
