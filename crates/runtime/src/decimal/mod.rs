//! Exact decimal numbers: 34 significant digits, the range of IEEE 754 decimal128.
//!
//! Sixteen bytes, `Copy`, no heap: a 114-bit two's complement mantissa and a 14-bit scale
//! share two words. Equal values compare equal whatever their scale (`1.0 = 1`), and text
//! is always canonical: no trailing zeros, no exponent.

mod arithmetic;
mod round;
#[cfg(feature = "standard")]
mod series;
mod text;
mod wide;

use crate::fault::Fault;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use round::Rounding;
#[cfg(feature = "standard")]
pub use series::deviation;
use wide::{Wide, pow10};

/// Most significant digits a number keeps.
pub const DIGITS: u32 = 34;
/// Largest number of digits after the point.
pub const MAX_SCALE: i32 = 6176;
/// Smallest scale; negative scales stand for trailing zeros before the point.
pub const MIN_SCALE: i32 = -6111;

const SCALE_BITS: u32 = 14;
const LIMIT: u128 = pow10(DIGITS);

/// An exact decimal number: `mantissa × 10^-scale`.
#[derive(Clone, Copy)]
pub struct Decimal {
    /// The top 50 bits of the mantissa, then the scale in the low 14 bits.
    high: i64,
    /// The low 64 bits of the mantissa.
    low: u64,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { high: 0, low: 0 };
    /// One.
    pub const ONE: Self = Self { high: 0, low: 1 };

    /// Packs parts that are already within the limits.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the low half of the mantissa is wanted"
    )]
    #[expect(clippy::cast_sign_loss, reason = "bits are moved, not numbers")]
    const fn pack(mantissa: i128, scale: i32) -> Self {
        let top = (mantissa >> 64) as i64;
        Self {
            high: (top << SCALE_BITS) | ((scale as i64) & ((1 << SCALE_BITS) - 1)),
            low: mantissa as u64,
        }
    }

    /// `mantissa × 10^-scale`, rounded half-even to 34 digits.
    ///
    /// # Errors
    /// `Fault::Overflow` where the value is beyond the range.
    pub fn new(mantissa: i128, scale: i32) -> Result<Self, Fault> {
        if mantissa.unsigned_abs() < LIMIT && (0..=MAX_SCALE).contains(&scale) {
            return Ok(Self::pack(mantissa, scale));
        }
        round::fit(
            mantissa < 0,
            Wide::from(mantissa.unsigned_abs()),
            scale,
            false,
        )
    }

    /// From parts that were stored, if they are within the limits.
    pub(crate) fn stored(mantissa: i128, scale: i32) -> Option<Self> {
        let fits = mantissa.unsigned_abs() < LIMIT && (MIN_SCALE..=MAX_SCALE).contains(&scale);
        fits.then(|| Self::pack(mantissa, scale))
    }

    /// The signed mantissa; the value is `mantissa × 10^-scale`.
    #[must_use]
    pub const fn mantissa(self) -> i128 {
        (((self.high >> SCALE_BITS) as i128) << 64) | self.low as i128
    }

    /// The mantissa's top 50 bits, with sign, and its low 64.
    pub(crate) const fn words(self) -> (i64, u64) {
        (self.high >> SCALE_BITS, self.low)
    }

    /// Digits after the point as stored (may include trailing zeros; may be negative).
    #[must_use]
    pub const fn scale(self) -> i32 {
        ((self.high << (64 - SCALE_BITS)) >> (64 - SCALE_BITS)) as i32
    }

    /// Whether the value is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa() == 0
    }

    /// Whether the value is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.high < 0
    }

    /// −1, 0 or 1.
    #[must_use]
    pub const fn signum(self) -> i32 {
        if self.is_zero() {
            0
        } else if self.is_negative() {
            -1
        } else {
            1
        }
    }

    /// The same value without trailing zeros after the point and with the smallest mantissa.
    #[must_use]
    pub fn normalized(self) -> Self {
        let (mut mantissa, mut scale) = (self.mantissa(), self.scale());
        if mantissa == 0 {
            return Self::ZERO;
        }
        // Words first: wide divisions are calls in wasm.
        if let Ok(mut word) = i64::try_from(mantissa) {
            while word % 10 == 0 && scale > MIN_SCALE {
                word /= 10;
                scale = scale.saturating_sub(1);
            }
            return Self::pack(i128::from(word), scale);
        }
        while mantissa % 10 == 0 && scale > MIN_SCALE {
            mantissa /= 10;
            scale = scale.saturating_sub(1);
        }
        Self::pack(mantissa, scale)
    }

    /// The value as a whole number, if it is one and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        let scale = self.scale();
        if scale == 0 {
            return i64::try_from(self.mantissa()).ok();
        }
        let plain = self.normalized();
        let scale = plain.scale();
        if scale > 0 {
            return None;
        }
        let factor = i64::try_from(pow10(scale.unsigned_abs().min(38))).ok()?;
        i64::try_from(plain.mantissa()).ok()?.checked_mul(factor)
    }

    /// The value as a whole number of up to 38 digits, if it is one.
    #[must_use]
    pub fn to_i128(self) -> Option<i128> {
        let plain = self.normalized();
        let scale = plain.scale();
        if !(-38..=0).contains(&scale) {
            return None;
        }
        let factor = i128::try_from(pow10(scale.unsigned_abs())).ok()?;
        plain.mantissa().checked_mul(factor)
    }

    /// Whether the value has no fraction.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.scale() <= 0 || self.normalized().scale() <= 0
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::pack(i128::from(value), 0)
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        Self::pack(i128::from(value), 0)
    }
}

impl From<u32> for Decimal {
    fn from(value: u32) -> Self {
        Self::pack(i128::from(value), 0)
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale() == other.scale() {
            return self.mantissa().cmp(&other.mantissa());
        }
        arithmetic::compare(*self, *other)
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let plain = self.normalized();
        plain.mantissa().hash(state);
        plain.scale().hash(state);
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            let plain = self.normalized();
            (plain.mantissa(), plain.scale()).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
            Self::parse(&text).ok_or_else(|| D::Error::custom("not a decimal number"))
        } else {
            let (mantissa, scale) = <(i128, i32)>::deserialize(deserializer)?;
            Self::stored(mantissa, scale)
                .ok_or_else(|| D::Error::custom("decimal number out of range"))
        }
    }
}

#[cfg(test)]
mod tests;
