//! Why something is unknown, in words; and cited sources.

use crate::api::{BasisView, Because};
use crate::limits::MAX_BECAUSE;
use crate::plan::at;
use crate::session::{Place, Session, Tri};
use crate::wire::reason_id;
use tongban_image::BasisKind;
use tongban_runtime::{Cause, SortedSet, Unknowns, What};

impl Session {
    /// The causes of an unknown, in order, at most [`MAX_BECAUSE`].
    pub(crate) fn because(&self, causes: &Unknowns) -> Vec<Because> {
        let mut causes: Vec<Cause> = causes.iter().copied().collect();
        // In the order of the rows, which is not that of their ids once one was moved.
        causes.sort_by_cached_key(|cause| match cause.what {
            What::Fact { slot, row } => {
                let row = row.unwrap_or(0);
                (0, slot, self.positions(Place { slot, row }), cause.reason)
            }
            What::Parameter(id) => (1, id, [0; 2], cause.reason),
            What::CalendarYear(year) => (2, year.unsigned_abs(), [0; 2], cause.reason),
        });
        let mut found: Vec<Because> = causes.into_iter().map(|cause| self.cause(cause)).collect();
        found.dedup();
        found.truncate(MAX_BECAUSE);
        found
    }

    /// The causes of a rule's result; none when it is decided.
    pub(crate) fn because_of(&self, result: &Tri) -> Vec<Because> {
        if let Tri::Maybe(causes) = result {
            self.because(causes)
        } else {
            Vec::new()
        }
    }

    fn cause(&self, cause: Cause) -> Because {
        let (what, name) = match cause.what {
            What::Fact { slot, row } => {
                let place = Place {
                    slot,
                    row: row.unwrap_or(0),
                };
                (self.path(place, true), self.label(place))
            }
            What::Parameter(id) => {
                let id = at(&self.engine.image().parameters, id)
                    .map_or("", |parameter| parameter.id.as_str())
                    .to_owned();
                let name = self.say("because.parameter", std::slice::from_ref(&id));
                (id, name)
            }
            What::CalendarYear(year) => (
                format!("calendar:{year}"),
                self.say("because.calendar", &[year.to_string()]),
            ),
        };
        Because {
            what,
            name,
            reason: reason_id(cause.reason).to_owned(),
        }
    }

    /// The label of a fact: its field's own, or the dictionary's name; in a row with the row's number.
    pub(crate) fn label(&self, place: Place) -> String {
        let label = self.column(place.slot);
        let depth = self.plan.of(place.slot).map_or(0, |slot| slot.depth);
        let positions = self.positions(place);
        let around = positions.iter().take(usize::from(depth)).rev();
        around.fold(label, |label, position| {
            let number = position.saturating_add(1).to_string();
            self.say("reason.row", &[number, label])
        })
    }

    /// The label of a fact without its row.
    pub(crate) fn column(&self, slot: u32) -> String {
        let own = self.plan.field_of(slot).and_then(|field| field.label);
        let fact = self
            .plan
            .slot(slot)
            .and_then(|slot| at(&self.engine.image().facts, slot.fact));
        fact.map_or_else(String::new, |fact| {
            let label = self.engine.text_or(&self.language, own, fact.name);
            label.into_owned()
        })
    }

    /// Where the rows around a place stand among those beside them, from the outside in.
    pub(crate) fn positions(&self, place: Place) -> [u32; 2] {
        let group = self.plan.of(place.slot).and_then(|slot| slot.group);
        let Some(planned) = group.and_then(|group| self.plan.group(group)) else {
            return [0; 2];
        };
        let position = |group: Option<u32>, row: u32| {
            let rows = group.and_then(|group| at(&self.state.groups, group));
            let held = rows.and_then(|rows| rows.row(row));
            held.map_or(0, |row| row.position)
        };
        let rows = self.state.around(&self.plan, group, place.row);
        match planned.outer {
            None => [position(group, rows[0]), 0],
            outer => [position(outer, rows[0]), position(group, rows[1])],
        }
    }

    /// Cited sources, each once, in order.
    pub(crate) fn bases(&self, bases: impl IntoIterator<Item = u32>) -> Vec<BasisView> {
        let mut seen = SortedSet::new();
        bases
            .into_iter()
            .filter(|basis| seen.insert(*basis))
            .filter_map(|basis| self.basis(basis))
            .collect()
    }

    fn basis(&self, basis: u32) -> Option<BasisView> {
        let basis = at(&self.engine.image().bases, basis)?;
        let title = self.text(basis.title);
        let kind = match basis.kind {
            BasisKind::Law => "law",
            BasisKind::Regulation => "regulation",
            BasisKind::Local => "local",
            BasisKind::Practice => "practice",
            BasisKind::Unverified => "unverified",
        };
        let title = if basis.kind == BasisKind::Unverified {
            self.say("basis.unverified", &[title])
        } else {
            title
        };
        Some(BasisView {
            id: basis.id.clone(),
            kind: kind.to_owned(),
            title,
            text: basis.text.map(|text| self.text(text)),
        })
    }
}
