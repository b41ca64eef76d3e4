//! Schemas and types of an item's facts.

use serde_json::json;
use tongban_catalog::export::{item_schema, item_types};
use tongban_image::decode_item;

#[test]
fn the_schema_takes_facts_in_their_shape_and_nothing_else() {
    let built = crate::support::built();
    let item = decode_item(&built.image.items[0].body).expect("an item");
    let schema = item_schema(&built.image, &item, &built.texts[0]);
    jsonschema::meta::validate(&schema).expect("a schema of its draft");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for facts in [
        json!({}),
        json!({"birthDate": "1965-05-10", "paidMonths": "168", "documentType": "other", "arrears": null}),
        json!({"spells": [{"spellKind": "army", "spellFrom": "1980-01-01"}, {}]}),
        json!({"paidMonths": 168, "arrears": {"$unknown": "unreachable"}}),
    ] {
        assert!(validator.is_valid(&facts), "{facts}");
    }
    for facts in [
        json!({"birthdate": "1965-05-10"}),
        json!({"birthDate": 19650510}),
        json!({"birthDate": "10.5.1965"}),
        json!({"paidMonths": "1e2"}),
        json!({"paidMonths": "-1"}),
        json!({"paidMonths": "1.5"}),
        json!({"paidMonths": 1.5}),
        json!({"paidMonths": "9999999999"}),
        json!({"birthDate": "1965-13-10"}),
        json!({"arrears": {"$unknown": "later"}}),
        json!({"documentType": "passport"}),
        json!({"documentNumber": "1".repeat(31)}),
        json!({"missingMonths": "3"}),
        json!({"spells": [{"birthDate": "1980-01-01"}]}),
        json!({"spells": vec![json!({}); 21]}),
    ] {
        assert!(!validator.is_valid(&facts), "{facts}");
    }
}

#[test]
fn types_name_every_fact_in_words() {
    let built = crate::support::built();
    let item = decode_item(&built.image.items[0].body).expect("an item");
    insta::assert_snapshot!(item_types(&built.image, &item, &built.texts[0]));
}
