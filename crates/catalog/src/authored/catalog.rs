//! `catalog.yaml`.

use super::Word;
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_image::Capability;

choice!(Capability, Noun::new("渠道能力", "capability"), {
    "upload" => Capability::Upload,
    "scan" => Capability::Scan,
    "read-card" => Capability::ReadCard,
    "print" => Capability::Print,
    "offline" => Capability::Offline,
    "clerk" => Capability::Clerk,
});

/// The catalogue's identity and the places it speaks of.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Catalog {
    pub at: Place,
    pub id: Word,
    pub name: Text,
    pub version: Word,
    pub revision: u32,
    pub effective: Word,
    pub notice: Text,
    pub locales: Vec<Word>,
    pub levels: Vec<Level>,
    pub channels: Vec<Channel>,
    pub regions: Vec<Region>,
    pub units: Vec<Unit>,
}

/// A way to reach the office.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Channel {
    pub id: Word,
    pub name: Text,
    pub staffed: bool,
    pub backdate_days: u32,
    pub capabilities: Vec<Capability>,
}

/// A level of office.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Level {
    pub id: Word,
    pub name: Text,
}

/// A division that may be an insured place.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Region {
    pub code: Word,
    pub name: Text,
}

/// A unit of numbers.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Unit {
    pub id: Word,
    pub name: Text,
    /// Of a rate: the units above and below the line.
    pub ratio: Option<(Word, Word)>,
}

impl FromNode for Catalog {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("目录", "the catalogue"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let version = map.need("version", findings);
        let revision = map.need("revision", findings);
        let effective = map.need("effective", findings);
        let notice = map.need("notice", findings);
        let locales = map.need("locales", findings);
        let levels = map.list("levels", findings);
        let channels = map.list("channels", findings);
        let regions = map.list("regions", findings);
        let units = map.list("units", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            id: id?,
            name: name?,
            version: version?,
            revision: revision?,
            effective: effective?,
            notice: notice?,
            locales: locales?,
            levels,
            channels,
            regions,
            units,
        })
    }
}

impl FromNode for Channel {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("渠道", "a channel"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let staffed = map.flag("staffed", false, findings);
        let backdate_days = map.maybe("backdate-days", findings).unwrap_or(0);
        let capabilities = map.list("capabilities", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name: name?,
            staffed,
            backdate_days,
            capabilities,
        })
    }
}

impl FromNode for Level {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("机构层级", "an office level"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name: name?,
        })
    }
}

impl FromNode for Region {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("地区", "a region"), findings)?;
        let code = map.need("code", findings);
        let name = map.need("name", findings);
        map.finish(findings);
        Some(Self {
            code: code?,
            name: name?,
        })
    }
}

impl FromNode for Unit {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("单位", "a unit"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let of: Option<Word> = map.maybe("of", findings);
        let per: Option<Word> = map.maybe("per", findings);
        map.finish(findings);
        if of.is_some() != per.is_some() {
            findings.error(node.at, &Problem::HalfRate);
        }
        Some(Self {
            id: id?,
            name: name?,
            ratio: of.zip(per),
        })
    }
}
