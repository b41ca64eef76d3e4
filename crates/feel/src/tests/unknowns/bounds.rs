//! What ranges, rows that are there and values read twice decide, and what they must not.

use super::world::{Given, domain, not_asked, row};
use super::{run, sound, strict};
use std::collections::BTreeMap;
use tongban_runtime::{Reason, Unknowns, Value, What};

/// Nothing is known but the rows of 明细, if there are any.
fn given(rows: Option<Vec<Value>>, open: bool) -> Given {
    let facts = (0..9).map(|slot| (slot, not_asked(slot, None)));
    let mut facts: BTreeMap<u32, Value> = facts.collect();
    let what = What::Fact { slot: 9, row: None };
    facts.insert(
        9,
        match rows {
            None => not_asked(9, None),
            Some(rows) if open => Value::open_list(rows, Unknowns::one(what, Reason::NotAsked)),
            Some(rows) => Value::list(rows),
        },
    );
    let parameter = Value::from(1);
    Given { facts, parameter }
}

/// What a rule says; `None` for unknown.
fn says(source: &str, given: &Given) -> Option<Value> {
    sound(source, given);
    let compiled = strict(source).unwrap_or_else(|| panic!("{source} is not strict"));
    Some(run(&compiled.program, given)).filter(Value::is_total)
}

fn yes(value: bool) -> Option<Value> {
    Some(Value::Bool(value))
}

#[test]
fn rows_that_are_there_count_already() {
    let rows = given(Some(vec![row(3, None, true), row(2, Some(0), true)]), true);
    for (source, wanted) in [
        ("count(明细) > 1", yes(true)),
        ("count(明细) > 2", None),
        ("count(明细) = 1", yes(false)),
        ("count(明细[s]) >= 2", yes(true)),
        ("count(明细[k > 2]) >= 2", None),
        ("(count(明细) > 0 and sum(明细.k) >= 5)", yes(true)),
        ("(count(明细) > 0 and sum(明细.k) >= 6)", None),
        ("(count(明细) > 0 and max(明细.k) > 2)", yes(true)),
        ("(count(明细) > 0 and min(明细.k) > 2)", yes(false)),
        ("(count(明细) > 0 and min(明细.k) > 1)", None),
        ("some r in 明细 satisfies r.k = 3", yes(true)),
        ("every r in 明细 satisfies r.k <= 3", yes(true)),
        ("every r in 明细 satisfies r.k < 3", yes(false)),
        ("every r in 明细 satisfies r.k > 1", None),
    ] {
        assert_eq!(says(source, &rows), wanted, "{source}");
    }
}

#[test]
fn rows_of_which_it_is_not_known_whether_they_belong_bound_a_count() {
    let mut cells = row(3, None, true).as_context().unwrap().fields.clone();
    cells.insert("s".into(), not_asked(22, Some(0)));
    let rows = given(Some(vec![Value::context(cells), row(2, None, true)]), false);
    for (source, wanted) in [
        ("count(明细[s]) >= 1", yes(true)),
        ("count(明细[s]) >= 2", None),
        ("count(明细[s]) > 2", yes(false)),
        ("count(distinct values(明细[s].k)) < 3", yes(true)),
    ] {
        assert_eq!(says(source, &rows), wanted, "{source}");
    }
}

#[test]
fn of_a_group_of_which_nothing_is_known_nothing_is_said() {
    let none = given(None, true);
    for source in [
        "count(明细) > 0",
        "(count(明细) > 0 and sum(明细.k) > 3)",
        "(count(明细) > 0 and max(明细.k) > 2)",
        "list contains(明细.k, 3)",
    ] {
        assert_eq!(says(source, &none), None, "{source}");
    }
}

#[test]
fn rows_that_are_still_to_come_are_compared_with_what_may_fault() {
    let none = given(Some(Vec::new()), true);
    let source = "list contains(明细.k, date(2024, 年龄 * 7, 1).year)";
    let said = run(&strict(source).unwrap().program, &none);
    let causes = said.causes().unwrap();
    assert!(causes.may_fault(), "{source} says {said:?}");
    assert_eq!(causes.iter().count(), 2, "the rows and 年龄");
}

#[test]
fn declared_ends_decide() {
    let none = given(None, true);
    for (source, wanted) in [
        ("年龄 + 人数 <= 6", yes(true)),
        ("年龄 + 人数 <= 5", None),
        ("年龄 - 人数 >= -3", yes(true)),
        ("年龄 * 2 + 1 > 7", yes(false)),
        ("2 - 年龄 * 3 < -6", None),
        ("2 - 年龄 * 3 < -7", yes(false)),
        ("年龄 / 2 > 1.5", yes(false)),
        ("min(年龄, 2) > 2", yes(false)),
        ("max(年龄, 2) >= 2", yes(true)),
        ("floor(年龄 / 2) <= 1", yes(true)),
        ("-年龄 > 0", yes(false)),
        ("(if 甲 then 1 else 2) > 2", yes(false)),
        ("生日.year < 2024", yes(false)),
        ("add months(生日, 12) > date(\"2026-03-01\")", yes(false)),
        ("days between(生日, date(\"2025-03-01\")) < 0", yes(false)),
        ("(工龄 != null and 工龄 > 3)", yes(false)),
        ("年龄 > 2 and 年龄 <= 1", yes(false)),
        ("折算(年龄) > 6", yes(false)),
    ] {
        assert_eq!(says(source, &none), wanted, "{source}");
    }
}

#[test]
fn the_same_value_read_twice_is_one() {
    let none = given(None, true);
    for (source, wanted) in [
        ("姓名 = 姓名", yes(true)),
        ("substring(姓名, 1, 2) = substring(姓名, 1, 2)", yes(true)),
        ("substring(姓名, 1, 2) = substring(姓名, 1, 1)", None),
        ("明细.k = 明细.q", None),
    ] {
        assert_eq!(says(source, &none), wanted, "{source}");
    }
    // Which of both it is does not matter, so only 姓名 does.
    let source = "if 甲 then upper case(姓名) else upper case(姓名)";
    let said = run(&strict(source).unwrap().program, &none);
    let causes = said.causes().unwrap();
    let whats: Vec<What> = causes.iter().map(|cause| cause.what).collect();
    assert_eq!(whats, [What::Fact { slot: 7, row: None }]);
    assert!(domain(7).len() > 1);
}

#[test]
fn a_fault_among_elements_is_no_element_that_differs() {
    let source =
        "index of((for 一 in [1, 2], 二 in insert before([3], 2, 年龄) return 年龄), 年龄)";
    let none = given(None, true);
    super::agrees(source, &none);
    let known = run(
        &strict("index of((for 一 in [1, 2], 二 in insert before([3], 2, 0) return 7), 7)")
            .unwrap()
            .program,
        &none,
    );
    assert!(matches!(known, Value::Fault(_)), "{known:?}");
}
