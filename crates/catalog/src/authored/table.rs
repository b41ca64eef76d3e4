//! Decision tables as authored: the body of a function.

use super::Word;
use crate::finding::Findings;
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Map, Node, choice};
use tongban_dmn::Policy;

choice!(Policy, "hit policy", {
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
    /// What the cells of each input column are about.
    pub inputs: Vec<Word>,
    /// Output columns; empty: one, without a name.
    pub outputs: Vec<Output>,
    /// Rows: a cell for each input, then one for each output.
    pub rows: Vec<Vec<Word>>,
    /// Outputs where no row fits.
    pub default: Option<Vec<Word>>,
    /// Why there is a default where nothing can be proved about the cells.
    pub reason: Option<Text>,
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
        let mut map = Map::open(node, "a decision table", findings)?;
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
        let mut map = Map::open(node, "an output column", findings)?;
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
