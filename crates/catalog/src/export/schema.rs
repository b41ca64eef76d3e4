//! JSON Schema 2020-12 of an item's facts, for back ends in any language.

use super::shape::{Shape, facts};
use serde_json::{Map, Value, json};
use tongban_image::{Domain, FactKind, Image, Item, Texts};

/// The schema of `{fact: value}` for an item: shapes only. Which facts are needed depends on each other and is the
/// engine's business, so nothing is required here, and `null` (known to be absent) is always taken.
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
    }
    schema
}

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

fn property(shape: &Shape<'_>, texts: &Texts) -> Map<String, Value> {
    let schema = match &shape.fact.kind {
        FactKind::Boolean => json!({ "type": ["boolean", "null"] }),
        FactKind::Number(domain) => number(domain),
        FactKind::Text { max_chars, .. } => {
            json!({ "type": ["string", "null"], "maxLength": max_chars })
        }
        FactKind::Date { .. } => {
            json!({ "type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
        }
        FactKind::Enum(values) => {
            let mut options: Vec<Value> =
                values.iter().map(|value| value.id.clone().into()).collect();
            options.push(Value::Null);
            json!({ "enum": options })
        }
        FactKind::Region => json!({ "type": ["string", "null"], "pattern": "^[0-9]{6}$" }),
        FactKind::Group {
            min_rows, max_rows, ..
        } => json!({
            "type": ["array", "null"],
            "minItems": min_rows,
            "maxItems": max_rows,
            "items": { "type": "object", "additionalProperties": false, "properties": properties(&shape.columns, texts) },
        }),
    };
    if let Value::Object(map) = schema {
        map
    } else {
        Map::new()
    }
}

/// Decimals are strings on the wire; bounds are the engine's business, since schemas compare only numbers.
fn number(domain: &Domain) -> Value {
    let sign = if domain.min.as_ref().is_some_and(|min| !min.starts_with('-')) {
        ""
    } else {
        "-?"
    };
    let places = if domain.scale == 0 {
        String::new()
    } else {
        format!("(\\.[0-9]{{1,{}}})?", domain.scale)
    };
    json!({ "type": ["string", "null"], "pattern": format!("^{sign}(0|[1-9][0-9]*){places}$") })
}
