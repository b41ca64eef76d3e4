//! Two versions of random tables differ exactly where enumeration finds it.

use super::random::{KINDS, Known, Model, model};
use crate::region::{Compared, Domain, Flow, Looked, Looks, Question, Side, Versions, World};
use crate::{Setting, compile_table_with};
use proptest::prelude::*;
use tongban_feel::{Binding, Profile, Scope, Type, compile};
use tongban_runtime::{Env, Fuel, Program, Value, eval};

/// A program over the columns' facts; each fact is the variable of its slot.
struct One(Program);

struct Facts<'a>(&'a [Value]);

impl Env for Facts<'_> {
    fn fact(&self, slot: u32) -> Value {
        self.0.get(slot as usize).cloned().unwrap_or_default()
    }
}

impl World for Facts<'_> {
    fn slot(&self, slot: u32) -> Looked<'_> {
        Looked::Variable(slot)
    }
}

impl Side for One {
    fn look(&self, looks: &mut Looks) {
        let world = Facts(&[]);
        let mut flow = Flow::new(&world);
        flow.program(&self.0, &[]);
        looks.add(flow);
    }

    fn value(&self, values: &[Value]) -> Value {
        eval(&self.0, &Facts(values), &mut Fuel::default())
    }
}

impl One {
    /// A table of the strict profile, if it is one.
    fn table(model: &Model) -> Option<Self> {
        let table = compile_table_with(&model.table(), &Known::default(), &Setting::default());
        Some(Self(table.ok()?.program))
    }

    fn rule(text: &str) -> Self {
        let compiled = compile(text, &Two, Some(&Type::Boolean), Profile::Strict);
        Self(compiled.unwrap().program)
    }
}

fn domains() -> Vec<Domain> {
    KINDS.iter().map(|kind| Domain::of(&kind.ty())).collect()
}

/// Two versions that share their columns; often nearly the same.
fn pair() -> impl Strategy<Value = (Model, Model)> {
    (model(), any::<prop::sample::Index>(), 0_u8..4).prop_flat_map(|(model, which, how)| {
        let mut model = model;
        model.default = model.default.or(Some(0));
        let row = which.index(model.rows.len());
        let mut other = model.clone();
        match how {
            0 => other.rows[row].1 = (other.rows[row].1 + 1) % 3,
            1 => other.rows.swap(row, 0),
            2 => drop(other.rows.remove(row)),
            _ => {
                let again = other.rows[row].clone();
                other.rows.push(again);
            }
        }
        Just((model, other))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn versions_differ_where_enumeration_says((old, new) in pair()) {
        let (Some(one), Some(other)) = (One::table(&old), One::table(&new)) else {
            return Err(TestCaseError::reject("no table of the strict profile"));
        };
        let domains = domains();
        let versions = Versions::new((&one, &other), &domains, &[]);
        let differ = old.inputs().iter().any(|input| {
            old.answer(input) != new.answer(input)
        });
        match versions.ask(Question::Differ) {
            Compared::Nowhere => prop_assert!(!differ),
            Compared::At { witness, proved } => {
                prop_assert!(proved && differ);
                let (was, is) = versions.answers(&witness);
                prop_assert!(!matches!(was, Value::Unknown(_)));
                prop_assert_ne!(was, is);
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

/// Facts of two rules.
struct Two;

impl Scope for Two {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let kind = KINDS.iter().find(|kind| kind.name() == name)?;
        let (slot, ty) = (kind.slot(), kind.ty());
        Some(Binding::Fact { slot, ty })
    }

    fn names(&self) -> Vec<String> {
        KINDS.iter().map(|kind| kind.name().to_owned()).collect()
    }
}

fn ask(old: &str, new: &str, question: Question) -> Compared {
    let (old, new) = (One::rule(old), One::rule(new));
    let domains = domains();
    Versions::new((&old, &new), &domains, &[]).ask(question)
}

fn witness(found: Compared) -> Vec<(usize, Value)> {
    match found {
        Compared::At {
            witness,
            proved: true,
        } => witness,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_moved_limit_refuses_and_never_accepts() {
    let (old, new) = ("整数 >= 2", "整数 >= 3");
    assert_eq!(
        witness(ask(old, new, Question::NoLongerTrue)),
        [(0, Value::from(2_i64))]
    );
    assert_eq!(ask(old, new, Question::NowTrue), Compared::Nowhere);
}

#[test]
fn whole_numbers_have_no_neighbour_between() {
    let differ = |old, new| ask(old, new, Question::Differ);
    assert_eq!(differ("整数 > 2", "整数 >= 3"), Compared::Nowhere);
    assert!(matches!(
        differ("小数 > 1", "小数 >= 2"),
        Compared::At { .. }
    ));
    assert_eq!(
        differ(
            "日期 > date(\"2025-12-31\")",
            "日期 >= date(\"2026-01-01\")"
        ),
        Compared::Nowhere
    );
}

#[test]
fn a_rule_written_otherwise_is_proved_the_same() {
    let old = "if 类别 = \"a\" then 整数 > 1 else if 是否 then true else 整数 > 3";
    let new = "类别 = \"a\" and 整数 > 1 or 类别 != \"a\" and (是否 or 整数 > 3)";
    assert_eq!(ask(old, new, Question::Differ), Compared::Nowhere);
    // Sums over a small domain are gone through value by value.
    assert_eq!(
        ask("整数 * 2 + 1 > 6", "整数 >= 3", Question::Differ),
        Compared::Nowhere
    );
}

#[test]
fn what_cannot_be_cut_is_tried() {
    let found = ask("小数 * 2 > 2", "小数 * 2 > 3", Question::NoLongerTrue);
    assert!(
        matches!(found, Compared::At { proved: false, .. }),
        "{found:?}"
    );
    let same = ask("小数 * 2 > 2", "小数 + 小数 > 2", Question::Differ);
    assert!(
        matches!(same, Compared::NotFound(tries) if tries > 1000),
        "{same:?}"
    );
}

#[test]
fn absence_counts_where_it_is_asked_about() {
    let found = ask(
        "可空 = null or 可空 > 1",
        "可空 != null and 可空 > 1",
        Question::NoLongerTrue,
    );
    assert_eq!(witness(found), [(5, Value::Absent)]);
}
