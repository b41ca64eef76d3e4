//! `eval`: expressions by Chinese names and by ids.

use crate::support::{file, tongban};
use serde_json::{Value, json};

fn eval(expression: &str) -> Value {
    tongban(&["eval", expression, "--json"]).json()
}

#[test]
fn functions_of_the_catalogue_go_by_id() {
    assert_eq!(
        eval("statutoryRetirementDate(\"male-60\", date(\"1965-05-10\"))"),
        json!({"value": "2025-07-10"})
    );
    assert_eq!(
        eval("statutoryRetirementMonths(\"male-60\", date(\"1965-05-10\"))"),
        json!({"value": "722"})
    );
    assert_eq!(
        eval("minimumContributionMonths(2030)"),
        json!({"value": "186"})
    );
    assert_eq!(
        eval("isResidentId(\"11010519491231002X\")"),
        json!({"value": true})
    );
    assert_eq!(
        eval("isResidentId(\"110105194912310021\")"),
        json!({"value": false})
    );
    assert_eq!(eval("isTaiwanPermit(\"12345678\")"), json!({"value": true}));
}

#[test]
fn a_loan_schedule_is_a_list_of_rows_in_exact_yuan() {
    let rows = eval("loanSchedule(4500, 3.85, 174.37)");
    let rows = rows["value"].as_array().expect("rows");
    assert_eq!(
        rows[0],
        json!({"number": "1", "payment": "174.37", "interest": "14.44", "principal": "159.93", "balance": "4340.07"})
    );
    assert_eq!(rows.last().expect("a last row")["balance"], "0");
}

#[test]
fn unknown_facts_are_named_and_known_ones_decide() {
    let rule = "缴费月数 >= 最低缴费月数(2030)";
    let run = tongban(&["eval", rule, "--json"]);
    assert_eq!(
        (run.code, run.json()),
        (1, json!({"unknown": ["paidMonths"]}))
    );
    let facts = file("eval/facts.json", br#"{"paidMonths": "190"}"#);
    assert_eq!(
        tongban(&["eval", rule, "--facts", &facts, "--json"]).json(),
        json!({"value": true})
    );
    assert_eq!(eval("false and 缴费月数 > 3"), json!({"value": false}));
}

#[test]
fn a_year_without_calendar_is_unknown_and_never_a_guess() {
    assert_eq!(
        eval("addWorkingDays(date(\"2026-12-30\"), 5)"),
        json!({"unknown": ["calendar:2027"]})
    );
}

#[test]
fn mistakes_show_a_caret_and_a_mend() {
    let run = tongban(&["eval", "缴费月 ＞ 1"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("缴费月数") && run.err.contains("write `>`") && run.err.contains("^^"),
        "{}",
        run.err
    );
    let data = tongban(&["eval", "缴费月 > 1", "--json"]);
    assert_eq!(data.code, 2);
    assert_eq!(data.json()["diagnostics"][0]["code"], "F010");
}

#[test]
fn the_standard_profile_gives_null_where_strict_refuses() {
    assert_eq!(tongban(&["eval", "1 + \"a\"", "--json"]).code, 2);
    assert_eq!(
        tongban(&["eval", "1 + \"a\"", "--standard", "--json"]).json(),
        json!({"value": null})
    );
}
