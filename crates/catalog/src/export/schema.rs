//! JSON Schema 2020-12 of an item's facts, for back ends in any language.

use super::shape::{Shape, facts};
use serde_json::{Map, Value, json};
use tongban_image::{Domain, FactKind, Image, Item, Texts};

/// The schema of `{fact: value}` for an item: shapes only. Which facts are needed depends on each other and is the
/// engine's business, so nothing is required here. Validators are to assert `format`: a pattern knows no leap years.
#[must_use]
pub fn item_schema(image: &Image, item: &Item, texts: &Texts) -> Value {
    let name = image
        .items
        .iter()
        .find(|entry| entry.id == item.id)
        .map(|entry| text(texts, entry.name.0))
        .unwrap_or_default();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:tongban:{}:{}:{}", image.catalog.id, image.catalog.version, item.id),
        "title": name,
        "type": "object",
        "additionalProperties": false,
    });
    if let Value::Object(map) = &mut schema {
        map.insert(
            "properties".to_owned(),
            properties(&facts(image, item), texts),
        );
        map.insert("$defs".to_owned(), definitions());
    }
    schema
}

/// A date that may exist: there is no year 0000.
const DATE: &str = "^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

fn text(texts: &Texts, id: u32) -> String {
    texts
        .entries
        .get(id as usize)
        .cloned()
        .flatten()
        .unwrap_or_default()
}

fn properties(shapes: &[Shape<'_>], texts: &Texts) -> Value {
    let mut map = Map::new();
    for shape in shapes {
        let mut property = property(shape, texts);
        property.insert("title".to_owned(), text(texts, shape.fact.name.0).into());
        map.insert(shape.fact.id.clone(), Value::Object(property));
    }
    Value::Object(map)
}

/// A value in its shape, `null` (known to be absent), or `{"$unknown": reason}`.
fn property(shape: &Shape<'_>, texts: &Texts) -> Map<String, Value> {
    let value = match &shape.fact.kind {
        FactKind::Boolean => json!({ "type": "boolean" }),
        FactKind::Number(domain) => number(domain),
        FactKind::Text { max_chars, .. } => json!({ "type": "string", "maxLength": max_chars }),
        FactKind::Date { .. } => json!({
            "type": "string", "format": "date", "pattern": DATE,
        }),
        FactKind::Enum(values) => {
            let ids: Vec<&str> = values.iter().map(|value| value.id.as_str()).collect();
            json!({ "enum": ids })
        }
        FactKind::Region => json!({ "type": "string", "pattern": "^[0-9]{6}$" }),
        FactKind::Group {
            min_rows, max_rows, ..
        } => json!({
            "type": "array",
            "minItems": min_rows,
            "maxItems": max_rows,
            "items": { "type": "object", "additionalProperties": false, "properties": properties(&shape.columns, texts) },
        }),
    };
    let unknown = if shape.may_be_out_of_reach {
        "#/$defs/unknown"
    } else {
        "#/$defs/notAsked"
    };
    let mut property = Map::new();
    property.insert(
        "anyOf".to_owned(),
        json!([value, { "type": "null" }, { "$ref": unknown }]),
    );
    property
}

/// Facts that are not known, and why. What only the person can answer is never out of reach.
fn definitions() -> Value {
    let unknown = |reasons: &[&str]| {
        json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["$unknown"],
            "properties": { "$unknown": { "enum": reasons } },
        })
    };
    json!({
        "unknown": unknown(&["not-asked", "unreachable", "no-data"]),
        "notAsked": unknown(&["not-asked"]),
    })
}

/// Decimals are strings on the wire, whole numbers up to 2^53 − 1 may be numbers; bounds are the engine's business, since
/// schemas compare only numbers.
fn number(domain: &Domain) -> Value {
    const SAFE: i64 = (1 << 53) - 1;
    let positive = domain.min.as_ref().is_some_and(|min| !min.starts_with('-'));
    let sign = if positive { "" } else { "-?" };
    let places = if domain.scale == 0 {
        String::new()
    } else {
        format!("(\\.[0-9]{{1,{}}})?", domain.scale)
    };
    // No value beyond the bound has fewer digits; without one, as many as decimals hold beside their places.
    let bound = domain.max.as_ref().map(|max| {
        let whole = max.trim_start_matches('-').split('.').next();
        whole.map_or(1, str::len)
    });
    let digits = bound
        .filter(|_| positive)
        .unwrap_or_else(|| 30_usize.saturating_sub(usize::from(domain.scale)));
    let more = digits.max(1).saturating_sub(1);
    let least = if positive { 0 } else { -SAFE };
    json!({ "anyOf": [
        { "type": "string", "pattern": format!("^{sign}(0|[1-9][0-9]{{0,{more}}}){places}$") },
        { "type": "integer", "minimum": least, "maximum": SAFE },
    ] })
}
