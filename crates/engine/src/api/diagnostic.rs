//! The one diagnostic shape: command line, JavaScript and HTTP show the same.

use super::view::{BasisView, Severity};
use serde::Serialize;

/// What is wrong and how to mend it. Codes are stable and documented in `docs/engine.md`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Stable code, such as `json.duplicate-key`.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in words; holds no personal value.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Cited sources.
    pub basis: Vec<BasisView>,
    /// Path of a field, position in a text, or name of a part.
    pub r#where: Option<String>,
    /// Further findings that belong to it.
    pub related: Vec<Diagnostic>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            help: None,
            basis: Vec::new(),
            r#where: None,
            related: Vec::new(),
        }
    }

    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with the place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.r#where = Some(place.into());
        self
    }

    /// The same, as something that may be ignored.
    #[must_use]
    pub fn hint(mut self) -> Self {
        self.severity = Severity::Hint;
        self
    }
}

impl core::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)?;
        if let Some(place) = &self.r#where {
            write!(f, " (at `{place}`)")?;
        }
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Diagnostic {}
