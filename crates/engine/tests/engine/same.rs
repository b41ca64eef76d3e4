//! Whatever the way to the answers, a session is the one that was answered afresh: rows in rows, moved, removed,
//! confirmed, answered by registers, disputed, in any language.

use crate::nested::{engine, options};
use proptest::prelude::*;
use serde_json::{Value, json};
use tongban_engine::Session;
use tongban_engine::api::{OpenOptions, Origin};

const ID: &str = "0123456789abcdef0123456789abcdef";

#[derive(Debug, Clone)]
enum Step {
    Set(&'static str, Value, Origin),
    /// A fact of an outer row, or of a row in it.
    Cell(usize, &'static str, Value, Origin),
    Inner(usize, usize, &'static str, Value),
    Row,
    InnerRow(usize),
    Remove(usize),
    RemoveInner(usize, usize),
    Move(usize, u32),
    MoveInner(usize, usize, u32),
    Confirm(bool),
    ConfirmInner(usize, bool),
    /// A whole inner group: rows, absent, or not known.
    Whole(usize, Value),
    Dispute(usize, &'static str),
    Lang(&'static str),
    Give(&'static str, &'static str),
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![4 => Just(Origin::Asked), 1 => Just(Origin::Register)]
}

fn fact() -> impl Strategy<Value = (&'static str, Value)> {
    prop_oneof![
        Just(("applicant", json!("丙"))),
        prop::sample::select(vec![
            json!("5000"),
            json!("50"),
            json!("x"),
            json!(null),
            json!({"$unknown": "unreachable"}),
            json!({"$unknown": "not-asked"})
        ])
        .prop_map(|v| ("ceiling", v)),
        prop::sample::select(vec![json!(true), json!(true), json!(false), json!(null)])
            .prop_map(|v| ("hasDependants", v)),
    ]
}

fn cell() -> impl Strategy<Value = (&'static str, Value)> {
    prop_oneof![
        prop::sample::select(vec![json!("甲"), json!(null)]).prop_map(|v| ("dependantName", v)),
        prop::sample::select(vec![
            json!("child"),
            json!("parent"),
            json!("x"),
            json!(null)
        ])
        .prop_map(|v| ("dependantKind", v)),
        prop::sample::select(vec![
            json!("100.10"),
            json!("2500.00"),
            json!("9"),
            json!("9e9"),
            json!({"$unknown": "unreachable"}),
            json!(null)
        ])
        .prop_map(|v| ("dependantIncome", v)),
        prop::sample::select(vec![json!(true), json!(false), json!(null)])
            .prop_map(|v| ("studying", v)),
        prop::sample::select(vec![json!("一小"), json!(null)]).prop_map(|v| ("school", v)),
    ]
}

fn inner() -> impl Strategy<Value = (&'static str, Value)> {
    prop_oneof![
        prop::sample::select(vec![
            json!("2020-01-01"),
            json!("2021-06-30"),
            json!("1999-01-01"),
            json!(null)
        ])
        .prop_map(|v| ("spellFrom", v)),
        prop::sample::select(vec![json!("2020-12-31"), json!("2019-01-01"), json!(null)])
            .prop_map(|v| ("spellTo", v)),
        prop::sample::select(vec![
            json!("0.10"),
            json!("900"),
            json!("99999.99"),
            json!("many"),
            json!(null)
        ])
        .prop_map(|v| ("monthlyAmount", v)),
        prop::sample::select(vec![json!("无"), json!(null)]).prop_map(|v| ("spellNote", v)),
    ]
}

fn whole() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!([]),
        json!([{"monthlyAmount": "1.5", "spellFrom": "2020-01-01"}, {"monthlyAmount": "2.5"}]),
        json!({"$unknown": "not-asked"}),
    ])
}

fn step() -> impl Strategy<Value = Step> {
    let row = || 0_usize..3;
    prop_oneof![
        6 => (fact(), origin()).prop_map(|((path, value), origin)| Step::Set(path, value, origin)),
        12 => (row(), cell(), origin()).prop_map(|(row, (fact, value), origin)| Step::Cell(row, fact, value, origin)),
        12 => (row(), row(), inner()).prop_map(|(row, at, (fact, value))| Step::Inner(row, at, fact, value)),
        3 => Just(Step::Row),
        4 => row().prop_map(Step::InnerRow),
        1 => row().prop_map(Step::Remove),
        2 => (row(), row()).prop_map(|(row, at)| Step::RemoveInner(row, at)),
        2 => (row(), 0_u32..4).prop_map(|(row, to)| Step::Move(row, to)),
        2 => (row(), row(), 0_u32..4).prop_map(|(row, at, to)| Step::MoveInner(row, at, to)),
        2 => any::<bool>().prop_map(Step::Confirm),
        3 => (row(), any::<bool>()).prop_map(|(row, yes)| Step::ConfirmInner(row, yes)),
        2 => (row(), whole()).prop_map(|(row, value)| Step::Whole(row, value)),
        1 => (row(), prop::sample::select(vec!["错", ""])).prop_map(|(row, why)| Step::Dispute(row, why)),
        1 => prop::sample::select(vec!["en", "zh-Hans", "zh-Hant"]).prop_map(Step::Lang),
        1 => prop::sample::select(vec![("residence", "deferred"), ("kinship", "promised"), ("kinship", ""), ("residence", "")]).prop_map(|(m, how)| Step::Give(m, how)),
    ]
}

/// Ids of rows: of the dependants, with those of the spells in each.
fn rows(session: &Session) -> Vec<(String, Vec<String>)> {
    let view = session.view();
    let group = view.fields.into_iter().find_map(|field| field.rows);
    let inner = |row: &tongban_engine::api::RowView| {
        let spells = row.fields.iter().find_map(|field| field.rows.clone());
        let spells = spells.unwrap_or_default().into_iter();
        spells.map(|row| row.id).collect()
    };
    let rows = group.unwrap_or_default();
    rows.iter()
        .map(|row| (row.id.clone(), inner(row)))
        .collect()
}

/// A step that does not fit is refused and changes nothing.
fn take(session: &mut Session, step: &Step) {
    let held = rows(session);
    let spells = |row: usize| {
        held.get(row)
            .map(|(id, _)| format!("dependants[{id}].spells"))
    };
    match step {
        Step::Set(path, value, origin) => drop(session.set(path, value, *origin).unwrap()),
        Step::Cell(row, fact, value, origin) => {
            drop(session.set(&format!("dependants[{row}].{fact}"), value, *origin));
        }
        Step::Inner(row, at, fact, value) => {
            let path = format!("dependants[{row}].spells[{at}].{fact}");
            drop(session.set(&path, value, Origin::Asked));
        }
        Step::Row => drop(session.add_row("dependants")),
        Step::InnerRow(row) => drop(session.add_row(&format!("dependants[{row}].spells"))),
        Step::Remove(row) => {
            if let Some((id, _)) = held.get(*row) {
                session.remove_row("dependants", id).unwrap();
            }
        }
        Step::RemoveInner(row, at) => {
            if let Some(id) = held.get(*row).and_then(|(_, inner)| inner.get(*at)) {
                session.remove_row(&spells(*row).unwrap(), id).unwrap();
            }
        }
        Step::Move(row, to) => {
            if let Some((id, _)) = held.get(*row) {
                session.move_row("dependants", id, *to).unwrap();
            }
        }
        Step::MoveInner(row, at, to) => {
            if let Some(id) = held.get(*row).and_then(|(_, inner)| inner.get(*at)) {
                session.move_row(&spells(*row).unwrap(), id, *to).unwrap();
            }
        }
        Step::Confirm(yes) => drop(session.confirm("dependants", *yes).unwrap()),
        Step::ConfirmInner(row, yes) => {
            if let Some(path) = spells(*row) {
                session.confirm(&path, *yes).unwrap();
            }
        }
        Step::Whole(row, value) => {
            drop(session.set(&format!("dependants[{row}].spells"), value, Origin::Asked));
        }
        Step::Dispute(row, why) => {
            drop(session.dispute(&format!("dependants[{row}].dependantIncome"), why, None));
        }
        Step::Lang(lang) => drop(session.set_lang(lang).unwrap()),
        Step::Give(material, how) => drop(match *how {
            "deferred" => session.defer(material),
            "promised" => session.promise(material),
            _ => session.withdraw(material),
        }),
    }
}

/// Text of a value with rows named by position: ids tell only in which order rows were made.
fn by_position(session: &Session, value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string(value).unwrap();
    for (position, (id, inner)) in rows(session).iter().enumerate() {
        for (at, id) in inner.iter().enumerate() {
            text = text.replace(&format!("spells[{id}]"), &format!("spells[#{at}]"));
        }
        text = text.replace(
            &format!("dependants[{id}]"),
            &format!("dependants[#{position}]"),
        );
    }
    // What is left are the ids of the rows themselves, in order.
    let mut left = text.as_str();
    let mut out = String::new();
    while let Some(at) = left.find("\"id\":\"r") {
        out.push_str(&left[..at]);
        let rest = &left[at + 7..];
        let digits = rest.find('"').unwrap();
        if rest[..digits].bytes().all(|byte| byte.is_ascii_digit()) {
            out.push_str("\"id\":\"#");
            left = &rest[digits..];
        } else {
            out.push_str("\"id\":\"r");
            left = rest;
        }
    }
    out + left
}

/// A view with a change list applied, as a page does it.
fn applied(view: &Value, changes: &Value) -> Value {
    let mut view = view.clone();
    for change in changes["fields"].as_array().unwrap() {
        put_field(view["fields"].as_array_mut().unwrap(), change);
    }
    for list in ["conditions", "materials", "risks"] {
        for change in changes[list].as_array().unwrap() {
            let held = view[list].as_array_mut().unwrap();
            let place = held
                .iter()
                .position(|one| one["id"] == change["id"])
                .unwrap();
            merge(&mut held[place], change);
        }
    }
    for page in view["pages"].as_array_mut().unwrap() {
        if let Some(visible) = changes["pages"].get(page["id"].as_str().unwrap()) {
            page["visible"] = visible.clone();
        }
    }
    for part in ["route", "deadline", "verdict"] {
        if !changes[part].is_null() {
            view[part] = changes[part].clone();
        }
    }
    view
}

fn merge(held: &mut Value, change: &Value) {
    for (key, value) in change.as_object().unwrap() {
        held[key] = value.clone();
    }
}

fn put_field(fields: &mut [Value], change: &Value) {
    let path = change["path"].as_str().unwrap();
    for field in fields {
        let own = field["path"].as_str().unwrap().to_owned();
        if own == path {
            let columns = field["widget"]["columns"].clone();
            let rows = field.get("rows").cloned();
            merge(field, change);
            match change.get("rows") {
                Some(given) => field["rows"] = whole_rows(&columns, given),
                None => {
                    if let Some(rows) = rows {
                        field["rows"] = rows;
                    }
                }
            }
            return;
        }
        if path.starts_with(&format!("{own}[")) {
            for row in field["rows"].as_array_mut().unwrap() {
                put_field(row["fields"].as_array_mut().unwrap(), change);
            }
            return;
        }
    }
}

fn whole_rows(columns: &Value, rows: &Value) -> Value {
    let rows = rows.as_array().unwrap().iter().map(|row| {
        let fields = row["fields"].as_array().unwrap().iter();
        let fields = fields
            .zip(columns.as_array().unwrap())
            .map(|(change, column)| {
                let mut field = column.clone();
                merge(&mut field, change);
                if let Some(rows) = change.get("rows") {
                    field["rows"] = whole_rows(&column["widget"]["columns"], rows);
                }
                field
            });
        json!({"id": row["id"], "fields": fields.collect::<Vec<_>>()})
    });
    Value::Array(rows.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_leaves_the_session_that_was_answered_afresh(steps in prop::collection::vec(step(), 1..60)) {
        let engine = engine();
        let mut session = engine.open(options()).unwrap();
        let mut lang = "zh-Hans";
        for step in &steps {
            take(&mut session, step);
            if let Step::Lang(chosen) = step {
                lang = chosen;
            }
        }
        let draft = session.draft();
        let fresh = engine.open(OpenOptions { draft: Some(draft), lang: Some(lang.into()), ..options() }).unwrap();
        prop_assert_eq!(fresh.notes(), []);
        prop_assert_eq!(by_position(&fresh, &fresh.view()), by_position(&session, &session.view()));
        prop_assert_eq!(by_position(&fresh, &fresh.next()), by_position(&session, &session.next()));
        prop_assert_eq!(by_position(&fresh, &fresh.check()), by_position(&session, &session.check()));
        prop_assert_eq!(String::from_utf8(fresh.decision()), String::from_utf8(session.decision()));
        let (one, other) = (fresh.packet(ID, None).unwrap(), session.packet(ID, None).unwrap());
        prop_assert_eq!(serde_json::to_value(&one).unwrap(), serde_json::to_value(&other).unwrap());
        for of in ["condition:income", "risk:over", "route", "verdict", "dependants"] {
            prop_assert_eq!(by_position(&fresh, &fresh.explain(of).unwrap()), by_position(&session, &session.explain(of).unwrap()));
        }
    }

    #[test]
    fn what_changed_is_all_that_changed(steps in prop::collection::vec(step(), 1..40), last in step()) {
        let mut session = engine().open(options()).unwrap();
        for step in &steps {
            take(&mut session, step);
        }
        let before = serde_json::to_value(session.view()).unwrap();
        let spells = "dependants[0].spells";
        let changes = match &last {
            Step::Set(path, value, origin) => session.set(path, value, *origin),
            Step::Cell(row, fact, value, origin) => session.set(&format!("dependants[{row}].{fact}"), value, *origin),
            Step::Inner(row, at, fact, value) => session.set(&format!("dependants[{row}].spells[{at}].{fact}"), value, Origin::Asked),
            Step::Row => session.add_row("dependants").map(|(_, changes)| changes),
            Step::InnerRow(_) => session.add_row(spells).map(|(_, changes)| changes),
            Step::Confirm(yes) => session.confirm("dependants", *yes),
            Step::ConfirmInner(_, yes) => session.confirm(spells, *yes),
            Step::Whole(row, value) => session.set(&format!("dependants[{row}].spells"), value, Origin::Asked),
            Step::Dispute(row, why) => session.dispute(&format!("dependants[{row}].dependantIncome"), why, None),
            Step::Move(row, to) => match rows(&session).get(*row) {
                Some((id, _)) => session.move_row("dependants", id, *to),
                None => return Ok(()),
            },
            Step::Remove(row) => match rows(&session).get(*row) {
                Some((id, _)) => session.remove_row("dependants", id),
                None => return Ok(()),
            },
            _ => return Ok(()),
        };
        let Ok(changes) = changes else { return Ok(()) };
        let changes = serde_json::to_value(changes).unwrap();
        prop_assert_eq!(applied(&before, &changes), serde_json::to_value(session.view()).unwrap());
    }
}
