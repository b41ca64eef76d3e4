//! Every construct as a sentence. The snapshot is read by people: would they understand, and not be misled?

use crate::pages::Dictionary;
use crate::words::{Speaker, TableWords, Vocabulary, row};
use crate::{Compiler, Profile, Type, Typed};

struct Words;

impl Vocabulary for Words {
    fn name(&self, name: &str) -> Option<String> {
        (name == "isMobile").then(|| "是手机号".to_owned())
    }

    fn unit(&self, id: &str) -> Option<String> {
        let unit = match id {
            "month" => "个月",
            "year" => "年",
            "yuan" => "元",
            _ => return None,
        };
        Some(unit.to_owned())
    }

    fn truth(&self, name: &str) -> Option<(String, String)> {
        (name == "是否委托").then(|| ("已委托他人办理".to_owned(), "未委托他人办理".to_owned()))
    }
}

fn said(source: &str) -> String {
    let mut compiler = Compiler::new(&Dictionary, Profile::Strict, &[]);
    let (expr, types, _) = compiler.typed_expression(source, None);
    let problems = compiler.take_diagnostics();
    assert!(problems.is_empty(), "{source}: {problems:?}");
    Speaker::new(&types, &Dictionary, &Words)
        .sentence(&expr, None)
        .line()
}

fn page(sources: &[&str]) -> String {
    let lines: Vec<String> = sources
        .iter()
        .map(|source| format!("{source}\n    {}", said(source)))
        .collect();
    lines.join("\n")
}

#[test]
fn the_sentence_of_the_brief_is_as_it_should_be() {
    assert_eq!(
        said("缴费月数 >= 180 and 申请日期 >= @\"2025-07-01\""),
        "缴费月数不少于 180 个月，且申请日期不早于2025年7月1日"
    );
}

#[test]
fn comparisons() {
    insta::assert_snapshot!(page(&[
        "缴费月数 >= 180",
        "缴费月数 > 180",
        "缴费月数 <= 180",
        "缴费月数 < 180",
        "缴费月数 = 180",
        "缴费月数 != 180",
        "180 <= 缴费月数",
        "人数 >= 3",
        "人数 > 3",
        "人数 <= 3",
        "人数 < 3",
        "申请日期 >= 出生日期",
        "申请日期 > 出生日期",
        "申请日期 <= 出生日期",
        "申请日期 < date(\"2025-07-01\")",
        "申请日期 = 出生日期",
        "申请日期 != 出生日期",
        "退休类别 = \"male-60\"",
        "退休类别 != \"男职工（60）\"",
        "备注 = \"加急\"",
        "备注 = \"\"",
        "备注 = null",
        "null != 备注",
        "配偶工资 = null",
        "是否委托",
        "是否委托 = true",
        "是否委托 = false",
        "是否委托 != true",
        "not(是否委托)",
        "(退休类别 = \"male-60\") = (缴费月数 > 3)",
        "(退休类别 = \"male-60\") != 是否委托",
        "缴费月数 between 12 and 60",
        "工资 >= 计发基数 * 0.6",
        "缴费月数 >= 最低缴费月数(申请日期)",
        "工资 > 计发基数(申请日期)",
        "缴费月数 instance of number",
        "true",
        "false",
        "not(true)",
    ]));
}

#[test]
fn tests_of_values() {
    insta::assert_snapshot!(page(&[
        "退休类别 in (\"male-60\", \"female-55\")",
        "退休类别 in (\"male-60\", \"female-55\", \"female-50\")",
        "退休类别 in \"male-60\"",
        "缴费月数 in (12, 24)",
        "缴费月数 in [12..60]",
        "缴费月数 in (12..60)",
        "缴费月数 in (< 12)",
        "缴费月数 in (>= 12)",
        "缴费月数 in ([1..5], 7, >= 60)",
        "缴费月数 in (= 12)",
        "缴费月数 in (!= 12)",
        "not(退休类别 in (\"male-60\", \"female-55\"))",
        "not(退休类别 in \"male-60\")",
        "not(缴费月数 in [12..60])",
        "备注 != null and 备注 in [\"甲\", \"乙\"]",
    ]));
}

#[test]
fn logic() {
    insta::assert_snapshot!(page(&[
        "缴费月数 > 1 and 人数 > 2",
        "缴费月数 > 1 or 人数 > 2 or 是否委托",
        "缴费月数 > 1 and 人数 > 2 and 是否委托 and 工资 > 1",
        "缴费月数 > 1 and (人数 > 2 or 是否委托)",
        "(缴费月数 > 1 and 人数 > 2) or 是否委托",
        "缴费月数 > 1 or (人数 > 2 and (是否委托 or (工资 > 1 and 缴费年限 > 15)))",
        "not(缴费月数 > 1)",
        "not(缴费月数 > 1 or 是否委托)",
        "not(缴费月数 > 1 and 是否委托)",
        "not(not(缴费月数 > 1 and 是否委托))",
        "if 是否委托 then 缴费月数 > 1 else false",
        "if 缴费月数 > 1 and 人数 > 2 then true else if 是否委托 then 工资 > 1 else 人数 = 0",
    ]));
}

#[test]
fn lists() {
    insta::assert_snapshot!(page(&[
        "some 行 in 人员明细 satisfies 行.工资 > 5000",
        "every 行 in 人员明细 satisfies 行.离职日期 = null",
        "some 行 in 人员明细 satisfies 行.变动类型 = \"增加\" and 行.工资 > 5000",
        "not(some 行 in 人员明细 satisfies 行.工资 > 5000)",
        "not(every 行 in 人员明细 satisfies 行.工资 > 5000)",
        "是否委托 and (some 行 in 人员明细 satisfies 行.工资 > 5000 and 行.变动类型 = \"减少\")",
        "some 甲 in 人员明细, 乙 in 人员明细 satisfies 甲.姓名 = 乙.姓名 and 甲.工资 != 乙.工资",
        "some 甲 in 人员明细 satisfies (every 乙 in 人员明细 satisfies 甲.工资 >= 乙.工资)",
        "count(人员明细[变动类型 = \"增加\"]) >= 3",
        "count(人员明细[变动类型 = \"增加\" and 工资 > 1].姓名)",
        "count(distinct values(人员明细.姓名)) = count(人员明细)",
        "sum(人员明细.工资)",
        "max(人员明细.工资)",
        "sum(for 行 in 人员明细 return 行.工资 * 12)",
        "[233, 230, 226][2]",
        "人员明细[1]",
        "人员明细[-1]",
        "list contains([1, 2], 人数)",
    ]));
}

#[test]
fn values() {
    insta::assert_snapshot!(page(
        &[
            "缴费月数 + 12",
            "工资 * 0.08 - 5",
            "(工资 - 5) * (人数 + 1)",
            "人数 - (人数 - 1)",
            "-人数",
            "人数 ** 2",
            "出生日期.year",
            "出生日期 + @\"P60Y\"",
            "申请日期 - 出生日期",
            "add months(出生日期, 16 * 12)",
            "add months(出生日期, 3)",
            "add working days(申请日期, 20)",
            "months between(出生日期, 申请日期)",
            "days between(出生日期, 申请日期) <= 30",
            "last day of month(申请日期)",
            "@\"P1Y2M\"",
            "@\"PT36H\"",
            "floor(缴费月数 / 12)",
            "modulo(缴费月数, 12)",
            "round half up(工资 / 3, 2)",
            "min(工资, 计发基数)",
            "最小(工资, 3000)",
            "substring(备注 + \"甲\", 1, 2)",
            "string length(手机号规范(\"1\"))",
            "isMobile(\"1\")",
            "not(是手机号(\"1\"))",
            "contains(\"甲乙\", \"甲\")",
            "matches(\"甲\", \"[a-z]+\")",
            "if 缴费月数 < 12 then 0 else if 缴费月数 < 60 and 是否委托 then 12 else 24",
            "申请日期 < (if 是否委托 then 出生日期 else date(\"2025-01-01\"))",
            "[1..5)",
            "{甲: 1, 乙: 工资}",
            "[工资, 计发基数]",
            "最低缴费月数(出生日期)",
        ]
        .map(|source| if source.starts_with("substring") {
            "substring(\"甲乙丙\", 1, 2)"
        } else {
            source
        })
    ));
}

#[test]
fn rows_of_tables() {
    let mut compiler = Compiler::new(&Dictionary, Profile::Strict, &[]);
    let mut rows = Vec::new();
    for (first, second, output) in [
        ("\"male-60\"", "< 180", "0"),
        ("\"female-55\", \"female-50\"", "[180..240)", "1.5"),
        ("not(\"male-60\")", "-", "人数 * 2"),
        ("-", "-", "3"),
        ("-", "< 12, > 600", "4"),
    ] {
        let mut words = TableWords::default();
        for (subject, cell) in [("退休类别", first), ("缴费月数", second)] {
            let (_, _, input) = compiler.typed_expression(subject, None);
            let (tests, types) = compiler.typed_tests(cell, &input);
            let speaker = Speaker::new(&types, &Dictionary, &Words).inside();
            words.asks.extend(speaker.tests(&tests, subject, &input.ty));
        }
        let (expr, types, _): (_, _, Typed) = compiler.typed_expression(output, None);
        let value = Speaker::new(&types, &Dictionary, &Words)
            .sentence(&expr, Some(&Type::number_in("month")));
        words.gives.push((String::new(), value));
        rows.push(row(&words).line());
    }
    insta::assert_snapshot!(rows.join("\n"));
}
