//! JSON as it crosses a trust boundary: one strict, bounded reader and the canonical writer (RFC 8785).
//!
//! Read in this order: byte cap, UTF-8, then in one pass depth, values, duplicate keys, numbers. Values are
//! `serde_json::Value`s whose numbers are safe integers; decimals and long digits are strings on this wire.

mod canonical;
mod number;
mod read;
mod text;
mod write;

pub use canonical::{canonical, canonical_of};
pub use read::{Limits, read, read_with};
pub use write::write;

use crate::EngineError;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Takes a value that was read strictly as one of the wire's types.
///
/// # Errors
/// `json.shape`: a key is missing or unknown, or a value has another type.
pub fn shape<T: DeserializeOwned>(value: Value) -> Result<T, EngineError> {
    serde_json::from_value(value).map_err(|error| misshapen(&error.to_string()))
}

/// `json.shape` from serde's words, for a reader of another form of the same data.
///
/// They name keys and types; values are cut off so that none leaks.
#[must_use]
pub fn misshapen(words: &str) -> EngineError {
    let kind = words.split_once(": ").map_or(words, |(kind, _)| kind);
    let known = [
        "missing field",
        "unknown field",
        "unknown variant",
        "invalid length",
    ];
    let message = if known.iter().any(|start| words.starts_with(start)) {
        // What was expected instead would name a type of ours.
        words.split(", expected struct").next().unwrap_or(kind)
    } else {
        kind
    };
    crate::api::Diagnostic::error(
        "json.shape",
        format!("the JSON has another shape than expected: {message}"),
    )
}

#[cfg(test)]
mod tests {
    use super::shape;
    use crate::api::Packet;
    use serde_json::json;

    #[test]
    fn a_wrong_shape_is_said_without_values_or_types_of_ours() {
        for wrong in [json!([]), json!("secret"), json!({"id": ["secret"]})] {
            let message = shape::<Packet>(wrong).unwrap_err().message;
            assert!(
                !message.contains("struct") && !message.contains("secret"),
                "{message}"
            );
        }
    }
}
