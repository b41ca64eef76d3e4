//! Repeat groups: rows with stable ids; open until confirmed complete.

use super::Session;
use super::set::too_many;
use super::state::{Cell, Entry, Input, Place, Row, Rows};
use super::sweep::Sweep;
use crate::EngineError;
use crate::api::{Changes, Diagnostic, Origin};
use crate::plan::at;
use std::sync::Arc;
use tongban_runtime::Value;

impl Session {
    /// Adds an empty row to a group and returns its stable id; the group is open again.
    ///
    /// # Errors
    /// `path.group`, `rows.too-many`.
    pub fn add_row(&mut self, group: &str) -> Result<(String, Changes), EngineError> {
        let group = self.plan.group_named(group)?;
        let most = self.plan.group(group).map_or(0, |group| group.max_rows);
        let mut sweep = Sweep::default();
        let id = self
            .push_row(&mut sweep, group, Vec::new(), Origin::Asked)
            .ok_or_else(|| too_many(most))?;
        self.touch_group(&mut sweep, group, false);
        Ok((format!("r{id}"), self.finish(sweep)))
    }

    /// Removes a row.
    ///
    /// # Errors
    /// `path.group`, `path.row`.
    pub fn remove_row(&mut self, group: &str, row: &str) -> Result<Changes, EngineError> {
        let group = self.plan.group_named(group)?;
        let id = row.strip_prefix('r').and_then(|id| id.parse::<u32>().ok());
        let rows = self.state.groups.get_mut(group as usize);
        let position = rows
            .as_ref()
            .zip(id)
            .and_then(|(rows, id)| rows.position(id));
        let (Some(rows), Some(position)) = (rows, position) else {
            return Err(Diagnostic::error("path.row", "there is no such row")
                .with_help("use the id that adding the row gave"));
        };
        rows.rows.remove(position);
        let complete = rows.complete;
        let mut sweep = Sweep::default();
        sweep.reshaped.insert(group);
        self.touch_group(&mut sweep, group, complete);
        Ok(self.finish(sweep))
    }

    /// Says that a group's rows are all there, or that more may come.
    ///
    /// # Errors
    /// `path.group`.
    pub fn confirm(&mut self, group: &str, complete: bool) -> Result<Changes, EngineError> {
        let group = self.plan.group_named(group)?;
        let mut sweep = Sweep::default();
        self.touch_group(&mut sweep, group, complete);
        Ok(self.finish(sweep))
    }

    /// Notes that a group was worked on and whether its rows are complete.
    pub(super) fn touch_group(&mut self, sweep: &mut Sweep, group: u32, complete: bool) {
        let plan = Arc::clone(&self.plan);
        let mut none = false;
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            rows.complete = complete;
            none = rows.rows.is_empty() && !complete;
        }
        if let Some(slot) = plan.group(group).map(|group| group.slot) {
            if let Some(cell) = self.state.cell_mut(&plan, slot, 0) {
                // No rows, and more may come: as if nobody had touched it.
                cell.entry.input = if none {
                    Input::Untouched
                } else {
                    Input::Known(Value::Absent)
                };
                cell.origin = Origin::Asked;
            }
            sweep.rows_changed(self, group);
        }
    }

    /// Appends a row with what is said of its slots; none beyond the group's limit.
    pub(super) fn push_row(
        &mut self,
        sweep: &mut Sweep,
        group: u32,
        entries: Vec<(u32, Entry)>,
        origin: Origin,
    ) -> Option<u32> {
        let plan = Arc::clone(&self.plan);
        let planned = plan.group(group)?;
        let rows: &mut Rows = self.state.groups.get_mut(group as usize)?;
        if rows.rows.len() >= planned.max_rows as usize {
            return None;
        }
        let id = rows.last.checked_add(1)?;
        rows.last = id;
        let mut cells = vec![Cell::default(); planned.cells.len()];
        for (slot, entry) in entries {
            let place = plan.of(slot).map(|slot| slot.cell as usize);
            if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                cell.entry = entry;
                cell.origin = origin;
            }
        }
        rows.rows.push(Row {
            id,
            cells,
            results: vec![Value::Absent; planned.nodes.len()],
            listed: None,
        });
        // A row always makes the group one that was worked on.
        if let Some(cell) = self.state.cell_mut(&plan, planned.slot, 0)
            && !matches!(cell.entry.input, Input::Known(_))
        {
            cell.entry.input = Input::Known(Value::Absent);
        }
        sweep.new_row(self, group, id);
        Some(id)
    }

    /// Takes all rows away.
    pub(super) fn clear_rows(
        &mut self,
        sweep: &mut Sweep,
        group: u32,
        input: Input,
        origin: Origin,
    ) {
        let plan = Arc::clone(&self.plan);
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            rows.rows.clear();
            rows.complete = false;
        }
        let Some(slot) = plan.group(group).map(|group| group.slot) else {
            return;
        };
        if let Some(cell) = self.state.cell_mut(&plan, slot, 0) {
            cell.entry.input = input;
            cell.origin = origin;
        }
        sweep.reshaped.insert(group);
        sweep.rows_changed(self, group);
        sweep.settle(self, Place { slot, row: 0 });
    }

    /// Rows of a group.
    pub(crate) fn rows_of(&self, group: u32) -> &[Row] {
        at(&self.state.groups, group).map_or(&[][..], |rows| &rows.rows)
    }
}
