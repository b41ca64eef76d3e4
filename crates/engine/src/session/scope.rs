//! What a rule may see: the session's facts, its date and region, the catalogue's data. Nothing of the channel.

use super::state::{Cell, State};
use crate::engine::Engine;
use crate::plan::{Plan, at};
use tongban_runtime::{Calendar, Date, Env, Format, Program, Reason, Value, What};

/// The environment of one evaluation.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub engine: &'a Engine,
    pub plan: &'a Plan,
    pub state: &'a State,
    pub as_of: Date,
    pub region: Option<&'a str>,
    /// Row id, or 0.
    pub row: u32,
}

impl State {
    /// The cell of a slot, in a row or outside.
    pub(crate) fn cell(&self, plan: &Plan, slot: u32, row: u32) -> Option<&Cell> {
        let planned = plan.of(slot)?;
        match planned.group {
            None => at(&self.cells, planned.cell),
            Some(group) => at(&at(&self.groups, group)?.row(row)?.cells, planned.cell),
        }
    }

    /// The same, to change it.
    pub(crate) fn cell_mut(&mut self, plan: &Plan, slot: u32, row: u32) -> Option<&mut Cell> {
        let planned = plan.of(slot)?;
        match planned.group {
            None => self.cells.get_mut(planned.cell as usize),
            Some(group) => self
                .groups
                .get_mut(group as usize)?
                .row_mut(row)?
                .cells
                .get_mut(planned.cell as usize),
        }
    }

    /// A node's result, in a row or outside.
    pub(crate) fn result(&self, plan: &Plan, node: u32, row: u32) -> Option<&Value> {
        let place = *at(&plan.result, node)?;
        match plan.node_group(node) {
            None => at(&self.results, place),
            Some(group) => at(&at(&self.groups, group)?.row(row)?.results, place),
        }
    }

    /// The same, to change it.
    pub(crate) fn result_mut(&mut self, plan: &Plan, node: u32, row: u32) -> Option<&mut Value> {
        let place = *at(&plan.result, node)? as usize;
        match plan.node_group(node) {
            None => self.results.get_mut(place),
            Some(group) => self
                .groups
                .get_mut(group as usize)?
                .row_mut(row)?
                .results
                .get_mut(place),
        }
    }
}

impl Scope<'_> {
    /// The same in a row.
    pub(crate) const fn in_row(mut self, row: u32) -> Self {
        self.row = row;
        self
    }

    /// Whether a node says yes; none: always.
    pub(crate) fn holds(&self, node: Option<u32>) -> Tri {
        node.map_or(Tri::Yes, |node| {
            Tri::of(self.state.result(self.plan, node, self.row))
        })
    }

    /// The effective value of a slot.
    pub(crate) fn effective(&self, slot: u32) -> Value {
        self.state
            .cell(self.plan, slot, self.row)
            .map_or(Value::Absent, |cell| cell.effective.clone())
    }
}

impl Env for Scope<'_> {
    fn fact(&self, slot: u32) -> Value {
        self.effective(slot)
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        self.engine
            .parameter(id, at.unwrap_or(self.as_of), self.region)
    }

    fn function(&self, id: u32) -> Option<&Program> {
        at(&self.engine.image().functions, id).map(|function| &function.program)
    }

    fn format(&self, id: u32) -> Option<&Format> {
        at(&self.engine.image().formats, id)
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(&self.engine.image().calendar)
    }
}

/// What a yes-or-no rule says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tri {
    Yes,
    No,
    Maybe(std::sync::Arc<tongban_runtime::Unknowns>),
    Fault(tongban_runtime::Fault),
}

impl Tri {
    /// Reads a result; absent counts as no.
    pub(crate) fn of(result: Option<&Value>) -> Self {
        match result {
            Some(Value::Bool(true)) => Self::Yes,
            Some(Value::Bool(false) | Value::Absent) => Self::No,
            Some(Value::Unknown(causes)) => Self::Maybe(causes.clone()),
            Some(Value::Fault(fault)) => Self::Fault(*fault),
            Some(_) | None => Self::Fault(tongban_runtime::Fault::WrongType),
        }
    }

    /// Whether it waits for an answer that a person can still give.
    pub(crate) fn waits(&self) -> bool {
        matches!(self, Self::Maybe(causes) if causes.iter().any(|cause| cause.reason == Reason::NotAsked))
    }

    /// Undecided, but not for want of an answer: the back office looks at it.
    pub(crate) fn is_for_back_office(&self) -> bool {
        matches!(self, Self::Maybe(_)) && !self.waits() || matches!(self, Self::Fault(_))
    }
}

/// The node of a slot's fact as a cause.
pub(crate) fn cause_of(plan: &Plan, slot: u32, row: u32) -> What {
    let row = plan.of(slot).and_then(|slot| slot.group).map(|_| row);
    What::Fact { slot, row }
}
