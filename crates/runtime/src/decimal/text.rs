//! Text to number and back: no exponent, no trailing zeros, never a float between.

use super::wide::digits;
use super::{DIGITS, Decimal, MAX_SCALE};
use core::fmt::{self, Write as _};

/// Longest text taken for a number.
const MAX_TEXT: usize = 64;
/// Digits that always fit a word.
const WORD_DIGITS: usize = 18;

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
        let fraction = fraction.trim_end_matches('0');
        let mut mantissa = 0_i128;
        // Words while they last: wide steps are calls in wasm.
        let mut word = 0_u64;
        for (place, byte) in whole.bytes().chain(fraction.bytes()).enumerate() {
            if !byte.is_ascii_digit() {
                return None;
            }
            let digit = u64::from(byte.saturating_sub(b'0'));
            if place < WORD_DIGITS {
                word = word.saturating_mul(10).saturating_add(digit);
                mantissa = i128::from(word);
            } else {
                mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
            }
        }
        let mantissa = if negative {
            mantissa.checked_neg()?
        } else {
            mantissa
        };
        let scale = i32::try_from(fraction.len()).ok()?;
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
        let (negative, text) = self.digits();
        f.pad_integral(!negative, "", &text)
    }
}

impl Decimal {
    /// Writes it after what is there, as [`fmt::Display`] does.
    pub fn write(self, text: &mut String) {
        const ZEROS: &str = "0000000000000000000";
        let plain = self.normalized();
        let (word, places) = (
            u64::try_from(plain.mantissa()),
            usize::try_from(plain.scale()),
        );
        if let (Ok(word), Ok(places @ 0..=18)) = (word, places) {
            let start = text.len();
            let written = write!(text, "{word}");
            debug_assert!(written.is_ok(), "a text takes everything");
            if places > 0 {
                let digits = text.len().saturating_sub(start);
                let short = places.saturating_add(1).saturating_sub(digits);
                text.insert_str(start, ZEROS.get(..short).unwrap_or_default());
                text.insert(text.len().saturating_sub(places), '.');
            }
            return;
        }
        let (negative, digits) = self.digits();
        if negative {
            text.push('-');
        }
        text.push_str(&digits);
    }

    /// Whether it is below zero, and its digits without sign.
    fn digits(self) -> (bool, String) {
        let plain = self.normalized();
        let mantissa = plain.mantissa();
        let mut digits = match u64::try_from(mantissa.unsigned_abs()) {
            Ok(word) => word.to_string(),
            Err(_) => mantissa.unsigned_abs().to_string(),
        };
        let scale = plain.scale();
        let Ok(places) = usize::try_from(scale) else {
            let zeros = usize::try_from(scale.unsigned_abs()).unwrap_or(0);
            digits.extend(core::iter::repeat_n('0', zeros));
            return (mantissa < 0, digits);
        };
        if places > 0 {
            let short = places.saturating_add(1).saturating_sub(digits.len());
            if short > 0 {
                digits = core::iter::repeat_n('0', short)
                    .chain(digits.chars())
                    .collect();
            }
            digits.insert(digits.len().saturating_sub(places), '.');
        }
        (mantissa < 0, digits)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
