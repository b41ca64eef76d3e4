//! The writer of what goes out of the engine: the same text as `serde_json::to_string`, for the wire's own types.
//!
//! It knows that keys of structs need no escapes and that nothing here is a float, and copies whole runs of text; so it is several
//! times faster in wasm, where the other's small steps are calls.

use core::fmt::{Error, Write as _};
use serde::Serialize;
use serde::ser::{
    Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, Serializer,
};

/// A value as JSON text. Keys of maps are texts, and there are no floats.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> String {
    let mut out = String::with_capacity(256);
    let written = value.serialize(Writer(&mut out));
    debug_assert!(
        written.is_ok(),
        "no type of the wire holds a float, bytes or a tuple of a name"
    );
    if written.is_err() {
        out.replace_range(.., "null");
    }
    out
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes from the first on surely need no escape.
pub(super) fn clean(bytes: &[u8]) -> usize {
    let mut length = 0_usize;
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let control = word.wrapping_sub(ONES.wrapping_mul(0x20)) & !word;
        let quote = zero(word ^ ONES.wrapping_mul(0x22));
        let slash = zero(word ^ ONES.wrapping_mul(0x5c));
        if (control | quote | slash) & HIGH != 0 {
            break;
        }
        length = length.saturating_add(8);
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let needs = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    length.saturating_add(rest.iter().position(needs).unwrap_or(rest.len()))
}

/// A text in quotation marks.
fn text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some((run, after)) = rest.split_at_checked(clean(rest.as_bytes())) {
        out.push_str(run);
        let mut chars = after.chars();
        match chars.next() {
            None => break,
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(other) => {
                let written = write!(out, "\\u{:04x}", u32::from(other));
                debug_assert!(written.is_ok(), "a text takes everything");
            }
        }
        rest = chars.as_str();
    }
    out.push('"');
}

struct Writer<'a>(&'a mut String);

/// A list or an object under way.
struct Several<'a> {
    out: &'a mut String,
    /// What closes it.
    end: &'static str,
    some: bool,
}

impl<'a> Several<'a> {
    fn new(out: &'a mut String, begin: &str, end: &'static str) -> Self {
        out.push_str(begin);
        let some = false;
        Self { out, end, some }
    }

    fn next(&mut self) -> Writer<'_> {
        if self.some {
            self.out.push(',');
        }
        self.some = true;
        Writer(self.out)
    }

    fn key(&mut self, key: &str) -> Writer<'_> {
        let Writer(out) = self.next();
        out.push('"');
        out.push_str(key);
        out.push_str("\":");
        Writer(out)
    }

    fn close(self) -> Result<(), Error> {
        self.out.push_str(self.end);
        Ok(())
    }
}

/// Entries without names, one after the other.
macro_rules! elements {
    ($($kind:ident),*) => {
        $(impl $kind for Several<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                value.serialize(self.next())
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        })*
    };
}
elements!(SerializeSeq, SerializeTuple);

/// Entries with names of the wire's own.
macro_rules! fields {
    ($($kind:ident),*) => {
        $(impl $kind for Several<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                value.serialize(self.key(key))
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        })*
    };
}
fields!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(self.next())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(':');
        value.serialize(Writer(self.out))
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Whole numbers, as they are written.
macro_rules! whole {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.whole(value.into())
        })*
    };
}

impl Writer<'_> {
    fn raw(self, text: &str) -> Result<(), Error> {
        self.0.push_str(text);
        Ok(())
    }

    fn whole(self, value: i128) -> Result<(), Error> {
        match i64::try_from(value) {
            Ok(word) => write!(self.0, "{word}"),
            Err(_) => write!(self.0, "{value}"),
        }
    }
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Several<'a>;
    type SerializeTuple = Several<'a>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Several<'a>;
    type SerializeStruct = Several<'a>;
    type SerializeStructVariant = Several<'a>;

    whole!(
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.raw(if value { "true" } else { "false" })
    }

    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        text(value, self.0);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.raw("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.raw("null")
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = Several::new(self.0, "{", "}");
        value.serialize(object.key(variant))?;
        object.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Several<'a>, Error> {
        Ok(Several::new(self.0, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Several<'a>, Error> {
        Ok(Several::new(self.0, "[", "]"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Several<'a>, Error> {
        Ok(Several::new(self.0, "{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Several<'a>, Error> {
        Ok(Several::new(self.0, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Several<'a>, Error> {
        let mut object = Several::new(self.0, "{", "}}");
        object.key(variant).raw("{")?;
        object.some = false;
        Ok(object)
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use serde::Serialize;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Shape {
        some_text: String,
        none: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        skipped: Option<u8>,
        numbers: Vec<i64>,
        large: u64,
        map: BTreeMap<String, bool>,
        kinds: Vec<Kind>,
        tagged: Vec<Tagged>,
        value: Value,
        new: New,
        pair: (u32, Option<String>),
        unit: (),
    }

    #[derive(Serialize)]
    struct New(String);

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        UnitOne,
        One(u8),
        Two { a: char, b: Option<bool> },
    }

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case", tag = "type")]
    enum Tagged {
        Unit,
        Fields { min: Option<String>, list: Vec<New> },
    }

    fn shape(text: &str, number: i64) -> Shape {
        Shape {
            some_text: text.to_owned(),
            none: None,
            skipped: None,
            numbers: vec![number, 0, i64::MIN],
            large: u64::MAX,
            map: [(text.to_owned(), true), (String::new(), false)].into(),
            kinds: vec![Kind::UnitOne, Kind::One(7), Kind::Two { a: '"', b: None }],
            tagged: vec![
                Tagged::Unit,
                Tagged::Fields {
                    min: Some(text.to_owned()),
                    list: vec![New(text.to_owned()), New("\u{0}\u{1f}".to_owned())],
                },
            ],
            value: json!({text: [text, number, null, true, {}]}),
            pair: (7, Some(text.to_owned())),
            new: New(format!("1234567{text}")),
            unit: (),
        }
    }

    proptest::proptest! {
        #[test]
        fn it_is_what_serde_json_writes(text: String, odd in "[\"\\\\\n\u{8}\u{c}\u{1}a长é😀]{0,40}", number: i64) {
            for text in [text, odd] {
                let shape = shape(&text, number);
                proptest::prop_assert_eq!(write(&shape), serde_json::to_string(&shape).unwrap());
            }
        }
    }
}
