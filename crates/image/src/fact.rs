//! The data dictionary: each fact once.

use crate::TextId;
use serde::Serialize;

/// One fact of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// ASCII id on the wire, such as `birthDate`.
    pub id: String,
    /// Name in rules and on pages: 出生日期.
    pub name: TextId,
    /// One line that helps the person answer.
    pub hint: Option<TextId>,
    /// Type and domain.
    pub kind: FactKind,
    /// National code as an alias, such as `AAC006`.
    pub code: Option<String>,
    /// How sensitive the value is.
    pub sensitivity: Sensitivity,
    /// Why it is asked (PIPL).
    pub purpose: TextId,
    /// Where it may come from, best first.
    pub sources: Vec<Source>,
}

/// Sensitivity of a fact under PIPL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Says nothing about a person.
    None,
    /// Personal.
    Personal,
    /// Sensitive personal: biometric, specific identity, health, financial account, whereabouts, children.
    Sensitive,
}

/// Where a value may come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The person answers.
    Asked,
    /// Read from an identity card, field name on the card.
    Card(String),
    /// Answered by a register.
    Register {
        /// Register id, such as `pension`.
        register: String,
        /// Field in its answer.
        field: String,
    },
}

/// Type of a fact, with its domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// Yes or no.
    Boolean,
    /// Exact number.
    Number(Domain),
    /// Text of at most `max_chars` characters, normalised before rules see it.
    Text {
        /// Length cap in characters.
        max_chars: u32,
        /// Format that checks it.
        format: Option<FormatChoice>,
        /// Whether a text area suits.
        long: bool,
    },
    /// Civil date, `YYYY-MM-DD`.
    Date {
        /// Earliest, inclusive.
        min: Option<String>,
        /// Latest, inclusive.
        max: Option<String>,
    },
    /// One of a list.
    Enum(Vec<EnumValue>),
    /// Region code of [`crate::CatalogInfo::regions`] or any six digits of GB/T 2260.
    Region,
    /// Repeated rows; the facts of a row by index into the dictionary.
    Group {
        /// Facts of a row.
        fields: Vec<u32>,
        /// Least rows.
        min_rows: u32,
        /// Most rows.
        max_rows: u32,
        /// Facts of which no two rows have the same value, by index into the dictionary: what a roster's duplicates are sought by.
        unique: Vec<u32>,
    },
}

/// Domain of a number; bounds are decimal strings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Domain {
    /// Least, inclusive.
    pub min: Option<String>,
    /// Greatest, inclusive.
    pub max: Option<String>,
    /// Most decimal places.
    pub scale: u8,
    /// Unit id: `month`, `year`, `yuan`, `percent`, `person`.
    pub unit: Option<String>,
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// ASCII id on the wire.
    pub id: String,
    /// Label.
    pub name: TextId,
}

/// Which format checks a text; indices into [`crate::Image::formats`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatChoice {
    /// Always this one.
    Always(u32),
    /// Depends on the value of an enumeration fact (dictionary index): value id → format.
    By {
        /// The deciding fact.
        fact: u32,
        /// Format for each of its values.
        cases: Vec<(String, u32)>,
    },
}
