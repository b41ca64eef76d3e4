//! A scalar value in sixteen bytes: what register code works on.

use super::op::Tri;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::duration::{DaysTime, YearsMonths};
use crate::value::Value;

/// A scalar value, or why there is none. `Copy`, without a heap.
///
/// Two plain cells with the same `meta` are ordered as their words are, so the comparisons of a rule are comparisons of
/// integers. `meta` holds, from the lowest bit: the tag (6 bits), a number's scale (8 bits), the top of a wide mantissa (50 bits).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    pub(super) word: i64,
    pub(super) meta: u64,
}

/// What a cell holds that is not plain: comparing words says nothing about it.
const SPECIAL: u64 = 32;
/// What is equal or not, but has no order.
const UNORDERED: u64 = 16;
const TAG: u64 = 63;
const SCALE_SHIFT: u32 = 6;
const HIGH_SHIFT: u32 = 14;

pub(super) const NUMBER: u64 = 1;
const DATE: u64 = 2;
const MONTHS: u64 = 3;
const SECONDS: u64 = 4;
const BOOLEAN: u64 = UNORDERED | 1;
const SYMBOL: u64 = UNORDERED | 2;
const ABSENT: u64 = SPECIAL | 1;
const UNKNOWN: u64 = SPECIAL | 2;
const OPEN: u64 = SPECIAL | 3;
const WIDE: u64 = SPECIAL | 4;
const OTHER_TEXT: u64 = SPECIAL | 5;

/// `meta` bits that forbid comparing words for equality.
pub(super) const BAR_EQUALITY: u64 = SPECIAL;
/// `meta` bits that forbid comparing words for order.
pub(super) const BAR_ORDER: u64 = SPECIAL | UNORDERED;

impl Cell {
    /// Known to be absent.
    pub const ABSENT: Self = Self::tagged(ABSENT);
    /// Not known.
    pub const UNKNOWN: Self = Self::tagged(UNKNOWN);
    /// Something that code does not decide about: a list, a fault, a number beyond the small form.
    pub const OPEN: Self = Self::tagged(OPEN);
    /// A text that no program compares anything with.
    pub const OTHER_TEXT: Self = Self::tagged(OTHER_TEXT);
    /// A truth value.
    pub const TRUE: Self = Self {
        word: 1,
        meta: BOOLEAN,
    };
    /// A truth value.
    pub const FALSE: Self = Self {
        word: 0,
        meta: BOOLEAN,
    };

    const fn tagged(tag: u64) -> Self {
        Self { word: 0, meta: tag }
    }

    /// A number `mantissa × 10^-scale`.
    #[must_use]
    pub const fn number(mantissa: i64, scale: u8) -> Self {
        Self {
            word: mantissa,
            meta: NUMBER | ((scale as u64) << SCALE_SHIFT),
        }
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self::number(value, 0)
    }

    /// A date of the years 1 to 9999; any other is open.
    #[must_use]
    pub const fn date(date: Date) -> Self {
        if !date.is_near() {
            return Self::OPEN;
        }
        Self {
            word: date.packed(),
            meta: DATE,
        }
    }

    /// A truth value.
    #[must_use]
    pub const fn boolean(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// A text that programs compare with, by its place in the table of [`super::Symbols`].
    pub(super) const fn symbol(place: u32) -> Self {
        Self {
            word: place as i64,
            meta: SYMBOL,
        }
    }

    /// A number of any size; open where the scale is negative or over 255.
    #[must_use]
    pub fn decimal(number: Decimal) -> Self {
        let Ok(scale) = u8::try_from(number.scale()) else {
            return number.to_i64().map_or(Self::OPEN, Self::whole);
        };
        let mantissa = number.mantissa();
        if let Ok(small) = i64::try_from(mantissa) {
            return Self::number(small, scale);
        }
        let (high, low) = number.words();
        Self {
            word: low.cast_signed(),
            meta: WIDE | (u64::from(scale) << SCALE_SHIFT) | (high.cast_unsigned() << HIGH_SHIFT),
        }
    }

    /// The cell of a value; a text is [`Self::OTHER_TEXT`] here, and what is no scalar is open.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Absent => Self::ABSENT,
            Value::Bool(value) => Self::boolean(*value),
            Value::Number(number) => Self::decimal(*number),
            Value::Text(_) => Self::OTHER_TEXT,
            Value::Date(date) => Self::date(*date),
            Value::YearsMonths(months) => Self {
                word: months.0,
                meta: MONTHS,
            },
            Value::DaysTime(time) if time.nanos() == 0 => Self {
                word: time.seconds(),
                meta: SECONDS,
            },
            Value::Unknown(_) => Self::UNKNOWN,
            _ => Self::OPEN,
        }
    }

    /// The value, if it is known and no text.
    #[must_use]
    pub fn value(self) -> Option<Value> {
        Some(match self.tag() {
            NUMBER | WIDE => Value::Number(self.to_decimal()?),
            DATE => Value::Date(Date::from_packed(self.word)?),
            MONTHS => Value::YearsMonths(YearsMonths(self.word)),
            SECONDS => Value::DaysTime(DaysTime::from_seconds(self.word)),
            BOOLEAN => Value::Bool(self.word != 0),
            ABSENT => Value::Absent,
            _ => return None,
        })
    }

    /// The truth value, if it is one.
    #[must_use]
    pub const fn as_bool(self) -> Option<bool> {
        if self.meta == BOOLEAN {
            Some(self.word != 0)
        } else {
            None
        }
    }

    /// The word of a plain cell: what columns of its kind hold.
    #[must_use]
    pub const fn word(self) -> Option<i64> {
        if self.is_plain() {
            Some(self.word)
        } else {
            None
        }
    }

    /// Whether it says something certain: neither unknown nor open.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        self.meta != UNKNOWN && self.meta != OPEN
    }

    /// Whether this is `Absent`.
    #[must_use]
    pub const fn is_absent(self) -> bool {
        self.meta == ABSENT
    }

    /// Whether there is a value.
    pub(super) const fn is_defined(self) -> Tri {
        match self.meta {
            UNKNOWN | OPEN => Tri::Unknown,
            ABSENT => Tri::False,
            _ => Tri::True,
        }
    }

    pub(super) const fn tag(self) -> u64 {
        self.meta & TAG
    }

    /// The place in the table of symbols.
    pub(super) fn place(self) -> Option<u32> {
        (self.meta == SYMBOL)
            .then(|| u32::try_from(self.word).ok())
            .flatten()
    }

    /// A text, in the table or not.
    pub(super) const fn is_text(self) -> bool {
        self.meta == SYMBOL || self.meta == OTHER_TEXT
    }

    /// Whether words of this `meta` can be compared for order.
    pub(super) const fn is_ordered(self) -> bool {
        self.meta & BAR_ORDER == 0
    }

    /// Whether words of this `meta` can be compared for equality.
    pub(super) const fn is_plain(self) -> bool {
        self.meta & BAR_EQUALITY == 0
    }

    /// Whether it is a date.
    pub(super) const fn is_date(self) -> bool {
        self.meta == DATE
    }

    /// Whether it is a number whose mantissa is its word.
    pub(super) const fn is_number(self) -> bool {
        self.tag() == NUMBER
    }

    /// A number's scale.
    pub(super) const fn scale(self) -> u32 {
        ((self.meta >> SCALE_SHIFT) & 255) as u32
    }

    /// The decimal of a number of either form.
    pub(super) fn to_decimal(self) -> Option<Decimal> {
        let scale = i32::try_from(self.scale()).ok()?;
        match self.tag() {
            NUMBER => Decimal::new(i128::from(self.word), scale).ok(),
            WIDE => {
                let high = i128::from(self.meta.cast_signed() >> HIGH_SHIFT);
                let low = i128::from(self.word.cast_unsigned());
                Decimal::new((high << 64) | low, scale).ok()
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unknown::{Reason, What};
    use proptest::prelude::*;

    #[test]
    fn a_cell_is_sixteen_bytes() {
        assert_eq!(size_of::<Cell>(), 16);
    }

    #[test]
    fn what_is_not_scalar_is_not_decided() {
        assert!(!Cell::of(&Value::list(vec![])).is_decided());
        assert!(!Cell::of(&Value::unknown(What::Parameter(1), Reason::NoData)).is_decided());
        assert!(!Cell::of(&Value::Fault(crate::fault::Fault::Overflow)).is_decided());
        assert!(Cell::of(&Value::Absent).is_decided());
    }

    proptest! {
        #[test]
        fn numbers_come_back(mantissa in any::<i128>(), shift in 0_u32..128, scale in -20_i32..300) {
            let Ok(number) = Decimal::new(mantissa >> shift, scale) else { return Ok(()) };
            let cell = Cell::decimal(number);
            match cell.value() {
                Some(value) => prop_assert_eq!(value, Value::Number(number)),
                None => prop_assert!(!(0..=255).contains(&number.scale())),
            }
        }

        #[test]
        fn other_scalars_come_back(days in 0..3_652_058_i32, months in any::<i64>(), seconds in any::<i64>(), truth in any::<bool>()) {
            for value in [
                Value::Date(Date::from_days(days).unwrap()),
                Value::YearsMonths(YearsMonths(months)),
                Value::DaysTime(DaysTime::from_seconds(seconds)),
                Value::Bool(truth),
                Value::Absent,
            ] {
                prop_assert_eq!(Cell::of(&value).value(), Some(value));
            }
        }
    }
}
