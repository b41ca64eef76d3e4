//! The rows of a group as rules see them: a list of contexts by fact id, open until confirmed complete.
//!
//! A row is written out again only after one of its facts changed; the others are shared with the list before.

use super::Session;
use super::scope::{Scope, cause_of};
use super::state::Row;
use crate::engine::Engine;
use crate::plan::{Plan, at};
use std::sync::Arc;
use tongban_image::SlotKind;
use tongban_runtime::{List, Reason, Unknowns, Value};

/// The ids of a group's facts, in cell order.
pub(super) fn names(engine: &Engine, plan: &Plan, group: u32) -> Vec<Arc<str>> {
    let cells = plan.group(group).map_or(&[][..], |group| &group.cells);
    let facts = &engine.image().facts;
    let id = |slot: &u32| plan.slot(*slot).and_then(|slot| at(facts, slot.fact));
    cells
        .iter()
        .map(|slot| Arc::from(id(slot).map_or("", |fact| fact.id.as_str())))
        .collect()
}

pub(super) fn context(names: &[Arc<str>], row: &Row) -> Value {
    let facts = names.iter().zip(&row.cells);
    Value::context(facts.map(|(name, cell)| (Arc::clone(name), cell.effective.clone())))
}

/// Whether a slot is answered; what is computed, or holds rows of its own, may be a fault or hold one.
fn is_answered(plan: &Plan, slot: u32) -> bool {
    plan.slot(slot)
        .is_some_and(|slot| slot.kind == SlotKind::Input)
}

/// The list of the group that a slot is, in the row where it stands.
pub(super) fn list(scope: &Scope<'_>, slot: u32) -> Value {
    let Some(group) = scope.plan.of(slot).and_then(|slot| slot.rows) else {
        return Value::Absent;
    };
    let Some(rows) = at(&scope.state.groups, group) else {
        return Value::Absent;
    };
    let outer = scope.row_of(slot);
    let open = (!rows.is_complete(outer)).then(|| {
        let more = Unknowns::one(cause_of(scope, slot), Reason::NotAsked);
        let cells = scope
            .plan
            .group(group)
            .map_or(&[][..], |group| &group.cells);
        if cells.iter().all(|cell| is_answered(scope.plan, *cell)) {
            more
        } else {
            more.faulting()
        }
    });
    if scope.plan.group(group).is_some_and(|group| !group.listed) {
        // Only totals are asked for, and whether there is a list.
        let items = Vec::new();
        return Value::List(Arc::new(List { items, open }));
    }
    let names = names(scope.engine, scope.plan, group);
    let listed = |row: &Row| row.listed.clone().unwrap_or_else(|| context(&names, row));
    Value::List(Arc::new(List {
        items: rows.within(outer).map(listed).collect(),
        open,
    }))
}

impl Session {
    /// Writes out the rows of a group that changed, of those in one row of the outer group.
    pub(super) fn list_rows(&mut self, group: u32, outer: u32) {
        if self.plan.group(group).is_some_and(|group| !group.listed) {
            return;
        }
        let names = names(&self.engine, &self.plan, group);
        let Some(rows) = self.state.groups.get_mut(group as usize) else {
            return;
        };
        for id in rows.ids(outer).to_vec() {
            if let Some(row) = rows.row_mut(id)
                && row.listed.is_none()
            {
                row.listed = Some(context(&names, row));
            }
        }
    }
}
