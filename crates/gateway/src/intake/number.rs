//! Case numbers: date, eight random digits, one check digit. They count nothing and betray nothing.

use crate::ports::civil_date;

/// A new number for a case received now.
pub fn new_number(now: i64) -> std::io::Result<String> {
    let random = u64::from_be_bytes(crate::secrets::random::<8>()?) % 100_000_000;
    let body = format!("{}{random:08}", civil_date(now).replace('-', ""));
    let check = luhn(&body);
    Ok(format!("{body}{check}"))
}

/// The digit that makes the whole pass Luhn's check: it finds one wrong digit and most swaps.
fn luhn(body: &str) -> u32 {
    let digits = body.bytes().rev().map(|b| u32::from(b.wrapping_sub(b'0')));
    let doubled = digits.enumerate().map(|(i, d)| {
        let d = if i % 2 == 0 { d * 2 } else { d };
        if d > 9 { d - 9 } else { d }
    });
    (10 - doubled.sum::<u32>() % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_date_and_a_check_digit() {
        let number = new_number(1_795_449_600).unwrap();
        assert_eq!(number.len(), 17);
        assert!(number.starts_with("20261124"));
        assert_eq!(luhn("7992739871"), 3);
    }
}
