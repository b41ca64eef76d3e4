//! The questions worth asking now, best first: those that settle most, conditions before consequences, then the
//! required ones that no rule waits for, then what may be left empty; each by form order.
//!
//! A block stands whatever else is answered: it goes away only by another answer to a question that was asked. Then only
//! what the route or the deadline still waits for is asked, for the written decision; everything else may be answered,
//! and stays named by the verdict.

use crate::api::Next;
use crate::plan::{at, indices};
use crate::session::{Input, Place, Session, Tri};
use core::cmp::Reverse;
use tongban_image::NodeKind;
use tongban_runtime::{Reason, SortedMap, What, sorted};

/// How much an answer settles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    conditions: u32,
    results: u32,
}

impl Session {
    /// The questions worth asking now, best first.
    #[must_use]
    pub fn next(&self) -> Vec<Next> {
        let blocked = self.views.verdict.kind == "blocked";
        let weights = self.weights(blocked);
        let mut found = Vec::new();
        for (rank, number) in self.plan.form.iter().enumerate() {
            let Some(field) = at(&self.plan.item.fields, *number) else {
                continue;
            };
            let group = self.plan.of(field.slot).and_then(|slot| slot.group);
            let rows = group.map_or_else(|| vec![0], |group| self.rows_in_order(group));
            for (position, row) in rows.into_iter().enumerate() {
                let place = Place {
                    slot: field.slot,
                    row,
                };
                if !self.group_counts(place) {
                    continue;
                }
                let Some(class) = self.asks(place, *number) else {
                    continue;
                };
                let weight = weights.get(&place).copied().unwrap_or_default();
                let settles = weight.results;
                if blocked && settles == 0 {
                    continue;
                }
                let class = if settles > 0 { 0 } else { class };
                let order = (class, Reverse(weight), rank, position);
                let page =
                    at(&self.plan.page, *number).and_then(|page| at(&self.plan.item.pages, *page));
                found.push((
                    order,
                    Next {
                        path: self.path(place, true),
                        label: self.label(place),
                        page: page.map(|page| page.id.clone()).unwrap_or_default(),
                        settles,
                    },
                ));
            }
        }
        sorted::sort(&mut found, |(a, _), (b, _)| a.cmp(b));
        found.into_iter().map(|(_, next)| next).collect()
    }

    /// Whether a place is a question now: 1 required, 2 may be left empty.
    fn asks(&self, place: Place, number: u32) -> Option<u8> {
        let field = at(&self.plan.item.fields, number)?;
        let planned = self.plan.of(place.slot)?;
        let cell = self.state.cell(&self.plan, place.slot, place.row)?;
        let input = matches!(
            self.plan.slot(place.slot)?.kind,
            tongban_image::SlotKind::Input | tongban_image::SlotKind::Rows
        );
        if planned.unasked
            || !input
            || matches!(
                self.scope().at(place).holds(field.visible),
                Tri::No | Tri::Maybe(_)
            )
        {
            return None;
        }
        let required = self.is_required(field, place.row);
        if let Some(group) = planned.rows {
            let rows = at(&self.state.groups, group)?;
            let closed = rows.is_complete(place.row)
                || matches!(cell.entry.input, Input::Absent | Input::Unknown(_));
            return (!closed).then_some(if required || !rows.ids(place.row).is_empty() {
                1
            } else {
                2
            });
        }
        match cell.entry.input {
            Input::Known(_) if !cell.is_wrong() => None,
            Input::Unknown(Reason::Unreachable | Reason::NoData) => None,
            Input::Absent => required.then_some(1),
            _ => Some(if required { 1 } else { 2 }),
        }
    }

    /// For each unanswered fact, how many undecided results wait for it; only routes and deadlines once `blocked`.
    fn weights(&self, blocked: bool) -> SortedMap<Place, Weight> {
        let mut weights: SortedMap<Place, Weight> = SortedMap::new();
        for number in indices(&self.plan.item.nodes) {
            let Some(node) = at(&self.plan.item.nodes, number) else {
                continue;
            };
            let counts = match node.kind {
                NodeKind::Computed(_) | NodeKind::Check(..) => false,
                NodeKind::Route(_) | NodeKind::Deadline(_) => true,
                _ => !blocked,
            };
            if !counts {
                continue;
            }
            let group = self.plan.node_group(number);
            let rows = group.map_or_else(|| vec![0], |group| self.rows_in_order(group));
            for row in rows {
                let scope = self.scope().within(group, row);
                let Tri::Maybe(causes) = scope.holds(Some(number)) else {
                    continue;
                };
                for cause in causes
                    .iter()
                    .filter(|cause| cause.reason == Reason::NotAsked)
                {
                    let What::Fact { slot, row } = cause.what else {
                        continue;
                    };
                    let weight = weights.or_default(Place {
                        slot,
                        row: row.unwrap_or(0),
                    });
                    weight.results = weight.results.saturating_add(1);
                    if matches!(node.kind, NodeKind::Condition(_)) {
                        weight.conditions = weight.conditions.saturating_add(1);
                    }
                }
            }
        }
        weights
    }
}
