//! Texts that people read, kept apart by language.

use serde::{Deserialize, Serialize};

/// Index of a text in every language's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextId(pub u32);

/// A text with arguments: `{0}`, `{1}` … in the text stand for the values of `args` (indices into [`crate::Item::programs`]).
/// `{0|age}` and `{0|years}` show months as years and months; `{0|month/months}` is the first word for 1, else the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The template.
    pub text: TextId,
    /// Programs whose values fill the placeholders, in order.
    pub args: Vec<u32>,
}

/// All texts of one language; stands in the module's custom section `tongban.text.<locale>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// BCP 47 tag: `zh-Hans`, `zh-Hant` or `en`.
    pub locale: String,
    /// One entry for each [`TextId`]; `None` falls back to zh-Hans and is shown marked with a leading `[zh] `.
    pub entries: Vec<Option<String>>,
}
