//! The canonical writer of RFC 8785: keys by UTF-16 code units, no spaces, the shortest escapes.

use crate::EngineError;
use crate::api::Diagnostic;
use crate::limits::{MAX_JSON_DEPTH, MAX_SAFE_INTEGER};
use serde::Serialize;
use serde_json::Value;
use tongban_runtime::sorted::sort;

/// Canonical bytes of a value whose numbers are safe integers.
///
/// # Errors
/// `json.number` for any other number, `json.too-deep`.
pub fn canonical(value: &Value) -> Result<Vec<u8>, EngineError> {
    let mut out = Vec::new();
    write(value, &mut out, 0)?;
    Ok(out)
}

/// Canonical bytes of one of the wire's types.
///
/// # Errors
/// As [`canonical`].
pub fn canonical_of<T: Serialize>(value: &T) -> Result<Vec<u8>, EngineError> {
    let value = serde_json::to_value(value)
        .map_err(|_| Diagnostic::error("json.shape", "the value cannot be written as JSON"))?;
    canonical(&value)
}

fn write(value: &Value, out: &mut Vec<u8>, depth: u32) -> Result<(), Diagnostic> {
    if depth > MAX_JSON_DEPTH {
        return Err(Diagnostic::error(
            "json.too-deep",
            format!("the value is nested deeper than {MAX_JSON_DEPTH} levels"),
        ));
    }
    let next = depth.saturating_add(1);
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            let safe = number
                .as_i64()
                .filter(|value| value.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs());
            let value = safe.ok_or_else(|| {
                Diagnostic::error("json.number", "a number is no integer of at most 2^53 − 1")
                    .with_help("write decimals and long digits as strings")
            })?;
            out.extend_from_slice(value.to_string().as_bytes());
        }
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, out, next)?;
            }
            out.push(b']');
        }
        Value::Object(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            sort(&mut sorted, |(a, _), (b, _)| {
                a.encode_utf16().cmp(b.encode_utf16())
            });
            out.push(b'{');
            for (index, (key, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                string(key, out);
                out.push(b':');
                write(value, out, next)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x0a => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            0x0d => out.extend_from_slice(b"\\r"),
            0..=0x1f => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_by_utf16_and_escapes_are_the_shortest() {
        // U+FB33 sorts after U+1F600 in UTF-16 code units, before it by code point (RFC 8785, 3.2.3).
        let value = json!({"\u{fb33}": 1, "😀": 2, "\r": 3, "1": 4, "é": 5, "a": "\u{1}\u{8}\t\n\u{c}\r\"\\/é\u{7f}"});
        let text = String::from_utf8(canonical(&value).unwrap()).unwrap();
        assert_eq!(
            text,
            "{\"\\r\":3,\"1\":4,\"a\":\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\/é\u{7f}\",\"é\":5,\"😀\":2,\"\u{fb33}\":1}"
        );
        assert_eq!(read(text.as_bytes()).unwrap(), value);
    }

    #[test]
    fn floats_and_large_integers_have_no_canonical_form_here() {
        assert_eq!(canonical(&json!(1.5)).unwrap_err().code, "json.number");
        assert_eq!(
            canonical(&json!(1_u64 << 53)).unwrap_err().code,
            "json.number"
        );
        assert_eq!(
            canonical(&json!(-9_007_199_254_740_991_i64)).unwrap(),
            b"-9007199254740991"
        );
    }

    proptest::proptest! {
        #[test]
        fn reading_gives_back_what_was_written(text: String, number in -1_000_000_i64..1_000_000) {
            let value = json!({text.clone(): [text, number, null]});
            proptest::prop_assert_eq!(read(&canonical(&value).unwrap()).unwrap(), value);
        }
    }
}
