//! The tree that YAML is read into.

use crate::problem::Noun;
use crate::source::{Place, Spanned};

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub at: Place,
}

/// Scalar, list or map.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Text as written; `quoted` if it cannot stand for null or a truth value.
    Scalar {
        /// The text after YAML's own folding and escapes.
        text: String,
        /// Quoted or a block.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written, keys unique.
    Map(Vec<Entry>),
}

/// One line of a map.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// How the node is called in messages.
    #[must_use]
    pub const fn what(&self) -> Noun {
        match self.kind {
            Kind::Scalar { .. } => Noun::new("单个值", "a single value"),
            Kind::List(_) => Noun::new("列表", "a list"),
            Kind::Map(_) => Noun::new("键和值", "a map of keys"),
        }
    }

    /// Whether nothing is written: empty, `~` or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The value as JSON: truth values and null as themselves, every other scalar as a string.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Scalar { .. } if self.is_null() => Value::Null,
            Kind::Scalar {
                text,
                quoted: false,
            } if text == "true" => Value::Bool(true),
            Kind::Scalar {
                text,
                quoted: false,
            } if text == "false" => Value::Bool(false),
            Kind::Scalar { text, .. } => Value::String(text.clone()),
            Kind::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Kind::Map(entries) => Value::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.value.clone(), entry.value.to_json()))
                    .collect(),
            ),
        }
    }
}
