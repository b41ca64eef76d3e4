//! `cases/<group>/<id>.yaml`: worked cases.

use super::Word;
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::source::{Place, Spanned};
use crate::yaml::{FromNode, Kind, Map, Node};
use serde_json::Value;

/// Entries of a map, as written.
pub type Pairs = Vec<(Word, Word)>;

/// How a material is given.
#[derive(Debug, Clone)]
pub struct How {
    /// Material id.
    pub material: Word,
    /// `provided`, `shared`, `promised`, `deferred`, `rendered`, `fetched`, `covered`.
    pub how: Word,
}

/// One worked case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where it starts.
    pub at: Place,
    /// The item, by the file's name.
    pub item: String,
    /// What the case shows.
    pub name: Word,
    /// Application date.
    pub as_of: Word,
    /// Insured region.
    pub region: Option<Word>,
    /// Facts by id: JSON values.
    pub facts: Vec<(Word, Value)>,
    /// Facts that no register answers.
    pub unreachable: Vec<Word>,
    /// Facts without published data.
    pub no_data: Vec<Word>,
    /// Given materials.
    pub materials: Vec<How>,
    /// What must come out.
    pub expect: Expect,
}

/// What must come out; what is not named is not looked at.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// Verdict.
    pub verdict: Option<Word>,
    /// States of conditions.
    pub conditions: Pairs,
    /// Texts that some reason must contain.
    pub messages: Vec<Word>,
    /// States of risk points.
    pub risks: Pairs,
    /// States of materials.
    pub materials: Pairs,
    /// Values of computed facts.
    pub values: Vec<(Word, Value)>,
    /// The first question.
    pub next: Option<Word>,
    /// Facts that an unknown result waits for, by result id.
    pub because: Vec<(Word, Vec<Word>)>,
    /// Route target.
    pub route: Option<Word>,
    /// Post.
    pub post: Option<Word>,
    /// Date of the promised limit.
    pub deadline: Option<Word>,
    /// Codes of reasons, such as `field:mobile`, that must be there.
    pub reasons: Vec<Word>,
}

fn pairs<T>(
    node: Option<&Node>,
    findings: &mut Findings,
    read: impl Fn(&Node, &mut Findings) -> Option<T>,
) -> Vec<(Word, T)> {
    let Some(node) = node else { return Vec::new() };
    let Kind::Map(entries) = &node.kind else {
        findings.error(node.at, &Problem::NotIds);
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), read(&entry.value, findings)?)))
        .collect()
}

impl FromNode for Case {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("案例", "a case"), findings)?;
        let name = map.need("case", findings);
        let as_of = map.need("as-of", findings);
        let region = map.maybe("region", findings);
        let facts = pairs(map.node("facts"), findings, |node, _| Some(node.to_json()));
        let unreachable = map.list("unreachable", findings);
        let no_data = map.list("no-data", findings);
        let materials = pairs(map.node("materials"), findings, Word::from_node);
        let expect = map.need("expect", findings);
        let at = map.at();
        map.finish(findings);
        let materials = materials
            .into_iter()
            .map(|(material, how)| How { material, how })
            .collect();
        Some(Self {
            at,
            item: String::new(),
            name: name?,
            as_of: as_of?,
            region,
            facts,
            unreachable,
            no_data,
            materials,
            expect: expect?,
        })
    }
}

impl FromNode for Expect {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("预期", "an expectation"), findings)?;
        let expect = Self {
            verdict: map.maybe("verdict", findings),
            conditions: pairs(map.node("conditions"), findings, Word::from_node),
            messages: map.list("messages", findings),
            risks: pairs(map.node("risks"), findings, Word::from_node),
            materials: pairs(map.node("materials"), findings, Word::from_node),
            values: pairs(map.node("values"), findings, |node, _| Some(node.to_json())),
            next: map.maybe("next", findings),
            because: pairs(
                map.node("because"),
                findings,
                Vec::<Spanned<String>>::from_node,
            ),
            route: map.maybe("route", findings),
            post: map.maybe("post", findings),
            deadline: map.maybe("deadline", findings),
            reasons: map.list("reasons", findings),
        };
        map.finish(findings);
        Some(expect)
    }
}
