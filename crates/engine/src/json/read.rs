//! The strict reader. Recursion is bounded by counted depth, memory by bytes and values.

use super::number::integer;
use super::text::string;
use crate::EngineError;
use crate::api::Diagnostic;
use crate::limits::{MAX_JSON_BYTES, MAX_JSON_DEPTH, MAX_JSON_VALUES};
use serde_json::{Map, Value};

/// What a reader takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Deepest nesting of arrays and objects.
    pub depth: u32,
    /// Most values, keys not counted.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: MAX_JSON_BYTES,
            depth: MAX_JSON_DEPTH,
            values: MAX_JSON_VALUES,
        }
    }
}

/// Reads a JSON text with the usual limits.
///
/// # Errors
/// As [`read_with`].
pub fn read(bytes: &[u8]) -> Result<Value, EngineError> {
    read_with(bytes, Limits::default())
}

/// Reads a JSON text.
///
/// # Errors
/// `json.too-large`, `json.utf8`, `json.syntax`, `json.too-deep`, `json.duplicate-key`, `json.number`.
pub fn read_with(bytes: &[u8], limits: Limits) -> Result<Value, EngineError> {
    if bytes.len() > limits.bytes {
        return Err(Diagnostic::error(
            "json.too-large",
            format!(
                "the JSON text has {} bytes, at most {} are read",
                bytes.len(),
                limits.bytes
            ),
        )
        .with_help("send less at once"));
    }
    let text = core::str::from_utf8(bytes).map_err(|error| {
        at(
            Diagnostic::error("json.utf8", "the JSON text is not UTF-8")
                .with_help("encode it as UTF-8 without a byte order mark"),
            error.valid_up_to(),
        )
    })?;
    let mut reader = Reader {
        text,
        at: 0,
        limits,
        values: 0,
    };
    let value = reader.value(0)?;
    reader.space();
    if reader.peek().is_some() {
        return Err(reader.syntax("text after the end of the value"));
    }
    Ok(value)
}

/// The same diagnostic with a byte position.
pub(super) fn at(diagnostic: Diagnostic, position: usize) -> Diagnostic {
    diagnostic.about(format!("byte {position}"))
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    limits: Limits,
    values: usize,
}

impl Reader<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    pub(super) fn syntax(&self, what: &str) -> Diagnostic {
        at(
            Diagnostic::error("json.syntax", format!("the text is not JSON: {what}")),
            self.at,
        )
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Diagnostic> {
        if self.peek() == Some(byte) {
            self.step();
            return Ok(());
        }
        Err(self.syntax(&format!("`{}` is missing", char::from(byte))))
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Diagnostic> {
        let end = self.at.saturating_add(word.len());
        if self.text.as_bytes().get(self.at..end) == Some(word.as_bytes()) {
            self.at = end;
            return Ok(value);
        }
        Err(self.syntax("a value is missing"))
    }

    fn value(&mut self, depth: u32) -> Result<Value, Diagnostic> {
        self.values = self.values.saturating_add(1);
        if self.values > self.limits.values {
            return Err(Diagnostic::error(
                "json.too-large",
                format!(
                    "the JSON text holds more than {} values",
                    self.limits.values
                ),
            ));
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.object(self.deeper(depth)?),
            Some(b'[') => self.array(self.deeper(depth)?),
            Some(b'"') => string(self).map(Value::String),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => integer(self).map(Value::from),
            _ => Err(self.syntax("a value is missing")),
        }
    }

    fn deeper(&self, depth: u32) -> Result<u32, Diagnostic> {
        if depth >= self.limits.depth {
            let message = format!(
                "the JSON text is nested deeper than {} levels",
                self.limits.depth
            );
            return Err(at(Diagnostic::error("json.too-deep", message), self.at));
        }
        Ok(depth.saturating_add(1))
    }

    fn array(&mut self, depth: u32) -> Result<Value, Diagnostic> {
        self.step();
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.step();
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.space();
            match self.peek() {
                Some(b',') => self.step(),
                _ => break,
            }
        }
        self.expect(b']')?;
        Ok(Value::Array(items))
    }

    fn object(&mut self, depth: u32) -> Result<Value, Diagnostic> {
        self.step();
        let mut entries = Map::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.step();
            return Ok(Value::Object(entries));
        }
        loop {
            self.space();
            let position = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.syntax("a key is missing"));
            }
            let key = string(self)?;
            self.space();
            self.expect(b':')?;
            let value = self.value(depth)?;
            if entries.insert(key, value).is_some() {
                let diagnostic =
                    Diagnostic::error("json.duplicate-key", "a key stands twice in one object")
                        .with_help("keep one of them");
                return Err(at(diagnostic, position));
            }
            self.space();
            match self.peek() {
                Some(b',') => self.step(),
                _ => break,
            }
        }
        self.expect(b'}')?;
        Ok(Value::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn code(text: &str) -> String {
        read(text.as_bytes()).unwrap_err().code.into_owned()
    }

    #[test]
    fn reads_what_json_is() {
        let text = r#" {"a":[1,-2,0,true,false,null,"x\u00e9\ud83d\ude00\n\/"],"b":{}} "#;
        assert_eq!(
            read(text.as_bytes()).unwrap(),
            json!({"a":[1,-2,0,true,false,null,"xé😀\n/"],"b":{}})
        );
    }

    #[test]
    fn refuses_what_json_is_not() {
        for text in [
            "",
            " ",
            "{",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "tru",
            "nul",
            "01",
            "+1",
            "-",
            "'a'",
            "\"a",
            "\"\t\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\u0041\"",
            "1 2",
            "\u{feff}1",
            "[1 2]",
            "NaN",
            "// a\n1",
        ] {
            assert_eq!(code(text), "json.syntax", "{text}");
        }
    }

    #[test]
    fn numbers_are_safe_integers() {
        assert_eq!(
            read(b"9007199254740991").unwrap(),
            json!(9_007_199_254_740_991_i64)
        );
        assert_eq!(read(b"-0").unwrap(), json!(0));
        for text in [
            "9007199254740992",
            "-9007199254740992",
            "1.5",
            "1e3",
            "1.0",
            "123456789012345678901234567890",
        ] {
            assert_eq!(code(text), "json.number", "{text}");
        }
    }

    #[test]
    fn duplicate_keys_are_refused_however_they_are_written() {
        assert_eq!(code(r#"{"a":1,"\u0061":2}"#), "json.duplicate-key");
        assert_eq!(
            code(r#"[{"x":{"__proto__":1,"__proto__":1}}]"#),
            "json.duplicate-key"
        );
        assert!(read(br#"{"__proto__":{"a":1},"constructor":2}"#).is_ok());
    }

    #[test]
    fn depth_bytes_and_values_are_bounded() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(read(deep(32).as_bytes()).is_ok());
        assert_eq!(code(&deep(33)), "json.too-deep");
        assert_eq!(code(&deep(10_000)), "json.too-deep");
        assert_eq!(code(&"{\"a\":".repeat(10_000)), "json.too-deep");
        assert_eq!(code(&" ".repeat(50 << 20)), "json.too-large");
        let limits = Limits {
            values: 3,
            ..Limits::default()
        };
        assert!(read_with(b"[1,2]", limits).is_ok());
        assert_eq!(
            read_with(b"[1,2,3]", limits).unwrap_err().code,
            "json.too-large"
        );
        assert_eq!(read(b"\"\xff\"").unwrap_err().code, "json.utf8");
    }
}
