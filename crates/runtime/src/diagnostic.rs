//! The one shape of everything that is wrong, doubtful or worth knowing: in the command line,
//! in JavaScript and over HTTP.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// A person looks at it.
    Review,
    /// Doubtful.
    Warning,
    /// Wrong.
    Error,
}

/// Where it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Where {
    /// File, relative to the catalogue.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    /// Line, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
    /// Byte offsets in the source text: start and end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<(u32, u32)>,
    /// A field path or the id of a thing of the catalogue, such as `material:X01`.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none", default)]
    pub reference: Option<String>,
}

/// Another place that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where.
    #[serde(rename = "where")]
    pub at: Where,
}

/// One diagnostic. `message` and `help` are in the language that was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code, never reused.
    pub code: Cow<'static, str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong; lower case, no full stop, input in backticks.
    pub message: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<String>,
    /// The article or rule behind it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub basis: Option<String>,
    /// Where it is.
    #[serde(rename = "where", default)]
    pub at: Where,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A diagnostic with a code and a message, of severity error.
    #[must_use]
    pub fn error(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity: Severity::Error,
            message: message.into(),
            help: None,
            basis: None,
            at: Where::default(),
            related: Vec::new(),
        }
    }

    /// The same with another severity.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with a mend.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.at.file = Some(file.into());
        self
    }

    /// The same with a reference.
    #[must_use]
    pub fn about(mut self, reference: impl Into<String>) -> Self {
        self.at.reference = Some(reference.into());
        self
    }
}

/// Hides the middle of a long code: the first and last four characters stay (`5001**********1234`).
///
/// Of a short text only its last character stays, or nothing.
#[must_use]
pub fn mask(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let length = characters.len();
    let (head, tail) = match length {
        0..=2 => (0, 0),
        3..=8 => (0, 1),
        9..=11 => (3, 3),
        _ => (4, 4),
    };
    let from = length.saturating_sub(tail);
    characters
        .into_iter()
        .enumerate()
        .map(|(place, c)| {
            if place < head || place >= from {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_hidden() {
        assert_eq!(mask("500100199001011234"), "5001**********1234");
        assert_eq!(mask("13800001234"), "138*****234");
        assert_eq!(mask("王小明"), "**明");
        assert_eq!(mask("王明"), "**");
        assert_eq!(mask(""), "");
    }
}
