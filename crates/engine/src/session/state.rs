//! What a session holds of each fact.

use crate::api::{Dispute, Knowledge, Origin};
use tongban_runtime::{Reason, Value};

/// What was said of a fact.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Input {
    /// Nothing yet.
    #[default]
    Untouched,
    /// A value (of text: folded, not yet checked against a format).
    Known(Value),
    /// Known to be absent.
    Absent,
    /// Asked, but not known.
    Unknown(Reason),
    /// Something that is no value of its type.
    Wrong,
}

/// Something wrong with a value, whatever other facts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Code of the violation; its text is `violation.<code>`.
    pub code: &'static str,
    /// Arguments of the text.
    pub args: Vec<String>,
}

/// A finding of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Code of the finding: `check-digit`.
    pub code: String,
    /// How much it weighs.
    pub severity: crate::api::Severity,
}

/// What came in for one fact, before it is stored.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Entry {
    /// What was said.
    pub input: Input,
    /// As typed, for text and for what is wrong.
    pub typed: Option<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// One fact in one place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// What was said, as typed, and what is wrong.
    pub entry: Entry,
    /// Where it came from.
    pub origin: Origin,
    /// 对数据有异议.
    pub dispute: Option<Dispute>,
    /// The normalised value.
    pub value: Value,
    /// What its format found.
    pub findings: Vec<Finding>,
    /// What rules see.
    pub effective: Value,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            entry: Entry::default(),
            origin: Origin::Asked,
            dispute: None,
            value: Value::Absent,
            findings: Vec::new(),
            effective: Value::Absent,
        }
    }
}

impl Cell {
    /// Whether it cannot stand as it is.
    pub(crate) fn is_wrong(&self) -> bool {
        self.entry.input == Input::Wrong
            || !self.entry.problems.is_empty()
            || self
                .findings
                .iter()
                .any(|finding| finding.severity == crate::api::Severity::Error)
    }

    /// What is known of it, for views.
    pub(crate) fn knowledge(&self, unasked: bool) -> Knowledge {
        match &self.entry.input {
            Input::Known(_) => Knowledge::Known,
            Input::Absent => Knowledge::Absent,
            Input::Wrong | Input::Unknown(Reason::NotAsked) => Knowledge::NotAsked,
            Input::Unknown(Reason::NoData) => Knowledge::NoData,
            Input::Unknown(Reason::Unreachable) => Knowledge::Unreachable,
            Input::Untouched if unasked => Knowledge::Unreachable,
            Input::Untouched => Knowledge::NotAsked,
        }
    }
}

/// One row of a group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Stable id, from 1.
    pub id: u32,
    /// By cell of the group.
    pub cells: Vec<Cell>,
    /// Results of the group's nodes.
    pub results: Vec<Value>,
    /// The row as the group's list holds it; none once one of its facts changed.
    pub listed: Option<Value>,
}

/// The rows of a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rows {
    /// In order.
    pub rows: Vec<Row>,
    /// Confirmed complete.
    pub complete: bool,
    /// Id of the last row that was made.
    pub last: u32,
    /// Rows changed since the list was built.
    pub stale: bool,
}

impl Rows {
    /// A row by its id.
    pub(crate) fn row(&self, id: u32) -> Option<&Row> {
        self.position(id)
            .and_then(|position| self.rows.get(position))
    }

    /// A row by its id, to change it.
    pub(crate) fn row_mut(&mut self, id: u32) -> Option<&mut Row> {
        self.position(id)
            .and_then(|position| self.rows.get_mut(position))
    }

    /// Where a row stands; ids only grow.
    pub(crate) fn position(&self, id: u32) -> Option<usize> {
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }
}

/// Everything that was said and what follows from it.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// Facts outside groups.
    pub cells: Vec<Cell>,
    /// Results of nodes outside groups.
    pub results: Vec<Value>,
    /// Groups.
    pub groups: Vec<Rows>,
    /// What rules see of the facts outside groups, for register code.
    pub frame: Vec<tongban_runtime::code::Cell>,
}

/// Where a fact stands: its slot, and the row's id (0 outside rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Slot.
    pub slot: u32,
    /// Row id, or 0.
    pub row: u32,
}
