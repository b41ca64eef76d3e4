//! From what was said of a fact to what rules see of it.

use super::list::list;
use super::scope::{Scope, Tri, cause_of};
use super::state::{Cell, Finding, Input};
use crate::api::Severity;
use crate::plan::{FormatOf, at};
use std::sync::Arc;
use tongban_image::SlotKind;
use tongban_runtime::{Env as _, Reason, Unknowns, Value};

/// What follows for one fact from what was said of it.
#[derive(Debug)]
pub(crate) struct Settled {
    value: Value,
    findings: Vec<Finding>,
    effective: Value,
}

impl Settled {
    /// The same, seen and effective alike.
    fn as_is(value: Value) -> Self {
        Self {
            effective: value.clone(),
            value,
            findings: Vec::new(),
        }
    }

    /// Puts it into its cell: whether anything is otherwise than it was, and whether what rules see is.
    pub(crate) fn put(self, cell: &mut Cell) -> (bool, bool) {
        let changed = !same(&cell.effective, &self.effective);
        let moved = changed || cell.findings != self.findings || cell.value != self.value;
        cell.value = self.value;
        cell.findings = self.findings;
        cell.effective = self.effective;
        (moved, changed)
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

/// A fact's value, findings and effective value worked out anew.
pub(crate) fn settle(scope: &Scope<'_>, slot: u32) -> Option<Settled> {
    let row = scope.row_of(slot);
    let cell = scope.state.cell(scope.plan, slot, row)?;
    let planned = scope.plan.of(slot)?;
    let (value, findings) = match scope.plan.slot(slot)?.kind {
        SlotKind::Computed(node) => {
            let result = scope.state.result(scope.plan, node, row);
            return Some(Settled::as_is(result.cloned().unwrap_or_default()));
        }
        SlotKind::ApplicationDate => return Some(Settled::as_is(Value::Date(scope.as_of))),
        SlotKind::InsuredRegion => {
            let unknown = || Value::unknown(cause_of(scope, slot), Reason::NotAsked);
            return Some(Settled {
                value: scope.region.map_or(Value::Absent, Value::text),
                findings: Vec::new(),
                effective: scope.region.map_or_else(unknown, Value::text),
            });
        }
        SlotKind::Rows => (list(scope, slot), Vec::new()),
        SlotKind::Input => normalise(scope, &planned.format, cell),
    };
    let unknown = |reason| Unknowns::one(cause_of(scope, slot), reason);
    let field = scope.plan.field_of(slot);
    let required = field.map_or(Tri::No, |field| match field.required {
        Some(node) => scope.holds(Some(node)),
        None if field.optional => Tri::No,
        None => Tri::Yes,
    });
    let left_empty = || match &required {
        Tri::No => Value::Absent,
        Tri::Maybe(causes) => Value::Unknown(unknown(Reason::NotAsked).union(causes)),
        Tri::Yes | Tri::Fault(_) => Value::Unknown(unknown(Reason::NotAsked)),
    };
    let said = match &cell.entry.input {
        Input::Unknown(reason) => Value::Unknown(unknown(*reason)),
        Input::Untouched if planned.unasked => Value::Unknown(unknown(Reason::Unreachable)),
        Input::Untouched | Input::Known(_) if planned.rows.is_some() => {
            let rows = planned
                .rows
                .and_then(|group| at(&scope.state.groups, group));
            let none = rows.is_none_or(|rows| {
                let outer = scope.row_of(slot);
                rows.ids(outer).is_empty() && !rows.is_complete(outer)
            });
            // An optional group without rows counts as empty, as any optional field that nobody touched.
            if none && required == Tri::No {
                Value::list(Vec::new())
            } else {
                value.clone()
            }
        }
        _ if cell.is_wrong_with(&findings) => Value::Unknown(unknown(Reason::NotAsked)),
        Input::Known(_) => value.clone(),
        Input::Untouched | Input::Absent | Input::Wrong => left_empty(),
    };
    let visible = field.map_or(Tri::Yes, |field| scope.holds(field.visible));
    let effective = match visible {
        Tri::No => Value::Absent,
        Tri::Maybe(causes) => match said {
            Value::Absent => Value::Absent,
            said => Value::Unknown(
                said.causes()
                    .map_or_else(|| Arc::clone(&causes), |own| own.union(&causes)),
            ),
        },
        Tri::Yes | Tri::Fault(_) => said,
    };
    Some(Settled {
        value,
        findings,
        effective,
    })
}

/// Text with a format in the format's normal form, with its findings.
fn normalise(scope: &Scope<'_>, format: &FormatOf, cell: &Cell) -> (Value, Vec<Finding>) {
    let Input::Known(value) = &cell.entry.input else {
        return (Value::Absent, Vec::new());
    };
    let chosen = match format {
        FormatOf::Free => None,
        FormatOf::Always(format) => Some(*format),
        FormatOf::By(decider, cases) => {
            let value = scope.effective(*decider);
            cases
                .iter()
                .find(|(id, _)| Some(id.as_str()) == value.as_text())
                .map(|(_, format)| *format)
        }
    };
    if let Some(format) = chosen.and_then(|format| scope.format(format))
        && let Some(text) = value.as_text()
    {
        let result = format.check(text);
        let severity = |severity| match severity {
            tongban_runtime::Severity::Error => Severity::Error,
            tongban_runtime::Severity::Review => Severity::Review,
            _ => Severity::Hint,
        };
        let findings = result
            .findings
            .into_iter()
            .map(|finding| Finding {
                code: finding.code,
                severity: severity(finding.severity),
            })
            .collect();
        return (Value::text(&result.normalized), findings);
    }
    (value.clone(), Vec::new())
}
