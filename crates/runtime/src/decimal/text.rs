//! Text to number and back: no exponent, no trailing zeros, never a float between.

use super::wide::digits;
use super::{DIGITS, Decimal, MAX_SCALE};
use core::fmt;

/// Longest text taken for a number.
const MAX_TEXT: usize = 64;

impl Decimal {
    /// Reads `-?digits(.digits)?`; more than 34 significant digits are refused, not rounded.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match body.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (body, ""),
        };
        if whole.is_empty() {
            return None;
        }
        let mut mantissa = 0_i128;
        for byte in whole.bytes().chain(fraction.trim_end_matches('0').bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            let digit = i128::from(byte.saturating_sub(b'0'));
            mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
        }
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mantissa = if negative {
            mantissa.checked_neg()?
        } else {
            mantissa
        };
        let scale = i32::try_from(fraction.trim_end_matches('0').len()).ok()?;
        if scale > MAX_SCALE || digits(mantissa.unsigned_abs()) > DIGITS {
            return None;
        }
        Self::new(mantissa, scale).ok()
    }
}

impl core::str::FromStr for Decimal {
    type Err = crate::fault::Fault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or(crate::fault::Fault::NotANumber)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.normalized();
        let digits = plain.mantissa().unsigned_abs().to_string();
        let mut text = String::new();
        match usize::try_from(plain.scale()) {
            Ok(scale) if scale > 0 => {
                let whole = digits.len().saturating_sub(scale);
                let (head, tail) = digits.split_at_checked(whole).unwrap_or(("", &digits));
                text.push_str(if head.is_empty() { "0" } else { head });
                text.push('.');
                text.extend(std::iter::repeat_n('0', scale.saturating_sub(tail.len())));
                text.push_str(tail);
            }
            _ => {
                text.push_str(&digits);
                let zeros = usize::try_from(plain.scale().unsigned_abs()).unwrap_or(0);
                text.extend(std::iter::repeat_n('0', zeros));
            }
        }
        f.pad_integral(!plain.is_negative(), "", &text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
