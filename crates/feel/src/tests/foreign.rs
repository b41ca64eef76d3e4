//! What other languages write, as an author sees it: each with what to write.

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
fn chinese_and_other_words_for_operators() {
    insta::assert_snapshot!(shown(&[
        "缴费月数 > 180 且 是否委托",
        "缴费月数 > 180并且是否委托",
        "缴费月数 > 180 or 是否委托 或者 人数 > 1",
        "人员明细.工资 且 是否委托",
        "非 是否委托",
        "not 是否委托",
        "缴费月数 大于等于 180 AND 是否委托",
        "如果 是否委托 那么 1 否则 2",
    ]));
}

#[test]
fn marks_of_other_languages() {
    insta::assert_snapshot!(shown(&[
        "缴费月数 > 180 && 是否委托 || 人数 > 1",
        "退休类别 == 'male-60'",
        "缴费月数 => 180 and 人数 =< 5 and 人数 <> 3",
        "!是否委托",
        "！是否委托",
        "工资 * 50% > 100",
        "缴费月数 % 12 = 0",
    ]));
}

#[test]
fn units_and_days_behind_numbers() {
    insta::assert_snapshot!(shown(&[
        "缴费月数 >= 180个月",
        "申请日期 >= 2025年7月10日",
        "申请日期 >= 2025-07-10",
        "申请日期 between 2025-01-01 and 2025/12/31",
    ]));
}

#[test]
fn all_of_them_are_found_at_once_and_the_rest_is_still_checked() {
    insta::assert_snapshot!(shown(&["缴费月数 > 180 且 !是否委托 || 缴费月 == 12"]));
}

#[test]
fn names_may_begin_like_such_words() {
    for fine in [
        "{或有: 1, 且慢: 2}.或有",
        "for 非 in [1, 2] return 非 + 1",
        "for 等于数 in [1, 2] return 等于数",
    ] {
        compiled(fine);
    }
}

#[test]
fn each_mend_is_what_the_language_takes() {
    for (wrong, right) in [
        ("缴费月数 > 180 且 是否委托", "缴费月数 > 180 and 是否委托"),
        ("非 是否委托", "not(是否委托)"),
        ("退休类别 == 'male-60'", "退休类别 = \"male-60\""),
        ("工资 * 50% > 100", "工资 * 0.5 > 100"),
        ("缴费月数 % 12 = 0", "modulo(缴费月数, 12) = 0"),
        (
            "申请日期 >= 2025年7月10日",
            "申请日期 >= date(\"2025-07-10\")",
        ),
    ] {
        assert!(compile(wrong, &Dictionary, None, Profile::Strict).is_err());
        compiled(right);
    }
}

#[test]
fn what_cannot_be_seen_is_written_out_and_long_input_is_cut() {
    insta::assert_snapshot!(shown(&[
        "缴费月数\u{1b}[31m > 1",
        "缴费月数 > \u{202E}1",
        &format!("工资 > {}", "9".repeat(3_000)),
    ]));
    let standard = compile_in(
        Lang::En,
        "1e999999999",
        &Dictionary,
        None,
        Profile::Standard,
    );
    insta::assert_snapshot!(render_all("1e999999999", &standard.unwrap_err()));
}

#[test]
fn too_deep_is_said_once_whether_brackets_or_lists() {
    let brackets = format!("{}1{}", "(".repeat(100), ")".repeat(100));
    let lists = format!("count({}1{}) > 0", "[".repeat(40), "]".repeat(40));
    for source in [&brackets, &lists] {
        let found = compile_in(Lang::En, source, &Dictionary, None, Profile::Strict);
        let codes: Vec<_> = found.unwrap_err().into_iter().map(|one| one.code).collect();
        assert_eq!(codes, ["F007"], "{source}");
    }
}

fn render_all(source: &str, found: &[tongban_runtime::Diagnostic]) -> String {
    found.iter().map(|one| crate::render(source, one)).collect()
}
