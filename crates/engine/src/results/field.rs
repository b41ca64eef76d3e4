//! Fields as they stand, with what is wrong with each.

use crate::api::{
    Choice, FieldChange, FieldView, Knowledge, RowChange, RowView, Severity, Violation, Widget,
};
use crate::plan::{at, index};
use crate::session::{Brief, Cell, Input, Place, Session, Tri};
use crate::wire;
use tongban_image::{FactKind, Field, Level, Sensitivity, SlotKind, Source};
use tongban_runtime::Reason;

impl Session {
    /// A field of the view, in a row (by id) or outside (0); a group with its rows.
    pub(crate) fn field_view(&self, number: u32, row: u32) -> Option<FieldView> {
        let field = at(&self.plan.item.fields, number)?;
        let now = self.field_change(number, row, false)?;
        let mut view = self.template(field)?;
        if let Some(group) = self.plan.of(field.slot)?.rows {
            let inner = self.plan.group(group)?;
            let rows = self.rows_of(group, row).map(|row| RowView {
                id: format!("r{}", row.id),
                fields: inner
                    .fields
                    .iter()
                    .filter_map(|field| self.field_view(*field, row.id))
                    .collect(),
            });
            view.rows = Some(rows.collect());
        }
        view.path = now.path;
        view.visible = now.visible;
        view.required = now.required;
        view.knowledge = now.knowledge;
        view.value = now.value;
        view.raw = now.raw;
        view.origin = now.origin;
        view.disputed = now.disputed;
        view.violations = now.violations;
        view.complete = now.complete;
        Some(view)
    }

    /// What can change of a field; with the rows of a group when they are all to be said.
    pub(crate) fn field_change(&self, number: u32, row: u32, whole: bool) -> Option<FieldChange> {
        let field = at(&self.plan.item.fields, number)?;
        let place = Place {
            slot: field.slot,
            row,
        };
        let cell = self.state.cell(&self.plan, field.slot, row)?;
        let planned = self.plan.of(field.slot)?;
        let Brief {
            visible,
            required,
            knowledge,
            origin,
        } = self.brief(field, row, cell)?;
        let value = wire::write(&cell.value).unwrap_or(crate::api::WireValue::Null);
        let typed = cell.entry.typed.clone().filter(|_| planned.rows.is_none());
        let mut change = FieldChange {
            path: self.path(place, true),
            visible,
            required,
            knowledge,
            raw: typed.filter(|typed| value.as_str() != Some(typed)),
            value,
            origin,
            disputed: cell.dispute.as_ref().map(|dispute| dispute.reason.clone()),
            violations: self.violations(field, row, cell, required),
            rows: None,
            complete: None,
        };
        if let Some(group) = planned.rows {
            let rows = at(&self.state.groups, group)?;
            change.complete = Some(rows.is_complete(row));
            let inner = self.plan.group(group).filter(|_| whole);
            change.rows = inner.map(|inner| {
                let said = |row: u32| {
                    let fields = inner.fields.iter();
                    fields.filter_map(move |field| self.field_change(*field, row, true))
                };
                let rows = rows.within(row).map(|row| RowChange {
                    id: format!("r{}", row.id),
                    fields: said(row.id).collect(),
                });
                rows.collect()
            });
        }
        Some(change)
    }

    /// The part of a field's change that every field has.
    pub(crate) fn brief(&self, field: &Field, row: u32, cell: &Cell) -> Option<Brief> {
        let scope = self.scope().at(Place {
            slot: field.slot,
            row,
        });
        let required = field
            .required
            .map(|node| scope.holds(Some(node)))
            .map_or(!field.optional, |said| {
                !matches!(said, Tri::No | Tri::Maybe(_))
            });
        Some(Brief {
            visible: !matches!(scope.holds(field.visible), Tri::No | Tri::Maybe(_)),
            required,
            knowledge: match self.plan.slot(field.slot)?.kind {
                SlotKind::Computed(_) | SlotKind::ApplicationDate | SlotKind::InsuredRegion => {
                    knowledge_of(&cell.effective)
                }
                _ => cell.knowledge(self.plan.of(field.slot)?.unasked),
            },
            origin: self.origin(field.slot, cell),
        })
    }

    /// Whether there may be something wrong or to be confirmed at a field that is no group.
    pub(crate) fn is_troubled(&self, field: &Field, row: u32, cell: &Cell, required: bool) -> bool {
        !cell.entry.problems.is_empty()
            || !cell.findings.is_empty()
            || (cell.entry.input == Input::Absent && self.is_missing(field, cell, required))
            || field.checks.iter().any(|check| {
                self.state.result(&self.plan, check.node, row)
                    == Some(&tongban_runtime::Value::Bool(false))
            })
    }

    fn origin(&self, slot: u32, cell: &Cell) -> Option<crate::api::Origin> {
        if matches!(self.plan.slot(slot)?.kind, SlotKind::Computed(_)) {
            return Some(crate::api::Origin::Computed);
        }
        (cell.entry.input != Input::Untouched).then_some(cell.origin)
    }

    pub(crate) fn is_required(&self, field: &Field, row: u32) -> bool {
        match field.required {
            Some(node) => !matches!(
                self.scope()
                    .at(Place {
                        slot: field.slot,
                        row
                    })
                    .holds(Some(node)),
                Tri::No | Tri::Maybe(_)
            ),
            None => !field.optional,
        }
    }

    /// A field without its value, as a group's columns are.
    fn template(&self, field: &Field) -> Option<FieldView> {
        let fact = at(&self.engine.image().facts, self.plan.slot(field.slot)?.fact)?;
        let hint = field.hint.or(fact.hint);
        let computed = matches!(
            self.plan.slot(field.slot)?.kind,
            SlotKind::Computed(_) | SlotKind::ApplicationDate | SlotKind::InsuredRegion
        );
        Some(FieldView {
            path: fact.id.clone(),
            fact: fact.id.clone(),
            label: self
                .engine
                .text_or(&self.language, field.label, fact.name)
                .into_owned(),
            hint: hint.map(|hint| self.text(hint)),
            widget: self.widget(field, &fact.kind)?,
            visible: true,
            required: !field.optional,
            read_only: field.read_only || computed,
            knowledge: Knowledge::NotAsked,
            value: crate::api::WireValue::Null,
            raw: None,
            origin: None,
            disputed: None,
            sources: fact.sources.iter().filter_map(source_id).collect(),
            violations: Vec::new(),
            sensitive: fact.sensitivity == Sensitivity::Sensitive,
            rows: None,
            complete: None,
        })
    }

    fn widget(&self, field: &Field, kind: &FactKind) -> Option<Widget> {
        Some(match kind {
            FactKind::Boolean => Widget::Boolean,
            FactKind::Number(domain) => Widget::Number {
                min: domain.min.clone(),
                max: domain.max.clone(),
                scale: domain.scale,
                unit: domain.unit.as_ref().map(|unit| self.unit(unit)),
            },
            FactKind::Text {
                max_chars, long, ..
            } => Widget::Text {
                max_chars: *max_chars,
                long: *long,
            },
            FactKind::Date { min, max } => Widget::Date {
                min: min.clone(),
                max: max.clone(),
            },
            FactKind::Enum(values) => Widget::Enum {
                options: values
                    .iter()
                    .map(|value| Choice {
                        id: value.id.clone(),
                        name: self.text(value.name),
                    })
                    .collect(),
            },
            FactKind::Region => {
                let regions = &self.engine.image().catalog.regions;
                Widget::Region {
                    options: regions
                        .iter()
                        .map(|region| Choice {
                            id: region.code.clone(),
                            name: self.text(region.name),
                        })
                        .collect(),
                }
            }
            FactKind::Group {
                min_rows, max_rows, ..
            } => {
                let group = self
                    .plan
                    .of(field.slot)?
                    .rows
                    .and_then(|group| self.plan.group(group))?;
                let columns = group
                    .fields
                    .iter()
                    .filter_map(|field| self.template(at(&self.plan.item.fields, *field)?))
                    .collect();
                Widget::Group {
                    columns,
                    min_rows: *min_rows,
                    max_rows: *max_rows,
                }
            }
        })
    }

    /// A unit in words, from the messages (`unit.month`), or its id.
    fn unit(&self, unit: &str) -> String {
        let key = format!("unit.{unit}");
        if self.engine.has_text(&key) {
            self.say(&key, &[])
        } else {
            unit.to_owned()
        }
    }

    /// Whether an answer is still missing: required, visible, and nobody said anything.
    pub(crate) fn is_missing(&self, field: &Field, cell: &Cell, required: bool) -> bool {
        let Some(planned) = self.plan.of(field.slot) else {
            return false;
        };
        if !matches!(
            self.plan.slot(field.slot).map(|slot| slot.kind),
            Some(SlotKind::Input | SlotKind::Rows)
        ) {
            return false;
        }
        required
            && match &cell.entry.input {
                Input::Untouched => !planned.unasked,
                Input::Absent | Input::Unknown(Reason::NotAsked) => true,
                Input::Known(_) | Input::Unknown(_) | Input::Wrong => false,
            }
    }

    /// What is wrong or to be confirmed at a field.
    pub(crate) fn violations(
        &self,
        field: &Field,
        row: u32,
        cell: &Cell,
        required: bool,
    ) -> Vec<Violation> {
        let mut found = Vec::new();
        let mut add = |code: String, severity: Severity, message: String| {
            found.push(Violation {
                code,
                severity,
                message,
                basis: Vec::new(),
            });
        };
        if cell.entry.input == Input::Absent && self.is_missing(field, cell, required) {
            add(
                "required".to_owned(),
                Severity::Error,
                self.say("violation.required", &[]),
            );
        }
        for problem in &cell.entry.problems {
            add(
                problem.code.to_owned(),
                Severity::Error,
                self.say(&format!("violation.{}", problem.code), &problem.args),
            );
        }
        for finding in &cell.findings {
            let code = format!("format.{}", finding.code);
            let key = format!("violation.{code}");
            let key = if self.engine.has_text(&key) {
                key.as_str()
            } else {
                "violation.format"
            };
            add(code, finding.severity, self.say(key, &[]));
        }
        if let Some((group, planned)) = self
            .plan
            .of(field.slot)
            .and_then(|slot| slot.rows)
            .and_then(|group| Some((group, self.plan.group(group)?)))
        {
            let rows = at(&self.state.groups, group);
            let complete = rows.is_some_and(|rows| rows.is_complete(row));
            let rows = index(rows.map_or(0, |rows| rows.ids(row).len()));
            if complete && rows < planned.min_rows && (required || rows > 0) {
                add(
                    "rows.min".to_owned(),
                    Severity::Error,
                    self.say("violation.rows.min", &[planned.min_rows.to_string()]),
                );
            }
        }
        let scope = self.scope().at(Place {
            slot: field.slot,
            row,
        });
        for check in &field.checks {
            let failed = self.state.result(&self.plan, check.node, row)
                == Some(&tongban_runtime::Value::Bool(false));
            if failed && matches!(cell.entry.input, Input::Known(_)) {
                found.push(Violation {
                    code: format!("check.{}", check.id),
                    severity: match check.level {
                        Level::Block => Severity::Error,
                        Level::Review1 | Level::Review2 => Severity::Review,
                        Level::Warn => Severity::Hint,
                    },
                    message: self.message(&check.message, &scope),
                    basis: self.bases(check.basis.iter().copied()),
                });
            }
        }
        found
    }
}

fn source_id(source: &Source) -> Option<String> {
    match source {
        Source::Asked => None,
        Source::Card(field) => Some(format!("card:{field}")),
        Source::Register { register, field } => Some(format!("register:{register}.{field}")),
    }
}

fn knowledge_of(value: &tongban_runtime::Value) -> Knowledge {
    use tongban_runtime::Value;
    match value {
        Value::Absent => Knowledge::Absent,
        Value::Unknown(causes) => match causes.iter().map(|cause| cause.reason).min() {
            Some(Reason::Unreachable) => Knowledge::Unreachable,
            Some(Reason::NoData) => Knowledge::NoData,
            Some(Reason::NotAsked) | None => Knowledge::NotAsked,
        },
        Value::Fault(_) => Knowledge::NoData,
        _ => Knowledge::Known,
    }
}
