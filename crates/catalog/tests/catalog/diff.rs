//! The difference of two releases.

use crate::support::{files, fixtures};
use std::collections::BTreeMap;
use tongban_catalog::diff::{Change, Difference, How, Options, Outcome, Release, differences};
use tongban_catalog::{Built, Checked, check, load_texts};
use tongban_runtime::Date;

/// The good catalogue with words replaced in one of its files.
fn edited(path: &str, edits: &[(&str, &str)]) -> (Checked, Built) {
    let mut all: BTreeMap<String, String> = files(&fixtures("good"));
    for (from, to) in edits {
        let text = all.get_mut(path).expect("a file of the fixture");
        assert!(text.contains(from), "{from}");
        *text = text.replace(from, to);
    }
    let texts = all
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let mut checked = check(load_texts(texts), None);
    let built = checked.built.take();
    let findings: Vec<_> = checked
        .findings
        .iter()
        .map(|finding| tongban_catalog::render(finding, &checked.sources, "en", false))
        .collect();
    (
        checked,
        built.unwrap_or_else(|| panic!("{}", findings.join("\n"))),
    )
}

fn compare(old: &(Checked, Built), new: &(Checked, Built)) -> Difference {
    let options = Options {
        as_of: Date::parse("2025-07-01").expect("a date"),
        region: None,
        lang: "en",
    };
    let old = Release {
        built: &old.1,
        checked: Some(&old.0),
    };
    let new = Release {
        built: &new.1,
        checked: Some(&new.0),
    };
    differences(old, new, options)
}

const ITEM: &str = "items/Z/pension.yaml";

fn change(path: &str, edits: &[(&str, &str)]) -> Difference {
    compare(&edited(path, &[]), &edited(path, edits))
}

fn only<'a>(found: &'a Difference, kind: &str) -> &'a Change {
    let mut of_kind = found.changes.iter().filter(|change| change.kind == kind);
    let one = of_kind.next().unwrap_or_else(|| panic!("{found:#?}"));
    assert!(of_kind.next().is_none(), "{found:#?}");
    one
}

/// Effects as `effect: fact=value … [proved]`.
fn effects(change: &Change) -> Vec<String> {
    let rule = change.rule.as_ref().expect("a rule");
    let effects = rule.effects.iter().map(|effect| {
        let facts: Vec<String> = effect
            .facts
            .iter()
            .map(|given| {
                format!(
                    "{}={}",
                    given.fact,
                    given.value.as_deref().unwrap_or("null")
                )
            })
            .collect();
        let proved = if effect.proved {
            "proved"
        } else {
            "found by search"
        };
        format!("{}: {} [{proved}]", effect.effect, facts.join(" "))
    });
    effects.collect()
}

#[test]
fn a_release_does_not_differ_from_itself() {
    let found = change(ITEM, &[]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_stricter_condition_names_whom_it_refuses() {
    let found = change(
        ITEM,
        &[("rule: 缴费月数 >= 最少月数", "rule: 缴费月数 > 最少月数")],
    );
    let months = only(&found, "condition");
    assert_eq!((months.id.as_str(), months.how), ("months", How::Changed));
    assert_eq!(effects(months), ["refuses: paidMonths=180 [proved]"]);
    assert_eq!(found.changes.len(), 1);
}

#[test]
fn a_parameter_changes_the_rules_that_read_it() {
    let found = change(
        "parameters/months.yaml",
        &[("value: \"180\"", "value: \"192\"")],
    );
    assert_eq!(only(&found, "parameter").details.len(), 1);
    assert_eq!(
        effects(only(&found, "condition")),
        ["refuses: paidMonths=180 [proved]"]
    );
}

#[test]
fn what_is_written_otherwise_is_proved_the_same() {
    let found = change(ITEM, &[("when: 欠费月数 > 0", "when: not(欠费月数 <= 0)")]);
    let risk = only(&found, "risk").rule.clone().expect("a rule");
    assert_eq!((risk.outcome, risk.effects.len()), (Outcome::Same, 0));
    assert_eq!(risk.new.as_deref(), Some("not(欠费月数 <= 0)"));
}

#[test]
fn what_compares_two_days_is_searched() {
    let found = change(ITEM, &[(">= 720", ">= 732")]);
    let age = only(&found, "condition");
    let said = effects(age);
    assert!(
        said.len() == 1
            && said[0].starts_with("refuses: birthDate=")
            && said[0].ends_with("[found by search]"),
        "{said:?}"
    );
}

#[test]
fn conditions_that_come_and_go_refuse_and_accept() {
    let without = change(
        ITEM,
        &[(
            "  - id: age
    name: {zh: 到龄, en: Old enough}
    rule: 月龄(出生日期, 申请日期) >= 720
    unmet: {zh: 还没有到龄, en: Not yet}
    remedy: {zh: 到龄以后再来, en: Come again}
    basis: [JB31]
",
            "  - id: kind
    name: {zh: 证件, en: Document}
    rule: 证件类型 = \"resident-id\"
    unmet: {zh: 证件不对, en: Wrong document}
    remedy: {zh: 换证件, en: Another document}
    basis: [JB31]
",
        )],
    );
    let conditions: Vec<(&str, How, Vec<String>)> = without
        .changes
        .iter()
        .filter(|change| change.kind == "condition")
        .map(|change| (change.id.as_str(), change.how, effects(change)))
        .collect();
    assert_eq!(
        conditions[0],
        (
            "kind",
            How::Added,
            vec!["refuses: documentType=other [proved]".to_owned()]
        )
    );
    assert_eq!((conditions[1].0, conditions[1].1), ("age", How::Removed));
    assert!(conditions[1].2[0].starts_with("accepts: birthDate="));
    assert!(
        without
            .texts
            .iter()
            .all(|count| count.added > 0 && count.removed > 0)
    );
}

#[test]
fn limits_levels_and_tables_are_named() {
    let found = change(
        ITEM,
        &[
            ("amount: 20, kind", "amount: 15, kind"),
            ("level: review-1, message", "level: block, message"),
        ],
    );
    let promised = &only(&found, "deadline").details[0];
    assert_eq!(
        (promised.old.as_deref(), promised.new.as_deref()),
        (Some("20 working-days"), Some("15 working-days"))
    );
    assert_eq!(
        only(&found, "risk").details[0].new.as_deref(),
        Some("block")
    );
    let found = change(
        "functions/age.yaml",
        &[
            ("\"< 10\", \"5\"", "\"<= 10\", \"5\""),
            ("\">= 10\", \"10\"", "\"> 10\", \"10\""),
        ],
    );
    let table = only(&found, "function");
    let effect = &table.rule.as_ref().expect("a rule").effects[0];
    assert_eq!(
        effects(table),
        ["gives-other: 证件=resident-id 年数=10 [proved]"]
    );
    assert_eq!(
        (effect.old.as_deref(), effect.new.as_deref()),
        (Some("10"), Some("5"))
    );
}

#[test]
fn modules_are_compared_without_their_folders() {
    let (old, new) = (
        edited(ITEM, &[]),
        edited(
            ITEM,
            &[("rule: 缴费月数 >= 最少月数", "rule: 缴费月数 > 最少月数")],
        ),
    );
    let options = Options {
        as_of: Date::parse("2025-07-01").expect("a date"),
        region: None,
        lang: "zh-Hans",
    };
    let release = |built| Release {
        built,
        checked: None,
    };
    let found = differences(release(&old.1), release(&new.1), options);
    assert_eq!(
        effects(only(&found, "condition")),
        ["refuses: paidMonths=180 [proved]"]
    );
    assert!(differences(release(&old.1), release(&old.1), options).is_empty());
}
