//! `bases.yaml`.

use super::Word;
use crate::finding::Findings;
use crate::problem::Noun;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_image::BasisKind;

choice!(BasisKind, Noun::new("依据种类", "kind of basis"), {
    "law" => BasisKind::Law,
    "regulation" => BasisKind::Regulation,
    "local" => BasisKind::Local,
    "practice" => BasisKind::Practice,
    "unverified" => BasisKind::Unverified,
});

/// One cited source.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Id, such as `JB18`.
    pub id: Word,
    /// Kind of source.
    pub kind: BasisKind,
    /// Title with article.
    pub title: Text,
    /// What was read.
    pub text: Option<Text>,
    /// Where and when it was read.
    pub source: Option<Word>,
}

impl FromNode for Basis {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("依据", "a basis"), findings)?;
        let id = map.need("id", findings);
        let kind = map.need("kind", findings);
        let title = map.need("title", findings);
        let text = map.maybe("text", findings);
        let source = map.maybe("source", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            kind: kind?,
            title: title?,
            text,
            source,
        })
    }
}
