//! `parameters/*.yaml`.

use super::Word;
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node};

/// A dated, regional value.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// ASCII id.
    pub id: Word,
    /// Name in rules (zh).
    pub name: Text,
    /// `number`; the only type so far.
    pub kind: Word,
    /// Unit id.
    pub unit: Option<Word>,
    /// Rows as authored.
    pub rows: Vec<ParameterRow>,
}

/// One value in force from a day until another.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct ParameterRow {
    pub at: Place,
    pub from: Word,
    pub until: Option<Word>,
    pub value: Word,
    pub region: Option<Word>,
    pub basis: Vec<Word>,
}

impl FromNode for Parameter {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("参数", "a parameter"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let kind = map.need("type", findings);
        let unit = map.maybe("unit", findings);
        let rows = map.need("rows", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name: name?,
            kind: kind?,
            unit,
            rows: rows?,
        })
    }
}

impl FromNode for ParameterRow {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("参数的行", "a parameter row"), findings)?;
        let from = map.need("from", findings);
        let until = map.maybe("until", findings);
        let value = map.need("value", findings);
        let region = map.maybe("region", findings);
        let basis = map.list("basis", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            from: from?,
            until,
            value: value?,
            region,
            basis,
        })
    }
}
