//! Why something is unknown, in words; and cited sources.

use crate::api::{BasisView, Because};
use crate::limits::MAX_BECAUSE;
use crate::plan::at;
use crate::session::{Place, Session, Tri};
use crate::wire::reason_id;
use std::collections::BTreeSet;
use tongban_image::BasisKind;
use tongban_runtime::{Cause, Unknowns, What};

impl Session {
    /// The causes of an unknown, in order, at most [`MAX_BECAUSE`].
    pub(crate) fn because(&self, causes: &Unknowns) -> Vec<Because> {
        let mut found: Vec<Because> = causes.iter().map(|cause| self.cause(*cause)).collect();
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
        let own = self.plan.field_of(place.slot).and_then(|field| field.label);
        let Some(fact) = self
            .plan
            .slot(place.slot)
            .and_then(|slot| at(&self.engine.image().facts, slot.fact))
        else {
            return String::new();
        };
        let label = self
            .engine
            .text_or(&self.language, own, fact.name)
            .into_owned();
        let group = self.plan.of(place.slot).and_then(|slot| slot.group);
        match group.and_then(|group| at(&self.state.groups, group)?.position(place.row)) {
            Some(position) => self.say(
                "reason.row",
                &[position.saturating_add(1).to_string(), label],
            ),
            None => label,
        }
    }

    /// Cited sources, each once, in order.
    pub(crate) fn bases(&self, bases: impl IntoIterator<Item = u32>) -> Vec<BasisView> {
        let mut seen = BTreeSet::new();
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
