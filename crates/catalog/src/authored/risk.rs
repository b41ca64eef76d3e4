//! `risks.yaml`.

use super::Word;
use crate::finding::Findings;
use crate::problem::Noun;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_image::{Level, RiskNeeds};

choice!(RiskNeeds, Noun::new("风险判断方式", "need of a risk"), {
    "local" => RiskNeeds::Local,
    "register" => RiskNeeds::Register,
    "case" => RiskNeeds::Case,
});

choice!(Level, Noun::new("级别", "level"), {
    "warn" => Level::Warn,
    "review-1" => Level::Review1,
    "review-2" => Level::Review2,
    "block" => Level::Block,
});

/// A risk pattern.
#[derive(Debug, Clone)]
pub struct Risk {
    /// Catalogue code, such as `R08`.
    pub code: Word,
    /// Name, as it is when found: 人证比对未通过.
    pub name: Text,
    /// What is looked into, while nothing was found: 人证比对.
    pub check: Option<Text>,
    /// What it needs.
    pub needs: RiskNeeds,
    /// Cited sources.
    pub basis: Vec<Word>,
}

impl FromNode for Risk {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("风险", "a risk"), findings)?;
        let code = map.need("code", findings);
        let name = map.need("name", findings);
        let check = map.maybe("check", findings);
        let needs = map.need("needs", findings);
        let basis = map.list("basis", findings);
        map.finish(findings);
        Some(Self {
            code: code?,
            name: name?,
            check,
            needs: needs?,
            basis,
        })
    }
}
