//! What a row would be found to be, were it in a group: for rosters, whose rows are not kept in a session.

use super::set::{Line, Store};
use super::settle::settle;
use super::state::{Entry, Input, Place};
use super::sweep::Sweep;
use super::sweep::compute;
use super::{Session, Tri};
use crate::api::{Origin, Severity, Violation};
use crate::plan::at;
use std::sync::Arc;
use tongban_runtime::Value;

/// A field of a row, as it stands.
#[derive(Debug)]
pub(crate) struct Probed {
    /// Its slot.
    pub slot: u32,
    /// What is wrong, to be confirmed or worth saying.
    pub violations: Vec<Violation>,
    /// No answer though one is required.
    pub missing: bool,
    /// What rules see.
    pub effective: Value,
}

impl Session {
    /// The fields of one row, alone in its group. Nothing of it stays, and nothing outside the row is computed.
    pub(crate) fn probe(&mut self, group: u32, entries: Vec<(u32, Entry)>) -> Vec<Probed> {
        let plan = Arc::clone(&self.plan);
        let Some(planned) = plan.group(group) else {
            return Vec::new();
        };
        let rows = self.state.groups.get_mut(group as usize);
        let Some(row) = rows.and_then(|rows| {
            rows.clear(0, true);
            rows.push(0, planned.cells.len(), planned.nodes.len())
        }) else {
            return Vec::new();
        };
        for (slot, entry) in entries {
            if let Some(cell) = self.state.cell_mut(&plan, slot, row) {
                cell.entry = entry;
            }
        }
        for slot in &planned.cells {
            self.settle_probed(*slot, row);
        }
        // In evaluation order: what a node reads was settled before.
        for node in &planned.nodes {
            let Some(result) = compute(self, &plan, *node, row) else {
                continue;
            };
            if let Some(held) = self.state.result_mut(&plan, *node, row) {
                *held = result;
            }
            let kind = at(&plan.item.nodes, *node).map(|node| node.kind);
            if let Some(slot) = kind.and_then(|kind| plan.written_by(kind)) {
                self.settle_probed(slot, row);
            }
        }
        let found = planned
            .fields
            .iter()
            .filter_map(|field| self.probed(*field, row))
            .collect();
        if let Some(rows) = self.state.groups.get_mut(group as usize) {
            rows.clear(0, true);
        }
        found
    }

    /// The fields of rows that stand together in their group, by row.
    pub(crate) fn probe_all(
        &mut self,
        group: u32,
        rows: Vec<Vec<(u32, Entry)>>,
    ) -> Vec<Vec<Probed>> {
        let plan = Arc::clone(&self.plan);
        let mut sweep = Sweep::default();
        let line = |(slot, entry)| (slot, Line::Entry(entry));
        let rows = rows
            .into_iter()
            .map(|row| row.into_iter().map(line).collect());
        let store = Store::Group(group, 0, Line::Rows(rows.collect()));
        self.store(&mut sweep, store, Origin::Asked);
        sweep.run(self);
        let ids: Vec<u32> = self.rows_of(group, 0).map(|row| row.id).collect();
        let fields = plan.group(group).map_or(&[][..], |group| &group.fields);
        let row = |row: u32| {
            let fields = fields.iter();
            fields
                .filter_map(|field| self.probed(*field, row))
                .collect()
        };
        ids.into_iter().map(row).collect()
    }

    /// What rules see of a fact outside rows.
    pub(crate) fn state_value(&self, slot: u32) -> Value {
        self.scope().effective(slot)
    }

    /// Settles a slot of the row, and those whose format it decides.
    fn settle_probed(&mut self, slot: u32, row: u32) {
        let plan = Arc::clone(&self.plan);
        let decides = plan.of(slot).map_or(&[][..], |slot| &slot.decides);
        for slot in core::iter::once(&slot).chain(decides) {
            let place = Place { slot: *slot, row };
            let settled = settle(&self.scope().at(place), place.slot);
            if let (Some(new), Some(cell)) =
                (settled, self.state.cell_mut(&plan, place.slot, place.row))
            {
                new.put(cell);
            }
        }
    }

    /// A field of a row as it stands; nothing is wrong with what is hidden.
    pub(crate) fn probed(&self, number: u32, row: u32) -> Option<Probed> {
        let field = at(&self.plan.item.fields, number)?;
        let cell = self.state.cell(&self.plan, field.slot, row)?;
        let scope = self.scope().at(Place {
            slot: field.slot,
            row,
        });
        let visible = scope.holds(field.visible);
        let mut probed = Probed {
            slot: field.slot,
            violations: Vec::new(),
            missing: false,
            effective: cell.effective.clone(),
        };
        if matches!(visible, Tri::No | Tri::Maybe(_)) {
            return Some(probed);
        }
        let required = self.is_required(field, row);
        probed.missing = self.is_missing(field, cell, required);
        probed.violations = self.violations(field, row, cell, required);
        if probed.missing && cell.entry.input == Input::Untouched {
            probed.violations.push(Violation {
                code: "required".to_owned(),
                severity: Severity::Error,
                message: self.say("violation.required", &[]),
                basis: Vec::new(),
            });
        }
        Some(probed)
    }
}
