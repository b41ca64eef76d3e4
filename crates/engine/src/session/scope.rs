//! What a rule may see: the session's facts, its date and region, the catalogue's data. Nothing of the channel.

use super::state::{Cell, Place, State};
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
    /// Ids of the outer row and of the row in it that are looked at; 0: none.
    pub rows: [u32; 2],
}

impl State {
    /// The rows around what stands in a row of a group: the outer one, and the one in it.
    pub(crate) fn around(&self, plan: &Plan, group: Option<u32>, row: u32) -> [u32; 2] {
        let Some(group) = group else { return [0, 0] };
        match plan.group(group).and_then(|group| group.outer) {
            None => [row, 0],
            Some(_) => {
                let held = at(&self.groups, group).and_then(|rows| rows.row(row));
                [held.map_or(0, |row| row.outer), row]
            }
        }
    }

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
    /// The same in a row of a group; `row` 0: outside any.
    pub(crate) fn within(mut self, group: Option<u32>, row: u32) -> Self {
        self.rows = self.state.around(self.plan, group, row);
        self
    }

    /// The same with these rows around.
    pub(crate) fn in_rows(mut self, rows: [u32; 2]) -> Self {
        self.rows = rows;
        self
    }

    /// The same where a slot stands.
    pub(crate) fn at(self, place: Place) -> Self {
        let group = self.plan.of(place.slot).and_then(|slot| slot.group);
        self.within(group, place.row)
    }

    /// The row that a slot is looked up in.
    pub(crate) fn row_of(&self, slot: u32) -> u32 {
        let depth = self.plan.of(slot).map_or(0, |slot| slot.depth);
        row_at(self.rows, depth)
    }

    fn row_of_node(&self, node: u32) -> u32 {
        let group = self.plan.node_group(node);
        let slot = group.and_then(|group| self.plan.group(group));
        slot.map_or(0, |group| {
            row_at(self.rows, if group.outer.is_some() { 2 } else { 1 })
        })
    }

    /// Whether a node says yes; none: always.
    pub(crate) fn holds(&self, node: Option<u32>) -> Tri {
        node.map_or(Tri::Yes, |node| {
            let row = self.row_of_node(node);
            Tri::of(self.state.result(self.plan, node, row))
        })
    }

    /// The effective value of a slot.
    pub(crate) fn effective(&self, slot: u32) -> Value {
        self.state
            .cell(self.plan, slot, self.row_of(slot))
            .map_or(Value::Absent, |cell| cell.effective.clone())
    }
}

impl Env for Scope<'_> {
    fn fact(&self, slot: u32) -> Value {
        if self.plan.of(slot).is_none() {
            return self.total(slot);
        }
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

/// A slot's fact as a cause.
pub(crate) fn cause_of(scope: &Scope<'_>, slot: u32) -> What {
    let inside = scope.plan.of(slot).is_some_and(|slot| slot.depth > 0);
    What::Fact {
        slot,
        row: inside.then(|| scope.row_of(slot)),
    }
}

/// Of the rows around a place, the one at a depth; 0: none.
const fn row_at(rows: [u32; 2], depth: u8) -> u32 {
    match depth {
        0 => 0,
        1 => rows[0],
        _ => rows[1],
    }
}
