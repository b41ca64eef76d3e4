//! Small options and records as JavaScript objects, through serde-wasm-bindgen.
//!
//! Each shape is flat, so reading never recurses into what a host passes; values nested at will cross as JSON text.

use crate::boundary::{Out, throw};
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use tongban_engine::api::{Draft, OpenOptions};
use tongban_engine::json;
use wasm_bindgen::JsValue;

/// Serde's words for a value of another type.
const OTHER_TYPE: &str = "invalid type";

/// How a session opens, without the draft.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Opening {
    item: String,
    as_of: String,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    capabilities: Vec<String>,
    #[serde(default)]
    lang: Option<String>,
}

impl Opening {
    /// The engine's options, with the draft that was read from text.
    pub fn with(self, draft: Option<Draft>) -> OpenOptions {
        OpenOptions {
            item: self.item,
            as_of: self.as_of,
            region: self.region,
            capabilities: self.capabilities,
            lang: self.lang,
            draft,
        }
    }
}

/// A flat record from a plain object; throws `json.shape` for what is missing, unknown or of another type.
pub fn record<T: DeserializeOwned>(object: JsValue) -> Out<T> {
    // A list or a text would be read as pairs of key and value.
    if !object.is_object() || !matches!(js_sys::try_iter(&object), Ok(None)) {
        return Err(throw(json::misshapen(OTHER_TYPE)));
    }
    T::deserialize(Strict(object.into())).map_err(|error| {
        // Serde's words come back as a JavaScript `Error`; a `TypeError` is JavaScript's own, about a text where a list belongs.
        let words = error.to_string();
        throw(json::misshapen(
            words.strip_prefix("Error: ").unwrap_or(OTHER_TYPE),
        ))
    })
}

/// Reads a record as a map: serde-wasm-bindgen asks an object for known keys only, and would pass over others.
struct Strict(serde_wasm_bindgen::Deserializer);

impl<'de> Deserializer<'de> for Strict {
    type Error = serde_wasm_bindgen::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use tongban_engine::api::{FileView, ItemsQuery};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// What a page writes, as an object.
    fn object(json: &str) -> JsValue {
        js_sys::JSON::parse(json).unwrap()
    }

    /// The diagnostic that a record of another shape throws.
    fn refused<T: DeserializeOwned>(json: &str) -> String {
        let thrown = record::<T>(object(json)).err().unwrap();
        // Failures are thrown as text.
        let thrown = object(&thrown.as_string().unwrap());
        let field = |name: &str| js_sys::Reflect::get(&thrown, &name.into()).unwrap();
        assert_eq!(field("code").as_string().unwrap(), "json.shape", "{json}");
        field("message").as_string().unwrap()
    }

    #[wasm_bindgen_test]
    fn options_are_read_from_an_object() {
        let json = r#"{"item":"retirement","asOf":"2026-03-02","region":null,"capabilities":["scan"],"lang":"en"}"#;
        let expected = OpenOptions {
            item: "retirement".to_owned(),
            as_of: "2026-03-02".to_owned(),
            capabilities: vec!["scan".to_owned()],
            lang: Some("en".to_owned()),
            ..OpenOptions::default()
        };
        assert_eq!(
            record::<Opening>(object(json)).unwrap().with(None),
            expected
        );
        assert_eq!(
            record::<ItemsQuery>(object("{}")).unwrap(),
            ItemsQuery::default()
        );
        let file = r#"{"name":"证明.pdf","media":"application/pdf","size":9007199254740991,"sha256":"00"}"#;
        assert_eq!(
            record::<FileView>(object(file)).unwrap().size,
            9_007_199_254_740_991
        );
    }

    #[wasm_bindgen_test]
    fn unknown_keys_are_refused_by_name() {
        let json = r#"{"item":"retirement","asOf":"2026-03-02","draft":{}}"#;
        assert!(refused::<Opening>(json).contains("unknown field `draft`"));
        assert!(refused::<ItemsQuery>(r#"{"__proto__":"x"}"#).contains("`__proto__`"));
    }

    #[wasm_bindgen_test]
    fn other_types_are_refused_and_not_repeated() {
        for json in [
            "null",
            "7",
            "\"secret\"",
            r#"["secret"]"#,
            "[null]",
            r#"{"query":["secret"]}"#,
        ] {
            assert!(!refused::<ItemsQuery>(json).contains("secret"), "{json}");
        }
        assert!(refused::<Opening>(r#"{"item":"retirement"}"#).contains("missing field `asOf`"));
        refused::<Opening>(r#"{"item":"retirement","asOf":null}"#);
        for capabilities in ["\"\"", "\"scan\"", "{}", "[7]", "[[]]"] {
            let json = format!(
                r#"{{"item":"retirement","asOf":"2026-03-02","capabilities":{capabilities}}}"#
            );
            let message = refused::<Opening>(&json);
            assert!(message.ends_with("invalid type"), "{json}: {message}");
        }
        for size in ["-1", "0.5", "9007199254740992", "\"1\"", "null"] {
            refused::<FileView>(&format!(
                r#"{{"name":"a","media":"b","size":{size},"sha256":"c"}}"#
            ));
        }
    }
}
