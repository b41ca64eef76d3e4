//! The incremental sweep: what a changed fact reaches is computed again, in evaluation order, once.

use super::Session;
use super::scope::Scope;
use super::settle::settle;
use super::state::{Place, Row, State};
use crate::plan::{Plan, Watched, at, index, indices};
use std::collections::BTreeSet;
use std::sync::Arc;
use tongban_image::{NodeKind, WayKind};
use tongban_runtime::{Fuel, Value, eval};

/// Work that is still to do, and what it touched.
#[derive(Debug, Default)]
pub(crate) struct Sweep {
    /// Nodes to compute: place in the order, row id or 0.
    nodes: BTreeSet<(u32, u32)>,
    /// What views must be drawn again.
    pub touched: BTreeSet<Watched>,
    /// Groups whose rows came or went.
    pub reshaped: BTreeSet<u32>,
    /// Groups whose readers were told that rows changed: they wait until every row is worked out.
    told: BTreeSet<u32>,
    /// Some field's visibility changed.
    pub pages: bool,
}

impl Sweep {
    /// Everything, for a new session.
    pub(crate) fn all(session: &Session) -> Self {
        let plan = &session.plan;
        let mut sweep = Self {
            pages: true,
            ..Self::default()
        };
        for node in &plan.order {
            sweep.node(session, *node);
        }
        sweep.results(session);
        for (number, field) in plan.item.fields.iter().enumerate() {
            if field.group.is_none() {
                sweep
                    .touched
                    .insert(Watched::Field(crate::plan::index(number), 0));
            }
        }
        sweep
    }

    /// Every result is to be drawn.
    pub(crate) fn results(&mut self, session: &Session) {
        let item = &session.plan.item;
        self.touched
            .extend(indices(&item.conditions).map(Watched::Condition));
        self.touched.extend(indices(&item.risks).map(Watched::Risk));
        self.touched
            .extend(indices(&item.materials).map(Watched::Material));
        self.touched.extend([Watched::Route, Watched::Deadline]);
    }

    /// A material that another covers is drawn with it.
    pub(crate) fn covered(&mut self, plan: &Plan) {
        for (number, material) in plan.item.materials.iter().enumerate() {
            let follows = material.ways.iter().any(|way| match way.kind {
                WayKind::Covered(other) => self.touched.contains(&Watched::Material(other)),
                _ => false,
            });
            if follows {
                self.touched.insert(Watched::Material(index(number)));
            }
        }
    }

    /// A node must be computed, in all rows of its group.
    fn node(&mut self, session: &Session, node: u32) {
        let rank = at(&session.plan.rank, node).copied().unwrap_or(0);
        match session.plan.node_group(node) {
            None => {
                self.nodes.insert((rank, 0));
            }
            Some(group) => {
                for row in at(&session.state.groups, group)
                    .into_iter()
                    .flat_map(|rows| &rows.rows)
                {
                    self.nodes.insert((rank, row.id));
                }
            }
        }
    }

    /// All of a new row.
    pub(crate) fn new_row(&mut self, session: &mut Session, group: u32, row: u32) {
        let plan = Arc::clone(&session.plan);
        let Some(planned) = plan.group(group) else {
            return;
        };
        for node in &planned.nodes {
            self.nodes
                .insert((at(&plan.rank, *node).copied().unwrap_or(0), row));
        }
        for slot in &planned.cells {
            self.settle(session, Place { slot: *slot, row });
        }
        self.rows_changed(session, group);
        self.reshaped.insert(group);
    }

    /// A group's rows changed: its list is stale and its readers must run.
    pub(crate) fn rows_changed(&mut self, session: &mut Session, group: u32) {
        if let Some(rows) = session.state.groups.get_mut(group as usize) {
            rows.stale = true;
        }
        if !self.told.insert(group) {
            return;
        }
        let plan = Arc::clone(&session.plan);
        if let Some(slot) = plan.group(group).map(|group| group.slot) {
            self.readers(session, &plan, Place { slot, row: 0 });
            self.field(&plan, Place { slot, row: 0 });
        }
    }

    fn readers(&mut self, session: &Session, plan: &Plan, place: Place) {
        let Some(planned) = plan.of(place.slot) else {
            return;
        };
        for node in &planned.readers {
            if planned.group.is_some() {
                self.nodes
                    .insert((at(&plan.rank, *node).copied().unwrap_or(0), place.row));
            } else {
                self.node(session, *node);
            }
        }
    }

    fn field(&mut self, plan: &Plan, place: Place) {
        if let Some(field) = plan.of(place.slot).and_then(|slot| slot.field) {
            self.touched.insert(Watched::Field(field, place.row));
        }
    }

    /// Works a slot out anew and passes a change on to its readers.
    pub(crate) fn settle(&mut self, session: &mut Session, place: Place) {
        let plan = Arc::clone(&session.plan);
        let Some(new) = settle(&session.scope().in_row(place.row), place.slot) else {
            return;
        };
        let Some(cell) = session.state.cell_mut(&plan, place.slot, place.row) else {
            return;
        };
        let changed = !same(&cell.effective, &new.effective);
        *cell = new;
        let State { cells, frame, .. } = &mut session.state;
        let outside = plan.of(place.slot).filter(|slot| slot.group.is_none());
        if let Some(cell) = outside.and_then(|slot| at(cells, slot.cell)) {
            plan.codes.put(frame, place.slot, &cell.effective);
        }
        self.field(&plan, place);
        if changed {
            self.changed(session, &plan, place);
        }
    }

    fn changed(&mut self, session: &mut Session, plan: &Plan, place: Place) {
        self.readers(session, plan, place);
        let Some(planned) = plan.of(place.slot) else {
            return;
        };
        for watcher in &planned.watchers {
            match watcher {
                Watched::Field(field, _) => self.field_everywhere(session, plan, *field, place),
                other => {
                    self.touched.insert(*other);
                }
            }
        }
        for slot in planned.decides.clone() {
            let rows = match plan.of(slot).and_then(|slot| slot.group) {
                None => vec![0],
                Some(_) if place.row != 0 => vec![place.row],
                Some(group) => at(&session.state.groups, group)
                    .map(|rows| rows.rows.iter().map(|row| row.id).collect())
                    .unwrap_or_default(),
            };
            for row in rows {
                self.settle(session, Place { slot, row });
            }
        }
        if let Some(group) = planned.group {
            let rows = session.state.groups.get_mut(group as usize);
            if let Some(row) = rows.and_then(|rows| rows.row_mut(place.row)) {
                row.listed = None;
            }
            self.rows_changed(session, group);
        }
    }

    fn field_everywhere(&mut self, session: &Session, plan: &Plan, field: u32, place: Place) {
        let group = at(&plan.item.fields, field)
            .and_then(|field| field.group)
            .and_then(|slot| plan.of(slot)?.rows);
        match group {
            None => {
                self.touched.insert(Watched::Field(field, 0));
            }
            Some(_) if place.row != 0 => {
                self.touched.insert(Watched::Field(field, place.row));
            }
            Some(group) => {
                let rows = at(&session.state.groups, group)
                    .into_iter()
                    .flat_map(|rows| &rows.rows);
                self.touched
                    .extend(rows.map(|row: &Row| Watched::Field(field, row.id)));
            }
        }
    }

    /// Computes what is to be computed, in order.
    pub(crate) fn run(&mut self, session: &mut Session) {
        let plan = Arc::clone(&session.plan);
        while let Some((rank, row)) = self.nodes.first().copied() {
            let node = at(&plan.order, rank).copied();
            if let Some(node) = node {
                // Before it is taken off: a list built anew names its readers again.
                self.fresh_rows(session, &plan, node);
            }
            self.nodes.remove(&(rank, row));
            let Some(node) = node else { continue };
            let Some(result) = compute(&session.scope().in_row(row), node) else {
                continue;
            };
            let Some(held) = session.state.result_mut(&plan, node, row) else {
                continue;
            };
            if *held == result {
                continue;
            }
            *held = result;
            let Some(kind) = at(&plan.item.nodes, node).map(|node| node.kind) else {
                continue;
            };
            self.touched.extend(Watched::of(kind, row));
            self.pages |= matches!(kind, NodeKind::Visible(_));
            if let Some(slot) = plan.written_by(kind) {
                self.settle(session, Place { slot, row });
            }
        }
        for group in indices(&plan.groups) {
            self.fresh_group(session, &plan, group);
        }
    }

    /// Builds the lists of rows that a node reads.
    fn fresh_rows(&mut self, session: &mut Session, plan: &Plan, node: u32) {
        let Some(node) = at(&plan.item.nodes, node) else {
            return;
        };
        let program =
            at(&plan.item.programs, node.program).map_or(&[][..], |program| program.reads());
        for slot in node.reads.iter().chain(program) {
            if let Some(group) = plan.of(*slot).and_then(|slot| slot.rows) {
                self.fresh_group(session, plan, group);
            }
        }
    }

    fn fresh_group(&mut self, session: &mut Session, plan: &Plan, group: u32) {
        let Some(rows) = session.state.groups.get_mut(group as usize) else {
            return;
        };
        if !core::mem::take(&mut rows.stale) {
            return;
        }
        let Some(slot) = plan.group(group).map(|group| group.slot) else {
            return;
        };
        session.list_rows(group);
        // Its readers are already waiting: they were told when the rows changed.
        self.settle(session, Place { slot, row: 0 });
    }
}

/// Whether two values are the same; rows that did not change are shared by both lists.
fn same(held: &Value, new: &Value) -> bool {
    let row = |(held, new): (&Value, &Value)| match (held, new) {
        (Value::Context(held), Value::Context(new)) => Arc::ptr_eq(held, new) || held == new,
        _ => held == new,
    };
    match (held, new) {
        (Value::List(held), Value::List(new)) => {
            held.open == new.open
                && held.items.len() == new.items.len()
                && held.items.iter().zip(&new.items).all(row)
        }
        _ => held == new,
    }
}

fn compute(scope: &Scope<'_>, node: u32) -> Option<Value> {
    let number = at(&scope.plan.item.nodes, node)?.program;
    let program = at(&scope.plan.item.programs, number)?;
    if let Some(decided) = scope.plan.codes.decide(number, &scope.state.frame) {
        debug_assert_eq!(decided, eval(program, scope, &mut Fuel::default()));
        return Some(decided);
    }
    Some(eval(program, scope, &mut Fuel::default()))
}
