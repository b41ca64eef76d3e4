//! Each diagnostic as an author sees it.

use super::*;

/// Problems in Chinese, then in English, for several sources.
fn shown(sources: &[&str]) -> String {
    let one = |source: &&str| {
        format!(
            "{}\n{}",
            problems(Lang::ZhHans, source),
            problems(Lang::En, source)
        )
    };
    sources.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn unknown_names_suggest_what_was_meant() {
    insta::assert_snapshot!(shown(&[
        "缴费月 >= 180",
        "count(人员明细[变动类形 = \"增加\"])",
        "最低缴费月(申请日期) > 1",
        "人员明细.工次",
    ]));
}

#[test]
fn types_that_do_not_go_together() {
    insta::assert_snapshot!(shown(&[
        "出生日期 + 12",
        "缴费月数 > \"180\"",
        "申请日期 >= \"2025-01-01\"",
        "缴费月数 + 缴费年限",
        "缴费月数 >= 缴费年限",
        "if 是否委托 then 1 else \"x\"",
        "缴费月数 and 是否委托",
        "count(人员明细, 1)",
        "string length(5)",
        "some x in 缴费月数 satisfies x > 1",
    ]));
}

#[test]
fn absence_needs_a_guard() {
    insta::assert_snapshot!(shown(&[
        "配偶工资 > 100",
        "备注 != null or string length(备注) > 2",
        "工资 + 配偶工资",
    ]));
}

#[test]
fn divisors_may_be_zero() {
    insta::assert_snapshot!(shown(&["工资 / 人数", "工资 / 0", "modulo(工资, 人数)"]));
    for fine in [
        "工资 / 12",
        "if 人数 > 0 then 工资 / 人数 else 0",
        "if 人数 = 0 then 0 else 工资 / 人数",
        "人数 >= 1 and 工资 / 人数 > 5",
        "人数 = 0 or 工资 / 人数 > 5",
        "工资 / 申请日期.year",
    ] {
        compiled(fine);
    }
}

#[test]
fn enumerations_know_their_values() {
    insta::assert_snapshot!(shown(&[
        "退休类别 = \"male60\"",
        "退休类别 in (\"男职工（60）\", \"女干部(55)\")",
        "退休类别 = 5",
    ]));
}

#[test]
fn full_width_punctuation_is_mended() {
    insta::assert_snapshot!(shown(&[
        "最低缴费月数（申请日期） ＞ 1",
        "退休类别 ＝ “男职工（60）”",
        "缴费月数 ≥ 180，",
    ]));
}

#[test]
fn syntax() {
    insta::assert_snapshot!(shown(&[
        "",
        "1 +",
        "(1 + 2",
        "if 是否委托 then 1",
        "缴费月数 180",
        "\"abc",
        "{a: 1, a: 2}",
        "工资 == 5",
        "1 + $ 2",
        "12345678901234567890123456789012345",
        "for x 人员明细 return x",
        "function(x) x + 1",
    ]));
}

#[test]
fn literals_are_read_when_compiling() {
    insta::assert_snapshot!(shown(&[
        "出生日期 < date(\"2025-02-30\")",
        "date(备注)",
        "申请日期 + duration(\"1M\")",
        "matches(\"x\", \"(a|b)\")",
        "最低缴费月数()",
        "最低缴费月数(day: 申请日期)",
        "substring(string: \"x\", start: 1)",
        "工资(1)",
    ]));
}

#[test]
fn all_problems_are_reported_at_once() {
    insta::assert_snapshot!(problems(
        Lang::ZhHans,
        "缴费月 > 1 and 退休类别 = \"x\" and\n  配偶工资 > 2"
    ));
}

#[test]
fn limits_hold_at_their_boundary() {
    use crate::limits::{MAX_NESTING, MAX_SOURCE};
    let nested = |depth: u32| {
        let depth = usize::try_from(depth).unwrap();
        format!("{}1{}", "(".repeat(depth), ")".repeat(depth))
    };
    compiled(&nested(MAX_NESTING - 1));
    assert!(problems(Lang::En, &nested(MAX_NESTING)).starts_with("F007"));
    assert!(problems(Lang::En, &nested(100_000 / 2)).starts_with("F00"));
    let sum = |terms: u32| vec!["1"; usize::try_from(terms).unwrap()].join(" + ");
    assert_eq!(
        value(&sum(MAX_NESTING), &Facts::new(&[])),
        MAX_NESTING.to_string()
    );
    assert!(problems(Lang::En, &sum(MAX_NESTING + 1)).starts_with("F007"));
    let padded = |length: usize| format!("1{}", " ".repeat(length - 1));
    compiled(&padded(MAX_SOURCE));
    assert!(problems(Lang::En, &padded(MAX_SOURCE + 1)).starts_with("F006"));
    // Long lists of conditions are flat, not deep.
    let all = vec!["是否委托"; 1000].join(" and ");
    compiled(&all);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_compiler_panic(source in "[ 0-9a-z+*/=<>()\\[\\]{}.,:\"缴费月数出生日期人员明细（，if then else for in some satisfies and or not date]{0,60}") {
        let _ = compile(&source, &Dictionary, None, Profile::Strict);
        let _ = compile(&source, &Dictionary, None, Profile::Standard);
    }

    #[test]
    fn nor_does_any_mix_of_words(words in proptest::collection::vec(proptest::sample::select(vec![
        "if", "then", "else", "for", "x", "in", "return", "some", "every", "satisfies", "and", "or", "(", ")", "[", "]",
        "{", "}", ",", ":", "..", ".", "+", "-", "*", "/", "**", "=", "<", ">=", "1", "0", "\"a\"", "缴费月数", "备注",
        "人员明细", "工资", "not", "count", "date", "@", "?", "between", "instance", "of", "null", "true", "sum", "item",
    ]), 0..24)) {
        let source = words.join(" ");
        let facts = Facts::new(&[]);
        for profile in [Profile::Strict, Profile::Standard] {
            if let Ok(compiled) = compile(&source, &Dictionary, None, profile) {
                let _ = eval(&compiled.program, &facts, &mut Fuel::new(10_000));
            }
        }
    }
}
