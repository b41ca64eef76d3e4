//! The canonical layout: what it looks like, and that it changes nothing.

use super::written::{fill, source, tokens};
use crate::format::{Layout, Unformatted, bare, expression, known_names, unary_tests};
use crate::parse;
use proptest::prelude::*;

fn block(source: &str) -> String {
    expression(source, &known_names([]), Layout::Block(80)).expect("an expression")
}

fn line(source: &str) -> String {
    expression(source, &known_names([]), Layout::Line).expect("an expression")
}

#[test]
fn spaces_and_brackets_are_those_that_are_needed() {
    let cases = [
        (
            "缴费月数>=180   and 申请日期  >=法定退休日期",
            "缴费月数 >= 180 and 申请日期 >= 法定退休日期",
        ),
        ("((a)) + (b * c) - (d - e)", "a + b * c - (d - e)"),
        ("(a or b) and (c and d)", "(a or b) and (c and d)"),
        ("a and b or c", "(a and b) or c"),
        (
            "(性别 = \"男\")=(退休类别 =\"male-60\")",
            "(性别 = \"男\") = (退休类别 = \"male-60\")",
        ),
        ("- ( -5 )+ -x ** 2", "5 + -x ** 2"),
        ("(-x).a + (-5)[1] + (5).a", "(-x).a + (-5)[1] + (5).a"),
        (
            "a in( 1,2 ) or b in(< 5) or c in [1 .. 5) or d in (x)",
            "a in (1, 2) or b in (< 5) or c in [1..5) or d in x",
        ),
        (
            "a in ((< 5)) or b in ((x + 1) * 2) or c in (x + 1)",
            "a in ((< 5)) or b in ((x + 1) * 2) or c in x + 1",
        ),
        (
            "some x in(xs) satisfies (x>1) or every y in [1..3] satisfies y>0",
            "some x in xs satisfies x > 1 or (every y in 1..3 satisfies y > 0)",
        ),
        ("f(b : 1,a:(2))", "f(b: 1, a: 2)"),
        (
            "{ \"甲\":1, \"乙 丙\" : 2,\"a-b\":3 }.甲",
            "{甲: 1, 乙 丙: 2, \"a-b\": 3}.甲",
        ),
        ("(if a then b else c)+1", "(if a then b else c) + 1"),
        ("add   working days( d,20 )", "add working days(d, 20)"),
        ("x between 1 and(2)", "x between 1 and 2"),
        ("@\"2025-01-01\"<.5", "@\"2025-01-01\" < 0.5"),
        ("x in( = 5 ) or x in ((!=5))", "x in (= 5) or x in ((!= 5))"),
        (
            "(function(a:number,b) a+b)(1,2)",
            "(function(a: number, b) a + b)(1, 2)",
        ),
        ("x instance of list< number>", "x instance of list<number>"),
        ("\"a\\\"b\\d\"", "\"a\\\"b\\d\""),
    ];
    for (source, wanted) in cases {
        assert_eq!(line(source), wanted);
    }
}

#[test]
fn full_width_punctuation_is_written_as_what_was_meant() {
    assert_eq!(
        line("最低缴费月数（退休日期）≥180 or 类别＝“男职工”"),
        "最低缴费月数(退休日期) >= 180 or 类别 = \"男职工\"",
    );
    assert_eq!(
        line("证件 = \"身份证” and 年龄＞＝１８ and 类别 ！= “男、女”"),
        "证件 = \"身份证\" and 年龄 >= 18 and 类别 != \"男、女\"",
    );
}

#[test]
fn what_cannot_be_read_is_left_to_its_finding() {
    let problem = expression("a and", &known_names([]), Layout::Line);
    assert!(matches!(problem, Err(Unformatted::Unread(reports)) if reports.len() == 1));
}

#[test]
fn long_expressions_break_where_a_reader_would() {
    let long = "视同缴费经历 != null and ((some 段 in 视同缴费经历 satisfies 段.经历起始日期 < 日期加月(出生日期, 16 * 12)) or (some 甲 in 视同缴费经历, 乙 in 视同缴费经历 satisfies 甲.经历起始日期 < 乙.经历起始日期 and 乙.经历起始日期 <= 甲.经历截止日期))";
    let ladder =
        "if 缴费月 < 12 then 0 else if 缴费月 < 60 then 12 else if 缴费月 < 120 then 18 else 24";
    let short = "if a then b else c";
    let wide = "if 现参保地月数 != null and 现参保地月数 >= 120 and 所在省份(户籍) != 所在省份(现参保地) then 所在省份(现参保地) else 所在省份(户籍)";
    let numbers = "[233, 230, 226, 223, 220, 216, 212, 208, 204, 199, 195, 190, 185, 180, 175, 170, 164, 158][年龄 - 39]";
    let call = "插值计发月数(整岁计发月数(floor(退休月龄 / 12)), 整岁计发月数(floor(退休月龄 / 12) + 1), modulo(退休月龄, 12))";
    let sum = "预核定基础养老金月额 + 预核定个人账户养老金月额 - 预核定过渡性养老金月额 * 过渡性养老金调整系数";
    let shown: Vec<String> = [long, ladder, short, wide, numbers, call, sum]
        .map(block)
        .into();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn comments_stay_where_they_belong() {
    let sources = [
        "// 先看缴费\n缴费月数 >= 180 // 十五年\n// 再看年龄\nand 申请日期 >= 法定退休日期 /* 到龄 */",
        "if a // 甲\n then 1 // 一\n// 乙\nelse if b then 2\n// 其他\nelse 3 // 三",
        "[1, // 一\n 2, /* 二 */ 3 // 三\n // 完\n]",
        "f(a, /* 乙 */ b) + // 加\n c",
        "x = \"// 不是注释\" // 是注释",
    ];
    let shown: Vec<String> = sources.map(block).into();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn on_one_line_a_comment_to_the_end_becomes_one_in_place() {
    assert_eq!(line("a // 甲\nand b"), "a /* 甲 */ and b");
}

#[test]
fn cells_are_laid_out_too() {
    let names = known_names([]);
    let cell = |source| unary_tests(source, &names).expect("a cell");
    assert_eq!(cell("<10"), "< 10");
    assert_eq!(cell(" - "), "-");
    assert_eq!(cell(""), "-");
    assert_eq!(cell("not( \"a\",\"b\" )"), "not(\"a\", \"b\")");
    assert_eq!(cell("[1 .. 5],>= 7，\"甲\""), "[1..5], >= 7, \"甲\"");
    assert_eq!(cell("?>1 and(? < 5)"), "? > 1 and ? < 5");
    assert_eq!(cell("-5"), "-5");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_layout_of_a_layout_is_itself_and_means_the_same(tokens in tokens(), gaps in proptest::collection::vec(0_u8..10, 0..200), columns in 8_usize..100) {
        let source = fill(&tokens, &gaps);
        let names = known_names([]);
        let (tree, reports) = parse::expression(&source, &names);
        prop_assert!(reports.is_empty(), "{source}\n{reports:?}");
        for layout in [Layout::Block(columns), Layout::Line] {
            let once = match expression(&source, &names, layout) {
                Ok(once) => once,
                Err(problem) => return Err(TestCaseError::fail(format!("{problem}: {source}"))),
            };
            let (again, _) = parse::expression(&once, &names);
            prop_assert_eq!(bare(&again), bare(&tree), "{}", &once);
            let twice = expression(&once, &names, layout);
            prop_assert_eq!(twice.as_ref(), Ok(&once), "{}", &source);
            let comments = |text: &str| text.matches('注').count();
            prop_assert_eq!(comments(&once), comments(&source), "{}", &once);
        }
    }

    #[test]
    fn a_tree_without_source_is_written_so_that_it_reads_back(source in source()) {
        let names = known_names([]);
        let (tree, _) = parse::expression(&source, &names);
        let written = crate::format::text_of(&tree);
        let (again, reports) = parse::expression(&written, &names);
        prop_assert!(reports.is_empty(), "{written}");
        prop_assert_eq!(bare(&again), bare(&tree), "{}", written);
    }
}
