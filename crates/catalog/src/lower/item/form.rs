//! Pages, fields and their rules.

use super::ItemLowering;
use crate::authored::{Fact, FactType, Field, Required};
use crate::problem::{Noun, Problem};
use tongban_image as image;

impl ItemLowering<'_, '_> {
    /// Lays the form out: every field gets its slot and its number, in the order of the pages.
    pub(super) fn pages(&mut self) -> Vec<image::Page> {
        let item = self.item;
        self.unique(
            Noun::new("页", "page"),
            item.form.iter().map(|page| &page.id),
        );
        let mut pages = Vec::new();
        for page in &item.form {
            let mut sections = Vec::new();
            for section in &page.sections {
                let mut fields = Vec::new();
                for field in &section.fields {
                    if let Some(number) = self.field(field, None) {
                        fields.push(number);
                        self.columns(field);
                    }
                }
                sections.push(image::Section {
                    title: section.title.as_ref().map(|text| self.to.texts.text(text)),
                    fields,
                });
            }
            pages.push(image::Page {
                id: page.id.value.clone(),
                title: self.to.texts.text(&page.title),
                sections,
            });
        }
        pages
    }

    fn columns(&mut self, field: &Field) {
        let shared = self.slots.shared;
        let Some(group) = shared.names.facts.get(&field.fact.value) else {
            return;
        };
        let Some(Fact {
            kind: FactType::Group { fields, .. },
            ..
        }) = shared.authored.facts.get(group)
        else {
            if let Some(column) = field.columns.first() {
                self.to.findings.error(
                    column.fact.at,
                    &Problem::ColumnsOfNoGroup {
                        fact: &field.fact.value,
                    },
                );
            }
            return;
        };
        for column in &field.columns {
            if !fields.iter().any(|own| own.value == column.fact.value) {
                self.to.findings.error(
                    column.fact.at,
                    &Problem::NotAColumn {
                        column: &column.fact.value,
                        group: &field.fact.value,
                    },
                );
                continue;
            }
            if self.field(column, Some(group)).is_some() {
                self.columns(column);
            }
        }
        if field.columns.is_empty() {
            for own in fields {
                let computed = shared
                    .names
                    .facts
                    .get(&own.value)
                    .and_then(|at| shared.authored.facts.get(at))
                    .is_some_and(|fact| fact.computed.is_some());
                if !computed {
                    let plain = Field::plain(crate::authored::Word::new(own.value.clone(), own.at));
                    if self.field(&plain, Some(group)).is_some() {
                        self.columns(&plain);
                    }
                }
            }
        }
    }

    /// Numbers a field; `group` is the dictionary index of the group whose column it is.
    fn field(&mut self, field: &Field, group: Option<usize>) -> Option<u32> {
        let shared = self.slots.shared;
        let fact = shared
            .names
            .facts
            .find(&field.fact, &mut self.to.findings)?;
        if self.field_of.contains_key(&(group, fact)) {
            self.to.findings.error(
                field.fact.at,
                &Problem::FieldTwice {
                    fact: &field.fact.value,
                },
            );
            return None;
        }
        let slot = self.slots.slot(group, fact);
        let group_slot = group.map(|group| self.slots.group_slot(group));
        let computed = shared
            .authored
            .facts
            .get(fact)
            .is_some_and(|fact| fact.computed.is_some());
        let number = u32::try_from(self.fields.len()).unwrap_or(u32::MAX);
        self.fields.push(image::Field {
            slot,
            group: group_slot,
            label: field.label.as_ref().map(|text| self.to.texts.text(text)),
            hint: field.hint.as_ref().map(|text| self.to.texts.text(text)),
            optional: matches!(field.required, Required::Fixed(false)),
            visible: None,
            required: None,
            read_only: field.read_only || computed,
            checks: Vec::new(),
        });
        self.field_of.insert((group, fact), number);
        Some(number)
    }

    /// Compiles visibility, necessity and checks, once every field has its slot.
    pub(super) fn field_rules(&mut self) {
        let item = self.item;
        let checks = item.fields().flat_map(|(_, field)| &field.checks);
        self.unique(Noun::new("校验", "check"), checks.map(|check| &check.id));
        for (group, field) in item.fields() {
            match group.map(|group| self.slots.shared.names.facts.get(&group.value)) {
                None => self.rules_of(field, None),
                Some(Some(group)) => self.rules_of(field, Some(group)),
                Some(None) => {}
            }
        }
    }

    fn rules_of(&mut self, field: &Field, group: Option<usize>) {
        let shared = self.slots.shared;
        let Some(fact) = shared.names.facts.get(&field.fact.value) else {
            return;
        };
        let Some(number) = self.field_of.get(&(group, fact)).copied() else {
            return;
        };
        let name = shared
            .authored
            .facts
            .get(fact)
            .map(|fact| fact.name.zh().to_owned())
            .unwrap_or_default();
        let visible = field.visible.as_ref().and_then(|rule| {
            self.node(
                image::NodeKind::Visible(number),
                rule,
                group,
                self.label("显示", "visibility of", &name),
            )
        });
        let required = match &field.required {
            Required::Fixed(_) => None,
            Required::When(rule) => self.node(
                image::NodeKind::Required(number),
                rule,
                group,
                self.label("必填", "necessity of", &name),
            ),
        };
        let mut checks = Vec::new();
        self.present = Some(fact);
        for check in &field.checks {
            let at = u32::try_from(checks.len()).unwrap_or(u32::MAX);
            let node = self.node(
                image::NodeKind::Check(number, at),
                &check.rule,
                group,
                self.label("校验", "check", &check.id.value),
            );
            let message = self.message(&check.message, group);
            let basis = self.to.bases(&check.basis);
            if let (Some(node), Some(message)) = (node, message) {
                checks.push(image::Check {
                    id: check.id.value.clone(),
                    node,
                    message,
                    level: check.level,
                    basis,
                });
            }
        }
        self.present = None;
        if let Some(field) = self.fields.get_mut(number as usize) {
            field.visible = visible;
            field.required = required;
            field.checks = checks;
        }
    }
}
