//! Strings, with escapes and surrogate pairs.

use super::read::Reader;
use crate::api::Diagnostic;

/// Reads a string; the reader stands at its opening quote.
pub(super) fn string(reader: &mut Reader<'_>) -> Result<String, Diagnostic> {
    reader.step();
    let mut out = String::new();
    let mut start = reader.at;
    loop {
        match reader.peek() {
            Some(b'"') => {
                out.push_str(reader.text.get(start..reader.at).unwrap_or(""));
                reader.step();
                return Ok(out);
            }
            Some(b'\\') => {
                out.push_str(reader.text.get(start..reader.at).unwrap_or(""));
                reader.step();
                out.push(escape(reader)?);
                start = reader.at;
            }
            Some(0..=0x1f) => return Err(reader.syntax("a control character stands in a string")),
            Some(_) => reader.step(),
            None => return Err(reader.syntax("a string does not end")),
        }
    }
}

fn escape(reader: &mut Reader<'_>) -> Result<char, Diagnostic> {
    let letter = reader
        .peek()
        .ok_or_else(|| reader.syntax("a string does not end"))?;
    reader.step();
    Ok(match letter {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(reader),
        _ => return Err(reader.syntax("an unknown escape stands in a string")),
    })
}

fn unicode(reader: &mut Reader<'_>) -> Result<char, Diagnostic> {
    let wrong = "half of a surrogate pair stands alone in a string";
    let high = hex(reader)?;
    let code = match high {
        0xd800..=0xdbff => {
            for byte in [b'\\', b'u'] {
                if reader.peek() != Some(byte) {
                    return Err(reader.syntax(wrong));
                }
                reader.step();
            }
            let low = hex(reader)?;
            if !(0xdc00..=0xdfff).contains(&low) {
                return Err(reader.syntax(wrong));
            }
            let upper = high.saturating_sub(0xd800).saturating_mul(0x400);
            upper
                .saturating_add(low.saturating_sub(0xdc00))
                .saturating_add(0x1_0000)
        }
        other => other,
    };
    char::from_u32(code).ok_or_else(|| reader.syntax(wrong))
}

fn hex(reader: &mut Reader<'_>) -> Result<u32, Diagnostic> {
    let end = reader.at.saturating_add(4);
    let digits = reader
        .text
        .as_bytes()
        .get(reader.at..end)
        .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let value = digits
        .and_then(|digits| core::str::from_utf8(digits).ok())
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .ok_or_else(|| reader.syntax("an escape wants four hexadecimal digits"))?;
    reader.at = end;
    Ok(value)
}
