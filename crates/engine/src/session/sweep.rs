//! The incremental sweep: what a changed fact reaches is computed again, in evaluation order, once.

use super::Session;
use super::settle::settle;
use super::state::{Place, State};
use super::totals::{Tally, answer, home, piece};
use crate::plan::{Codes, Plan, Watched, at, index, indices};
use core::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;
use tongban_image::{NodeKind, WayKind};
use tongban_runtime::{Fuel, Value, eval};

/// Work that is still to do, and what it touched.
#[derive(Debug, Default)]
pub(crate) struct Sweep {
    /// Nodes to compute, in their order, each with its row's id or 0.
    nodes: BinaryHeap<Reverse<(u32, u32)>>,
    /// What views must be drawn again; some named more than once.
    pub touched: Vec<Watched>,
    /// Groups whose rows came, went or moved, with the row of the outer group that they stand in.
    pub reshaped: BTreeSet<(u32, u32)>,
    /// Groups whose readers were told that rows changed: they wait until every row is worked out.
    told: BTreeSet<(u32, u32)>,
    /// Some field's visibility changed.
    pub pages: bool,
    /// Nobody asks what changed of the fields.
    pub silent: bool,
}

impl Sweep {
    /// Everything, for a new session.
    pub(crate) fn all(session: &Session) -> Self {
        let plan = &session.plan;
        let mut sweep = Self {
            pages: true,
            silent: true,
            ..Self::default()
        };
        for node in indices(&plan.item.nodes) {
            sweep.node(session, node);
        }
        sweep.results(session);
        for (number, field) in (0..).zip(&plan.item.fields) {
            let group = plan.of(field.slot).and_then(|slot| slot.group);
            let rows = group.map_or_else(|| vec![0], |group| session.rows_in_order(group));
            sweep
                .touched
                .extend(rows.into_iter().map(|row| Watched::Field(number, row)));
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
        let drawn = |touched: &Watched| matches!(touched, Watched::Material(_));
        if !self.touched.iter().any(drawn) {
            return;
        }
        for (number, material) in plan.item.materials.iter().enumerate() {
            let follows = material.ways.iter().any(|way| match way.kind {
                WayKind::Covered(other) => self.touched.contains(&Watched::Material(other)),
                _ => false,
            });
            if follows {
                self.touched.push(Watched::Material(index(number)));
            }
        }
    }

    /// A node must be computed, in all rows of its group.
    fn node(&mut self, session: &Session, node: u32) {
        match session.plan.node_group(node) {
            None => {
                self.nodes.push(Reverse((node, 0)));
            }
            Some(group) => {
                let rows = at(&session.state.groups, group);
                let all = rows.into_iter().flat_map(|rows| rows.all());
                self.nodes.extend(all.map(|row| Reverse((node, row.id))));
            }
        }
    }

    /// All of a new row.
    pub(crate) fn new_row(&mut self, session: &mut Session, group: u32, row: u32) {
        let plan = Arc::clone(&session.plan);
        let Some(planned) = plan.group(group) else {
            return;
        };
        self.nodes
            .extend(planned.nodes.iter().map(|node| Reverse((*node, row))));
        for slot in &planned.cells {
            self.settle(session, Place { slot: *slot, row });
        }
        let outer = session.state.around(&plan, Some(group), row);
        let outer = if planned.outer.is_some() { outer[0] } else { 0 };
        self.rows_changed(session, group, outer);
        self.reshaped.insert((group, outer));
    }

    /// Rows of a group changed, of those in one row of the outer group: their list is stale and its readers must run.
    pub(crate) fn rows_changed(&mut self, session: &mut Session, group: u32, outer: u32) {
        if let Some(rows) = session.state.groups.get_mut(group as usize) {
            rows.loosen(outer).stale = true;
        }
        if !self.told.insert((group, outer)) {
            return;
        }
        let plan = Arc::clone(&session.plan);
        let Some(planned) = plan.group(group) else {
            return;
        };
        let place = Place {
            slot: planned.slot,
            row: outer,
        };
        self.readers(session, &plan, place);
        if let Some(around) = planned.outer {
            // The list is a fact of the outer row.
            self.listed_anew(session, around, outer);
        }
    }

    /// A row is to be written out again in its group's list.
    fn listed_anew(&mut self, session: &mut Session, group: u32, row: u32) {
        let rows = session.state.groups.get_mut(group as usize);
        let Some(held) = rows.and_then(|rows| rows.row_mut(row)) else {
            return;
        };
        held.listed = None;
        let outer = held.outer;
        let plan = Arc::clone(&session.plan);
        let Some(planned) = plan.group(group) else {
            return;
        };
        if let (Some(rows), false) = (
            session.state.groups.get_mut(group as usize),
            planned.totals.is_empty(),
        ) {
            rows.loosen(outer).dirty.push(row);
        }
        if planned.listed {
            self.rows_changed(session, group, outer);
            return;
        }
        // The first rule that reads the list works its totals out; those that changed tell the others.
        let slot = plan.of(planned.slot);
        let first = slot.and_then(|slot| slot.readers.first());
        self.nodes.extend(first.map(|node| Reverse((*node, outer))));
        if let Some(around) = planned.outer {
            self.listed_anew(session, around, outer);
        }
    }

    fn readers(&mut self, session: &Session, plan: &Plan, place: Place) {
        let Some(planned) = plan.of(place.slot) else {
            return;
        };
        for node in &planned.readers {
            match plan.node_group(*node) {
                own if own == planned.group => {
                    self.nodes.push(Reverse((*node, place.row)));
                }
                // A row's fact is read by the rows that stand in it.
                Some(inner) if place.row != 0 => {
                    let rows = at(&session.state.groups, inner);
                    let ids = rows.map_or(&[][..], |rows| rows.ids(place.row));
                    self.nodes
                        .extend(ids.iter().map(|id| Reverse((*node, *id))));
                }
                _ => self.node(session, *node),
            }
        }
    }

    /// A field is to be said anew.
    pub(crate) fn field(&mut self, plan: &Plan, place: Place) {
        if let Some(field) = plan.of(place.slot).and_then(|slot| slot.field) {
            self.touched.push(Watched::Field(field, place.row));
        }
    }

    /// Works a slot out anew and passes a change on to its readers.
    pub(crate) fn settle(&mut self, session: &mut Session, place: Place) {
        let plan = Arc::clone(&session.plan);
        let Some(new) = settle(&session.scope().at(place), place.slot) else {
            return;
        };
        let Some(cell) = session.state.cell_mut(&plan, place.slot, place.row) else {
            return;
        };
        let (moved, changed) = new.put(cell);
        let State { cells, frame, .. } = &mut session.state;
        let outside = plan.of(place.slot).filter(|slot| slot.group.is_none());
        if let Some(cell) = outside.and_then(|slot| at(cells, slot.cell)) {
            plan.codes.put(frame, place.slot, &cell.effective);
        }
        // What a group's field shows does not hang on what its rows say.
        if moved && plan.of(place.slot).is_some_and(|slot| slot.rows.is_none()) {
            self.field(&plan, place);
        }
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
                    self.touched.push(*other);
                }
            }
        }
        for slot in &planned.decides {
            for row in rows_reached(session, plan, *slot, place) {
                self.settle(session, Place { slot: *slot, row });
            }
        }
        for total in &planned.totals {
            let Some(total) = at(&plan.totals.list, *total) else {
                continue;
            };
            let rows = session.state.groups.get_mut(total.group as usize);
            if let Some(rows) = rows {
                let outers = match place.row {
                    0 => rows.outers(),
                    row => vec![row],
                };
                outers
                    .into_iter()
                    .for_each(|outer| rows.loosen(outer).all_dirty = true);
            }
        }
        if let Some(group) = planned.rows {
            // Its totals hang on whether it is shown, and known to be complete.
            if let Some(rows) = session.state.groups.get_mut(group as usize) {
                rows.loosen(place.row);
            }
        }
        if let Some(group) = planned.group {
            self.listed_anew(session, group, place.row);
        }
    }

    fn field_everywhere(&mut self, session: &Session, plan: &Plan, field: u32, place: Place) {
        let Some(slot) = at(&plan.item.fields, field).map(|field| field.slot) else {
            return;
        };
        let rows = rows_reached(session, plan, slot, place);
        self.touched
            .extend(rows.into_iter().map(|row| Watched::Field(field, row)));
    }

    /// Computes what is to be computed, in order.
    pub(crate) fn run(&mut self, session: &mut Session) {
        let plan = Arc::clone(&session.plan);
        while let Some(Reverse((node, row))) = self.nodes.peek().copied() {
            // Before it is taken off: a list built anew names its readers again.
            self.fresh_rows(session, &plan, node, row);
            while self.nodes.peek() == Some(&Reverse((node, row))) {
                self.nodes.pop();
            }
            let Some(result) = compute(session, &plan, node, row) else {
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
            let rows = session.state.groups.get_mut(group as usize);
            let loose = rows.map(super::state::Rows::take_loose);
            for outer in loose.unwrap_or_default() {
                self.fresh_group(session, &plan, group, outer);
                self.fresh_totals(session, &plan, group, outer);
            }
        }
    }

    /// Builds the lists of rows that a node reads.
    fn fresh_rows(&mut self, session: &mut Session, plan: &Plan, node: u32, row: u32) {
        let group = plan.node_group(node);
        let Some(node) = at(&plan.item.nodes, node) else {
            return;
        };
        let program =
            at(&plan.item.programs, node.program).map_or(&[][..], |program| program.reads());
        for slot in node.reads.iter().chain(program) {
            if let Some(read) = plan.of(*slot).and_then(|slot| slot.rows) {
                let outer = session.scope().within(group, row).row_of(*slot);
                self.fresh_group(session, plan, read, outer);
                self.fresh_totals(session, plan, read, outer);
            }
        }
    }

    /// Works out what rows that changed say to the totals of their group; those that change are told.
    fn fresh_totals(&mut self, session: &mut Session, plan: &Plan, group: u32, outer: u32) {
        let Some(planned) = plan.group(group) else {
            return;
        };
        let Some(rows) = session.state.groups.get_mut(group as usize) else {
            return;
        };
        let listing = rows.listing(outer);
        if planned.totals.is_empty() || core::mem::replace(&mut listing.settled, true) {
            return;
        }
        let mut dirty = core::mem::take(&mut listing.dirty);
        if core::mem::take(&mut listing.all_dirty) {
            dirty.clone_from(&listing.order);
        }
        dirty.sort_unstable();
        dirty.dedup();
        let part = |total: u32| at(&plan.totals.list, total).map(|total| &total.part);
        for id in dirty {
            for inner in plan.inner(group) {
                self.fresh_group(session, plan, inner, id);
                self.fresh_totals(session, plan, inner, id);
            }
            let scope = session.scope().within(Some(group), id);
            let totals = planned.totals.iter().filter_map(|total| part(*total));
            let pieces = totals.map(|part| piece(&scope, part)).collect();
            if let Some(rows) = session.state.groups.get_mut(group as usize) {
                rows.say(id, pieces);
            }
        }
        let place = home(planned.slot, outer);
        for (at_group, number) in planned.totals.iter().enumerate() {
            let Some(total) = at(&plan.totals.list, *number) else {
                continue;
            };
            let scope = session.scope().at(place);
            let Some(rows) = at(&session.state.groups, group) else {
                return;
            };
            let none = Tally::default();
            let tally = rows.tally(outer, at_group).unwrap_or(&none);
            let value = answer(&scope, group, &total.part, tally);
            if rows.total(outer, *number) == Some(&value) {
                continue;
            }
            if let Some(rows) = session.state.groups.get_mut(group as usize) {
                rows.listing(outer).totals.insert(*number, value);
            }
            self.nodes
                .extend(total.readers.iter().map(|node| Reverse((*node, outer))));
            let watchers = plan.of(planned.slot).map_or(&[][..], |slot| &slot.watchers);
            for watcher in watchers {
                match watcher {
                    Watched::Field(field, _) => self.field_everywhere(session, plan, *field, place),
                    other => {
                        self.touched.push(*other);
                    }
                }
            }
        }
    }

    fn fresh_group(&mut self, session: &mut Session, plan: &Plan, group: u32, outer: u32) {
        let Some(rows) = session.state.groups.get_mut(group as usize) else {
            return;
        };
        if !core::mem::take(&mut rows.listing(outer).stale) {
            return;
        }
        let Some(slot) = plan.group(group).map(|group| group.slot) else {
            return;
        };
        // Lists within its rows first.
        for inner in plan.inner(group) {
            let rows = at(&session.state.groups, group);
            for id in rows.map_or(&[][..], |rows| rows.ids(outer)).to_vec() {
                self.fresh_group(session, plan, inner, id);
            }
        }
        session.list_rows(group, outer);
        // Its readers are already waiting: they were told when the rows changed.
        self.settle(session, Place { slot, row: outer });
    }
}

/// The rows in which a slot sees what stands at a place: its own row, those within it, or all.
fn rows_reached(session: &Session, plan: &Plan, slot: u32, place: Place) -> Vec<u32> {
    let (Some(own), Some(from)) = (plan.of(slot), plan.of(place.slot)) else {
        return Vec::new();
    };
    let Some(group) = own.group else {
        return vec![0];
    };
    if own.group == from.group {
        return vec![place.row];
    }
    let Some(rows) = at(&session.state.groups, group) else {
        return Vec::new();
    };
    if place.row == 0 {
        rows.all().iter().map(|row| row.id).collect()
    } else {
        rows.ids(place.row).to_vec()
    }
}

/// What a node says, in a row of its group or outside any (0).
pub(super) fn compute(session: &mut Session, plan: &Plan, node: u32, row: u32) -> Option<Value> {
    let number = at(&plan.item.nodes, node)?.program;
    let program = plan.program(number)?;
    let group = plan.node_group(node);
    let reads = match plan.codes.code(number) {
        Some(_) if group.is_some() => program.reads(),
        _ => &[],
    };
    let inside = |slot: &&u32| plan.of(**slot).is_some_and(|slot| slot.group.is_some());
    let rows = session.scope().within(group, row).rows;
    // The row's facts stand in the frame while its rule is decided.
    for slot in reads.iter().filter(inside) {
        let value = session.scope().in_rows(rows).effective(*slot);
        plan.codes.put(&mut session.state.frame, *slot, &value);
    }
    let decided = plan.codes.decide(number, &session.state.frame);
    for slot in reads.iter().filter(inside) {
        Codes::clear(&mut session.state.frame, *slot);
    }
    let scope = session.scope().in_rows(rows);
    if let Some(decided) = decided {
        debug_assert_eq!(decided, eval(program, &scope, &mut Fuel::default()));
        return Some(decided);
    }
    Some(eval(program, &scope, &mut Fuel::default()))
}
