//! Why a condition, material, risk point or limit exists (依据).

use crate::TextId;
use serde::Serialize;

/// What kind of source a basis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BasisKind {
    /// Law of the National People's Congress.
    Law,
    /// Regulation of the State Council.
    Regulation,
    /// Local regulation or rule.
    Local,
    /// Seen handling practice, with its source.
    Practice,
    /// Not read by the authors: shown as 依据待核.
    Unverified,
}

/// One cited source. Article numbers come only from a text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Catalogue-wide id, such as `JB18`.
    pub id: String,
    /// Kind of source.
    pub kind: BasisKind,
    /// Title with article, as people read it: 社会保险经办条例 第十八条.
    pub title: TextId,
    /// What the article says, shortened or quoted, when read.
    pub text: Option<TextId>,
    /// Where and when it was read, such as `LawRefBook/Laws@2f4c5c2, 2025-04-19`.
    pub source: Option<String>,
}
