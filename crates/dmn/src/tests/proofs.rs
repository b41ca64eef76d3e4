//! What is proved of random tables is what enumeration finds.

use super::random::{Known, Model, model};
use crate::analysis::{Idle, Proof};
use crate::{Policy, Setting, Table, compile_table_with, inspect_table};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tongban_feel::Profile;
use tongban_runtime::{Env, Fuel, Program, Value, eval};

/// The program of a table of which nothing is proved: the runtime's own words.
fn plain(table: &Table) -> Program {
    let setting = Setting {
        profile: Profile::Standard,
        ..Setting::default()
    };
    compile_table_with(table, &Known::default(), &setting)
        .unwrap()
        .program
}

fn run(program: &Program, env: &dyn Env) -> Value {
    eval(program, env, &mut Fuel::default())
}

/// How many rows fit facts, by a table that counts them.
fn count(model: &Model, facts: &Known) -> Value {
    let counting = Model {
        policy: Policy::Count,
        default: None,
        ..model.clone()
    };
    run(&plain(&counting.table()), facts)
}

fn facts_of(witness: &crate::analysis::Witness) -> Known {
    let mut facts = Known::default();
    for slot in 0..6 {
        facts.0[slot as usize] = witness.fact(slot).cloned();
    }
    facts
}

fn without(model: &Model, rows: &BTreeSet<usize>) -> Model {
    let kept = model.rows.iter().enumerate();
    Model {
        rows: kept
            .filter(|(row, _)| !rows.contains(row))
            .map(|(_, row)| row.clone())
            .collect(),
        ..model.clone()
    }
}

fn same(a: &Model, b: &Model) -> bool {
    a.inputs()
        .iter()
        .all(|input| a.answer(input) == b.answer(input))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gaps_and_overlaps_are_those_of_enumeration(model in model()) {
        let scope = Known::default();
        let report = inspect_table(&model.table(), &scope, &Setting::default()).unwrap();
        let fitting: Vec<Vec<usize>> =
            model.inputs().iter().map(|input| model.fitting(input)).collect();
        let complete = fitting.iter().all(|rows| !rows.is_empty());
        match &report.complete {
            Proof::Proved => prop_assert!(complete),
            Proof::Refuted(witness) => {
                prop_assert!(!complete);
                prop_assert_eq!(count(&model, &facts_of(witness)), Value::from(0_i64));
            }
            other => prop_assert!(false, "{other:?}"),
        }
        let disjoint = fitting.iter().all(|rows| rows.len() < 2);
        prop_assert_eq!(report.disjoint, disjoint);
        prop_assert!(report.perhaps.is_empty() && report.undecided.is_empty());
        let clash = fitting.iter().any(|rows| match model.policy {
            Policy::Unique => rows.len() > 1,
            Policy::Any => rows.iter().any(|row| model.rows[*row].1 != model.rows[rows[0]].1),
            _ => false,
        });
        prop_assert_eq!(!report.overlaps.is_empty(), clash);
        for overlap in &report.overlaps {
            let facts = facts_of(&overlap.witness);
            let both = without(&model, &(0..model.rows.len())
                .filter(|row| *row != overlap.rows.0 && *row != overlap.rows.1)
                .collect());
            prop_assert_eq!(count(&both, &facts), Value::from(2_i64));
        }
    }

    #[test]
    fn idle_rows_can_go(model in model()) {
        let scope = Known::default();
        let report = inspect_table(&model.table(), &scope, &Setting::default()).unwrap();
        let found: BTreeSet<usize> = report.redundant.iter().map(|one| one.row).collect();
        prop_assert!(same(&model, &without(&model, &found)), "{:?}", report.redundant);
        for one in &report.redundant {
            if one.idle == Idle::Empty {
                let fits = model.inputs().iter().any(|input| model.fitting(input).contains(&one.row));
                prop_assert!(!fits);
            }
        }
        if matches!(model.policy, Policy::First | Policy::Priority) {
            // A row that stays is needed beside those before it that stay.
            for row in 0..model.rows.len() {
                if !found.contains(&row) {
                    let mut more: BTreeSet<usize> = found.range(..row).copied().collect();
                    more.insert(row);
                    prop_assert!(!same(&model, &without(&model, &more)), "row {row} can go");
                }
            }
        }
    }

    #[test]
    fn merged_rows_say_the_same(model in model()) {
        let scope = Known::default();
        let table = model.table();
        let report = inspect_table(&table, &scope, &Setting::default()).unwrap();
        for merge in &report.merges {
            let mut merged = table.clone();
            merged.rows[merge.rows.0].inputs[merge.column].clone_from(&merge.cell);
            merged.rows.remove(merge.rows.1);
            // A unique table with an overlap is no table; what it answers there does not count.
            let (before, after) = (plain(&table), plain(&merged));
            for input in model.inputs() {
                let facts = model.facts(&input);
                if model.answer(&input).is_some() {
                    prop_assert_eq!(run(&before, &facts), run(&after, &facts), "{:?}", merge);
                }
            }
        }
    }

    #[test]
    fn every_policy_answers_as_the_slow_reference(model in model()) {
        let scope = Known::default();
        let lenient = plain(&model.table());
        let strict = compile_table_with(&model.table(), &scope, &Setting::default());
        for input in model.inputs() {
            let facts = model.facts(&input);
            let wanted = model.answer(&input);
            prop_assert_eq!(run(&lenient, &facts), wanted.clone().unwrap_or_default());
            if let Ok(strict) = &strict {
                let found = run(&strict.program, &facts);
                match wanted {
                    Some(wanted) => prop_assert_eq!(found, wanted),
                    None => prop_assert!(matches!(found, Value::Fault(_)), "{found:?}"),
                }
            }
        }
    }

    #[test]
    fn what_is_said_of_unknown_inputs_holds_for_all(model in model(), hidden in 1_usize..8) {
        let scope = Known::default();
        let mut programs = vec![plain(&model.table())];
        if let Ok(strict) = compile_table_with(&model.table(), &scope, &Setting::default()) {
            programs.push(strict.program);
        }
        for program in programs {
            for input in model.inputs() {
                let facts = model.facts(&input);
                let total = run(&program, &facts);
                let mut part = facts.clone();
                for (place, kind) in model.columns.iter().enumerate() {
                    if hidden >> place & 1 == 1 {
                        part.0[kind.slot() as usize] = None;
                    }
                }
                let said = run(&program, &part);
                prop_assert!(agrees(&said, &total), "said {said:?}, is {total:?}");
            }
        }
    }
}

/// Whether a value that was said before all is known agrees with the whole truth.
fn agrees(said: &Value, total: &Value) -> bool {
    match (said, total) {
        (Value::Unknown(causes), Value::Fault(_)) => causes.may_fault(),
        (Value::Unknown(_), _) => true,
        (Value::List(said), Value::List(total)) if said.open.is_some() => {
            // What is here is there, in this order.
            let mut rest = total.items.iter();
            said.items
                .iter()
                .all(|item| rest.any(|other| agrees(item, other)))
        }
        (said, total) => said == total,
    }
}
