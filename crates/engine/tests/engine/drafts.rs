//! Drafts between releases: what was answered is kept, and what changed is said in the person's words.

use crate::common::{built_with, complete, engine, options};
use serde_json::json;
use std::sync::Arc;
use tongban_engine::api::{Draft, OpenOptions, Origin};
use tongban_engine::{Engine, Session};

/// A later release of the fixture: a question less, a new one, another domain, another type, a material less.
fn later() -> Arc<Engine> {
    let built = built_with(&[
        (
            "items/T/allowance.yaml",
            "          - fact: note\n            required: false\n",
            "          - fact: phone\n",
        ),
        (
            "items/T/allowance.yaml",
            "  - material: residence\n    when: 定居境外\n    reason: {zh: 定居境外的需要, en: For those abroad}\n    ways:\n      - {kind: provided}\n      - {kind: deferred, due-working-days: 10}\n",
            "",
        ),
        ("facts/facts.yaml", "  max: 720\n", "  max: 190\n"),
        (
            "facts/facts.yaml",
            "  name: {zh: 亲属姓名, en: Name of kin}\n  type: text\n  max-chars: 20\n",
            "  name: {zh: 亲属姓名, en: Name of kin}\n  type: boolean\n",
        ),
        (
            "facts/facts.yaml",
            "- id: note\n  name: {zh: 备注, en: Note}\n",
            "- id: phone\n  name: {zh: 联系电话, en: Telephone}\n",
        ),
    ]);
    crate::common::engine_with(&built, &"11".repeat(32))
}

/// A draft with an answer to each of them.
fn begun(lang: &str) -> Draft {
    let mut session = engine()
        .open(OpenOptions {
            lang: Some(lang.to_owned()),
            draft: Some(complete().draft()),
            ..options()
        })
        .unwrap();
    for (path, value) in [
        ("note", json!("请尽快")),
        ("abroad", json!(true)),
        ("country", json!("新加坡")),
        (
            "kin",
            json!([{"kinName": "李四", "kinIncome": "10.5"}, {"kinName": "李五"}]),
        ),
    ] {
        session.set(path, &value, Origin::Asked).unwrap();
    }
    session.defer("residence").unwrap();
    session.draft()
}

fn reopened(engine: &Arc<Engine>, draft: Draft, lang: &str) -> Session {
    engine
        .open(OpenOptions {
            lang: Some(lang.to_owned()),
            draft: Some(draft),
            ..options()
        })
        .unwrap()
}

/// Code, place and words of each note.
fn said(session: &Session) -> Vec<(String, String, String)> {
    let notes = session.notes().into_iter();
    notes
        .map(|note| {
            let place = note.at.reference.unwrap_or_default();
            (note.code.into_owned(), place, note.message)
        })
        .collect()
}

fn note(code: &str, place: &str, words: &str) -> (String, String, String) {
    (code.to_owned(), place.to_owned(), words.to_owned())
}

#[test]
fn a_later_release_keeps_the_answers_and_says_what_changed() {
    let mut session = reopened(&later(), begun("zh-Hans"), "zh-Hans");
    let module = "这份草稿是用另一个版本填的，填好的内容已经带过来";
    assert_eq!(
        said(&session),
        [
            note("draft.module", "", module),
            note("draft.gone", "note", "“备注”不再需要，原来填的没有带过来"),
            note(
                "draft.changed",
                "kin.kinName",
                "“亲属姓名”的填法或者选项变了，请核对"
            ),
            note(
                "draft.gone",
                "material:residence",
                "“境外居住证明”不再需要，原来填的没有带过来"
            ),
            note(
                "draft.changed",
                "paidMonths",
                "“缴费月数”的填法或者选项变了，请核对"
            ),
            note("draft.new", "phone", "新增的问题：联系电话"),
        ]
    );
    let draft = session.draft();
    assert_eq!(draft.facts.get("country").unwrap().value, json!("新加坡"));
    assert_eq!(
        draft.facts.get("kin[0].kinIncome").unwrap().value,
        json!("10.5")
    );
    assert_eq!(
        draft.facts.get("paidMonths").unwrap().value,
        json!("200"),
        "what was typed stays to be corrected"
    );
    // In the language of the moment; the name of what is gone is that of the draft.
    session.set_lang("en").unwrap();
    let english = said(&session);
    assert_eq!(
        english[1].2,
        "“备注” is no longer asked: what was entered is left out"
    );
    assert_eq!(english[5].2, "A new question: Telephone");
}

#[test]
fn it_works_backwards_too() {
    let later = later();
    let mut session = reopened(&later, begun("zh-Hans"), "zh-Hans");
    session
        .set("phone", &json!("13800000000"), Origin::Asked)
        .unwrap();
    session
        .set("paidMonths", &json!("120"), Origin::Asked)
        .unwrap();
    let back = reopened(&engine(), session.draft(), "zh-Hans");
    let codes: Vec<_> = said(&back)
        .into_iter()
        .map(|(code, place, _)| (code, place))
        .collect();
    let expected = [
        ("draft.module", ""),
        ("draft.gone", "phone"),
        ("draft.new", "note"),
    ];
    assert_eq!(
        codes,
        expected.map(|(code, place)| (code.to_owned(), place.to_owned()))
    );
    assert_eq!(back.value("paidMonths").unwrap(), Some(json!("120")));
}

#[test]
fn the_same_release_has_nothing_to_say_and_older_drafts_say_less() {
    assert_eq!(said(&reopened(&engine(), begun("en"), "zh-Hans")), []);
    // A draft without names, as an earlier program wrote it: ids stand for names, and nothing is called new.
    let mut old = begun("zh-Hans");
    old.names.clear();
    let notes = said(&reopened(&later(), old, "zh-Hans"));
    assert!(
        notes.contains(&note(
            "draft.gone",
            "note",
            "“note”不再需要，原来填的没有带过来"
        )),
        "{notes:?}"
    );
    assert!(notes.iter().all(|(code, ..)| code != "draft.new"));
}

#[test]
fn a_draft_is_small_and_keys_of_a_later_program_are_passed_over() {
    let draft = begun("zh-Hans");
    let mut text = serde_json::to_value(&draft).unwrap();
    assert!(
        text.to_string().len() < 3000,
        "{} bytes",
        text.to_string().len()
    );
    text["later"] = json!({"more": 1});
    let read: Draft = serde_json::from_value(text).unwrap();
    assert_eq!(read, draft);
}

#[test]
fn hostile_names_are_cut_and_many_rows_are_one_note() {
    let mut draft = begun("zh-Hans");
    draft.names.insert("note".into(), "长\n".repeat(10_000));
    let entry = draft.facts.get("note").unwrap().clone();
    for row in 0..4 {
        draft
            .facts
            .insert(format!("kin[{row}].gone"), entry.clone());
    }
    let notes = said(&reopened(&later(), draft, "zh-Hans"));
    assert!(
        notes
            .iter()
            .all(|(_, _, words)| words.chars().count() < 120 && !words.contains('\n'))
    );
    assert_eq!(
        notes
            .iter()
            .filter(|(_, place, _)| place == "kin.gone")
            .count(),
        1
    );
}
