//! Where an application goes, and by when.

use super::{Rule, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_image::{DeadlineKind, RouteTarget};

choice!(RouteTarget, Noun::new("去向", "target of a route"), {
    "here" => RouteTarget::Here,
    "insured-place" => RouteTarget::InsuredPlace,
    "city" => RouteTarget::City,
});

choice!(DeadlineKind, Noun::new("期限种类", "kind of limit"), {
    "minutes" => DeadlineKind::Minutes,
    "working-days" => DeadlineKind::WorkingDays,
    "days" => DeadlineKind::Days,
});

/// A post that handles an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post(pub &'static str);

choice!(Post, Noun::new("岗位", "post"), {
    "done" => Post("done"),
    "handle" => Post("handle"),
    "review-1" => Post("review-1"),
    "review-2" => Post("review-2"),
});

/// A route rule.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Route {
    pub id: Word,
    pub when: Option<Rule>,
    pub target: RouteTarget,
    pub post: Post,
    pub reason: Text,
}

impl FromNode for Route {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("去向", "a route"), findings)?;
        let id = map.need("id", findings);
        let when = map.maybe("when", findings);
        let target = map.need("target", findings);
        let post = map.need("post", findings);
        let reason = map.need("reason", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            when,
            target: target?,
            post: post?,
            reason: reason?,
        })
    }
}

/// A limit with its sources.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Limit {
    pub at: Place,
    pub amount: u32,
    pub kind: DeadlineKind,
    pub basis: Vec<Word>,
}

impl FromNode for Limit {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("期限", "a limit"), findings)?;
        let amount = map.need("amount", findings);
        let kind = map.need("kind", findings);
        let basis = map.list("basis", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            amount: amount?,
            kind: kind?,
            basis,
        })
    }
}

/// A deadline rule.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Deadline {
    pub id: Word,
    pub when: Option<Rule>,
    pub statutory: Option<Limit>,
    pub promised: Limit,
}

impl FromNode for Deadline {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("时限", "a deadline"), findings)?;
        let id = map.need("id", findings);
        let when = map.maybe("when", findings);
        let statutory = map.maybe("statutory", findings);
        let promised = map.need("promised", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            when,
            statutory,
            promised: promised?,
        })
    }
}
