//! Groups in rows of groups: a family, its dependants, and each one's spells of benefit.

use crate::common::{engine_of, family};
use serde_json::json;
use std::sync::{Arc, LazyLock};
use tongban_engine::api::{OpenOptions, Origin};
use tongban_engine::{Engine, Session};

pub fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| engine_of(&family()));
    Arc::clone(&ENGINE)
}

pub fn options() -> OpenOptions {
    OpenOptions {
        item: "family".into(),
        as_of: "2025-09-29".into(),
        region: Some("500103".into()),
        ..OpenOptions::default()
    }
}

fn session() -> Session {
    engine().open(options()).unwrap()
}

fn set(session: &mut Session, path: &str, value: serde_json::Value) -> Vec<String> {
    let changes = session.set(path, &value, Origin::Asked).unwrap();
    changes.fields.into_iter().map(|field| field.path).collect()
}

fn filled() -> Session {
    let mut session = session();
    let dependants = json!([
        {"dependantName": "甲", "dependantKind": "child", "dependantIncome": "100.10", "studying": false, "spells": [
            {"spellFrom": "2020-01-01", "spellTo": "2020-12-31", "monthlyAmount": "900.50"},
            {"spellFrom": "2021-01-01", "spellTo": "2021-12-31", "monthlyAmount": "1200"},
        ]},
        {"dependantName": "乙", "dependantKind": "parent", "dependantIncome": "800", "spells": []},
    ]);
    for (path, value) in [
        ("applicant", json!("丙")),
        ("ceiling", json!("5000")),
        ("hasDependants", json!(true)),
        ("dependants", dependants),
    ] {
        set(&mut session, path, value);
    }
    session
}

#[test]
fn rows_of_rows_are_set_as_lists_and_by_path_and_decide_together() {
    let mut session = filled();
    let total = |session: &Session, path: &str| session.value(path).unwrap();
    assert_eq!(
        total(&session, "dependants[0].benefitTotal"),
        Some(json!("2100.5"))
    );
    assert_eq!(total(&session, "dependants[1].benefitTotal"), None);
    assert_eq!(total(&session, "familyIncome"), Some(json!("900.1")));
    assert_eq!(
        total(&session, "dependants[0].spells[1].spellOverIncome"),
        Some(json!(true))
    );
    let view = session.view();
    assert_eq!(view.materials[2].state, "needed");
    assert_eq!(view.risks[0].state, "fired");
    assert_eq!(view.verdict.kind, "incomplete");
    // An inner cell reaches the outer row and the item.
    set(
        &mut session,
        "dependants[0].spells[1].monthlyAmount",
        json!("0"),
    );
    assert_eq!(
        total(&session, "dependants[0].benefitTotal"),
        Some(json!("900.5"))
    );
    assert_eq!(session.view().materials[2].state, "not-needed");
    // An outer row's fact reaches the rows that stand in it.
    set(&mut session, "dependants[0].dependantIncome", json!("1000"));
    assert_eq!(
        total(&session, "dependants[0].spells[0].spellOverIncome"),
        Some(json!(false))
    );
    assert_eq!(session.view().risks[0].state, "silent");
    assert_eq!(
        session.decision_value()["facts"]["dependants"],
        json!([
            {"dependantName": "甲", "dependantKind": "child", "dependantIncome": "1000", "studying": false, "spells": [
                {"spellFrom": "2020-01-01", "spellTo": "2020-12-31", "monthlyAmount": "900.5"},
                {"spellFrom": "2021-01-01", "spellTo": "2021-12-31", "monthlyAmount": "0"},
            ]},
            {"dependantName": "乙", "dependantKind": "parent", "dependantIncome": "800"},
        ])
    );
}

#[test]
fn a_change_inside_two_rows_says_only_what_follows_from_it() {
    let mut session = filled();
    assert_eq!(
        set(
            &mut session,
            "dependants[0].spells[0].spellTo",
            json!("2019-12-31")
        ),
        ["dependants[r1].spells[r1].spellTo"]
    );
    let reasons = session.check();
    let wrong = reasons
        .iter()
        .find(|reason| reason.kind == "correct")
        .unwrap();
    assert_eq!(wrong.code, "field:dependants[0].spells[0].spellTo");
    assert_eq!(
        wrong.focus.as_deref(),
        Some("dependants[r1].spells[r1].spellTo")
    );
    assert_eq!(wrong.message, "第1行第1行截止日期：不能早于2020年1月1日");
    // Another row is not touched by what the first dependant's facts decide.
    assert_eq!(
        set(&mut session, "dependants[1].dependantIncome", json!("900")),
        ["dependants[r2].dependantIncome"]
    );
}

#[test]
fn both_levels_are_open_until_confirmed() {
    let mut session = session();
    set(&mut session, "ceiling", json!("100"));
    set(&mut session, "hasDependants", json!(true));
    let (one, _) = session.add_row("dependants").unwrap();
    let spells = format!("dependants[{one}].spells");
    set(
        &mut session,
        &format!("dependants[{one}].dependantKind"),
        json!("child"),
    );
    let (spell, changes) = session.add_row(&spells).unwrap();
    assert_eq!(
        changes
            .fields
            .iter()
            .filter(|field| field.rows.is_some())
            .count(),
        1
    );
    set(
        &mut session,
        &format!("{spells}[{spell}].monthlyAmount"),
        json!("7"),
    );
    // The inner group is open, so its total is not known, and neither is what hangs on it.
    assert_eq!(session.value("dependants[0].benefitTotal").unwrap(), None);
    let open = |session: &Session| -> Vec<String> {
        let reasons = session.check().into_iter();
        let open = reasons.filter(|reason| reason.message.contains("已填写完整"));
        open.map(|reason| reason.code).collect()
    };
    assert_eq!(
        open(&session),
        ["field:dependants", "field:dependants[0].spells"]
    );
    session.confirm(&spells, true).unwrap();
    assert_eq!(
        session.value("dependants[0].benefitTotal").unwrap(),
        Some(json!("7"))
    );
    assert_eq!(open(&session), ["field:dependants"]);
    session.confirm("dependants", true).unwrap();
    assert_eq!(open(&session), Vec::<String>::new());
    // Another row of the inner group opens it again, and only it.
    session.add_row(&spells).unwrap();
    assert_eq!(open(&session), ["field:dependants[0].spells"]);
    let code = |error: tongban_engine::EngineError| error.code.into_owned();
    assert_eq!(code(session.add_row("spells").unwrap_err()), "path.group");
    assert_eq!(
        code(session.remove_row(&spells, "r9").unwrap_err()),
        "path.row"
    );
    for _ in 2..5 {
        session.add_row(&spells).unwrap();
    }
    assert_eq!(code(session.add_row(&spells).unwrap_err()), "rows.too-many");
}

#[test]
fn a_row_is_moved_and_removed_with_the_rows_in_it() {
    let mut session = filled();
    session.move_row("dependants", "r1", 7).unwrap();
    assert_eq!(
        session.decision_value()["facts"]["dependants"][1]["dependantName"],
        "甲"
    );
    let names = |session: &Session| -> Vec<String> {
        let view = session.view();
        let rows = view
            .fields
            .iter()
            .find_map(|field| field.rows.clone())
            .unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(names(&session), ["r2", "r1"]);
    session.move_row("dependants[r1].spells", "r2", 0).unwrap();
    assert_eq!(
        session
            .value("dependants[1].spells[0].monthlyAmount")
            .unwrap(),
        Some(json!("1200"))
    );
    let draft = session.draft();
    assert!(
        draft
            .facts
            .contains_key("dependants[1].spells[0].monthlyAmount")
    );
    assert_eq!(
        draft.complete,
        ["dependants", "dependants[0].spells", "dependants[1].spells"]
    );
    session.remove_row("dependants", "r1").unwrap();
    assert_eq!(session.value("familyIncome").unwrap(), Some(json!("800")));
    assert!(
        session
            .draft()
            .facts
            .keys()
            .all(|path| !path.contains("spells["))
    );
    assert_eq!(session.view().risks[0].state, "silent");
}

#[test]
fn a_packet_with_rows_of_rows_is_replayed() {
    let mut session = filled();
    session.add_row("dependants[r2].spells").unwrap();
    let packet = session.packet(&"a".repeat(32), None).unwrap();
    assert!(packet.facts.contains_key("dependants[1].spells[0]"));
    let bytes = tongban_engine::json::canonical_of(&packet).unwrap();
    let report = engine().replay(&bytes).unwrap();
    assert!(report.same, "{:?}", report.differences);
    let mut other = packet;
    other.decision["facts"]["dependants"][0]["spells"][1]["monthlyAmount"] = json!("1");
    let report = engine().replay_packet(&other).unwrap();
    assert_eq!(
        report.differences[0].what,
        "facts.dependants[0].spells[1].monthlyAmount"
    );
}

#[test]
fn what_is_said_of_a_row_in_a_row_is_explained_by_the_facts_around_it() {
    let session = filled();
    let explained = session
        .explain("field:dependants[r1].spells[r2].spellOverIncome")
        .unwrap();
    let steps: Vec<_> = explained
        .steps
        .iter()
        .map(|step| (step.what.as_str(), step.value.as_str()))
        .collect();
    assert!(
        steps.contains(&("dependants[r1].spells[r2].monthlyAmount", "1200")),
        "{steps:?}"
    );
    assert!(
        steps.contains(&("dependants[r1].dependantIncome", "100.1")),
        "{steps:?}"
    );
}

#[test]
fn a_hidden_inner_group_counts_as_nothing_and_is_kept_in_the_draft() {
    let mut session = filled();
    set(&mut session, "dependants[0].dependantKind", json!("parent"));
    set(&mut session, "dependants[0].dependantIncome", json!("2000"));
    assert_eq!(
        session.decision_value()["facts"]["dependants"][0].get("spells"),
        None
    );
    let packet = session.packet(&"a".repeat(32), None).unwrap();
    assert!(
        packet.facts.keys().all(|path| !path.contains("spells")),
        "{:?}",
        packet.facts
    );
    assert!(
        session
            .draft()
            .facts
            .contains_key("dependants[0].spells[0].spellFrom")
    );
    assert!(
        session
            .next()
            .iter()
            .all(|next| !next.path.contains("spells"))
    );
}
