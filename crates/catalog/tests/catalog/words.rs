//! Rules as sentences. The snapshot holds every rule of the reference catalogue: it is read whenever it changes.

use crate::support::good;
use std::path::Path;
use tongban_catalog::words::{Reader, RuleWords, words};
use tongban_catalog::{Checked, check, load};

fn reference() -> Checked {
    check(
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog")),
        None,
    )
}

fn page(rules: &[RuleWords]) -> String {
    let shown = rules.iter().map(|rule| {
        let item = rule.item.as_deref().unwrap_or("-");
        let of = &rule.of;
        format!(
            "{item} {of}  {}\n{}\n{}\n",
            rule.title,
            rule.expression,
            rule.sentence.lines()
        )
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_rule_of_the_reference_catalogue_is_a_sentence() {
    insta::assert_snapshot!(page(&words(&reference(), None)));
}

#[test]
fn tables_are_said_row_by_row() {
    let rules = words(&good(), None);
    let table: Vec<RuleWords> = rules
        .into_iter()
        .filter(|rule| rule.expression.contains(" | "))
        .collect();
    insta::assert_snapshot!(page(&table));
}

#[test]
fn an_item_comes_with_the_facts_and_functions_that_its_rules_lead_to() {
    let rules = words(&reference(), Some("E01"));
    let of: Vec<&str> = rules.iter().map(|rule| rule.of.as_str()).collect();
    for wanted in [
        "condition:months",
        "fact:requiredMonths",
        "function:minimumContributionMonths",
        "function:retirementDelayMonths",
    ] {
        assert!(of.contains(&wanted), "{of:?}");
    }
    assert!(!of.contains(&"function:chongqingBenefitMonths"), "{of:?}");
    assert!(words(&reference(), Some("nothing")).is_empty());
}

#[test]
fn no_name_or_value_of_a_sentence_is_an_id() {
    for rule in words(&reference(), None) {
        let line = rule.sentence.line();
        let latin = line.chars().find(char::is_ascii_alphabetic);
        assert!(latin.is_none(), "{}: {line}", rule.of);
    }
}

#[test]
fn traditional_characters_come_from_the_same_tables_as_texts() {
    let months = words(&reference(), Some("E01"));
    let months = months
        .iter()
        .find(|rule| rule.of == "condition:months")
        .expect("the rule");
    let read = |lang| Reader::new(lang).read(&months.sentence.line());
    assert_eq!(read("zh-Hans"), "缴费月数不少于应缴最低月数");
    assert_eq!(read("zh-Hant"), "繳費月數不少於應繳最低月數");
}
