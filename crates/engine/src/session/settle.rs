//! From what was said of a fact to what rules see of it.

use super::list::list;
use super::scope::{Scope, Tri, cause_of};
use super::state::{Cell, Finding, Input};
use crate::api::Severity;
use crate::plan::{FormatOf, at};
use std::sync::Arc;
use tongban_image::SlotKind;
use tongban_runtime::{Env as _, Reason, Unknowns, Value};

/// A cell with its value, findings and effective value worked out anew.
pub(crate) fn settle(scope: &Scope<'_>, slot: u32) -> Option<Cell> {
    let mut cell = scope
        .state
        .cell(scope.plan, slot, scope.row_of(slot))?
        .clone();
    let planned = scope.plan.of(slot)?;
    match scope.plan.slot(slot)?.kind {
        SlotKind::Computed(node) => {
            cell.value = scope
                .state
                .result(scope.plan, node, scope.row_of(slot))
                .cloned()
                .unwrap_or_default();
            cell.effective = cell.value.clone();
            return Some(cell);
        }
        SlotKind::ApplicationDate => {
            cell.value = Value::Date(scope.as_of);
            cell.effective = cell.value.clone();
            return Some(cell);
        }
        SlotKind::InsuredRegion => {
            cell.value = scope.region.map_or(Value::Absent, Value::text);
            let unknown = || Value::unknown(cause_of(scope, slot), Reason::NotAsked);
            cell.effective = scope.region.map_or_else(unknown, Value::text);
            return Some(cell);
        }
        SlotKind::Rows => cell.value = list(scope, slot),
        SlotKind::Input => normalise(scope, &planned.format, &mut cell),
    }
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
                cell.value.clone()
            }
        }
        _ if cell.is_wrong() => Value::Unknown(unknown(Reason::NotAsked)),
        Input::Known(_) => cell.value.clone(),
        Input::Untouched | Input::Absent | Input::Wrong => left_empty(),
    };
    let visible = field.map_or(Tri::Yes, |field| scope.holds(field.visible));
    cell.effective = match visible {
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
    Some(cell)
}

/// Text with a format in the format's normal form, with its findings.
fn normalise(scope: &Scope<'_>, format: &FormatOf, cell: &mut Cell) {
    cell.findings.clear();
    let Input::Known(value) = &cell.entry.input else {
        cell.value = Value::Absent;
        return;
    };
    cell.value = value.clone();
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
        cell.findings = result
            .findings
            .into_iter()
            .map(|finding| Finding {
                code: finding.code,
                severity: severity(finding.severity),
            })
            .collect();
        cell.value = Value::text(&result.normalized);
    }
}
