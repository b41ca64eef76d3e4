//! Numbers: read by their text, taken only as safe integers, so that no float ever stands between.

use super::read::{Reader, at};
use crate::api::Diagnostic;
use crate::limits::MAX_SAFE_INTEGER;

/// Reads a number token.
pub(super) fn integer(reader: &mut Reader<'_>) -> Result<i64, Diagnostic> {
    let start = reader.at;
    if reader.peek() == Some(b'-') {
        reader.step();
    }
    let first = reader.at;
    digits(reader);
    let whole = reader.text.get(first..reader.at).unwrap_or("");
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(reader.syntax("a number is malformed"));
    }
    let mut exact = true;
    if reader.peek() == Some(b'.') {
        exact = false;
        reader.step();
        digits(reader);
    }
    if matches!(reader.peek(), Some(b'e' | b'E')) {
        exact = false;
        reader.step();
        if matches!(reader.peek(), Some(b'+' | b'-')) {
            reader.step();
        }
        digits(reader);
    }
    let token = reader.text.get(start..reader.at).unwrap_or("");
    let value = if exact {
        token.parse::<i64>().ok()
    } else {
        None
    };
    value
        .filter(|value| value.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs())
        .ok_or_else(|| {
            let diagnostic = Diagnostic::error(
                "json.number",
                "a number is no integer of at most 2^53 − 1, so not every reader keeps it",
            );
            at(
                diagnostic.with_help("write decimals and long digits as strings"),
                start,
            )
        })
}

fn digits(reader: &mut Reader<'_>) {
    while matches!(reader.peek(), Some(b'0'..=b'9')) {
        reader.step();
    }
}
