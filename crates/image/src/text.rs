//! Texts that people read, kept apart by language.

use crate::Slice;
use serde::Serialize;
use tongban_runtime::stored::{Reader, Stored};

/// Index of a text in every language's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TextId(pub u32);

/// A text with arguments: `{0}`, `{1}` … in the text stand for the values of `args` (indices into [`crate::Item::programs`]).
/// `{0|age}` and `{0|years}` show months as years and months; `{0|month/months}` is the first word for 1, else the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The template.
    pub text: TextId,
    /// Programs whose values fill the placeholders, in order.
    pub args: Vec<u32>,
}

/// All texts of one language; stands in the module's custom section `tongban.text.<locale>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Texts {
    /// BCP 47 tag: `zh-Hans`, `zh-Hant` or `en`.
    pub locale: String,
    /// One entry for each [`TextId`]; `None` falls back to zh-Hans and is shown marked with a leading `[zh] `.
    pub entries: Vec<Option<String>>,
}

/// The texts of one language where they were stored: places are noted, texts are looked at when they are asked for.
#[derive(Debug)]
pub struct TextTable {
    bytes: Slice,
    locale: String,
    /// Where each text's entry starts.
    places: Vec<u32>,
}

impl TextTable {
    /// Over the bytes of [`Texts`]; none if they are cut short or corrupt.
    pub(crate) fn over(bytes: Slice) -> Option<Self> {
        let mut reader = Reader::new(&bytes);
        let locale = String::read(&mut reader);
        let count = reader.count();
        let mut places = Vec::with_capacity(count);
        for _ in 0..count {
            places.push(u32::try_from(reader.place()).ok()?);
            if bool::read(&mut reader) {
                let length = reader.count();
                reader.take(length);
            }
        }
        let whole = !reader.failed() && reader.place() == bytes.len();
        whole.then_some(Self {
            bytes,
            locale,
            places,
        })
    }

    /// The language.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// A text; none where the language has none.
    #[must_use]
    pub fn get(&self, id: TextId) -> Option<&str> {
        let place = *self.places.get(usize::try_from(id.0).ok()?)?;
        let entry = self.bytes.get(usize::try_from(place).ok()?..)?;
        let mut reader = Reader::new(entry);
        let text = bool::read(&mut reader).then(|| reader.text())?;
        (!reader.failed()).then_some(text)
    }
}
