//! What the checker takes and what it refuses: guards, units, enumerations, ranges, generics.

use super::*;

fn codes(source: &str) -> Vec<String> {
    match compile(source, &Dictionary, None, Profile::Strict) {
        Ok(_) => Vec::new(),
        Err(found) => found.into_iter().map(|one| one.code.into_owned()).collect(),
    }
}

fn taken(sources: &[&str]) {
    for source in sources {
        compiled(source);
    }
}

fn refused(code: &str, sources: &[&str]) {
    for source in sources {
        let codes = codes(source);
        assert!(
            codes.iter().any(|found| found == code),
            "{source}: {codes:?}"
        );
    }
}

#[test]
fn guards_of_absent_values_are_understood_in_all_forms() {
    taken(&[
        "配偶工资 != null and 配偶工资 > 5",
        "null != 配偶工资 and 配偶工资 > 5",
        "配偶工资 = null or 配偶工资 > 5",
        "not(配偶工资 = null) and 配偶工资 > 5",
        "not(配偶工资 = null or 备注 = null) and 配偶工资 > 5 and string length(备注) > 1",
        "not(配偶工资 != null and 是否委托) or 配偶工资 > 5",
        "if 配偶工资 != null then 配偶工资 else 0",
        "if 配偶工资 = null then 0 else 配偶工资 + 1",
        "if is defined(配偶工资) and 是否委托 then 配偶工资 else 0",
        "is defined(配偶工资) and 配偶工资 > 5",
        "配偶工资 instance of number and 配偶工资 > 5",
        "配偶工资 = 工资 and 配偶工资 > 5",
        "if 配偶工资 != null then (if 是否委托 then 配偶工资 else 1) else 0",
        "some 行 in 人员明细 satisfies 行.离职日期 != null and 行.离职日期 > 申请日期",
        "count(人员明细[离职日期 != null and 离职日期 > 申请日期]) > 0",
        "every d in 人员明细[离职日期 != null].离职日期 satisfies d > 申请日期",
        "every 行 in 人员明细[离职日期 != null] satisfies 行.离职日期 > 申请日期",
        "every d in 人员明细.离职日期[item != null] satisfies d > 申请日期",
        "人员明细[1] != null and 人员明细[1].工资 > 5",
        "if count(人员明细) > 0 then sum(人员明细.工资) else 0",
        "count(人员明细) >= 1 and max(人员明细.工资) > 5",
        "sum([工资, 1]) > 5",
        "max(工资, 1) > 5",
    ]);
    refused(
        "F022",
        &[
            "配偶工资 != null or 配偶工资 > 5",
            "not(配偶工资 != null) and 配偶工资 > 5",
            "is defined(备注) and 配偶工资 > 5",
            "(if 配偶工资 != null then 1 else 配偶工资) > 5",
            "配偶工资 = 备注 and string length(备注) > 5",
            "every d in 人员明细.离职日期 satisfies d > 申请日期",
            "sum(人员明细.工资) > 5",
            "人员明细[1].工资 > 5",
            "min(人员明细.工资) > 5",
        ],
    );
}

#[test]
fn divisors_are_narrowed_by_guards() {
    taken(&[
        "if 人数 > 0 then 1 / 人数 else 0",
        "if 人数 <= 0 then 0 else 1 / 人数",
        "if 人数 < 1 then 0 else 1 / 人数",
        "人数 in [1..5] and 1 / 人数 > 0",
        "人数 between 2 and 5 and 1 / 人数 > 0",
        "人数 = 0 or 1 / 人数 > 0",
        "not(人数 = 0) and 1 / 人数 > 0",
        "1 / (人数 + 1) > 0",
        "1 / max(人数, 1) > 0",
        "if count(人员明细) > 0 then 10 / count(人员明细) else 0",
        "if 人数 - 3 != 0 then 1 / (人数 - 3) else 0",
        "modulo(人数, 12) = 0",
    ]);
    refused(
        "F023",
        &[
            "1 / 人数",
            "人数 >= 0 and 1 / 人数 > 0",
            "if 人数 > 0 then 1 else 1 / 人数",
            "1 / count(人员明细)",
            "modulo(5, 人数)",
        ],
    );
}

#[test]
fn units_are_kept_through_everything() {
    taken(
        &[
            "缴费月数 + 12 >= 180",
            "缴费年限 * 每年月数 + 缴费月数 >= 180",
            "缴费月数 / 每年月数 >= 缴费年限",
            "缴费月数 / 缴费月数 + 1 > 2 or 缴费月数 = 0",
            "(if 是否委托 then 缴费月数 else 12) > 缴费月数",
            "max(缴费月数, 12) >= 缴费月数",
            "月数(出生日期, 申请日期) >= 缴费月数",
            "日期加月(出生日期, 缴费月数) < 申请日期",
            "最低缴费月数(申请日期) - 缴费月数 > 0",
            "四舍五入(工资 * 0.08, 2) > 计发基数",
        ]
        .map(|source| {
            if source.starts_with("缴费月数 / 缴费月数") {
                "缴费月数 > 0 and 缴费月数 / 缴费月数 + 1 > 2"
            } else {
                source
            }
        }),
    );
    refused(
        "F021",
        &[
            "缴费月数 > 缴费年限",
            "缴费月数 + 工资 > 1",
            "(if 是否委托 then 缴费月数 else 缴费年限) > 1",
            "max(缴费月数, 缴费年限) > 1",
            "list contains([缴费月数], 缴费年限)",
            "count(append([缴费月数], 缴费年限)) > 1",
            "count(concatenate([缴费月数], [缴费年限])) > 1",
            "缴费月数 in [缴费年限..5]",
            "缴费月数 between 1 and 缴费年限",
            "月数(出生日期, 申请日期) >= 缴费年限",
            "日期加月(出生日期, 缴费年限) < 申请日期",
            "modulo(缴费月数, 每年月数) = 0",
            "缴费年限 * 每年月数 >= 缴费年限",
        ],
    );
    refused(
        "F050",
        &[
            "缴费月数 * 缴费年限 > 1",
            "工资 * 缴费月数 > 1",
            "工资 / 每年月数 > 1",
            "缴费月数 ** 2 > 4",
        ],
    );
}

#[test]
fn enumerations_are_asked_for_all_their_values() {
    let wanted = Type::Boolean;
    let shown = |source: &str| match crate::compile_in(
        Lang::ZhHans,
        source,
        &Dictionary,
        Some(&wanted),
        Profile::Strict,
    ) {
        Ok(_) => String::new(),
        Err(found) => found.iter().map(|one| crate::render(source, one)).collect(),
    };
    for whole in [
        "if 参保状态 = \"参保\" then true else if 参保状态 = \"中断\" then false else null",
        "if 参保状态 in (\"active\", \"paused\") then true else null",
        "if 参保状态 != \"参保\" then false else if 参保状态 = \"参保\" then true else null",
        "if not(参保状态 = \"参保\") then (if 参保状态 = \"中断\" then true else null) else true",
    ] {
        assert_eq!(shown(whole), "", "{whole}");
    }
    assert_eq!(
        shown(
            "if 退休类别 = \"male-60\" then true else if 退休类别 = \"female-55\" then false else null"
        ),
        "F029: `退休类别` 还可能是 `女工人（50）`，这里却没有值\n  \
         | if 退休类别 = \"male-60\" then true else if 退休类别 = \"female-55\" then false else null\n  \
         |                                                                                  ^^^^\n  \
         = 为每个取值写一个分支，或在 `else` 里给出值\n"
    );
}

#[test]
fn functions_over_lists_keep_the_type_of_elements() {
    taken(&[
        "count(reverse(人员明细)[工资 > 5]) > 0",
        "some 行 in concatenate(人员明细, 人员明细) satisfies 行.工资 > 5",
        "every x in distinct values(人员明细.变动类型) satisfies x = \"增加\"",
        "every x in sublist(人员明细.工资, 1, 2) satisfies x > 5",
        "list contains(人员明细.变动类型, \"减少\")",
        "get value({a: 1, b: \"x\"}, \"a\") > 0",
    ]);
    refused(
        "F026",
        &[
            "list contains(人员明细.工资, \"x\")",
            "count(append(人员明细.工资, \"x\")) > 1",
            "count(concatenate([1], [\"x\"])) > 1",
        ],
    );
    refused("F012", &["get value({a: 1}, \"c\") > 0"]);
    refused("F033", &["get value({a: 1}, string(工资)) > 0"]);
}

/// What is settled in a rule, as text.
fn settled(source: &str) -> Vec<String> {
    let all = compiled(source).settled;
    let one = |settled: &crate::Settled| {
        let whole = if settled.whole { "whole " } else { "" };
        format!("{whole}{} {}", settled.holds, settled.span.text(source))
    };
    all.iter().map(one).collect()
}

#[test]
fn conditions_that_the_domains_settle_are_found() {
    for (source, expected) in [
        ("缴费月数 >= 0", "whole true 缴费月数 >= 0"),
        ("缴费月数 > 720", "whole false 缴费月数 > 720"),
        ("缴费月数 + 1 > 0", "whole true 缴费月数 + 1 > 0"),
        (
            "缴费月数 > 5 and 缴费月数 < 3",
            "whole false 缴费月数 > 5 and 缴费月数 < 3",
        ),
        (
            "缴费月数 > 5 and 缴费月数 <= 5",
            "whole false 缴费月数 > 5 and 缴费月数 <= 5",
        ),
        (
            "缴费月数 > 5 and 缴费月数 > 3 and 是否委托",
            "true 缴费月数 > 3",
        ),
        (
            "缴费月数 <= 5 or 缴费月数 > 5",
            "whole true 缴费月数 <= 5 or 缴费月数 > 5",
        ),
        (
            "申请日期 > date(\"2025-01-01\") and 申请日期 < date(\"2024-01-01\")",
            "whole false 申请日期 > date(\"2025-01-01\") and 申请日期 < date(\"2024-01-01\")",
        ),
        (
            "退休类别 = \"male-60\" and 退休类别 = \"female-55\"",
            "whole false 退休类别 = \"male-60\" and 退休类别 = \"female-55\"",
        ),
        (
            "退休类别 in (\"male-60\", \"female-55\", \"female-50\")",
            "whole true 退休类别 in (\"male-60\", \"female-55\", \"female-50\")",
        ),
        (
            "not(缴费月数 in [0..720])",
            "whole false not(缴费月数 in [0..720])",
        ),
        ("工资 != null and 是否委托", "true 工资 != null"),
        (
            "if count(人员明细) >= 0 then 是否委托 else false",
            "true count(人员明细) >= 0",
        ),
        (
            "缴费月数 between 800 and 900 or 是否委托",
            "false 缴费月数 between 800 and 900",
        ),
        ("申请日期.month <= 12", "whole true 申请日期.month <= 12"),
    ] {
        assert_eq!(settled(source), [expected], "{source}");
    }
    for open in [
        "缴费月数 >= 1",
        "缴费月数 < 720",
        "配偶工资 != null and 配偶工资 > 5",
        "退休类别 = \"male-60\" or 退休类别 = \"female-55\"",
        "缴费月数 > 5 and 缴费月数 > 7",
        "缴费月数 > 3 and 缴费月数 < 5",
        "paid months >= 0",
        "工资 > 计发基数",
    ] {
        assert_eq!(settled(open), Vec::<String>::new(), "{open}");
    }
}
