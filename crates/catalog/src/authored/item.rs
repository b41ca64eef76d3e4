//! `items/<group>/<id>.yaml`.

use super::{Deadline, ItemMaterial, Page, Route, Rule, Suggest, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_image::{Assurance, Audience, Handling, Level};

choice!(Audience, Noun::new("办事人", "audience"), {
    "person" => Audience::Person,
    "unit" => Audience::Unit,
});

choice!(Handling, Noun::new("办理方式", "handling"), {
    "instant" => Handling::Instant,
    "accepted" => Handling::Accepted,
});

choice!(Assurance, Noun::new("身份核验等级", "assurance"), {
    "none" => Assurance::None,
    "account" => Assurance::Account,
    "real-name" => Assurance::RealName,
    "real-person" => Assurance::RealPerson,
    "clerk" => Assurance::Clerk,
});

/// One service item.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Item {
    pub at: Place,
    /// Set by the loader: under `reserve/`.
    pub reserve: bool,
    pub id: Word,
    pub code: Word,
    pub group: Word,
    pub basic_code: Word,
    pub name: Text,
    pub summary: Text,
    pub keywords: Option<Text>,
    pub audience: Vec<Audience>,
    pub insurance: Vec<Word>,
    pub handling: Handling,
    pub online: bool,
    pub citywide: bool,
    pub fast: bool,
    pub channels: Vec<Word>,
    pub assurance: Assurance,
    pub taken_at: Vec<Word>,
    pub handled_at: Vec<Word>,
    pub basis: Vec<Word>,
    pub form: Vec<Page>,
    pub conditions: Vec<Condition>,
    pub materials: Vec<ItemMaterial>,
    pub risks: Vec<ItemRisk>,
    pub routes: Vec<Route>,
    pub deadlines: Vec<Deadline>,
    pub suggest: Option<Suggest>,
    pub milestones: Vec<Named>,
    pub outputs: Vec<Named>,
    pub effects: Vec<Effect>,
}

impl FromNode for Item {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("事项", "an item"), findings)?;
        let id = map.need("id", findings);
        let code = map.need("code", findings);
        let group = map.need("group", findings);
        let basic_code = map.need("basic-code", findings);
        let name = map.need("name", findings);
        let summary = map.need("summary", findings);
        let keywords = map.maybe("keywords", findings);
        let audience = map.need("audience", findings);
        let insurance = map.list("insurance", findings);
        let handling = map.need("handling", findings);
        let online = map.need("online", findings);
        let citywide = map.flag("citywide", false, findings);
        let fast = map.flag("fast", false, findings);
        let channels = map.need("channels", findings);
        let assurance = map.need("assurance", findings);
        let taken_at = map.list("taken-at", findings);
        let handled_at = map.list("handled-at", findings);
        let basis = map.list("basis", findings);
        let form = map.need("form", findings);
        let conditions = map.list("conditions", findings);
        let materials = map.list("materials", findings);
        let risks = map.list("risks", findings);
        let routes = map.list("routes", findings);
        let deadlines = map.list("deadlines", findings);
        let suggest = map.maybe("suggest", findings);
        let milestones = map.list("milestones", findings);
        let outputs = map.list("outputs", findings);
        let effects = map.list("effects", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            reserve: false,
            id: id?,
            code: code?,
            group: group?,
            basic_code: basic_code?,
            name: name?,
            summary: summary?,
            keywords,
            audience: audience?,
            insurance,
            handling: handling?,
            online: online?,
            citywide,
            fast,
            channels: channels?,
            assurance: assurance?,
            taken_at,
            handled_at,
            basis,
            form: form?,
            conditions,
            materials,
            risks,
            routes,
            deadlines,
            suggest,
            milestones,
            outputs,
            effects,
        })
    }
}

/// A condition of acceptance.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Condition {
    pub id: Word,
    pub name: Text,
    pub rule: Rule,
    pub met: Option<Text>,
    pub unmet: Text,
    pub remedy: Option<Text>,
    pub basis: Vec<Word>,
    pub focus: Option<Word>,
}

impl FromNode for Condition {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("条件", "a condition"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let rule = map.need("rule", findings);
        let met = map.maybe("met", findings);
        let unmet = map.need("unmet", findings);
        let remedy = map.maybe("remedy", findings);
        let basis = map.list("basis", findings);
        let focus = map.maybe("focus", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name: name?,
            rule: rule?,
            met,
            unmet: unmet?,
            remedy,
            basis,
            focus,
        })
    }
}

/// A risk point.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct ItemRisk {
    pub id: Word,
    pub risk: Word,
    pub when: Option<Rule>,
    pub level: Level,
    pub message: Text,
    pub focus: Option<Word>,
}

impl FromNode for ItemRisk {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("风险点", "a risk point"), findings)?;
        let id = map.need("id", findings);
        let risk = map.need("risk", findings);
        let when = map.maybe("when", findings);
        let level = map.need("level", findings);
        let message = map.need("message", findings);
        let focus = map.maybe("focus", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            risk: risk?,
            when,
            level: level?,
            message: message?,
            focus,
        })
    }
}

/// An id with a name: a milestone or an output.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Named {
    pub id: Word,
    pub name: Text,
}

impl FromNode for Named {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("节点或结果", "a milestone or output"),
            findings,
        )?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name: name?,
        })
    }
}

/// What an instant item changes in a register.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Effect {
    pub register: Word,
    pub field: Word,
    pub fact: Word,
}

impl FromNode for Effect {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("办理效果", "an effect"), findings)?;
        let register = map.need("register", findings);
        let field = map.need("field", findings);
        let fact = map.need("fact", findings);
        map.finish(findings);
        Some(Self {
            register: register?,
            field: field?,
            fact: fact?,
        })
    }
}
