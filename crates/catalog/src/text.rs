//! A text that people read, as authored.

use crate::finding::Findings;
use crate::limits::MAX_TEXT_CHARS;
use crate::problem::{Noun, Problem};
use crate::source::{Place, Spanned};
use crate::yaml::{FromNode, Kind, Map, Node};

/// zh-Hans, with English and an override of the generated zh-Hant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese, the source.
    pub zh: Spanned<String>,
    /// English; missing: falls back, marked.
    pub en: Option<Spanned<String>>,
    /// Traditional Chinese where the tables are not good enough.
    pub hant: Option<Spanned<String>>,
}

impl Text {
    /// The zh-Hans text.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh.value
    }

    /// Where it stands.
    #[must_use]
    pub const fn at(&self) -> Place {
        self.zh.at
    }
}

impl FromNode for Text {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return Some(Self {
                zh: words(Spanned::from_node(node, findings)?, findings)?,
                en: None,
                hant: None,
            });
        }
        let mut map = Map::open(node, Noun::new("文字", "a text"), findings)?;
        let zh: Option<Spanned<String>> = map.need("zh", findings);
        let en: Option<Spanned<String>> = map.maybe("en", findings);
        let hant: Option<Spanned<String>> = map.maybe("hant", findings);
        map.finish(findings);
        Some(Self {
            zh: words(zh?, findings)?,
            en: en.and_then(|text| words(text, findings)),
            hant: hant.and_then(|text| words(text, findings)),
        })
    }
}

fn words(mut text: Spanned<String>, findings: &mut Findings) -> Option<Spanned<String>> {
    if text.value.ends_with('\n') {
        text.value.truncate(text.value.trim_end_matches('\n').len());
    }
    if text.value.chars().count() > MAX_TEXT_CHARS {
        findings.error(text.at, &Problem::TextTooLong);
        return None;
    }
    if text.value.trim().is_empty() {
        findings.error(text.at, &Problem::TextEmpty);
        return None;
    }
    Some(text)
}
