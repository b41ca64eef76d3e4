//! `check`, `guide` and `items` for a bundle (打包办).

use crate::support::{Run, file, tongban};
use serde_json::{Value, json};

fn check(name: &str, more: &Value, arguments: &[&str]) -> Run {
    let mut facts = json!({
        "name": "张示例", "documentType": "resident-id", "documentNumber": "500103196505100016",
        "withTransferIn": false, "withContactChange": false,
        "gender": "male", "birthDate": "1965-05-10", "mobile": "13800000000", "retirementCategory": "male-60",
        "fileBirthDate": "1965-05-10", "relationsGathered": true, "hasDeemedSpells": false, "hukouRegion": "500103",
        "estimatedPension": "4200.00", "paidMonths": "240",
    });
    for (id, value) in more.as_object().expect("facts") {
        facts[id] = value.clone();
    }
    let facts = file(&format!("bundle/{name}.json"), facts.to_string().as_bytes());
    let mut all = vec!["check", "retiring", "--facts", &facts];
    all.extend(["--as-of", "2025-07-10", "--region", "500103"]);
    all.extend(arguments);
    tongban(&all)
}

fn states(answer: &Value) -> Vec<(&str, &str)> {
    let members = answer["decision"]["members"].as_array().expect("members");
    members
        .iter()
        .map(|m| {
            (
                m["item"].as_str().expect("an id"),
                m["state"].as_str().expect("a state"),
            )
        })
        .collect()
}

#[test]
fn a_bundle_decides_each_item_as_check_of_the_item_does() {
    let run = check("alone", &json!({}), &["--json"]);
    let answer = run.json();
    assert_eq!(
        states(&answer),
        [
            ("pension-transfer-in", "left-out"),
            ("retirement", "goes"),
            ("contact-change", "left-out")
        ]
    );
    let mut facts: Value = json!({
        "name": "张示例", "documentType": "resident-id", "documentNumber": "500103196505100016",
        "gender": "male", "birthDate": "1965-05-10", "mobile": "13800000000", "retirementCategory": "male-60",
        "fileBirthDate": "1965-05-10", "relationsGathered": true, "hasDeemedSpells": false, "hukouRegion": "500103",
        "estimatedPension": "4200.00",
    });
    facts["paidMonths"] = json!("240");
    let facts = file("bundle/item.json", facts.to_string().as_bytes());
    let alone = tongban(&[
        "check",
        "E01",
        "--facts",
        &facts,
        "--as-of",
        "2025-07-10",
        "--region",
        "500103",
        "--json",
    ]);
    assert_eq!(answer["members"][0]["decision"], alone.json());
}

#[test]
fn what_waits_is_said_with_what_it_waits_for() {
    let more = json!({"withTransferIn": true, "relationsGathered": false});
    let run = check("waits", &more, &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(
        run.out.contains("E01 ") && run.out.contains("E19 "),
        "{}",
        run.out
    );
    assert!(run.out.contains("等先办的事项办结："), "{}", run.out);
    let answer = check("waits", &more, &["--json"]).json();
    assert_eq!(answer["decision"]["members"][1]["state"], "waits");
    assert_eq!(
        answer["decision"]["members"][1]["needs"],
        json!(["pension-transfer-in"])
    );
    // The item's own decision says what is so today; the bundle does not call it blocked.
    assert_eq!(
        answer["members"][1]["decision"]["verdict"]["kind"],
        "blocked"
    );
    assert_ne!(answer["decision"]["verdict"], "blocked");
}

#[test]
fn the_guide_of_a_bundle_names_its_items_and_each_material_once() {
    let run = tongban(&["guide", "P02"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for name in ["职工退休一次办", "E19 ", "E01 ", "B11 "] {
        assert!(run.out.contains(name), "{name}: {}", run.out);
    }
    let guide = tongban(&["guide", "P02", "--json"]).json();
    let members = guide["members"].as_array().expect("members");
    assert_eq!(members.len(), 3);
    let mut ids: Vec<&str> = guide["materials"]
        .as_array()
        .expect("materials")
        .iter()
        .map(|m| m["id"].as_str().expect("an id"))
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let listed = tongban(&["items", "--query", "退休", "--json"]).json();
    assert_eq!(listed["bundles"][0]["id"], "retiring");
}

#[test]
fn a_fact_that_no_item_of_the_bundle_has_is_refused() {
    let run = check("stranger", &json!({"nope": "1"}), &[]);
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("nope"), "{}", run.err);
}
