//! Rounding: to the 34 digits a number keeps, and to a wanted scale.

use super::wide::{Wide, digits, pow10};
use super::{DIGITS, Decimal, LIMIT, MAX_SCALE, MIN_SCALE};
use crate::fault::Fault;
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// How a digit that does not fit is dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Rounding {
    /// To the nearest; a tie goes to the even neighbour.
    HalfEven,
    /// To the nearest; a tie goes away from zero (四舍五入).
    HalfUp,
    /// To the nearest; a tie goes towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
}

impl Rounding {
    /// Whether the kept digits grow by one, given how the dropped part compares with a half.
    fn grows(self, negative: bool, odd: bool, half: Ordering, exact: bool) -> bool {
        if exact {
            return false;
        }
        match self {
            Self::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && odd),
            Self::HalfUp => half != Ordering::Less,
            Self::HalfDown => half == Ordering::Greater,
            Self::Up => true,
            Self::Down => false,
            Self::Floor => negative,
            Self::Ceiling => !negative,
        }
    }
}

/// Divides by `10^drop` under `mode`; `sticky` says that something non-zero was dropped before.
pub(super) fn shrink(negative: bool, value: Wide, drop: u32, sticky: bool, mode: Rounding) -> Wide {
    let (mut rest_of, mut sticky, mut left) = (value, sticky, drop);
    // Only the last step decides the rounding; all before it leave a sticky mark.
    while left > 38 {
        let (quotient, rest) = rest_of.divide(pow10(38));
        sticky |= rest != 0;
        rest_of = quotient;
        left = left.saturating_sub(38);
        if rest_of.is_zero() && left > 38 {
            left = 38;
        }
    }
    let unit = pow10(left);
    let (quotient, rest) = rest_of.divide(unit);
    let half = if left == 0 {
        // Nothing is dropped here but the sticky part, which is less than a half.
        Ordering::Less
    } else {
        match rest.cmp(&(unit / 2)) {
            Ordering::Equal if sticky => Ordering::Greater,
            other => other,
        }
    };
    let exact = rest == 0 && !sticky;
    if mode.grows(negative, quotient.low & 1 == 1, half, exact) {
        quotient.plus(Wide::from(1))
    } else {
        quotient
    }
}

/// The number `±value × 10^-scale`, rounded half-even into 34 digits and the allowed scales.
pub(super) fn fit(negative: bool, value: Wide, scale: i32, sticky: bool) -> Result<Decimal, Fault> {
    let (mut value, mut scale, mut sticky) = (value, scale, sticky);
    let over = value.digits().saturating_sub(DIGITS);
    let under = u32::try_from(scale.saturating_sub(MAX_SCALE)).unwrap_or(0);
    let drop = over.max(under);
    if drop > 0 {
        value = shrink(negative, value, drop, sticky, Rounding::HalfEven);
        scale = scale.saturating_sub_unsigned(drop);
        sticky = false;
        if value.low == LIMIT && value.high == 0 {
            value = Wide::from(pow10(DIGITS.saturating_sub(1)));
            scale = scale.saturating_sub(1);
        }
    }
    // A sticky part below the last kept digit is less than half of it.
    let _ = sticky;
    let mut magnitude = value.low;
    if magnitude == 0 {
        return Ok(Decimal::ZERO);
    }
    if scale < MIN_SCALE {
        let missing = scale.abs_diff(MIN_SCALE);
        if digits(magnitude).saturating_add(missing) > DIGITS {
            return Err(Fault::Overflow);
        }
        magnitude = magnitude.saturating_mul(pow10(missing));
        scale = MIN_SCALE;
    }
    let mantissa = i128::try_from(magnitude).map_err(|_| Fault::Overflow)?;
    let mantissa = if negative {
        mantissa.saturating_neg()
    } else {
        mantissa
    };
    Ok(Decimal::pack(mantissa, scale))
}

impl Decimal {
    /// Rounds to `scale` digits after the point (negative: before it).
    ///
    /// # Errors
    /// `Fault::Overflow` where the rounded value is beyond the range.
    pub fn round(self, scale: i32, mode: Rounding) -> Result<Self, Fault> {
        let scale = scale.clamp(MIN_SCALE, MAX_SCALE);
        if self.scale() <= scale || self.is_zero() {
            return Ok(self);
        }
        let drop = self.scale().abs_diff(scale);
        let value = Wide::from(self.mantissa().unsigned_abs());
        let negative = self.is_negative();
        fit(
            negative,
            shrink(negative, value, drop, false, mode),
            scale,
            false,
        )
    }

    /// The largest number with `scale` digits after the point that is not above this one.
    ///
    /// # Errors
    /// `Fault::Overflow` where the rounded value is beyond the range.
    pub fn floor(self, scale: i32) -> Result<Self, Fault> {
        self.round(scale, Rounding::Floor)
    }

    /// The smallest number with `scale` digits after the point that is not below this one.
    ///
    /// # Errors
    /// `Fault::Overflow` where the rounded value is beyond the range.
    pub fn ceiling(self, scale: i32) -> Result<Self, Fault> {
        self.round(scale, Rounding::Ceiling)
    }
}
