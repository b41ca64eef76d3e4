//! Whatever an applicant does in a bundle, every item decides as if it were applied for by itself.

use crate::bundles::{ID, ITEMS, engine, file, open, options};
use proptest::prelude::*;
use serde_json::{Value, json};
use tongban_engine::api::{
    Changes, FieldChange, FieldView, OpenOptions, Origin, Packet, RowChange, RowView, View, Widget,
};
use tongban_engine::{BundleSession, Session, split_bundle};

/// One step of an applicant.
#[derive(Debug, Clone)]
enum Step {
    Set(&'static str, Value),
    Row(Option<u32>, &'static str, Value),
    AddRow,
    RemoveRow(u32),
    MoveRow(u32, u32),
    Confirm(bool),
    Give(&'static str, &'static str),
    Dispute(&'static str),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let choice = |values: Vec<Value>| proptest::sample::select(values);
    let unknown = |reason: &str| json!({ "$unknown": reason });
    let facts = prop_oneof![
        choice(vec![
            json!(true),
            json!(false),
            Value::Null,
            unknown("not-asked")
        ])
        .prop_flat_map(|v| proptest::sample::select(vec![
            "wantsEntry",
            "abroad",
            "entered"
        ])
        .prop_map(move |f| Step::Set(f, v.clone()))),
        choice(vec![
            json!("5"),
            json!("18"),
            json!("200"),
            json!("abc"),
            json!("９９"),
            unknown("unreachable"),
            unknown("not-asked")
        ])
        .prop_map(|v| Step::Set("paidMonths", v)),
        choice(vec![
            json!("张三"),
            json!("买买提•吐尔逊"),
            json!(""),
            json!("很".repeat(30))
        ])
        .prop_flat_map(
            |v| proptest::sample::select(vec!["name", "note", "country"])
                .prop_map(move |f| Step::Set(f, v.clone()))
        ),
        choice(vec![
            json!("1965-05-10"),
            json!("2030-01-01"),
            json!("1965-02-30"),
            unknown("no-data")
        ])
        .prop_map(|v| Step::Set("birthDate", v)),
        choice(vec![json!("permit"), json!("other")]).prop_map(|v| Step::Set("documentType", v)),
        choice(vec![json!("0"), json!("12.50"), unknown("unreachable")])
            .prop_map(|v| Step::Set("arrears", v)),
        choice(vec![
            json!([]),
            json!([{"kinName": "甲"}, {"kinIncome": "9000"}]),
            json!([{"kinName": "乙", "kinIncome": "3"}]),
            Value::Null
        ])
        .prop_map(|v| Step::Set("kin", v)),
    ];
    let rows = prop_oneof![
        Just(Step::AddRow),
        (1..4_u32).prop_map(Step::RemoveRow),
        (1..4_u32, 0..3_u32).prop_map(|(row, to)| Step::MoveRow(row, to)),
        any::<bool>().prop_map(Step::Confirm),
        (
            proptest::option::of(1..4_u32),
            choice(vec![json!("甲"), json!("6000")]),
            proptest::sample::select(vec!["kinName", "kinIncome"])
        )
            .prop_map(|(row, value, column)| Step::Row(row, column, value)),
    ];
    let given = (
        proptest::sample::select(vec!["identity", "kinship", "residence"]),
        proptest::sample::select(vec![
            "a", "b", "promise", "defer", "shared", "withdraw", "detach",
        ]),
    )
        .prop_map(|(material, how)| Step::Give(material, how));
    let disputes =
        proptest::sample::select(vec!["paidMonths", "birthDate"]).prop_map(Step::Dispute);
    proptest::collection::vec(
        prop_oneof![6 => facts, 2 => rows, 3 => given, 1 => disputes],
        1..40,
    )
}

/// A bundle and a session by itself take the same steps.
trait Takes {
    fn take(&mut self, step: &Step) -> Option<Changes>;
}

macro_rules! takes {
    ($ty:ty, $rows:expr) => {
        impl Takes for $ty {
            fn take(&mut self, step: &Step) -> Option<Changes> {
                match step {
                    Step::Set(path, value) => {
                        let rows: fn(&Self, &Value) -> Value = $rows;
                        self.set(path, &rows(self, value), Origin::Asked).ok()
                    }
                    Step::Row(row, column, value) => {
                        let row = row.map_or_else(|| "0".to_owned(), |row| format!("r{row}"));
                        self.set(&format!("kin[{row}].{column}"), value, Origin::Asked)
                            .ok()
                    }
                    Step::AddRow => self.add_row("kin").ok().map(|(_, changes)| changes),
                    Step::RemoveRow(row) => self.remove_row("kin", &format!("r{row}")).ok(),
                    Step::MoveRow(row, to) => self.move_row("kin", &format!("r{row}"), *to).ok(),
                    Step::Confirm(complete) => self.confirm("kin", *complete).ok(),
                    Step::Give(material, how) => {
                        let media = if *material == "identity" {
                            "image/jpeg"
                        } else {
                            "application/pdf"
                        };
                        match *how {
                            "promise" => self.promise(material).ok(),
                            "defer" => self.defer(material).ok(),
                            "shared" => self.shared(material).ok(),
                            "withdraw" => self.withdraw(material).ok(),
                            "detach" => self.detach(material, &"a".repeat(64)).ok(),
                            name => self.attach(material, file(name, media)).ok(),
                        }
                    }
                    Step::Dispute(path) => self.dispute(path, "不对", None).ok(),
                }
            }
        }
    };
}

takes!(BundleSession, |_, value| value.clone());
// An item has the columns that it asks; the form of a bundle asks for those of all.
takes!(Session, |session, value| {
    let entry = session.view().item == "entry";
    match value.as_array().filter(|_| entry) {
        None => value.clone(),
        Some(rows) => rows
            .iter()
            .map(|row| {
                let mut row = row.as_object().unwrap().clone();
                row.remove("kinIncome");
                Value::Object(row)
            })
            .collect(),
    }
});

/// A view's fields after changes, as a page keeps them.
fn applied(view: &View, changes: &Changes) -> Vec<FieldView> {
    let mut fields = view.fields.clone();
    for change in &changes.fields {
        let group = change.path.split('[').next().unwrap();
        let field = fields.iter_mut().find(|field| field.path == group).unwrap();
        if group == change.path {
            take(field, change);
            continue;
        }
        let rows = field.rows.iter_mut().flatten();
        for cell in rows.flat_map(|row| &mut row.fields) {
            if cell.path == change.path {
                take(cell, change);
            }
        }
    }
    fields
}

fn take(field: &mut FieldView, change: &FieldChange) {
    field.visible = change.visible;
    field.required = change.required;
    field.knowledge = change.knowledge;
    field.value = change.value.clone();
    field.raw = change.raw.clone();
    field.origin = change.origin;
    field.disputed = change.disputed.clone();
    field.violations = change.violations.clone();
    field.complete = change.complete;
    let Some(rows) = &change.rows else { return };
    let Widget::Group { columns, .. } = &field.widget else {
        panic!("rows of no group")
    };
    let row = |row: &RowChange| {
        let cells = columns.iter().zip(&row.fields).map(|(column, change)| {
            let mut cell = column.clone();
            cell.path = change.path.clone();
            take(&mut cell, change);
            cell
        });
        RowView {
            id: row.id.clone(),
            fields: cells.collect(),
        }
    };
    field.rows = Some(rows.iter().map(row).collect());
}

fn states(view: &View) -> Vec<String> {
    view.members
        .iter()
        .flatten()
        .map(|member| member.state.clone())
        .collect()
}

fn body(packet: &Packet) -> Value {
    let mut packet = serde_json::to_value(packet).unwrap();
    packet["id"] = Value::Null;
    packet
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 96 } else { 512 }))]

    #[test]
    fn every_item_decides_as_if_it_were_applied_for_by_itself(steps in steps()) {
        let engine = engine();
        let mut bundle = open();
        let mut alone: Vec<Session> = ITEMS.map(|item| engine.open(options(item)).unwrap()).into();
        for step in &steps {
            let before = bundle.view();
            let changes = bundle.take(step);
            for session in &mut alone {
                // A step that the bundle refuses is none.
                if changes.is_some() {
                    session.take(step);
                }
            }
            let after = bundle.view();
            match changes {
                None => prop_assert_eq!(&before, &after, "refused, yet changed"),
                Some(changes) => {
                    // Where an item came or went, a page reads the view again.
                    if states(&before) == states(&after) {
                        prop_assert_eq!(applied(&before, &changes), after.fields.clone());
                    }
                    let verdict = changes.verdict.unwrap_or(before.verdict);
                    prop_assert_eq!(&verdict, &after.verdict);
                }
            }
        }
        for session in &alone {
            let item = session.view().item;
            let member = bundle.member(&item).unwrap();
            let (ours, theirs) = (member.decision(), session.decision());
            prop_assert_eq!(String::from_utf8(ours).unwrap(), String::from_utf8(theirs).unwrap(), "{}", item);
        }
        // Handed in once, it splits into what each would hand in by itself, and replays.
        let packet = bundle.packet(ID, None).unwrap();
        let report = engine.replay_bundle(&packet).unwrap();
        prop_assert!(report.same, "{:#?}", report.differences);
        let parts = split_bundle(&packet).unwrap();
        prop_assert_eq!(&parts, &report.packets);
        for part in &parts {
            let item = part.decision["item"].as_str().unwrap();
            let session = alone.iter().find(|session| session.view().item == item).unwrap();
            prop_assert_eq!(body(part), body(&session.packet(ID, None).unwrap()));
        }
        // Kept as a draft and taken up again, it is the same.
        let draft: tongban_engine::api::Draft =
            serde_json::from_value(serde_json::to_value(bundle.draft()).unwrap()).unwrap();
        let again = engine.open_bundle(OpenOptions { draft: Some(draft), ..options("moving") }).unwrap();
        prop_assert_eq!(again.decision(), bundle.decision());
        prop_assert_eq!(again.notes(), vec![]);
        prop_assert_eq!(
            serde_json::to_value(again.packet(ID, None).unwrap()).unwrap(),
            serde_json::to_value(&packet).unwrap()
        );
    }
}
