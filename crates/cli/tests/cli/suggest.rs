//! `suggest`.

use crate::support::{file, tongban};
use serde_json::json;

fn person() -> String {
    let facts = json!({
        "retirementCategory": "male-60", "birthDate": "1965-05-10", "paidMonths": "168", "relationsGathered": true,
        "leaveDate": "2025-03-31",
    });
    file("suggest/person.json", facts.to_string().as_bytes())
}

#[test]
fn what_is_due_possible_or_not_is_said_in_the_reader_s_language() {
    let person = person();
    let run = tongban(&["suggest", "--facts", &person, "--as-of", "2025-08-01"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let places = [
        "该办了",
        "失业保险金申领",
        "可能可以办",
        "现在不能办",
        "还差12个月",
    ];
    let found: Vec<_> = places.iter().map(|words| run.out.find(words)).collect();
    assert!(
        found.iter().all(Option::is_some) && found.is_sorted(),
        "{}",
        run.out
    );
    let english = tongban(&[
        "suggest",
        "--facts",
        &person,
        "--as-of",
        "2025-08-01",
        "--lang",
        "en",
    ]);
    assert!(english.out.contains("12 months short"), "{}", english.out);
}

#[test]
fn as_data_it_is_one_list() {
    let run = tongban(&[
        "suggest",
        "--facts",
        &person(),
        "--as-of",
        "2025-08-01",
        "--audience",
        "person",
        "--json",
    ]);
    let said = run.json();
    assert_eq!(said["asOf"], "2025-08-01");
    let list = said["suggestions"].as_array().expect("a list");
    assert!(list.iter().all(|one| {
        one["item"]["audience"]
            .as_array()
            .expect("a list")
            .contains(&json!("person"))
    }));
    assert_eq!(list[0]["standing"], "due");
}

#[test]
fn a_fact_that_nobody_knows_exits_2() {
    let facts = file("suggest/wrong.json", br#"{"nope": "1"}"#);
    let run = tongban(&["suggest", "--facts", &facts]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("nope"), "{}", run.err);
}

#[test]
fn a_value_of_another_kind_is_refused_by_the_fact_s_name() {
    let facts = file("suggest/wrong.json", br#"{"paidMonths": true}"#);
    for lang in ["zh-Hans", "en"] {
        let run = tongban(&["suggest", "--facts", &facts, "--lang", lang]);
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(
            run.err.contains("[wire.number] `paidMonths`"),
            "{}",
            run.err
        );
    }
    let run = tongban(&["check", "retirement", "--facts", &facts, "--lang", "en"]);
    assert!(run.err.contains("`paidMonths`"), "{}", run.err);
}
