//! The published schemas as oracle: what the engine refuses for its shape, the schema of the item refuses too; what only
//! the engine can see is listed here and in `docs/engine.md`.

use crate::reference::REFERENCE;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tongban_catalog::export::item_schema;
use tongban_engine::api::{FieldView, OpenOptions, WireFacts};
use tongban_image::decode_item;

/// How many fact files are tried.
const TRIED: u32 = 10_000;

/// Violations that a schema can see.
const SHAPES: &[&str] = &[
    "type.number",
    "type.date",
    "choice",
    "region",
    "length",
    "scale",
    "rows.min",
    "rows.max",
];

/// Rules that only the engine knows, as kinds of violations.
const ENGINE_ONLY: &[&str] = &["check", "format", "range.max", "range.min", "required"];

/// Choices that are the same in every run.
struct Seed(u64);

impl Seed {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Values of every shape, right and wrong.
fn values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!("true"),
        json!(0),
        json!(-1),
        json!(12),
        json!(9_007_199_254_740_991_i64),
        json!(9_007_199_254_740_992_i64),
        json!(1.5),
        json!("0"),
        json!("12"),
        json!("-3"),
        json!("+5"),
        json!("007"),
        json!("1.5"),
        json!("1.505"),
        json!("1e3"),
        json!("12,000"),
        json!("１２"),
        json!(" 7 "),
        json!("99999999999999999999999999999999999999"),
        json!("2025-07-10"),
        json!("2025-02-30"),
        json!("2024-02-29"),
        json!("2025-2-3"),
        json!("20250203"),
        json!("0000-01-01"),
        json!("2999-12-31"),
        json!("1001-01-01"),
        json!("男"),
        json!("male"),
        json!("male-60"),
        json!("passport"),
        json!("500103"),
        json!("50010"),
        json!("5001O3"),
        json!(""),
        json!("张三"),
        json!("张·三"),
        json!("𠮷野家"),
        json!("x".repeat(31)),
        json!("中".repeat(121)),
        json!("中".repeat(10_001)),
        json!("x".repeat(300)),
        json!([]),
        json!([[]]),
        json!([{}]),
        json!([{"nope": "1"}]),
        json!(["a"]),
        json!({}),
        json!({"a": 1}),
        json!({"$unknown": "unreachable"}),
        json!({"$unknown": "no-data"}),
        json!({"$unknown": "not-asked"}),
        json!({"$unknown": "later"}),
        json!({"$unknown": "unreachable", "more": 1}),
        json!({"$unknown": 1}),
    ]
}

/// Another value in a fact, a column or a place that is not there.
fn spoil(facts: &mut Map<String, Value>, ids: &[String], values: &[Value], seed: &mut Seed) {
    let value = values[seed.below(values.len())].clone();
    let id = match seed.below(20) {
        0 => "nope".to_owned(),
        1 => "__proto__".to_owned(),
        _ => ids[seed.below(ids.len())].clone(),
    };
    if let Some(Value::Array(rows)) = facts.get_mut(&id)
        && seed.below(3) > 0
    {
        let place = seed.below(rows.len());
        if let Some(Value::Object(row)) = rows.get_mut(place) {
            let columns: Vec<String> = row.keys().cloned().collect();
            if !columns.is_empty() {
                row.insert(columns[seed.below(columns.len())].clone(), value);
            }
        }
        return;
    }
    facts.insert(id, value);
}

fn violations(fields: &[FieldView], found: &mut BTreeSet<String>) {
    for field in fields {
        found.extend(field.violations.iter().map(|one| one.code.clone()));
        for row in field.rows.iter().flatten() {
            violations(&row.fields, found);
        }
    }
}

#[test]
fn every_shape_error_of_the_engine_is_an_error_of_the_schema() {
    let (engine, authored) = &*REFERENCE;
    let image = engine.image();
    let texts = tongban_image::Texts {
        locale: "zh-Hans".into(),
        entries: Vec::new(),
    };
    let mut validators = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for entry in &image.items {
        let item = decode_item(&entry.body).unwrap();
        let schema = item_schema(image, &item, &texts);
        jsonschema::meta::validate(&schema).unwrap();
        let named: Vec<String> = schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        ids.insert(entry.id.clone(), named);
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        validators.insert(entry.id.clone(), validator);
    }
    let values = values();
    let mut seed = Seed(20_261_123);
    let (mut refused, mut taken) = (0, 0);
    let mut only: BTreeSet<&str> = BTreeSet::new();
    for number in 0..TRIED {
        let case = &authored.cases[seed.below(authored.cases.len())];
        let mut facts: Map<String, Value> = (case.facts.iter())
            .map(|(id, value)| (id.value.clone(), value.clone()))
            .collect();
        let validator = &validators[&case.item];
        if number % 10 == 0 {
            assert!(
                validator.is_valid(&Value::Object(facts.clone())),
                "a worked case of {}",
                case.item
            );
        }
        for _ in 0..=seed.below(3) {
            spoil(&mut facts, &ids[&case.item], &values, &mut seed);
        }
        let mut session = engine
            .open(OpenOptions {
                item: case.item.clone(),
                as_of: case.as_of.value.clone(),
                region: Some("500103".to_owned()),
                ..OpenOptions::default()
            })
            .unwrap();
        let wire: WireFacts = facts.clone().into_iter().collect();
        let mut codes = BTreeSet::new();
        match session.set_facts(&wire) {
            Ok(()) => violations(&session.view().fields, &mut codes),
            Err(error) => {
                codes.insert(format!("refused.{}", error.code));
            }
        }
        let wrong =
            |code: &&String| SHAPES.contains(&code.as_str()) || code.starts_with("refused.");
        let valid = validator.is_valid(&Value::Object(facts.clone()));
        if let Some(code) = codes.iter().find(wrong) {
            refused += 1;
            assert!(
                !valid,
                "{}: the schema takes what the engine finds wrong as {code}: {facts:?}",
                case.item
            );
        } else if valid {
            taken += 1;
            for code in &codes {
                let kind = ENGINE_ONLY.iter().find(|kind| code.starts_with(**kind));
                only.insert(kind.unwrap_or_else(|| panic!("`{code}` is on neither list")));
            }
        }
    }
    println!(
        "{TRIED} fact files: {refused} refused for their shape by both, {taken} taken by both"
    );
    assert!(
        refused > 3_000 && taken > 1_000,
        "{refused} refused, {taken} taken"
    );
    assert_eq!(only.into_iter().collect::<Vec<_>>(), ENGINE_ONLY);
}
