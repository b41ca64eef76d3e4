//! Decision tables as authored: the body of a function.

use super::Word;
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Map, Node, choice};
use tongban_dmn::Policy;

choice!(Policy, Noun::new("命中策略", "hit policy"), {
    "U" => Policy::Unique,
    "A" => Policy::Any,
    "P" => Policy::Priority,
    "F" => Policy::First,
    "R" => Policy::RuleOrder,
    "O" => Policy::OutputOrder,
    "C" => Policy::Collect,
    "C+" => Policy::Sum,
    "C#" => Policy::Count,
    "C<" => Policy::Min,
    "C>" => Policy::Max,
});

/// A table; its cells are FEEL, the last ones of a row are outputs.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where it starts.
    pub at: Place,
    /// Which rows answer.
    pub policy: Policy,
    /// Whether it stands in a file of its own, as CSV or DMN.
    pub apart: bool,
    /// Input columns.
    pub inputs: Vec<Input>,
    /// Output columns; empty: one, without a name.
    pub outputs: Vec<Output>,
    /// Rows: a cell for each input, then one for each output.
    pub rows: Vec<Vec<Word>>,
    /// Outputs where no row fits.
    pub default: Option<Vec<Word>>,
    /// Why there is a default where nothing can be proved about the cells.
    pub reason: Option<Text>,
}

/// An input column.
#[derive(Debug, Clone)]
pub struct Input {
    /// What its cells are about.
    pub expression: Word,
    /// The values that it can have, as unary tests; proofs look no further.
    pub values: Option<Word>,
}

/// A table in a file of its own.
#[derive(Debug, Clone)]
pub struct TableFile {
    /// The file, beside the one that names it.
    pub file: Word,
    /// The decision whose table is meant, in a DMN file.
    pub decision: Option<Word>,
    /// Which rows answer, where the file does not say it.
    pub policy: Option<Policy>,
    /// Output columns, where the file does not say enough about them.
    pub outputs: Vec<Output>,
    /// Outputs where no row fits, where the file does not say it.
    pub default: Option<Vec<Word>>,
    /// Why there is a default where nothing can be proved about the cells.
    pub reason: Option<Text>,
}

/// What stands under `table`.
#[derive(Debug, Clone)]
pub enum TableBody {
    /// The table.
    Here(Table),
    /// A file.
    File(TableFile),
}

impl FromNode for TableBody {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let names_file = matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|entry| entry.key.value == "file"));
        if !names_file {
            return Table::from_node(node, findings).map(Self::Here);
        }
        let mut map = Map::open(
            node,
            Noun::new("文件里的决策表", "a table in a file"),
            findings,
        )?;
        let file = map.need("file", findings);
        let decision = map.maybe("decision", findings);
        let policy = map.maybe("policy", findings);
        let outputs = map.list("outputs", findings);
        let default = map.maybe("default", findings);
        let reason = map.maybe("reason", findings);
        map.finish(findings);
        Some(Self::File(TableFile {
            file: file?,
            decision,
            policy,
            outputs,
            default,
            reason,
        }))
    }
}

impl FromNode for Input {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        if matches!(node.kind, Kind::Scalar { .. }) {
            let expression = Word::from_node(node, findings)?;
            return Some(Self {
                expression,
                values: None,
            });
        }
        let mut map = Map::open(node, Noun::new("输入列", "an input column"), findings)?;
        let expression = map.need("expression", findings);
        let values = map.maybe("values", findings);
        map.finish(findings);
        Some(Self {
            expression: expression?,
            values,
        })
    }
}

/// An output column.
#[derive(Debug, Clone)]
pub struct Output {
    /// Key of the field in the result.
    pub id: Word,
    /// Its name in rules; the id if left out.
    pub name: Option<Word>,
    /// Its values, best first, for the policies P and O.
    pub priorities: Vec<Word>,
}

impl FromNode for Table {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("决策表", "a decision table"), findings)?;
        let policy = map.need("policy", findings);
        let inputs = map.need("inputs", findings);
        let outputs = map.list("outputs", findings);
        let rows = map.need("rows", findings);
        let default = map.maybe("default", findings);
        let reason = map.maybe("reason", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            policy: policy?,
            apart: false,
            inputs: inputs?,
            outputs,
            rows: rows?,
            default,
            reason,
        })
    }
}

impl FromNode for Output {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("结果列", "an output column"), findings)?;
        let id = map.need("id", findings);
        let name = map.maybe("name", findings);
        let priorities = map.list("priorities", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name,
            priorities,
        })
    }
}
