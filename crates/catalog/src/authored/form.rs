//! The form of an item: pages, sections, fields, checks.

use super::{Rule, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Map, Node};
use tongban_image::Level;

/// One page.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Page {
    pub id: Word,
    pub title: Text,
    pub sections: Vec<Section>,
}

/// Fields under one heading.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Section {
    pub title: Option<Text>,
    pub fields: Vec<Field>,
}

/// Whether an answer must be given.
#[derive(Debug, Clone)]
pub enum Required {
    /// Always, or never.
    Fixed(bool),
    /// When the rule is true.
    When(Rule),
}

/// One question.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Field {
    pub at: Place,
    pub fact: Word,
    pub label: Option<Text>,
    pub hint: Option<Text>,
    pub visible: Option<Rule>,
    pub required: Required,
    pub read_only: bool,
    pub checks: Vec<Check>,
    /// Columns of a group; empty: all its fields, plainly.
    pub columns: Vec<Field>,
}

/// A field of a group's row is written like any other.
pub type Column = Field;

/// A check of a value.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Check {
    pub id: Word,
    pub rule: Rule,
    pub message: Text,
    pub level: Level,
    pub basis: Vec<Word>,
}

impl FromNode for Page {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("页", "a page"), findings)?;
        let id = map.need("page", findings);
        let title = map.need("title", findings);
        let sections = map.need("sections", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            title: title?,
            sections: sections?,
        })
    }
}

impl FromNode for Section {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("分节", "a section"), findings)?;
        let title = map.maybe("title", findings);
        let fields = map.need("fields", findings);
        map.finish(findings);
        Some(Self {
            title,
            fields: fields?,
        })
    }
}

impl FromNode for Required {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        match &node.kind {
            Kind::Scalar {
                text,
                quoted: false,
            } if text == "true" => Some(Self::Fixed(true)),
            Kind::Scalar {
                text,
                quoted: false,
            } if text == "false" => Some(Self::Fixed(false)),
            _ => Some(Self::When(Rule::from_node(node, findings)?)),
        }
    }
}

impl FromNode for Field {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("字段", "a field"), findings)?;
        let fact = map.need("fact", findings);
        let label = map.maybe("label", findings);
        let hint = map.maybe("hint", findings);
        let visible = map.maybe("visible", findings);
        let required = map
            .maybe("required", findings)
            .unwrap_or(Required::Fixed(true));
        let read_only = map.flag("read-only", false, findings);
        let checks = map.list("checks", findings);
        let columns = map.list("columns", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            fact: fact?,
            label,
            hint,
            visible,
            required,
            read_only,
            checks,
            columns,
        })
    }
}

impl FromNode for Check {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("校验", "a check"), findings)?;
        let id = map.need("id", findings);
        let rule = map.need("rule", findings);
        let message = map.need("message", findings);
        let level = map.maybe("level", findings).unwrap_or(Level::Block);
        let basis = map.list("basis", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            rule: rule?,
            message: message?,
            level,
            basis,
        })
    }
}

impl Field {
    /// A required field without rules of its own.
    #[must_use]
    pub const fn plain(fact: Word) -> Self {
        Self {
            at: fact.at,
            fact,
            label: None,
            hint: None,
            visible: None,
            required: Required::Fixed(true),
            read_only: false,
            checks: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Whether rules must expect that there is no value: it may be hidden, or left empty.
    #[must_use]
    pub const fn may_be_absent(&self) -> bool {
        self.visible.is_some() || !matches!(self.required, Required::Fixed(true))
    }
}
