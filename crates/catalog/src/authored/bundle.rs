//! `bundles/<id>.yaml`: items that are applied for together (打包办).

use super::{Decides, Page, Rule, RuleAt, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Map, Node};
use tongban_image::Audience;

/// One bundle.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Bundle {
    pub at: Place,
    pub id: Word,
    pub code: Word,
    pub name: Text,
    pub summary: Text,
    pub keywords: Option<Text>,
    pub audience: Vec<Audience>,
    pub basis: Vec<Word>,
    /// Questions that decide which members take part.
    pub form: Vec<Page>,
    pub members: Vec<Member>,
}

impl FromNode for Bundle {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("打包办", "a bundle"), findings)?;
        let id = map.need("id", findings);
        let code = map.need("code", findings);
        let name = map.need("name", findings);
        let summary = map.need("summary", findings);
        let keywords = map.maybe("keywords", findings);
        let audience = map.need("audience", findings);
        let basis = map.list("basis", findings);
        let form = map.list("form", findings);
        let members = map.need("members", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            id: id?,
            code: code?,
            name: name?,
            summary: summary?,
            keywords,
            audience: audience?,
            basis,
            form,
            members: members?,
        })
    }
}

impl Bundle {
    /// The rules of the bundle, in the order written: which members take part. Its form has the shape of an item's,
    /// and so have its rules.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleAt<'_>> {
        let with_rule = self.members.iter().filter_map(|member| {
            Some(RuleAt {
                item: None,
                group: None,
                decides: Decides::Member(member),
                rule: member.when.as_ref()?,
            })
        });
        with_rule.collect()
    }
}

/// An item of a bundle.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Member {
    pub item: Word,
    pub when: Option<Rule>,
    pub needs: Vec<Need>,
}

impl FromNode for Member {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("打包办的事项", "an item of a bundle"),
            findings,
        )?;
        let item = map.need("item", findings);
        let when = map.maybe("when", findings);
        let needs = map.list("needs", findings);
        map.finish(findings);
        Some(Self {
            item: item?,
            when,
            needs,
        })
    }
}

/// A member that is done first.
#[derive(Debug, Clone)]
pub struct Need {
    /// Its item.
    pub member: Word,
    /// Conditions of the waiting item that its result is going to meet.
    pub settles: Vec<Word>,
}

impl FromNode for Need {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return Some(Self {
                member: Word::from_node(node, findings)?,
                settles: Vec::new(),
            });
        }
        let mut map = Map::open(
            node,
            Noun::new("等待的事项", "what an item waits for"),
            findings,
        )?;
        let member = map.need("member", findings);
        let settles = map.list("settles", findings);
        map.finish(findings);
        Some(Self {
            member: member?,
            settles,
        })
    }
}
