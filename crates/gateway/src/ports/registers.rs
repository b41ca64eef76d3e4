//! Registers: what the administration already knows about a subject.

use super::Subject;
use std::future::Future;
use std::pin::Pin;

/// A register's answer about one field.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A value; null: the register says that there is none.
    Value(serde_json::Value),
    /// The register has no record of this subject or no such data.
    NoData,
    /// The register did not answer.
    Unreachable,
}

impl Answer {
    /// The reason of an unknown, as facts carry it.
    pub fn unknown(&self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::NoData => Some("no-data"),
            Self::Unreachable => Some("unreachable"),
        }
    }
}

/// A register failed in a way that is not an answer.
#[derive(Debug, thiserror::Error)]
#[error("a register failed: {0}")]
pub struct RegisterError(pub String);

/// A future of this port.
pub type Asking<'a> = Pin<Box<dyn Future<Output = Result<Vec<Answer>, RegisterError>> + Send + 'a>>;

/// Asks registers. One call for all fields of an application, so that an adapter may ask in parallel.
pub trait Registers: Send + Sync + 'static {
    /// Answers in the order of `fields` (register, field), about this subject only.
    fn ask<'a>(&'a self, subject: &'a Subject, fields: &'a [(String, String)]) -> Asking<'a>;
}
