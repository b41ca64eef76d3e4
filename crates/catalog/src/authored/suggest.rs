//! When an item is suggested to a person.

use super::{Rule, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node};

/// When an item is worth doing (可办事项主动感知).
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Suggest {
    pub from: Rule,
    pub ahead_months: u32,
    pub text: Text,
    pub unless: Vec<Unless>,
}

impl FromNode for Suggest {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("主动提示", "a suggestion"), findings)?;
        let from = map.need("from", findings);
        let ahead_months = map.maybe("ahead-months", findings).unwrap_or(0);
        let text = map.need("text", findings);
        let unless = map.list("unless", findings);
        map.finish(findings);
        Some(Self {
            from: from?,
            ahead_months,
            text: text?,
            unless,
        })
    }
}

/// What makes it pointless for a person.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Unless {
    pub id: Word,
    pub rule: Rule,
    pub text: Text,
}

impl FromNode for Unless {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("不提示的情形", "a reason against a suggestion"),
            findings,
        )?;
        let id = map.need("id", findings);
        let rule = map.need("rule", findings);
        let text = map.need("text", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            rule: rule?,
            text: text?,
        })
    }
}
