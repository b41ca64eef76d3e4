//! Cases that are not expected to pass, each with a reason.

use anyhow::{Context as _, Result};
use serde::Deserialize;
use std::path::Path;

/// The file of exceptions.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    /// The exceptions.
    #[serde(default)]
    pub exception: Vec<Exception>,
}

/// Cases of a folder that are not expected to pass.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The folder's own name.
    pub folder: String,
    /// Ids of the cases.
    pub cases: Vec<String>,
    /// Why.
    pub reason: String,
}

impl Exceptions {
    /// Reads the file.
    ///
    /// # Errors
    /// If it cannot be read or has another shape.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        toml::from_str(&text).with_context(|| format!("`{}` has another shape", path.display()))
    }

    /// The reason why a case need not pass; `folder` may have folders in front of it.
    #[must_use]
    pub fn reason(&self, folder: &str, case: &str) -> Option<&str> {
        let own = folder.rsplit(['/', '\\']).next().unwrap_or(folder);
        let found = self
            .exception
            .iter()
            .find(|it| it.folder == own && it.cases.iter().any(|id| id == case))?;
        Some(&found.reason)
    }
}
