//! Facts of a file as values; what does not fit its fact is bad input and never dropped.

use crate::opening::Refused;
use crate::trouble::Trouble;
use anyhow::Result;
use serde_json::Value as Json;
use tongban_catalog::problem::Noun;
use tongban_catalog::{Checked, did_you_mean};
use tongban_engine::Engine;
use tongban_engine::api::{Severity, WireFacts};
use tongban_image::{FactKind, Image};
use tongban_runtime::{Date, Decimal, Reason, Value, What, normalize_text};

/// What facts of a file are held against.
pub struct Held<'a> {
    /// The catalogue as written, for the rules of computed facts.
    pub checked: &'a Checked,
    /// The same, compiled.
    pub engine: &'a Engine,
    /// The language of what is said.
    pub lang: &'a str,
    /// All facts of the file.
    pub facts: &'a WireFacts,
}

impl Held<'_> {
    /// Refuses facts that the dictionary does not have or computes, and values that their facts cannot have.
    pub fn check(&self) -> Result<()> {
        let image = self.engine.image();
        for (id, value) in self.facts {
            let Some(place) = image.facts.iter().position(|fact| fact.id == *id) else {
                let known = image.facts.iter().map(|fact| fact.id.as_str());
                return Err(Trouble::NoFact {
                    near: did_you_mean(id, known).map(str::to_owned),
                    id: id.clone(),
                }
                .into());
            };
            let mut authored = self.checked.authored.facts.iter();
            let authored = authored.find(|fact| fact.id.value == *id);
            if let Some(rule) = authored.and_then(|fact| fact.computed.as_ref()) {
                return Err(Trouble::Computed {
                    id: id.clone(),
                    rule: rule.text.split_whitespace().collect::<Vec<_>>().join(" "),
                }
                .into());
            }
            self.check_one(place, value, self.facts, id)?;
        }
        Ok(())
    }

    /// `beside` are the facts that may choose its format: those of its row, or all.
    fn check_one(&self, place: usize, value: &Json, beside: &WireFacts, path: &str) -> Result<()> {
        let image = self.engine.image();
        let Some(fact) = image.facts.get(place) else {
            return Ok(());
        };
        let at = || path.to_owned();
        if let Some(reason) = value.get("$unknown") {
            let reasons = ["not-asked", "unreachable", "no-data"];
            if !reason
                .as_str()
                .is_some_and(|reason| reasons.contains(&reason))
            {
                return Err(Trouble::NoReason { path: at() }.into());
            }
            return Ok(());
        }
        if let (FactKind::Group { fields, .. }, Json::Array(rows)) = (&fact.kind, value) {
            for (number, row) in rows.iter().enumerate() {
                let Json::Object(cells) = row else {
                    let path = format!("{path}[{number}]");
                    return Err(Trouble::NotARow { path }.into());
                };
                let cells: WireFacts = cells.clone().into_iter().collect();
                self.row(fields, &cells, &format!("{path}[{number}]"), path)?;
            }
            return Ok(());
        }
        if value.is_null() {
            return Ok(());
        }
        if known(&fact.kind, value).is_none() {
            let wanted = wanted(&fact.kind);
            return Err(Trouble::Takes { path: at(), wanted }.into());
        }
        let found = self.engine.violations(place, value, beside, self.lang);
        let found = found.map_err(Refused)?;
        let wrong = found
            .into_iter()
            .find(|one| one.severity == Severity::Error);
        match wrong {
            Some(one) => Err(Trouble::Violated {
                path: at(),
                said: one.message,
            }
            .into()),
            None => Ok(()),
        }
    }

    fn row(&self, fields: &[u32], cells: &WireFacts, at: &str, group: &str) -> Result<()> {
        let image = self.engine.image();
        let columns = || fields.iter().map(|field| *field as usize);
        for (id, cell) in cells {
            let is_named =
                |place: &usize| image.facts.get(*place).is_some_and(|fact| fact.id == *id);
            let Some(column) = columns().find(is_named) else {
                let known = columns().filter_map(|place| image.facts.get(place));
                return Err(Trouble::NoColumn {
                    path: group.to_owned(),
                    near: did_you_mean(id, known.map(|fact| fact.id.as_str())).map(str::to_owned),
                    id: id.clone(),
                }
                .into());
            };
            self.check_one(column, cell, cells, &format!("{at}.{id}"))?;
        }
        Ok(())
    }
}

/// What a fact takes.
const fn wanted(kind: &FactKind) -> Noun {
    match kind {
        FactKind::Boolean => Noun::new("`true` 或 `false`", "`true` or `false`"),
        FactKind::Number(_) => Noun::new(
            "写成文字的十进制数（例如 `\"180\"`），或安全范围内的整数",
            "a decimal as a string, such as `\"180\"`, or a safe integer",
        ),
        FactKind::Date { .. } => Noun::new("日期 `YYYY-MM-DD`", "a date `YYYY-MM-DD`"),
        FactKind::Enum(_) => Noun::new("它的取值之一的 `id`", "the id of one of its values"),
        FactKind::Region => Noun::new("写成文字的地区代码", "a region's code as a string"),
        FactKind::Text { .. } => Noun::new("文字", "a string"),
        FactKind::Group { .. } => Noun::new("由行组成的列表", "a list of rows"),
    }
}

/// The value of a fact in a slot; what was not given was not asked.
pub fn given(image: &Image, slot: u32, kind: &FactKind, value: Option<&Json>) -> Value {
    let unknown = |reason| Value::unknown(What::Fact { slot, row: None }, reason);
    let Some(value) = value else {
        return unknown(Reason::NotAsked);
    };
    if let Some(reason) = value.get("$unknown").and_then(Json::as_str) {
        return unknown(match reason {
            "unreachable" => Reason::Unreachable,
            "no-data" => Reason::NoData,
            _ => Reason::NotAsked,
        });
    }
    match (kind, value) {
        (_, Json::Null) => Value::Absent,
        (FactKind::Group { fields, .. }, Json::Array(rows)) => {
            let row = |row: &Json| {
                let columns = fields
                    .iter()
                    .filter_map(|field| image.facts.get(*field as usize));
                Value::context(columns.map(|fact| {
                    let cell = given(image, slot, &fact.kind, row.get(&fact.id));
                    (fact.id.as_str(), cell)
                }))
            };
            Value::list(rows.iter().map(row).collect())
        }
        _ => known(kind, value).unwrap_or_else(|| unknown(Reason::NotAsked)),
    }
}

/// A single value that its fact can have.
fn known(kind: &FactKind, value: &Json) -> Option<Value> {
    let text = value.as_str().map(normalize_text);
    match kind {
        FactKind::Boolean => value.as_bool().map(Value::Bool),
        FactKind::Number(_) => {
            let digits = text.or_else(|| value.as_i64().map(|number| number.to_string()))?;
            Decimal::parse(&digits).map(Value::Number)
        }
        FactKind::Date { .. } => Date::parse(&text?).map(Value::Date),
        FactKind::Enum(values) => {
            let text = text?;
            let known = values.iter().any(|value| value.id == text);
            known.then(|| Value::text(&text))
        }
        FactKind::Text { .. } | FactKind::Region => Some(Value::text(&text?)),
        FactKind::Group { .. } => None,
    }
}
