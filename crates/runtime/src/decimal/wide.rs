//! Unsigned 256-bit integers, just enough for exact products and quotients.

use core::cmp::Ordering;

/// `10^n` for `n ≤ 38`; beyond that the largest power that fits.
pub const fn pow10(n: u32) -> u128 {
    let n = if n > 38 { 38 } else { n };
    10_u128.pow(n)
}

/// Decimal digits of `value` (zero has one).
pub const fn digits(value: u128) -> u32 {
    match value.checked_ilog10() {
        Some(log) => log.saturating_add(1),
        None => 1,
    }
}

/// `high × 2^128 + low`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wide {
    pub high: u128,
    pub low: u128,
}

impl From<u128> for Wide {
    fn from(low: u128) -> Self {
        Self { high: 0, low }
    }
}

impl Wide {
    pub const ZERO: Self = Self { high: 0, low: 0 };

    /// The full product; 256 bits always hold it.
    pub const fn product(a: u128, b: u128) -> Self {
        const MASK: u128 = u64::MAX as u128;
        let (a0, a1, b0, b1) = (a & MASK, a >> 64, b & MASK, b >> 64);
        let low = a0.wrapping_mul(b0);
        let (middle, carry) = a0.wrapping_mul(b1).overflowing_add(a1.wrapping_mul(b0));
        let (low, overflow) = low.overflowing_add(middle << 64);
        let high = a1
            .wrapping_mul(b1)
            .wrapping_add(middle >> 64)
            .wrapping_add((carry as u128) << 64)
            .wrapping_add(overflow as u128);
        Self { high, low }
    }

    /// `self × factor`, saturating (callers stay below 77 digits).
    pub const fn times(self, factor: u128) -> Self {
        let low = Self::product(self.low, factor);
        let high = Self::product(self.high, factor);
        if high.high != 0 {
            return Self {
                high: u128::MAX,
                low: u128::MAX,
            };
        }
        match low.high.checked_add(high.low) {
            Some(high) => Self { high, low: low.low },
            None => Self {
                high: u128::MAX,
                low: u128::MAX,
            },
        }
    }

    pub const fn plus(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        let high = self
            .high
            .wrapping_add(other.high)
            .wrapping_add(carry as u128);
        Self { high, low }
    }

    /// `self − other`; the caller knows that `self ≥ other`.
    pub const fn minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        let high = self
            .high
            .wrapping_sub(other.high)
            .wrapping_sub(borrow as u128);
        Self { high, low }
    }

    pub const fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// Quotient and remainder; a zero divisor gives zero and `self.low`.
    pub fn divide(self, divisor: u128) -> (Self, u128) {
        if self.high == 0 {
            let quotient = self.low.checked_div(divisor).unwrap_or(0);
            let rest = self.low.checked_rem(divisor).unwrap_or(self.low);
            return (Self::from(quotient), rest);
        }
        if divisor == 0 {
            return (Self::ZERO, self.low);
        }
        let high = self.high.checked_div(divisor).unwrap_or(0);
        let mut rest = self.high.checked_rem(divisor).unwrap_or(0);
        let mut low = 0_u128;
        for shift in (0..128_u32).rev() {
            let carry = rest >> 127;
            rest = (rest << 1) | (self.low.wrapping_shr(shift) & 1);
            low <<= 1;
            if carry == 1 || rest >= divisor {
                rest = rest.wrapping_sub(divisor);
                low |= 1;
            }
        }
        (Self { high, low }, rest)
    }

    /// Decimal digits (zero has one).
    pub fn digits(self) -> u32 {
        if self.high == 0 {
            return digits(self.low);
        }
        // 2^128 has 39 digits: divide those away first.
        let (top, _) = self.divide(pow10(38));
        digits(top.low).saturating_add(38)
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> Ordering {
        self.high.cmp(&other.high).then(self.low.cmp(&other.low))
    }
}
