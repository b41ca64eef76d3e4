//! The one diagnostic shape, as it stands in answers over HTTP.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The request was refused because of it.
    Error,
    /// A clerk confirms.
    Review,
    /// May be ignored.
    Hint,
}

/// One finding: what is wrong, where, and how to mend it. Codes are listed in `docs/gateway.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Stable code, such as `packet.conflict`.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, with personal values masked.
    pub message: String,
    /// How to mend it.
    #[serde(default)]
    pub help: Option<String>,
    /// Cited sources: id, kind, title, text.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub basis: Vec<serde_json::Value>,
    /// Path, file or hash that it is about.
    #[serde(default, rename = "where")]
    pub place: Option<String>,
    /// Findings that belong to it.
    #[serde(default)]
    #[schema(no_recursion)]
    pub related: Vec<Diagnostic>,
}

impl Diagnostic {
    /// An error with code and message.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            help: None,
            basis: Vec::new(),
            place: None,
            related: Vec::new(),
        }
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }
}
