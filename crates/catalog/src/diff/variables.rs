//! The facts of an item in both releases as the variables of a comparison.

use super::texts::text;
use super::{Given, Release};
use crate::lower::Built;
use std::collections::BTreeMap;
use tongban_dmn::region::{Domain, Kind};
use tongban_image::{FactKind, Facts, Item, SlotKind};
use tongban_runtime::{Context, Date, Decimal, Reason, Value, What};

/// The variables of an item, by the ids of their facts.
#[derive(Default)]
pub(super) struct Variables {
    numbers: BTreeMap<String, usize>,
    /// What each can be.
    pub domains: Vec<Domain>,
    /// Names, for people.
    names: Vec<String>,
}

/// The key of a slot: its fact's id; of a column, after that of its group.
pub(super) fn key(built: &Built, item: &Item, slot: u32) -> Option<String> {
    let slot = item.slots.get(slot as usize)?;
    let id = &built.image.facts.get(slot.fact as usize)?.id;
    match slot.group {
        Some(group) => Some(format!("{}/{id}", key(built, item, group)?)),
        None => Some(id.clone()),
    }
}

impl Variables {
    /// The facts that either release may ask or look up.
    pub(super) fn of(
        old: Option<(&Built, &Item)>,
        new: Option<(&Built, &Item)>,
        lang: &str,
    ) -> Self {
        let mut variables = Self::default();
        // Names and labels are those of the newer release.
        for (built, item) in new.into_iter().chain(old) {
            for (number, slot) in item.slots.iter().enumerate() {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                if !matches!(slot.kind, SlotKind::Input | SlotKind::Rows) {
                    continue;
                }
                let (Some(key), Some(fact)) = (
                    key(built, item, number),
                    built.image.facts.get(slot.fact as usize),
                ) else {
                    continue;
                };
                let mut fields = item.fields.iter().filter(|field| field.slot == number);
                let optional = fields.any(|field| field.optional || field.required.is_some());
                let domain = domain(built, &fact.kind, optional, lang);
                variables.add(key, domain, || text(built, lang, fact.name));
            }
        }
        variables
    }

    fn add(&mut self, key: String, domain: Domain, name: impl Fn() -> String) {
        match self.numbers.get(&key) {
            Some(number) => {
                if let Some(held) = self.domains.get_mut(*number) {
                    *held = held.shared(&domain);
                }
            }
            None => {
                self.numbers.insert(key, self.domains.len());
                self.domains.push(domain);
                self.names.push(name());
            }
        }
    }

    /// The number of a key's variable.
    pub(super) fn number(&self, key: &str) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// All of them unknown, each because of itself.
    pub(super) fn unknown(&self) -> Vec<Value> {
        (0..self.domains.len())
            .map(|number| {
                let slot = u32::try_from(number).unwrap_or(u32::MAX);
                Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked)
            })
            .collect()
    }

    /// An example as people read it, in the order of the facts' ids.
    pub(super) fn example(&self, witness: &[(usize, Value)], lang: &str) -> Vec<Given> {
        let mut given = Vec::new();
        for (key, number) in &self.numbers {
            let Some((_, value)) = witness.iter().find(|(other, _)| other == number) else {
                continue;
            };
            given.push(Given {
                fact: key.clone(),
                name: self.names.get(*number).cloned().unwrap_or_default(),
                value: wire(value),
                shown: self
                    .domains
                    .get(*number)
                    .and_then(|domain| shown(domain, value, lang)),
            });
        }
        given
    }

    /// The facts of the worked cases of an item, one row a case.
    pub(super) fn samples(&self, release: Release<'_>, item: &str) -> Vec<Vec<Value>> {
        let cases = release
            .checked
            .map_or(&[][..], |checked| &checked.authored.cases);
        let facts = &release.built.image.facts;
        cases
            .iter()
            .filter(|case| case.item == item)
            .map(|case| {
                let mut values = self.unknown();
                for (id, json) in &case.facts {
                    let fact = facts.iter().find(|fact| fact.id == id.value);
                    let value = fact.and_then(|fact| read(facts, &fact.kind, json));
                    let place = self
                        .number(&id.value)
                        .and_then(|number| values.get_mut(number));
                    if let (Some(place), Some(value)) = (place, value) {
                        *place = value;
                    }
                }
                values
            })
            .collect()
    }
}

/// The domain that the dictionary declares.
pub(super) fn domain(built: &Built, kind: &FactKind, optional: bool, lang: &str) -> Domain {
    let date = |text: &Option<String>| text.as_deref().and_then(Date::parse);
    let number = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
    let kind = match kind {
        FactKind::Boolean => Kind::Boolean,
        FactKind::Number(domain) => Kind::Number {
            min: number(&domain.min),
            max: number(&domain.max),
            scale: Some(domain.scale),
            nonzero: false,
        },
        FactKind::Text { .. } | FactKind::Region => Kind::Text,
        FactKind::Date { min, max } => Kind::Date {
            min: date(min),
            max: date(max),
        },
        FactKind::Enum(values) => Kind::Enum(
            values
                .iter()
                .map(|value| (value.id.clone(), text(built, lang, value.name)))
                .collect(),
        ),
        FactKind::Group { .. } => Kind::Other,
    };
    Domain { kind, optional }
}

/// A value on the wire; nothing for absence.
pub(super) fn wire(value: &Value) -> Option<String> {
    Some(match value {
        Value::Absent => return None,
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(list) => {
            let items = list.items.iter();
            let items: Vec<String> = items
                .map(|item| wire(item).unwrap_or("null".into()))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::Context(context) => {
            let fields = context.fields.iter();
            let fields: Vec<String> = fields
                .filter_map(|(key, value)| Some(format!("{key}: {}", wire(value)?)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::YearsMonths(months) => months.to_string(),
        Value::DaysTime(time) => time.to_string(),
        other => format!("{other:?}"),
    })
}

/// A value as people read it; nothing for absence.
pub(super) fn shown(domain: &Domain, value: &Value, lang: &str) -> Option<String> {
    match (&domain.kind, value) {
        (Kind::Enum(values), Value::Text(id)) => {
            let label = values.iter().find(|(other, _)| **other == **id);
            Some(label.map_or_else(|| id.to_string(), |(_, label)| label.clone()))
        }
        (_, Value::Bool(truth)) => Some(
            match (lang, truth) {
                ("en", true) => "yes",
                ("en", false) => "no",
                (_, true) => "是",
                (_, false) => "否",
            }
            .to_owned(),
        ),
        _ => wire(value),
    }
}

/// A fact of a case.
fn read(facts: &Facts, kind: &FactKind, json: &serde_json::Value) -> Option<Value> {
    let text = || match json {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if json.is_null() {
        return Some(Value::Absent);
    }
    Some(match kind {
        FactKind::Boolean => Value::Bool(json.as_bool()?),
        FactKind::Number(_) => Value::Number(Decimal::parse(&text()?)?),
        FactKind::Date { .. } => Value::Date(Date::parse(&text()?)?),
        FactKind::Text { .. } | FactKind::Region | FactKind::Enum(_) => Value::text(&text()?),
        FactKind::Group { fields, .. } => {
            let row = |row: &serde_json::Value| {
                let mut context = Context::default();
                for field in fields {
                    let fact = facts.get(*field as usize)?;
                    let value = row
                        .get(&fact.id)
                        .and_then(|json| read(facts, &fact.kind, json));
                    context
                        .fields
                        .insert(fact.id.as_str().into(), value.unwrap_or_default());
                }
                Some(Value::Context(context.into()))
            };
            Value::list(json.as_array()?.iter().map(row).collect::<Option<_>>()?)
        }
    })
}
