//! `words`, and the sentences in `guide` and `explain`.

use crate::support::{file, tongban};

#[test]
fn an_item_is_said_rule_by_rule_with_expression_and_basis() {
    let run = tongban(&["words", "E01"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for wanted in [
        "受理条件：缴费年限达到最低要求  condition:months\n    缴费月数 >= 应缴最低月数\n    缴费月数不少于应缴最低月数\n    〔",
        "function:minimumContributionMonths",
        "（一）年份小于 2030 的，为 180 个月；",
    ] {
        assert!(run.out.contains(wanted), "{wanted}\n{}", run.out);
    }
}

#[test]
fn an_item_that_is_not_there_is_bad_input_and_data_has_the_same_content() {
    let run = tongban(&["words", "E99"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("E99"), "{}", run.err);
    let data = tongban(&["words", "retirement", "--json", "--lang", "zh-Hant"]).json();
    let rules = data["rules"].as_array().expect("rules");
    let months = rules
        .iter()
        .find(|rule| rule["of"] == "condition:months")
        .expect("the rule");
    assert_eq!(months["words"], "繳費月數不少於應繳最低月數");
    assert_eq!(months["expression"], "缴费月数 >= 应缴最低月数");
}

#[test]
fn guides_and_explanations_say_the_rules_of_conditions() {
    let guide = tongban(&["guide", "E01"]);
    assert!(
        guide.out.contains("缴费月数不少于应缴最低月数"),
        "{}",
        guide.out
    );
    assert!(
        !tongban(&["guide", "E01", "--lang", "en"])
            .out
            .contains("不少于")
    );
    let data = tongban(&["guide", "E01", "--json"]).json();
    assert_eq!(
        data["words"]["condition:months"],
        "缴费月数不少于应缴最低月数"
    );
    let facts = file("words/facts.json", br#"{"paidMonths": "168"}"#);
    let why = tongban(&["explain", "E01", "condition:months", "--facts", &facts]);
    assert!(
        why.out.contains("规则：缴费月数不少于应缴最低月数"),
        "{}",
        why.out
    );
    let field = tongban(&["explain", "E01", "field:retirementDate", "--json"]).json();
    assert!(field["words"]["fact:retirementDate"].is_string(), "{field}");
}
