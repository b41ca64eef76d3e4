//! Reading what was stored: postcard's bytes, by hand, in a third of the code that its derived readers need.
//!
//! A reader that meets bytes that are no value *fails*, and gives something of the type; whoever started it asks once, at the end,
//! whether it did. Lengths are bounded by the bytes that are left, so nothing large is made of a few bytes.

mod formats;
mod program;

use crate::calendar::{Calendar, CalendarYear};
use crate::date::Date;
use crate::decimal::Decimal;
use crate::duration::{DaysTime, YearsMonths};
use crate::sorted::{SortedMap, SortedSet};

/// Bytes being read.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    left: &'a [u8],
    failed: bool,
}

/// A value that can be read.
pub trait Stored: Sized {
    /// The value that stands next.
    fn read(from: &mut Reader<'_>) -> Self;
}

impl<'a> Reader<'a> {
    /// Over these bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            left: bytes,
            failed: false,
        }
    }

    /// Everything as one value; none if it is cut short, corrupt, or followed by more.
    pub fn whole<T: Stored>(bytes: &'a [u8]) -> Option<T> {
        let mut reader = Self::new(bytes);
        let value = T::read(&mut reader);
        (!reader.failed && reader.left.is_empty()).then_some(value)
    }

    /// Whether something was no value.
    #[must_use]
    pub const fn failed(&self) -> bool {
        self.failed
    }

    /// How many bytes were read.
    #[must_use]
    pub const fn place(&self) -> usize {
        self.bytes.len().saturating_sub(self.left.len())
    }

    /// What stands next is no value: nothing more is read.
    #[cold]
    pub fn fail(&mut self) {
        self.failed = true;
        self.left = &[];
    }

    /// One byte.
    pub fn byte(&mut self) -> u8 {
        match self.left.split_first() {
            Some((first, rest)) => {
                self.left = rest;
                *first
            }
            None => {
                self.fail();
                0
            }
        }
    }

    /// So many bytes.
    pub fn take(&mut self, count: usize) -> &'a [u8] {
        match self.left.split_at_checked(count) {
            Some((taken, rest)) => {
                self.left = rest;
                taken
            }
            None => {
                self.fail();
                &[]
            }
        }
    }

    /// A number of at most 128 bits, seven in a byte, the low ones first.
    fn long(&mut self) -> u128 {
        let mut value = 0_u128;
        for at in (0..128_u32).step_by(7) {
            let byte = self.byte();
            let part = u128::from(byte & 0x7F);
            if at == 126 && part >> 2 != 0 {
                break;
            }
            value |= part << at;
            if byte & 0x80 == 0 {
                return value;
            }
        }
        self.fail();
        0
    }

    /// A number of at most `bits` bits, 64 or fewer.
    #[inline(never)]
    pub fn word(&mut self, bits: u32) -> u64 {
        let mut value = 0_u64;
        let mut at = 0;
        loop {
            let byte = self.byte();
            let part = u64::from(byte & 0x7F);
            let room = bits.saturating_sub(at);
            // Bits beyond the type, or a number that does not end.
            if room == 0 || (room < 7 && part >> room != 0) {
                self.fail();
                return 0;
            }
            value |= part << at;
            if byte & 0x80 == 0 {
                return value;
            }
            at = at.saturating_add(7);
        }
    }

    /// How many elements or bytes follow; no more than there are bytes.
    pub fn count(&mut self) -> usize {
        let count = usize::try_from(self.word(32)).unwrap_or(usize::MAX);
        if count > self.left.len() {
            self.fail();
            return 0;
        }
        count
    }

    /// A text.
    pub fn text(&mut self) -> &'a str {
        let count = self.count();
        match core::str::from_utf8(self.take(count)) {
            Ok(text) => text,
            Err(_) => {
                self.fail();
                ""
            }
        }
    }

    /// Which of so many variants; the first if it is none.
    pub fn variant(&mut self, count: u32) -> u32 {
        match u32::try_from(self.word(32)) {
            Ok(variant) if variant < count => variant,
            _ => {
                self.fail();
                0
            }
        }
    }

    /// One of a list.
    pub fn one_of<T: Copy>(&mut self, all: &[T], first: T) -> T {
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let variant = usize::try_from(self.variant(count)).ok();
        variant
            .and_then(|variant| all.get(variant).copied())
            .unwrap_or(first)
    }
}

/// A structure: its fields in the order in which they are stored.
#[macro_export]
macro_rules! stored {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::stored::Stored for $name {
            fn read(bytes: &mut $crate::stored::Reader<'_>) -> Self {
                $(let $field = $crate::stored::Stored::read(bytes);)*
                Self { $($field),* }
            }
        }
    )*};
}

/// Enumerations without data: their variants in order.
#[macro_export]
macro_rules! stored_names {
    ($($name:ident [ $first:ident $(, $variant:ident)* $(,)? ])*) => {$(
        impl $crate::stored::Stored for $name {
            fn read(from: &mut $crate::stored::Reader<'_>) -> Self {
                from.one_of(&[$name::$first $(, $name::$variant)*], $name::$first)
            }
        }
    )*};
}

impl Stored for bool {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.byte() {
            0 => false,
            1 => true,
            _ => {
                from.fail();
                false
            }
        }
    }
}

impl Stored for u8 {
    fn read(from: &mut Reader<'_>) -> Self {
        from.byte()
    }
}

impl Stored for u32 {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(from.word(32)).unwrap_or(0)
    }
}

impl Stored for u64 {
    fn read(from: &mut Reader<'_>) -> Self {
        from.word(64)
    }
}

impl Stored for i64 {
    fn read(from: &mut Reader<'_>) -> Self {
        let value = from.word(64);
        (value >> 1).cast_signed() ^ (value & 1).cast_signed().wrapping_neg()
    }
}

impl Stored for i32 {
    fn read(from: &mut Reader<'_>) -> Self {
        let value = u32::read(from);
        (value >> 1).cast_signed() ^ (value & 1).cast_signed().wrapping_neg()
    }
}

impl Stored for String {
    fn read(from: &mut Reader<'_>) -> Self {
        from.text().to_owned()
    }
}

impl Stored for Box<str> {
    fn read(from: &mut Reader<'_>) -> Self {
        from.text().into()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn read(from: &mut Reader<'_>) -> Self {
        let count = from.count();
        // One byte may stand for a large element, so room is made as elements come.
        let mut all = Self::with_capacity(count.min(256));
        for _ in 0..count {
            if from.failed {
                break;
            }
            all.push(T::read(from));
        }
        all
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from), C::read(from))
    }
}

impl<T: Stored + Ord> Stored for SortedSet<T> {
    fn read(from: &mut Reader<'_>) -> Self {
        Vec::read(from).into_iter().collect()
    }
}

impl<K: Stored + Ord, V: Stored> Stored for SortedMap<K, V> {
    fn read(from: &mut Reader<'_>) -> Self {
        Vec::<(K, V)>::read(from).into_iter().collect()
    }
}

impl Stored for Decimal {
    fn read(from: &mut Reader<'_>) -> Self {
        let value = from.long();
        let sign = (value & 1).cast_signed().wrapping_neg();
        let mantissa = (value >> 1).cast_signed() ^ sign;
        Self::stored(mantissa, i32::read(from)).unwrap_or_else(|| {
            from.fail();
            Self::ZERO
        })
    }
}

impl Stored for Date {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::stored(u32::read(from)).unwrap_or_else(|| {
            from.fail();
            Self::FIRST
        })
    }
}

impl Stored for YearsMonths {
    fn read(from: &mut Reader<'_>) -> Self {
        Self(i64::read(from))
    }
}

impl Stored for DaysTime {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::from_seconds(i64::read(from))
    }
}

stored! {
    Calendar { years }
    CalendarYear { holidays, workdays }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    fn same<T: Stored + Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(bytes: &[u8]) {
        let theirs: Option<T> = postcard::take_from_bytes(bytes)
            .ok()
            .filter(|(_, left)| left.is_empty())
            .map(|(value, _)| value);
        assert_eq!(Reader::whole::<T>(bytes), theirs, "{bytes:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_as_postcard_reads_them(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), 0_u8..4, Just(0x80), Just(0xFF)], 0..40)) {
            same::<bool>(&bytes);
            same::<u8>(&bytes);
            same::<u32>(&bytes);
            same::<i32>(&bytes);
            same::<u64>(&bytes);
            same::<i64>(&bytes);
            same::<String>(&bytes);
            same::<Vec<Option<(u32, bool)>>>(&bytes);
            same::<Decimal>(&bytes);
            same::<Date>(&bytes);
            same::<Calendar>(&bytes);
            same::<crate::Format>(&bytes);
            same::<crate::Program>(&bytes);
        }

        #[test]
        fn numbers_go_round(mantissa: i64, scale in 0..30_i32, wide: u64, text: String) {
            let decimal = Decimal::new(i128::from(mantissa) * i128::from(wide >> 40), scale).unwrap();
            let whole = (decimal, mantissa, (wide, text));
            let bytes = postcard::to_allocvec(&whole).unwrap();
            prop_assert_eq!(Reader::whole(&bytes), Some(whole));
        }
    }
}
