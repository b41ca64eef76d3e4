//! The verdict and its complete list of reasons (一次性告知), in a stable order.
//!
//! Blocks, then what is missing or wrong by form order, then materials, then what is deferred, then what an officer
//! reviews. Unreachable registers, unpublished data and faults never change the verdict.

use super::material::How;
use super::words::{is_question, open_ended};
use crate::api::{Reason, Severity, Verdict, Violation};
use crate::plan::{at, indices};
use crate::session::{Place, Session, Tri};
use tongban_image::Level;
use tongban_runtime::SortedSet;

/// What stands in the way at one field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trouble {
    /// Where.
    pub place: Place,
    /// No answer though one is required.
    pub missing: bool,
    /// What is wrong or to be confirmed.
    pub violations: Vec<Violation>,
    /// Rows that are not confirmed complete.
    pub open: bool,
    /// Disputed by the person.
    pub disputed: bool,
    /// A register did not answer or data are not published.
    pub unanswered: bool,
    /// An officer looks at it.
    pub review: bool,
}

impl Session {
    /// What stands in the way at a field; none when nothing does.
    pub(crate) fn trouble(&self, number: u32, row: u32) -> Option<Trouble> {
        let field = at(&self.plan.item.fields, number)?;
        if matches!(
            self.scope()
                .at(Place {
                    slot: field.slot,
                    row
                })
                .holds(field.visible),
            Tri::No | Tri::Maybe(_)
        ) {
            return None;
        }
        let cell = self.state.cell(&self.plan, field.slot, row)?;
        let planned = self.plan.of(field.slot)?;
        let required = self.is_required(field, row);
        let violations: Vec<Violation> = self
            .violations(field, row, cell, required)
            .into_iter()
            .filter(|v| v.severity != Severity::Hint && v.code != "required")
            .collect();
        let rows = planned.rows.and_then(|group| at(&self.state.groups, group));
        let said = !matches!(
            cell.entry.input,
            crate::session::Input::Absent | crate::session::Input::Unknown(_)
        );
        let open = rows.is_some_and(|rows| {
            let some = !rows.ids(row).is_empty();
            !rows.is_complete(row) && (required || some) && said && !planned.unasked
        });
        let missing = !open && self.is_missing(field, cell, required);
        let unanswered = matches!(
            cell.entry.input,
            crate::session::Input::Unknown(
                tongban_runtime::Reason::Unreachable | tongban_runtime::Reason::NoData
            )
        );
        let disputed = cell.dispute.is_some();
        let review =
            disputed || unanswered || violations.iter().any(|v| v.severity == Severity::Review);
        let trouble = Trouble {
            place: Place {
                slot: field.slot,
                row,
            },
            missing,
            violations,
            open,
            disputed,
            unanswered,
            review,
        };
        (missing || open || review || !trouble.violations.is_empty()).then_some(trouble)
    }

    pub(crate) fn verdict_view(&self) -> Verdict {
        let mut reasons = Vec::new();
        let blocked = self.blocks(&mut reasons);
        let mut incomplete = self.field_reasons(&mut reasons);
        incomplete |= self.undecided(&mut reasons);
        incomplete |= self.material_reasons(&mut reasons);
        let deferred = self.deferred(&mut reasons);
        self.reviews(&mut reasons);
        let kind = match (blocked, incomplete, deferred) {
            (true, _, _) => "blocked",
            (false, true, _) => "incomplete",
            (false, false, true) => "ready-with-correction",
            (false, false, false) => "ready",
        };
        Verdict {
            kind: kind.to_owned(),
            text: self.say(&format!("verdict.{kind}"), &[]),
            reasons,
        }
    }

    fn blocks(&self, reasons: &mut Vec<Reason>) -> bool {
        let before = reasons.len();
        for condition in self
            .views
            .conditions
            .iter()
            .filter(|condition| condition.state == "not-met")
        {
            let message = condition.message.clone().unwrap_or_default();
            let message = match &condition.remedy {
                Some(remedy) => self.say("reason.remedy", &[open_ended(message), remedy.clone()]),
                None => message,
            };
            reasons.push(Reason {
                code: format!("condition:{}", condition.id),
                kind: "blocks".to_owned(),
                message,
                focus: condition.focus.clone(),
                basis: condition.basis.clone(),
            });
        }
        self.fired(reasons, "blocks", |level| level == Level::Block);
        reasons.len() > before
    }

    fn fired(&self, reasons: &mut Vec<Reason>, kind: &str, wanted: impl Fn(Level) -> bool) {
        for (number, view) in indices(&self.views.risks).zip(&self.views.risks) {
            let level = self.risk(number).map(|(risk, _)| risk.level);
            if view.state == "fired" && level.is_some_and(&wanted) {
                reasons.push(Reason {
                    code: format!("risk:{}", view.id),
                    kind: kind.to_owned(),
                    message: view.message.clone().unwrap_or_default(),
                    focus: view.focus.clone(),
                    basis: view.basis.clone(),
                });
            }
        }
    }

    /// Troubles in form order, those of hidden groups left out.
    fn troubles(&self) -> Vec<&Trouble> {
        let all = self.views.troubles.iter();
        let mut counted: Vec<_> = all
            .filter(|(_, trouble)| self.group_counts(trouble.place))
            .map(|((place, _), trouble)| ((*place, self.positions(trouble.place)), trouble))
            .collect();
        counted.sort_by_key(|(order, _)| *order);
        counted.into_iter().map(|(_, trouble)| trouble).collect()
    }

    fn field_reason(
        &self,
        place: Place,
        kind: &str,
        message: String,
        basis: Vec<crate::api::BasisView>,
    ) -> Reason {
        Reason {
            code: format!("field:{}", self.path(place, false)),
            kind: kind.to_owned(),
            message,
            focus: Some(self.path(place, true)),
            basis,
        }
    }

    fn field_reasons(&self, reasons: &mut Vec<Reason>) -> bool {
        let before = reasons.len();
        for trouble in self.troubles() {
            let place = trouble.place;
            let label = || self.named(place);
            if trouble.missing {
                let name = self.label(place);
                let key = if is_question(&name) {
                    "reason.missing-question"
                } else {
                    "reason.missing"
                };
                let message = self.say(key, &[name]);
                reasons.push(self.field_reason(place, "missing", message, Vec::new()));
            }
            for violation in trouble
                .violations
                .iter()
                .filter(|v| v.severity == Severity::Error)
            {
                let message = self.say("reason.correct", &[label(), violation.message.clone()]);
                reasons.push(self.field_reason(place, "correct", message, violation.basis.clone()));
            }
            if trouble.open {
                reasons.push(self.field_reason(
                    place,
                    "missing",
                    self.say("reason.complete", &[label()]),
                    Vec::new(),
                ));
            }
        }
        reasons.len() > before
    }

    /// What waits for an answer that no reason names yet.
    fn undecided(&self, reasons: &mut Vec<Reason>) -> bool {
        let mut found = false;
        let mut named: Option<SortedSet<String>> = None;
        for condition in self
            .views
            .conditions
            .iter()
            .filter(|condition| condition.state == "unknown")
        {
            let missing: Vec<_> = condition
                .because
                .iter()
                .filter(|because| because.reason == "not-asked")
                .collect();
            if missing.is_empty() {
                continue;
            }
            found = true;
            let named = named.get_or_insert_with(|| {
                let focuses = reasons.iter().filter_map(|reason| reason.focus.clone());
                focuses.collect()
            });
            if !missing.iter().any(|because| named.contains(&because.what)) {
                named.extend(missing.first().map(|because| because.what.clone()));
                let names: Vec<String> = missing
                    .iter()
                    .map(|because| self.quoted(because.name.clone()))
                    .collect();
                reasons.push(Reason {
                    code: format!("condition:{}", condition.id),
                    kind: "missing".to_owned(),
                    message: self.say(
                        "reason.undecided",
                        &[
                            condition.name.clone(),
                            names.join(&self.say("list.comma", &[])),
                        ],
                    ),
                    focus: missing.first().map(|because| because.what.clone()),
                    basis: condition.basis.clone(),
                });
            }
        }
        let waits = |because: &[crate::api::Because]| {
            because.iter().any(|because| because.reason == "not-asked")
        };
        found |= self
            .views
            .materials
            .iter()
            .any(|material| material.given.is_none() && waits(&material.because));
        found
    }

    fn material_reasons(&self, reasons: &mut Vec<Reason>) -> bool {
        let before = reasons.len();
        for material in self
            .views
            .materials
            .iter()
            .filter(|material| material.state == "needed" && material.given.is_none())
        {
            reasons.push(Reason {
                code: format!("material:{}", material.id),
                kind: "missing".to_owned(),
                message: self.say("material.missing", std::slice::from_ref(&material.name)),
                focus: Some(format!("material:{}", material.id)),
                basis: material.basis.clone(),
            });
        }
        reasons.len() > before
    }

    fn deferred(&self, reasons: &mut Vec<Reason>) -> bool {
        let before = reasons.len();
        for number in indices(&self.views.materials) {
            let Some(view) = at(&self.views.materials, number) else {
                continue;
            };
            if self.how(number) != Some(How::Deferred) || view.state == "not-needed" {
                continue;
            }
            let way = self
                .material(number)
                .and_then(|(material, _)| self.way(material, How::Deferred));
            let message = match way.as_ref().and_then(|way| self.due(way)) {
                Some(due) => self.say("material.deferred", &[view.name.clone(), self.date(due)]),
                None => {
                    let days = way.and_then(|way| way.due_working_days).unwrap_or_default();
                    self.say(
                        "material.deferred-open",
                        &[view.name.clone(), days.to_string()],
                    )
                }
            };
            reasons.push(Reason {
                code: format!("material:{}", view.id),
                kind: "deferred".to_owned(),
                message,
                focus: Some(format!("material:{}", view.id)),
                basis: view.basis.clone(),
            });
        }
        reasons.len() > before
    }

    fn reviews(&self, reasons: &mut Vec<Reason>) {
        for trouble in self.troubles().into_iter().filter(|trouble| trouble.review) {
            let place = trouble.place;
            for violation in trouble
                .violations
                .iter()
                .filter(|v| v.severity == Severity::Review)
            {
                let message = self.say(
                    "reason.review",
                    &[self.named(place), violation.message.clone()],
                );
                reasons.push(self.field_reason(place, "review", message, violation.basis.clone()));
            }
            if trouble.disputed {
                reasons.push(self.field_reason(
                    place,
                    "review",
                    self.say("reason.disputed", &[self.named(place)]),
                    Vec::new(),
                ));
            }
            if trouble.unanswered {
                reasons.push(self.field_reason(
                    place,
                    "review",
                    self.say("reason.unknown", &[self.named(place)]),
                    Vec::new(),
                ));
            }
        }
        self.fired(reasons, "review", |level| {
            matches!(level, Level::Review1 | Level::Review2)
        });
        for (number, view) in indices(&self.views.risks).zip(&self.views.risks) {
            let rule = self
                .risk(number)
                .and_then(|(risk, _)| self.risk_result(risk));
            if rule.is_some_and(|result| result.is_for_back_office()) {
                reasons.push(Reason {
                    code: format!("risk:{}", view.id),
                    kind: "review".to_owned(),
                    message: self.say("risk.unknown", std::slice::from_ref(&view.name)),
                    focus: None,
                    basis: view.basis.clone(),
                });
            }
        }
        for (number, view) in indices(&self.views.conditions).zip(&self.views.conditions) {
            if self.condition_result(number).is_for_back_office() {
                reasons.push(Reason {
                    code: format!("condition:{}", view.id),
                    kind: "review".to_owned(),
                    message: self.say("reason.unknown", std::slice::from_ref(&view.name)),
                    focus: None,
                    basis: view.basis.clone(),
                });
            }
        }
    }
}
