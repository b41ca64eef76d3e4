//! Facts of a file as values; what does not fit its fact is bad input and never dropped.

use anyhow::{Result, bail};
use serde_json::Value as Json;
use tongban_engine::api::WireFacts;
use tongban_image::{Fact, FactKind, Image};
use tongban_runtime::{Date, Decimal, Reason, Value, What, normalize_text};

/// Refuses facts that the dictionary does not have, and values that their facts cannot have.
pub fn check(image: &Image, facts: &WireFacts) -> Result<()> {
    for (id, value) in facts {
        let Some(fact) = image.facts.iter().find(|fact| fact.id == *id) else {
            bail!("there is no fact `{id}`; facts go by the ASCII ids of the dictionary");
        };
        check_one(image, fact, value, id)?;
    }
    Ok(())
}

fn check_one(image: &Image, fact: &Fact, value: &Json, path: &str) -> Result<()> {
    if let Some(reason) = value.get("$unknown") {
        if !matches!(
            reason.as_str(),
            Some("not-asked" | "unreachable" | "no-data")
        ) {
            bail!(
                "`{path}` is unknown for no reason there is; write `not-asked`, `unreachable` or `no-data`"
            );
        }
        return Ok(());
    }
    if let (FactKind::Group { fields, .. }, Json::Array(rows)) = (&fact.kind, value) {
        for (number, row) in rows.iter().enumerate() {
            let Json::Object(cells) = row else {
                bail!("`{path}[{number}]` is no row; write an object of the row's facts");
            };
            for (id, cell) in cells {
                let column = fields
                    .iter()
                    .filter_map(|field| image.facts.get(*field as usize))
                    .find(|column| column.id == *id);
                let Some(column) = column else {
                    bail!("`{path}` has no column `{id}`");
                };
                check_one(image, column, cell, &format!("{path}[{number}].{id}"))?;
            }
        }
        return Ok(());
    }
    if value.is_null() || known(&fact.kind, value).is_some() {
        return Ok(());
    }
    let wanted = match &fact.kind {
        FactKind::Boolean => "`true` or `false`",
        FactKind::Number(_) => "a decimal as a string, such as `\"180\"`, or a safe integer",
        FactKind::Date { .. } => "a date `YYYY-MM-DD`",
        FactKind::Enum(_) => "the id of one of its values",
        FactKind::Region => "a region's code as a string",
        FactKind::Text { .. } => "a string",
        FactKind::Group { .. } => "a list of rows",
    };
    bail!("`{path}` takes {wanted}");
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
