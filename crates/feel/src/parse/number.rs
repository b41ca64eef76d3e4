//! Number literals, with exponents.

use crate::Profile;
use tongban_runtime::Decimal;

/// Digits that are read exactly; the rest only decides how the last one is rounded.
const EXACT: usize = 37;
/// Largest exponent that is read; beyond it no number is left anyway.
const MAX_EXPONENT: i32 = 100_000;

/// The number that a literal spells. In `standard`, more digits than a number keeps are rounded
/// half-even; in `strict` they are refused.
pub fn value(text: &str, profile: Profile) -> Option<Decimal> {
    let (body, exponent) = match text.split_once(['e', 'E']) {
        Some((body, exponent)) => (body, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if exponent == 0
        && let Some(number) = Decimal::parse(body)
    {
        return Some(number);
    }
    if exponent.abs() > MAX_EXPONENT {
        return None;
    }
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let exact = digits.get(..EXACT).unwrap_or(digits);
    let rest = digits.get(EXACT..).unwrap_or("");
    if profile == Profile::Strict && digits.trim_end_matches('0').len() > 34 {
        return None;
    }
    let mut mantissa: i128 = if exact.is_empty() {
        0
    } else {
        exact.parse().ok()?
    };
    // One more digit says whether anything follows, so that a half is not taken for more.
    let more = i128::from(rest.bytes().any(|digit| digit != b'0'));
    mantissa = mantissa.checked_mul(10)?.checked_add(more)?;
    let scale = i32::try_from(fraction.len()).ok()? - i32::try_from(rest.len()).ok()? + 1;
    Decimal::new(mantissa, scale.checked_sub(exponent)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_move_the_point() {
        let read = |text| value(text, Profile::Standard).map(|number| number.to_string());
        assert_eq!(read("1.23e4").as_deref(), Some("12300"));
        assert_eq!(read("1.23e-4").as_deref(), Some("0.000123"));
        assert_eq!(read("5E+2").as_deref(), Some("500"));
        assert_eq!(read("0e9").as_deref(), Some("0"));
        assert_eq!(read("1e999999999999"), None);
        assert_eq!(read("1e7000"), None);
    }

    #[test]
    fn long_numbers_are_rounded_half_even() {
        let read = |text| value(text, Profile::Standard).map(|number| number.to_string());
        let half = format!("1{}5", "0".repeat(33));
        assert_eq!(read(&half), Some(format!("1{}0", "0".repeat(33))));
        let more = format!("1{}5.00001", "0".repeat(33));
        assert_eq!(read(&more), Some(format!("1{}10", "0".repeat(32))));
        assert_eq!(value(&more, Profile::Strict), None);
    }
}
