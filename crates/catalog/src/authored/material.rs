//! `materials.yaml`, and materials as items ask for them.

use super::{Rule, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_image::MaterialForm;

choice!(MaterialForm, Noun::new("材料形式", "form of a material"), {
    "original" => MaterialForm::Original,
    "copy" => MaterialForm::Copy,
    "electronic" => MaterialForm::Electronic,
});

/// A material of the catalogue.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Material {
    pub at: Place,
    pub id: Word,
    pub code: Word,
    pub name: Text,
    pub forms: Vec<MaterialForm>,
    pub issuer: Text,
    pub points: Vec<Text>,
    pub identity: bool,
    pub basis: Vec<Word>,
    pub media: Vec<Word>,
    pub max_bytes: u64,
    pub max_files: u32,
}

impl FromNode for Material {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("材料", "a material"), findings)?;
        let id = map.need("id", findings);
        let code = map.need("code", findings);
        let name = map.need("name", findings);
        let forms = map.list("forms", findings);
        let issuer = map.need("issuer", findings);
        let points = map.list("points", findings);
        let identity = map.flag("identity", false, findings);
        let basis = map.list("basis", findings);
        let media = map.list("media", findings);
        let max_bytes = map.maybe("max-bytes", findings).unwrap_or(10 << 20);
        let max_files = map.maybe("max-files", findings).unwrap_or(1);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            id: id?,
            code: code?,
            name: name?,
            forms,
            issuer: issuer?,
            points,
            identity,
            basis,
            media,
            max_bytes,
            max_files,
        })
    }
}

/// Kind of way, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub enum WayWord {
    Shared,
    Rendered,
    Provided,
    Promised,
    Deferred,
    Fetched,
    Covered,
}

choice!(WayWord, Noun::new("提供方式", "way to satisfy a material"), {
    "shared" => WayWord::Shared,
    "rendered" => WayWord::Rendered,
    "provided" => WayWord::Provided,
    "promised" => WayWord::Promised,
    "deferred" => WayWord::Deferred,
    "fetched" => WayWord::Fetched,
    "covered" => WayWord::Covered,
});

/// A way to satisfy a material.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Way {
    pub at: Place,
    pub kind: WayWord,
    pub when: Option<Rule>,
    pub automatic: bool,
    pub text: Option<Text>,
    pub due_working_days: Option<u32>,
    pub by: Option<Word>,
}

impl FromNode for Way {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("提供方式", "a way"), findings)?;
        let kind = map.need("kind", findings);
        let when = map.maybe("when", findings);
        let automatic = map.flag("automatic", false, findings);
        let text = map.maybe("text", findings);
        let due_working_days = map.maybe("due-working-days", findings);
        let by = map.maybe("by", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            kind: kind?,
            when,
            automatic,
            text,
            due_working_days,
            by,
        })
    }
}

/// A material as an item asks for it.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct ItemMaterial {
    pub material: Word,
    pub when: Option<Rule>,
    pub reason: Option<Text>,
    pub basis: Vec<Word>,
    pub ways: Vec<Way>,
}

impl FromNode for ItemMaterial {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("事项的材料", "a material of an item"),
            findings,
        )?;
        let material = map.need("material", findings);
        let when = map.maybe("when", findings);
        let reason = map.maybe("reason", findings);
        let basis = map.list("basis", findings);
        let ways = map.need("ways", findings);
        map.finish(findings);
        Some(Self {
            material: material?,
            when,
            reason,
            basis,
            ways: ways?,
        })
    }
}
