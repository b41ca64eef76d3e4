//! Repeat groups: rows with stable ids; open until confirmed complete. A group may stand in the rows of another.

use super::Session;
use super::path;
use super::set::{Line, too_many};
use super::state::{Input, Place, Row};
use super::sweep::Sweep;
use crate::EngineError;
use crate::api::{Changes, Diagnostic, Origin};
use crate::plan::at;
use std::sync::Arc;
use tongban_runtime::Value;

fn no_row() -> Diagnostic {
    Diagnostic::error("path.row", "there is no such row")
        .with_help("use the id that adding the row gave")
}

impl Session {
    /// Adds an empty row to a group (`staff`, in a row `homes[r1].members`) and returns its stable id; the group is
    /// open again.
    ///
    /// # Errors
    /// `path.*`, `rows.too-many`.
    pub fn add_row(&mut self, group: &str) -> Result<(String, Changes), EngineError> {
        let (group, outer) = self.group(group)?;
        let most = self.plan.group(group).map_or(0, |group| group.max_rows);
        let mut sweep = Sweep::default();
        let id = self
            .push_row(&mut sweep, group, outer, Vec::new(), Origin::Asked)
            .ok_or_else(|| too_many(most))?;
        self.touch_group(&mut sweep, group, outer, false);
        Ok((format!("r{id}"), self.finish(sweep)))
    }

    /// Removes a row, with the rows that stand in it.
    ///
    /// # Errors
    /// `path.*`.
    pub fn remove_row(&mut self, group: &str, row: &str) -> Result<Changes, EngineError> {
        let (group, outer, id) = self.row_named(group, row)?;
        let plan = Arc::clone(&self.plan);
        let complete = at(&self.state.groups, group).is_some_and(|rows| rows.is_complete(outer));
        for inner in plan.inner(group) {
            if let Some(rows) = self.state.groups.get_mut(inner as usize) {
                rows.clear(id, false);
            }
        }
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            rows.remove(id);
        }
        let mut sweep = Sweep::default();
        sweep.reshaped.insert((group, outer));
        self.touch_group(&mut sweep, group, outer, complete);
        Ok(self.finish(sweep))
    }

    /// Moves a row to another position among those beside it, from 0; beyond the last: to the end.
    ///
    /// # Errors
    /// `path.*`.
    pub fn move_row(&mut self, group: &str, row: &str, to: u32) -> Result<Changes, EngineError> {
        let (group, outer, id) = self.row_named(group, row)?;
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            rows.shift(id, to);
        }
        let mut sweep = Sweep::default();
        sweep.reshaped.insert((group, outer));
        sweep.rows_changed(self, group, outer);
        Ok(self.finish(sweep))
    }

    /// Says that a group's rows are all there, or that more may come.
    ///
    /// # Errors
    /// `path.*`.
    pub fn confirm(&mut self, group: &str, complete: bool) -> Result<Changes, EngineError> {
        let (group, outer) = self.group(group)?;
        let mut sweep = Sweep::default();
        self.touch_group(&mut sweep, group, outer, complete);
        Ok(self.finish(sweep))
    }

    /// The group at a path, and the row of the outer group that it stands in.
    pub(crate) fn group(&self, group: &str) -> Result<(u32, u32), EngineError> {
        path::group(&self.plan, &self.state, group)
    }

    fn row_named(&self, group: &str, row: &str) -> Result<(u32, u32, u32), EngineError> {
        let (group, outer) = self.group(group)?;
        let id = row.strip_prefix('r').and_then(|id| id.parse::<u32>().ok());
        let rows = at(&self.state.groups, group);
        let held = rows.zip(id).and_then(|(rows, id)| rows.row(id));
        let held = held.filter(|row| row.outer == outer).ok_or_else(no_row)?;
        Ok((group, outer, held.id))
    }

    /// Notes that a group was worked on and whether its rows are complete.
    pub(super) fn touch_group(
        &mut self,
        sweep: &mut Sweep,
        group: u32,
        outer: u32,
        complete: bool,
    ) {
        let plan = Arc::clone(&self.plan);
        let mut none = false;
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            let listing = rows.listing(outer);
            listing.complete = complete;
            none = listing.order.is_empty() && !complete;
        }
        if let Some(slot) = plan.group(group).map(|group| group.slot) {
            if let Some(cell) = self.state.cell_mut(&plan, slot, outer) {
                // No rows, and more may come: as if nobody had touched it.
                cell.entry.input = if none {
                    Input::Untouched
                } else {
                    Input::Known(Value::Absent)
                };
                cell.origin = Origin::Asked;
            }
            sweep.field(&plan, Place { slot, row: outer });
            sweep.rows_changed(self, group, outer);
        }
    }

    /// Appends a row with what is said of its slots; none beyond the group's limit.
    pub(super) fn push_row(
        &mut self,
        sweep: &mut Sweep,
        group: u32,
        outer: u32,
        lines: Vec<(u32, Line)>,
        origin: Origin,
    ) -> Option<u32> {
        let plan = Arc::clone(&self.plan);
        let planned = plan.group(group)?;
        let rows = self.state.groups.get_mut(group as usize)?;
        if rows.ids(outer).len() >= planned.max_rows as usize {
            return None;
        }
        let id = rows.push(outer, planned.cells.len(), planned.nodes.len())?;
        for inner in plan.inner(group) {
            if let Some(rows) = self.state.groups.get_mut(inner as usize) {
                rows.listing(id);
            }
        }
        let mut nested = Vec::new();
        for (slot, line) in lines {
            match line {
                Line::Entry(entry) => {
                    if let Some(cell) = self.state.cell_mut(&plan, slot, id) {
                        cell.entry = entry;
                        cell.origin = origin;
                    }
                }
                rows => nested.push((slot, rows)),
            }
        }
        // A row always makes the group one that was worked on.
        if let Some(cell) = self.state.cell_mut(&plan, planned.slot, outer)
            && !matches!(cell.entry.input, Input::Known(_))
        {
            cell.entry.input = Input::Known(Value::Absent);
        }
        sweep.new_row(self, group, id);
        for (slot, line) in nested {
            if let Some(inner) = plan.of(slot).and_then(|slot| slot.rows) {
                self.store_line(sweep, inner, id, line, origin);
            }
        }
        Some(id)
    }

    /// Takes all rows of a group away that stand in one row of the outer group.
    pub(super) fn clear_rows(
        &mut self,
        sweep: &mut Sweep,
        group: u32,
        outer: u32,
        input: Input,
        origin: Origin,
    ) {
        let plan = Arc::clone(&self.plan);
        let gone: Vec<u32> =
            at(&self.state.groups, group).map_or_else(Vec::new, |rows| rows.ids(outer).to_vec());
        for inner in plan.inner(group) {
            if let Some(rows) = self.state.groups.get_mut(inner as usize) {
                gone.iter().for_each(|id| rows.clear(*id, false));
            }
        }
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            rows.clear(outer, true);
        }
        let Some(slot) = plan.group(group).map(|group| group.slot) else {
            return;
        };
        if let Some(cell) = self.state.cell_mut(&plan, slot, outer) {
            cell.entry.input = input;
            cell.origin = origin;
        }
        sweep.reshaped.insert((group, outer));
        sweep.rows_changed(self, group, outer);
        sweep.settle(self, Place { slot, row: outer });
    }

    /// The rows of a group that stand in one row of the outer group (0: in none), in order.
    pub(crate) fn rows_of(&self, group: u32, outer: u32) -> impl Iterator<Item = &Row> {
        let rows = at(&self.state.groups, group);
        rows.into_iter().flat_map(move |rows| rows.within(outer))
    }

    /// All rows of a group in the order of the form: by the outer row first.
    pub(crate) fn rows_in_order(&self, group: u32) -> Vec<u32> {
        let ids = |outer: u32| {
            let rows = at(&self.state.groups, group);
            rows.map_or(&[][..], |rows| rows.ids(outer))
        };
        match self.plan.group(group).and_then(|group| group.outer) {
            None => ids(0).to_vec(),
            Some(around) => {
                let outer = self.rows_of(around, 0);
                outer.flat_map(|row| ids(row.id).iter().copied()).collect()
            }
        }
    }
}
