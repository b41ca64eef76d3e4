//! `check`, `explain`, `guide`, `items`.

use crate::support::{file, tongban};
use serde_json::{Value, json};

const AS_OF: [&str; 4] = ["--as-of", "2025-07-10", "--region", "500103"];

fn facts(name: &str, paid: &Value) -> String {
    let mut facts = json!({
        "name": "张示例", "documentType": "resident-id", "documentNumber": "500103196505100016", "gender": "male",
        "birthDate": "1965-05-10", "mobile": "13800000000", "retirementCategory": "male-60", "fileBirthDate": "1965-05-10",
        "relationsGathered": true, "hasDeemedSpells": false, "hukouRegion": "500103", "estimatedPension": "4200.00",
    });
    if !paid.is_null() {
        facts["paidMonths"] = paid.clone();
    }
    file(&format!("decide/{name}.json"), facts.to_string().as_bytes())
}

fn check(facts: &str, more: &[&str]) -> crate::support::Run {
    let mut arguments = vec!["check", "E01", "--facts", facts];
    arguments.extend(AS_OF);
    arguments.extend(more);
    tongban(&arguments)
}

fn state(decision: &Value, list: &str, id: &str) -> Value {
    let found = decision[list]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["id"] == id);
    found.expect("the result")["state"].clone()
}

#[test]
fn twelve_months_short_is_said_with_its_article_and_exits_1() {
    let facts = facts("short", &json!("168"));
    let run = check(&facts, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("还差12个月") && run.out.contains("办法 第二条"),
        "{}",
        run.out
    );
    let decision = check(&facts, &["--json"]).json();
    assert_eq!(decision["verdict"]["kind"], "blocked");
    assert_eq!(state(&decision, "conditions", "age"), "met");
    assert_eq!(state(&decision, "conditions", "months"), "not-met");
}

#[test]
fn without_the_months_the_condition_is_unknown_and_they_are_asked_next() {
    let facts = facts("unknown", &Value::Null);
    let run = check(&facts, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("? 缴费年限达到最低要求：尚不能确定，因为缴费月数\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("接着填  缴费月数"), "{}", run.out);
    let english = check(&facts, &["--lang", "en"]);
    assert!(
        english
            .out
            .contains("? Enough months paid: unknown, because of Months paid\n"),
        "{}",
        english.out
    );
}

#[test]
fn what_the_conditions_were_decided_by_is_shown_with_them() {
    let run = check(&facts("computed", &json!("360")), &[]);
    assert!(
        run.out.contains("法定退休日期  2025年7月10日"),
        "{}",
        run.out
    );
    assert!(run.out.contains("应缴最低月数  180"), "{}", run.out);
    // And what met conditions were decided by, in words.
    for said in [
        "✓ 达到法定退休年龄：法定退休日期2025年7月10日（60周岁2个月），已到",
        "✓ 缴费年限达到最低要求：累计缴费360个月，最低要180个月（15年）",
    ] {
        assert!(run.out.contains(said), "{}", run.out);
    }
    for (lang, said) in [
        ("zh-Hant", "60週歲2個月"),
        (
            "en",
            "The statutory retirement date, 2025-07-10 (60 years 2 months), has come",
        ),
    ] {
        let run = check(&facts("computed-lang", &json!("360")), &["--lang", lang]);
        assert!(run.out.contains(said), "{}", run.out);
    }
    // How a material is given is said in the reader's language, not by its id.
    assert!(run.out.contains("M11 人事档案  由机构调取"), "{}", run.out);
}

#[test]
fn a_guide_has_dates_for_a_situation_only() {
    let everybody = tongban(&["guide", "E01"]);
    assert!(
        everybody.out.contains("20个工作日\u{20}"),
        "{}",
        everybody.out
    );
    let facts = facts("guide", &json!("360"));
    let mut arguments = vec!["guide", "E01", "--facts", &facts];
    // The catalogue took effect long before today.
    let today = tongban(&arguments);
    assert!(!today.out.contains("2025年2月5日"), "{}", today.out);
    arguments.extend(AS_OF);
    let dated = tongban(&arguments);
    assert!(dated.out.contains("2025年8月7日前"), "{}", dated.out);
    assert_eq!(tongban(&["guide", "E01", "--as-of", "2025-02-30"]).code, 2);
}

#[test]
fn enough_months_and_a_signed_form_are_ready_in_every_language() {
    let facts = facts("enough", &json!("360"));
    let materials = file(
        "decide/materials.json",
        br#"{"application-form": "rendered"}"#,
    );
    let run = check(&facts, &["--materials", &materials]);
    assert_eq!(run.code, 0, "{}", run.out);
    let digest = |lang: &str| {
        let run = check(&facts, &["--materials", &materials, "--lang", lang]);
        run.out.lines().last().expect("a digest").to_owned()
    };
    assert_eq!(digest("zh-Hans"), digest("en"));
    assert_eq!(digest("zh-Hans"), digest("zh-Hant"));
}

#[test]
fn a_result_is_explained_by_the_facts_behind_it() {
    let facts = facts("explain", &json!("168"));
    let mut arguments = vec!["explain", "E01", "condition:months", "--facts", &facts];
    arguments.extend(AS_OF);
    let run = tongban(&arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("168") && run.out.contains("缴费月数"),
        "{}",
        run.out
    );
    arguments[2] = "condition:nothing";
    assert_eq!(tongban(&arguments).code, 2);
}

#[test]
fn items_are_found_by_words_and_guides_by_code() {
    let items = tongban(&["items", "--query", "退休", "--json"]).json();
    assert!(
        items["items"]
            .as_array()
            .expect("items")
            .iter()
            .any(|item| item["id"] == "retirement"),
        "{items}"
    );
    assert_eq!(tongban(&["items", "--query", "没有这样的事项"]).code, 1);
    let guide = tongban(&["guide", "E01"]);
    assert!(
        guide.out.contains("第三十一条") && guide.out.contains("依据待核"),
        "{}",
        guide.out
    );
    let unknown = tongban(&["guide", "Q99", "--json"]);
    assert_eq!(
        (unknown.code, &unknown.json()["diagnostics"][0]["code"]),
        (2, &json!("item.unknown"))
    );
}

#[test]
fn bad_input_exits_2_with_a_stable_code() {
    let twice = file(
        "bad/twice.json",
        br#"{"paidMonths": "1", "paidMonths": "2"}"#,
    );
    let deep = file("bad/deep.json", "[".repeat(10_000).as_bytes());
    let list = file("bad/list.json", b"[]");
    for (path, code) in [
        (&twice, "json.duplicate-key"),
        (&deep, "json.too-deep"),
        (&list, "facts.shape"),
    ] {
        let run = check(path, &["--json"]);
        assert_eq!(run.code, 2);
        assert_eq!(run.json()["diagnostics"][0]["code"], code);
    }
    assert_eq!(check("no/such/file.json", &[]).code, 2);
    assert_eq!(tongban(&["check", "E01", "--as-of", "2025-02-30"]).code, 2);
}

#[test]
fn channels_audiences_and_regions_that_are_not_there_are_bad_input() {
    for (flag, value, wanted) in [
        ("--channel", "foo", "`portal`、`counter`、`kiosk`、`bank`"),
        ("--audience", "foo", "`person`、`unit`"),
        ("--region", "foo", "500103"),
    ] {
        let run = tongban(&["items", flag, value]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(wanted), "{}", run.err);
    }
    assert_eq!(
        tongban(&["items", "--channel", "kiosk", "--region", "500103"]).code,
        0
    );
}
