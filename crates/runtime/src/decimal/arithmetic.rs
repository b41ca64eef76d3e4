//! Exact arithmetic; a result with more than 34 digits is rounded half-even once.

use super::round::fit;
use super::wide::{Wide, digits, pow10};
use super::{DIGITS, Decimal};
use crate::fault::Fault;
use core::cmp::Ordering;

/// Digits kept while aligning two numbers whose scales are far apart.
const ALIGN: u32 = 70;

/// Orders two numbers of different scale.
pub(super) fn compare(a: Decimal, b: Decimal) -> Ordering {
    let sign = a.signum().cmp(&b.signum());
    if sign != Ordering::Equal || a.is_zero() {
        return sign;
    }
    let (ma, mb) = (a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
    let order = position(ma, a.scale())
        .cmp(&position(mb, b.scale()))
        .then_with(|| {
            // The leading digits stand at the same place, so the scales differ by less than 34.
            let apart = a.scale().abs_diff(b.scale());
            if a.scale() > b.scale() {
                Wide::from(ma).cmp(&Wide::product(mb, pow10(apart)))
            } else {
                Wide::product(ma, pow10(apart)).cmp(&Wide::from(mb))
            }
        });
    if a.is_negative() {
        order.reverse()
    } else {
        order
    }
}

/// `value × 10^power` modulo `divisor`, by squares.
fn times_power(value: u128, power: u32, divisor: u128) -> u128 {
    let product = |a: u128, b: u128| Wide::product(a, b).divide(divisor).1;
    let (mut left, mut base) = (power, 10_u128.checked_rem(divisor).unwrap_or(0));
    let mut result = value.checked_rem(divisor).unwrap_or(0);
    while left > 0 {
        if left & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        left >>= 1;
    }
    result
}

/// Where the leading digit stands, counted from the point.
fn position(magnitude: u128, scale: i32) -> i64 {
    i64::from(digits(magnitude)).saturating_sub(i64::from(scale))
}

#[expect(
    clippy::should_implement_trait,
    reason = "the operators cannot fail, and these give a fault"
)]
impl Decimal {
    /// The sum.
    ///
    /// # Errors
    /// `Fault::Overflow` where the result is beyond the range.
    pub fn add(self, other: Self) -> Result<Self, Fault> {
        let (sa, sb) = (self.scale(), other.scale());
        if sa == sb {
            // Both are below 10^34: the sum fits easily.
            return Self::new(self.mantissa().saturating_add(other.mantissa()), sa);
        }
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        let (coarse, fine) = if sa < sb {
            (self, other)
        } else {
            (other, self)
        };
        let apart = coarse.scale().abs_diff(fine.scale());
        let magnitude = coarse.mantissa().unsigned_abs();
        if digits(magnitude).saturating_add(apart) <= 38 {
            let factor = i128::try_from(pow10(apart)).map_err(|_| Fault::Overflow)?;
            if let Some(sum) = coarse
                .mantissa()
                .checked_mul(factor)
                .and_then(|aligned| aligned.checked_add(fine.mantissa()))
            {
                return Self::new(sum, fine.scale());
            }
        }
        Self::add_far(coarse, fine)
    }

    /// Adds numbers whose aligned mantissas need more than 38 digits.
    fn add_far(coarse: Self, fine: Self) -> Result<Self, Fault> {
        let apart = coarse.scale().abs_diff(fine.scale());
        let magnitude = coarse.mantissa().unsigned_abs();
        let room = ALIGN.saturating_sub(digits(magnitude));
        let shift = apart.min(room);
        let first = shift.min(38);
        let large =
            Wide::product(magnitude, pow10(first)).times(pow10(shift.saturating_sub(first)));
        let lost = apart.saturating_sub(shift);
        let unit = pow10(lost);
        let whole = fine.mantissa().unsigned_abs();
        let (small, sticky) = if lost > 38 {
            (0, true)
        } else {
            let rest = whole.checked_rem(unit).unwrap_or(0);
            (whole.checked_div(unit).unwrap_or(0), rest != 0)
        };
        let scale = coarse.scale().saturating_add_unsigned(shift);
        // One more digit holds the mark of what was lost, so that ties stay honest.
        let large = large.times(10);
        let small = Wide::from(small)
            .times(10)
            .plus(Wide::from(u128::from(sticky)));
        let scale = scale.saturating_add(1);
        let (cn, fneg) = (coarse.is_negative(), fine.is_negative());
        if cn == fneg {
            return fit(cn, large.plus(small), scale, false);
        }
        match large.cmp(&small) {
            Ordering::Equal => Ok(Self::ZERO),
            Ordering::Greater => fit(cn, large.minus(small), scale, false),
            Ordering::Less => fit(fneg, small.minus(large), scale, false),
        }
    }

    /// The difference.
    ///
    /// # Errors
    /// `Fault::Overflow` where the result is beyond the range.
    pub fn sub(self, other: Self) -> Result<Self, Fault> {
        self.add(other.neg())
    }

    /// The product.
    ///
    /// # Errors
    /// `Fault::Overflow` where the result is beyond the range.
    pub fn mul(self, other: Self) -> Result<Self, Fault> {
        let scale = self.scale().saturating_add(other.scale());
        let (a, b) = (self.mantissa(), other.mantissa());
        if let Some(product) = a.checked_mul(b) {
            return Self::new(product, scale);
        }
        let negative = (a < 0) != (b < 0);
        fit(
            negative,
            Wide::product(a.unsigned_abs(), b.unsigned_abs()),
            scale,
            false,
        )
    }

    /// The quotient, rounded half-even to 34 digits.
    ///
    /// # Errors
    /// `Fault::DivisionByZero`, or `Fault::Overflow` where the result is beyond the range.
    pub fn div(self, other: Self) -> Result<Self, Fault> {
        if other.is_zero() {
            return Err(Fault::DivisionByZero);
        }
        if self.is_zero() {
            return Ok(Self::ZERO);
        }
        let negative = self.is_negative() != other.is_negative();
        let (a, b) = (
            self.mantissa().unsigned_abs(),
            other.mantissa().unsigned_abs(),
        );
        let scale = self.scale().saturating_sub(other.scale());
        // One digit beyond what is kept; the remainder marks the rest.
        let shift = DIGITS
            .saturating_add(1)
            .saturating_add(digits(b))
            .saturating_sub(digits(a));
        let first = shift.min(38);
        let dividend = Wide::product(a, pow10(first)).times(pow10(shift.saturating_sub(first)));
        let (quotient, rest) = dividend.divide(b);
        let scale = scale.saturating_add_unsigned(shift);
        Ok(fit(negative, quotient, scale, rest != 0)?.normalized())
    }

    /// `self − other × floor(self / other)`, exactly: the remainder has the divisor's sign.
    ///
    /// # Errors
    /// `Fault::DivisionByZero` or `Fault::Overflow`.
    pub fn modulo(self, other: Self) -> Result<Self, Fault> {
        if other.is_zero() {
            return Err(Fault::DivisionByZero);
        }
        let rest = self.remainder(other)?;
        if rest.is_zero() || rest.is_negative() == other.is_negative() {
            return Ok(rest);
        }
        rest.add(other)
    }

    /// What a division towards zero leaves, with the sign of `self`.
    fn remainder(self, divisor: Self) -> Result<Self, Fault> {
        let (a, b) = (
            self.mantissa().unsigned_abs(),
            divisor.mantissa().unsigned_abs(),
        );
        let apart = self.scale().abs_diff(divisor.scale());
        let (rest, scale) = if self.scale() <= divisor.scale() {
            // Whole units of the divisor's scale, by `10^apart` modulo the divisor.
            (times_power(a, apart, b), divisor.scale())
        } else if digits(b).saturating_add(apart) > 38 {
            // The divisor is larger than anything `self` can be.
            return Ok(self);
        } else {
            let unit = b.saturating_mul(pow10(apart));
            (a.checked_rem(unit).unwrap_or(0), self.scale())
        };
        let rest = i128::try_from(rest).map_err(|_| Fault::Overflow)?;
        let signed = if self.is_negative() {
            rest.saturating_neg()
        } else {
            rest
        };
        Ok(Self::new(signed, scale)?.normalized())
    }

    /// The value with the opposite sign.
    #[must_use]
    pub const fn neg(self) -> Self {
        Self::pack(self.mantissa().saturating_neg(), self.scale())
    }

    /// The value without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        if self.is_negative() { self.neg() } else { self }
    }

    /// `self` to a whole power.
    ///
    /// # Errors
    /// `Fault::Overflow`, or `Fault::DivisionByZero` for zero to a negative power.
    pub fn pow(self, exponent: i64) -> Result<Self, Fault> {
        let mut left = exponent.unsigned_abs();
        let (mut base, mut result) = (self, Self::ONE);
        while left > 0 {
            if left & 1 == 1 {
                result = result.mul(base)?;
            }
            left >>= 1;
            if left > 0 {
                base = base.mul(base)?;
            }
        }
        if exponent < 0 {
            Self::ONE.div(result)
        } else {
            Ok(result)
        }
    }
}
