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
    assert_eq!(eval("pensionDivisor(726)"), json!({"value": "135.5"}));
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
    for (lang, mend) in [("zh-Hans", "改成 `>`"), ("en", "write `>`")] {
        let run = tongban(&["eval", "缴费月 ＞ 1", "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(
            run.err.contains("缴费月数") && run.err.contains(mend) && run.err.contains("^^"),
            "{}",
            run.err
        );
    }
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

#[test]
fn what_remains_is_an_expression_and_a_sentence() {
    let facts = file("eval/remains.json", br#"{"paidMonths": "190"}"#);
    let rule = "缴费月数 >= 180 and (养老保险关系已归集 or 缴费月数 < 200 and 性别 = \"男\")";
    let run = tongban(&["eval", rule, "--facts", &facts, "--residual", "--json"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.json(),
        json!({"residual": "养老保险关系已归集 or 性别 = \"男\"", "words": "养老保险关系已归集，或者性别为「男」"})
    );
    let decided = tongban(&[
        "eval",
        "缴费月数 >= 180",
        "--facts",
        &facts,
        "--residual",
        "--json",
    ]);
    assert_eq!((decided.code, decided.json()), (0, json!({"value": true})));
    let why = tongban(&["explain", "E01", "condition:months", "--facts", &facts]);
    assert!(
        why.out.contains("还需判断：应缴最低月数不超过 190 个月"),
        "{}",
        why.out
    );
}

#[test]
fn the_standard_profile_knows_times_zones_patterns_and_the_clock() {
    for (expression, wanted) in [
        (
            "date and time(\"2025-01-01T00:00:00@Asia/Shanghai\") + duration(\"PT5H\")",
            json!("2025-01-01T05:00:00@Asia/Shanghai"),
        ),
        ("time(\"10:20:30+08:00\")", json!("10:20:30+08:00")),
        ("matches(\"ABC\", \"^a.c$\", \"i\")", json!(true)),
        (
            "now() > date and time(\"2020-01-01T00:00:00Z\")",
            json!(true),
        ),
        ("{f: function(a) a * 2, r: f(4)}.r", json!("8")),
        ("-5 + 3", json!("-2")),
        (
            "[1..5)",
            json!({"low": "1", "lowIncluded": true, "high": "5", "highIncluded": false}),
        ),
    ] {
        let run = tongban(&["eval", "--standard", "--json", expression]);
        assert_eq!(run.json(), json!({ "value": wanted }), "{expression}");
    }
}

#[test]
fn facts_that_their_facts_cannot_have_are_bad_input_and_never_dropped() {
    for (content, zh, en) in [
        (
            r#"{"paidMonths": "abc"}"#,
            "`paidMonths` 应为写成文字的十进制数",
            "`paidMonths` takes a decimal",
        ),
        (
            r#"{"paidMonths": 1.5}"#,
            "小数和长数字写成文字",
            "write decimals and long digits as strings",
        ),
        (
            r#"{"paidMonths": "99999999"}"#,
            "`paidMonths`：不能大于720",
            "`paidMonths`: It must not be greater than 720",
        ),
        (
            r#"{"paidMonths": "12.5"}"#,
            "`paidMonths`：最多0位小数",
            "`paidMonths`: At most 0 decimal places",
        ),
        (
            r#"{"birthDate": "1800-01-01"}"#,
            "`birthDate`：不能小于1900-01-01",
            "`birthDate`: It must not be less than 1900-01-01",
        ),
        (
            r#"{"mobile": "123"}"#,
            "`mobile`：位数不正确",
            "`mobile`: The number of digits",
        ),
        (
            r#"{"requiredMonths": "3"}"#,
            "`requiredMonths` 由规则算出：`最低缴费月数(法定退休日期.year)`",
            "`requiredMonths` is computed by `最低缴费月数(法定退休日期.year)`",
        ),
        (
            r#"{"gender": "3"}"#,
            "`gender` 应为它的取值之一的 `id`",
            "`gender` takes the id of one of its values",
        ),
        (
            r#"{"paidMonth": "1"}"#,
            "没有数据项 `paidMonth`；是否想写 `paidMonths`",
            "there is no fact `paidMonth`; did you mean `paidMonths`?",
        ),
        (
            r#"{"staff": [{"staffName": 1}]}"#,
            "`staff[0].staffName` 应为文字",
            "`staff[0].staffName` takes a string",
        ),
        (
            r#"{"staff": [{"wrong": 1}]}"#,
            "没有列 `wrong`",
            "has no column `wrong`",
        ),
        (
            r#"{"paidMonths": {"$unknown": "why"}}"#,
            "未知原因不对",
            "for no reason there is",
        ),
        (
            r#"{"applicationDate": 20250710}"#,
            "`applicationDate` 要写成文字",
            "`applicationDate` in the facts is a text",
        ),
        (
            r#"{"insuredRegion": 500103}"#,
            "`insuredRegion` 要写成文字",
            "`insuredRegion` in the facts is a text",
        ),
    ] {
        let facts = file("eval/wrong.json", content.as_bytes());
        for (lang, wanted) in [("zh-Hans", zh), ("en", en)] {
            let run = tongban(&["eval", "缴费月数", "--facts", &facts, "--lang", lang]);
            assert_eq!(run.code, 2, "{content}");
            assert!(run.err.contains(wanted), "{content}: {}", run.err);
            let data = tongban(&["eval", "缴费月数", "--facts", &facts, "--json"]);
            let found = data.json()["diagnostics"][0]["message"].to_string();
            assert_eq!((data.code, found.len() > 4), (2, true), "{content}");
        }
    }
    let facts = file("eval/date.json", br#"{"applicationDate": 20250710}"#);
    for command in [["guide", "E01"], ["check", "E01"]] {
        let run = tongban(&[command[0], command[1], "--facts", &facts]);
        assert_eq!(run.code, 2, "{command:?}");
    }
    assert_eq!(tongban(&["eval", "缴费月数", "--region", "foo"]).code, 2);
}

#[test]
fn what_is_unknown_is_said_in_the_reader_s_language() {
    for (expression, lang, said) in [
        (
            "缴费月数 > 1",
            "zh-Hans",
            "未知，因为 paidMonths 缴费月数（尚未填写）",
        ),
        (
            "缴费月数 > 1",
            "zh-Hant",
            "未知，因为 paidMonths 繳費月數（尚未填寫）",
        ),
        (
            "缴费月数 > 1",
            "en",
            "unknown, because of paidMonths Months paid (not-asked)",
        ),
        (
            "addWorkingDays(date(\"2026-12-30\"), 5)",
            "zh-Hans",
            "calendar:2027 2027 年的工作日历（没有数据）",
        ),
    ] {
        let run = tongban(&["eval", expression, "--lang", lang]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains(said), "{}", run.out);
    }
    let facts = file("eval/remains-en.json", br#"{"paidMonths": "190"}"#);
    let rule = "缴费月数 < 180 or 性别 = \"男\"";
    let run = tongban(&[
        "eval",
        rule,
        "--facts",
        &facts,
        "--residual",
        "--json",
        "--lang",
        "en",
    ]);
    let words = run.json()["words"].to_string();
    assert!(words.is_ascii(), "{words}");
}

#[test]
fn regions_and_results_that_are_not_there_are_named_with_near_ones() {
    for command in [
        vec!["check", "E01", "--region", "500999"],
        vec!["explain", "E01", "verdict", "--region", "500999"],
        vec!["guide", "E01", "--region", "500999"],
        vec!["suggest", "--region", "500999"],
        vec!["items", "--region", "500999"],
        vec!["eval", "1", "--region", "500999"],
    ] {
        for (lang, said) in [
            ("zh-Hans", "目录没有地区 `500999`；相近的有 `5001"),
            (
                "en",
                "the catalogue has no region `500999`; near ones are `5001",
            ),
        ] {
            let mut all = command.clone();
            all.extend(["--lang", lang]);
            let run = tongban(&all);
            assert_eq!(run.code, 2, "{command:?}");
            assert!(run.err.contains(said), "{command:?}: {}", run.err);
        }
    }
    for (asked, zh, en) in [
        (
            "nope",
            "没有可说明的结果 `nope`；可写 `condition:age`",
            "there is no result `nope` to explain; write `condition:age`",
        ),
        (
            "condition:month",
            "可写 `condition:months`，或",
            "write `condition:months`, or",
        ),
    ] {
        for (lang, said) in [("zh-Hans", zh), ("en", en)] {
            let run = tongban(&["explain", "E01", asked, "--lang", lang]);
            assert_eq!(run.code, 2);
            assert!(run.err.contains(said), "{}", run.err);
        }
    }
}

#[test]
fn hostile_expressions_end_with_a_diagnostic_or_a_fault() {
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    let long = format!("1{}", "+1".repeat(40_000));
    for expression in [deep.as_str(), &long, "", "// nothing", "\"", "{a: 1, a: 2}"] {
        let run = tongban(&["eval", expression]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains("F0") && run.err.len() < 2000,
            "{}",
            run.err
        );
    }
    for expression in [
        "count(for a in 1..1000, b in 1..1000, c in 1..1000 return a)",
        "(function(f) f(f))(function(f) f(f))",
    ] {
        let run = tongban(&["eval", "--standard", "--json", expression]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.json()["fault"].is_string(), "{}", run.out);
    }
}
