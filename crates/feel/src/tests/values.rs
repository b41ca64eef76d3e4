use super::*;

fn nobody() -> Facts {
    Facts::new(&[])
}

fn check(cases: &[(&str, &str)], facts: &Facts) {
    for (source, expected) in cases {
        assert_eq!(value(source, facts), *expected, "{source}");
    }
}

#[test]
fn arithmetic_is_exact() {
    check(
        &[
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("0.1 + 0.2", "0.3"),
            ("2 ** 10", "1024"),
            ("-3 + 5", "2"),
            ("10 / 4", "2.5"),
            ("1 / 3 * 3", "0.9999999999999999999999999999999999"),
            ("round half up(2.345, 2)", "2.35"),
            ("四舍五入(17.335, 2)", "17.34"),
            ("floor(-1.5)", "-2"),
            ("ceiling(1.234, 1)", "1.3"),
            ("modulo(-12, 5)", "3"),
            ("decimal(0.125, 2)", "0.12"),
            ("abs(-5)", "5"),
        ],
        &nobody(),
    );
}

#[test]
fn dates_and_durations() {
    check(
        &[
            ("date(\"2024-01-31\") + duration(\"P1M\")", "2024-02-29"),
            ("日期加月(date(\"1965-05-10\"), 722)", "2025-07-10"),
            (
                "months between(date(\"1965-01-01\"), date(\"1965-05-10\"))",
                "4",
            ),
            ("月数(date(\"1965-01-01\"), date(\"1964-05-10\"))", "-7"),
            ("(date(\"2024-03-01\") - date(\"2024-02-01\")).days", "29"),
            ("date(2024, 2, 29).month", "2"),
            ("month of year(date(2024, 2, 29))", "\"February\""),
            ("week of year(date(2010, 1, 1))", "53"),
            (
                "years and months duration(date(\"2000-01-15\"), date(\"2025-01-14\"))",
                "P24Y11M",
            ),
            ("@\"2024-05-01\" < @\"2024-05-02\"", "true"),
            ("工作日后(date(\"2026-11-20\"), 2)", "2026-11-24"),
            (
                "addWorkingDays(date(\"2026-12-31\"), 1)",
                "unknown(CalendarYear(2027))",
            ),
        ],
        &nobody(),
    );
}

#[test]
fn logic_knows_unknowns() {
    let facts = Facts::new(&[("是否委托", Value::Bool(true)), ("工资", number("5000"))]);
    check(
        &[
            ("缴费月数 >= 180", "unknown(缴费月数)"),
            ("工资 < 100 and 缴费月数 >= 180", "false"),
            ("缴费月数 >= 180 and 工资 < 100", "false"),
            ("是否委托 or 缴费月数 >= 180", "true"),
            (
                "是否委托 and 缴费月数 >= 180 and paid months > 3",
                "unknown(缴费月数, paid months)",
            ),
            ("if 缴费月数 >= 180 then 1 else 1", "1"),
            ("if 缴费月数 >= 180 then 1 else 2", "unknown(缴费月数)"),
            (
                "if 1 / (if 缴费月数 > 0 then 缴费月数 else 1) > 2 then 3 else 3",
                "unknown(缴费月数)",
            ),
            ("缴费月数 in [1..5]", "unknown(缴费月数)"),
            ("工资 in (< 100, [4000..6000])", "true"),
            ("工资 between 1 and 10", "false"),
            ("not(是否委托)", "false"),
            (
                "some x in [1, 2, 3] satisfies x > 2 or 缴费月数 > x",
                "true",
            ),
            (
                "every x in [1, 2, 3] satisfies x > 2 and 缴费月数 > x",
                "false",
            ),
        ],
        &facts,
    );
}

#[test]
fn enumerations_take_ids_and_labels() {
    let facts = Facts::new(&[("退休类别", Value::from("male-60"))]);
    check(
        &[
            ("退休类别 = \"male-60\"", "true"),
            ("退休类别 = \"男职工（60）\"", "true"),
            ("\"女工人（50）\" = 退休类别", "false"),
            ("退休类别 in (\"女干部（55）\", \"女工人（50）\")", "false"),
            ("if 退休类别 = \"男职工（60）\" then 720 else 660", "720"),
            ("list contains([退休类别], \"男职工（60）\")", "true"),
        ],
        &facts,
    );
}

#[test]
fn parameters_functions_and_formats() {
    let facts = Facts::new(&[
        ("申请日期", Value::Date(Date::parse("2024-05-01").unwrap())),
        ("缴费月数", number("168")),
    ]);
    check(
        &[
            ("计发基数", "8321"),
            ("计发基数(申请日期)", "8079"),
            ("计发基数(date(\"2030-01-01\"))", "unknown(Parameter(0))"),
            ("最低缴费月数(申请日期) - 缴费月数", "12"),
            ("最低缴费月数(date: date(\"2031-01-01\"))", "186"),
            ("是手机号(\"138 0000 1234\")", "true"),
            ("isMobile(\"12345\")", "false"),
            ("手机号规范(\"１３８00001234\")", "\"13800001234\""),
        ],
        &facts,
    );
}

#[test]
fn rows_are_filtered_by_chinese_names() {
    let row = |name: &str, wage: Value, change: &str| {
        Value::context([
            ("staffName", Value::from(name)),
            ("wage", wage),
            ("change", Value::from(change)),
            ("leftOn", Value::Absent),
        ])
    };
    let unknown = Value::unknown(
        What::Fact {
            slot: 4,
            row: Some(3),
        },
        Reason::NotAsked,
    );
    let rows = vec![
        row("甲", number("4000"), "join"),
        row("乙", number("5000.5"), "leave"),
        row("丙", unknown, "join"),
    ];
    let facts = Facts::new(&[("人员明细", Value::list(rows.clone()))]);
    check(
        &[
            ("count(人员明细[变动类型 = \"增加\"])", "2"),
            ("count(人员明细[变动类型 = \"join\"])", "2"),
            ("人员明细[变动类型 = \"减少\"].姓名", "[\"乙\"]"),
            ("sum(人员明细[变动类型 = \"减少\"].工资)", "5000.5"),
            ("合计(人员明细.工资)", "unknown(工资)"),
            ("some 行 in 人员明细 satisfies 行.工资 > 4500", "true"),
            ("count(人员明细[工资 > 4500])", "unknown(工资)"),
            ("if 人员明细[2] != null then 1 else 2", "1"),
            (
                "for 行 in 人员明细 return 行.姓名",
                "[\"甲\", \"乙\", \"丙\"]",
            ),
            (
                "count(人员明细[离职日期 != null and 离职日期 > date(\"2025-01-01\")])",
                "0",
            ),
        ],
        &facts,
    );
    let open = tongban_runtime::Unknowns::one(What::Fact { slot: 6, row: None }, Reason::NotAsked);
    let facts = Facts::new(&[("人员明细", Value::open_list(rows, open))]);
    check(
        &[
            ("count(人员明细)", "unknown(人员明细)"),
            ("some 行 in 人员明细 satisfies 行.工资 > 4500", "true"),
            ("every 行 in 人员明细 satisfies 行.工资 > 4500", "false"),
            (
                "every 行 in 人员明细 satisfies 行.姓名 != \"丁\"",
                "unknown(人员明细)",
            ),
        ],
        &facts,
    );
}

#[test]
fn the_loan_of_the_domain_notes() {
    check(
        &[
            ("count(还款计划(4500, 3.85, 174.37))", "27"),
            ("sum(loanSchedule(4500, 3.85, 174.37).利息)", "204.82"),
            (
                "for p in loanSchedule(4500, 3.85, 174.37)[number = 27] return p.payment",
                "[171.2]",
            ),
            ("loanSchedule(4500, 3.85, 1)", "fault(bad-argument)"),
        ],
        &nobody(),
    );
}

#[test]
fn lists_contexts_and_texts() {
    check(
        &[
            ("[1, 2, 3][item > 1]", "[2, 3]"),
            ("{a: 1, b: a + 1}.b", "2"),
            (
                "for x in 1..3, y in [10, 20] return x * y",
                "[10, 20, 20, 40, 30, 60]",
            ),
            ("for x in [3, 2] return x", "[3, 2]"),
            ("max(1, 5, 3)", "5"),
            ("min([4, 2])", "2"),
            ("distinct values([1, 2, 1])", "[1, 2]"),
            ("concatenate([1], [2, 3])", "[1, 2, 3]"),
            ("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
            ("insert before([1, 3], 3, 2)", "fault(bad-argument)"),
            ("remove([1, 2, 3], -1)", "[1, 2]"),
            ("sublist([1, 2, 3], 2, 2)", "[2, 3]"),
            ("sublist([1, 2, 3], 4)", "fault(bad-argument)"),
            ("append([1], 2)", "[1, 2]"),
            ("substring(\"社会保障\", 3)", "\"保障\""),
            ("substring(\"社会保障\", -2, 1)", "\"保\""),
            ("string length(\"保障\")", "2"),
            ("matches(\"X12\", \"^[A-Z][0-9]+$\")", "true"),
            ("contains(\"foobar\", \"oba\")", "true"),
            ("\"a\" + \"b\"", "\"ab\""),
            ("all([true, true])", "true"),
            ("any([false, true])", "true"),
            ("5 instance of number", "true"),
            ("is defined(null)", "false"),
            ("string(1.50)", "\"1.5\""),
            ("number(\"1.50\")", "1.5"),
            ("5 in ]1..5[", "false"),
            ("/* note */ 1 // one", "1"),
        ],
        &nobody(),
    );
}

#[test]
fn a_sum_of_nothing_is_absent_and_guarded() {
    let none = Facts::new(&[("人员明细", Value::list(vec![]))]);
    check(
        &[
            (
                "if 合计(人员明细.工资) = null then 0 else 合计(人员明细.工资) + 1",
                "0",
            ),
            (
                "合计(人员明细.工资) != null and 合计(人员明细.工资) > 5",
                "false",
            ),
            (
                "if max(人员明细.工资) != null then max(人员明细.工资) else 7",
                "7",
            ),
            ("合计(1, 2) + 1", "4"),
            ("合计([1, 2]) + 1", "4"),
        ],
        &none,
    );
    // Another call, or the same words about another row, are not guarded by it.
    for source in [
        "合计(人员明细.工资) + 1",
        "min([配偶工资]) + 1",
        "if 合计(人员明细.工资) != null then max(人员明细.工资) + 1 else 0",
        "for 行 in [[1]] return if max(行) != null then (for 行 in [[2]] return max(行) + 1) else [0]",
    ] {
        assert!(problems(Lang::En, source).contains("F022"), "{source}");
    }
}

#[test]
fn absence_follows_null() {
    let facts = Facts::new(&[("备注", Value::Absent), ("配偶工资", Value::Absent)]);
    check(
        &[
            ("备注 = null", "true"),
            ("备注 != null and string length(备注) > 2", "false"),
            ("if 配偶工资 = null then 0 else 配偶工资", "0"),
            ("if 配偶工资 != null then 配偶工资 + 1 else 0", "0"),
            ("is defined(备注)", "false"),
            ("not(is defined(备注)) or 备注 = \"x\"", "true"),
            ("备注 = \"x\"", "false"),
        ],
        &facts,
    );
}

#[test]
fn names_with_spaces_match_longest() {
    let facts = Facts::new(&[("paid months", number("7"))]);
    check(
        &[("paid months + 1", "8"), ("1+paid   months", "8")],
        &facts,
    );
}

#[test]
fn reads_are_listed() {
    assert_eq!(compiled("缴费月数 >= 180 or 工资 > 工资 - 1").reads, [2, 4]);
}
