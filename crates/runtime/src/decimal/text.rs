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
        if let Some(short) = Self::parse_short(text.as_bytes()) {
            return Some(short);
        }
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
        let mut text = String::new();
        self.write(&mut text);
        match text.strip_prefix('-') {
            Some(digits) => f.pad_integral(false, "", digits),
            None => f.pad_integral(true, "", &text),
        }
    }
}

impl Decimal {
    /// Reads what most numbers are: digits, some of them after a point, together a word. None: look closer.
    fn parse_short(text: &[u8]) -> Option<Self> {
        let (mut word, mut scale, mut point, mut zeros) = (0_u64, 0_i32, false, 0_i32);
        if text.len() > WORD_DIGITS || !text.first()?.is_ascii_digit() {
            return None;
        }
        for byte in text {
            match byte.wrapping_sub(b'0') {
                digit @ 0..=9 => {
                    word = word.wrapping_mul(10).wrapping_add(u64::from(digit));
                    scale = scale.wrapping_add(i32::from(point));
                    zeros = if digit == 0 { zeros.wrapping_add(1) } else { 0 };
                }
                _ if *byte == b'.' && !point => {
                    point = true;
                    zeros = 0;
                }
                _ => return None,
            }
        }
        // A point without digits after it, or zeros that are to go.
        (!point || (scale > 0 && zeros == 0)).then(|| Self::pack(i128::from(word), scale))
    }

    /// Writes it after what is there, as [`fmt::Display`] does.
    pub fn write(self, text: &mut String) {
        const ZEROS: &str = "0000000000000000000";
        let plain = self.normalized();
        let mantissa = plain.mantissa();
        if mantissa < 0 {
            text.push('-');
        }
        let start = text.len();
        let written = match u64::try_from(mantissa.unsigned_abs()) {
            Ok(word) => write!(text, "{word}"),
            Err(_) => write!(text, "{}", mantissa.unsigned_abs()),
        };
        debug_assert!(written.is_ok(), "a text takes everything");
        let scale = plain.scale();
        let places = usize::try_from(scale.unsigned_abs()).unwrap_or(0);
        if scale < 0 {
            text.extend(core::iter::repeat_n('0', places));
        } else if places > 0 {
            let digits = text.len().saturating_sub(start);
            let short = places.saturating_add(1).saturating_sub(digits);
            match ZEROS.get(..short) {
                Some(zeros) => text.insert_str(start, zeros),
                None => text.insert_str(start, &"0".repeat(short)),
            }
            text.insert(text.len().saturating_sub(places), '.');
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
