mod proofs;
mod random;
mod versions;

use crate::{Input, Output, Policy, Row, Setting, Table, compile_table_in, compile_table_with};
use tongban_feel::{Binding, Lang, Profile, Scope, Type};
use tongban_runtime::{Date, Decimal, Env, Fuel, Reason, Value, What, eval};

struct Facts(Vec<Value>);

impl Scope for Facts {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let category = || Type::enumeration("类别", &[("a", "甲"), ("b", "乙"), ("c", "丙")]);
        let (slot, ty) = match name {
            "年限" => (0, Type::NUMBER),
            "类别" => (1, category()),
            "日期" => (2, Type::Date),
            "可空" => (3, Type::NUMBER.optional()),
            "是否" => (4, Type::Boolean),
            _ => return None,
        };
        Some(Binding::Fact { slot, ty })
    }

    fn names(&self) -> Vec<String> {
        ["年限", "类别", "日期", "可空", "是否"]
            .map(str::to_owned)
            .to_vec()
    }
}

impl Env for Facts {
    fn fact(&self, slot: u32) -> Value {
        let unknown = Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked);
        self.0.get(slot as usize).cloned().unwrap_or(unknown)
    }
}

fn table(policy: Policy, inputs: &[&str], rows: &[(&[&str], &str)]) -> Table {
    Table {
        policy,
        inputs: inputs.iter().map(|input| Input::new(input)).collect(),
        outputs: vec![Output {
            key: "out".into(),
            name: "结果".into(),
            ty: None,
            priorities: Vec::new(),
        }],
        rows: rows
            .iter()
            .map(|(cells, output)| Row::new(cells, &[output]))
            .collect(),
        default: None,
    }
}

fn with_default(mut table: Table, default: &str) -> Table {
    table.default = Some(vec![default.to_owned()]);
    table
}

fn run(table: &Table, facts: &[Value]) -> Value {
    let facts = Facts(facts.to_vec());
    match compile_table_in(Lang::En, table, &facts, None) {
        Ok(compiled) => eval(&compiled.program, &facts, &mut Fuel::default()),
        Err(diagnostics) => panic!("{diagnostics:#?}"),
    }
}

fn problems(table: &Table) -> Vec<String> {
    let facts = Facts(Vec::new());
    match compile_table_in(Lang::En, table, &facts, None) {
        Ok(compiled) => compiled
            .findings
            .into_iter()
            .map(|d| format!("{} {}", d.code, d.message))
            .collect(),
        Err(diagnostics) => diagnostics
            .into_iter()
            .map(|d| format!("{} {}", d.code, d.message))
            .collect(),
    }
}

fn n(number: i64) -> Value {
    Value::from(number)
}

/// The ladder of unemployment months by years paid.
fn ladder(policy: Policy) -> Table {
    table(
        policy,
        &["年限"],
        &[
            (&["< 1"], "0"),
            (&["[1..5)"], "12"),
            (&["[5..10)"], "18"),
            (&[">= 10"], "24"),
        ],
    )
}

#[test]
fn a_ladder_is_complete_and_disjoint() {
    for (years, months) in [(0, 0), (1, 12), (4, 12), (5, 18), (10, 24), (40, 24)] {
        assert_eq!(
            run(&ladder(Policy::Unique), &[n(years)]),
            n(months),
            "{years}"
        );
    }
    assert!(problems(&ladder(Policy::Unique)).is_empty());
    assert!(matches!(
        run(&ladder(Policy::Unique), &[]),
        Value::Unknown(_)
    ));
}

#[test]
fn gaps_come_with_a_witness() {
    let gap = table(
        Policy::Unique,
        &["年限", "类别"],
        &[(&["< 5", "-"], "1"), (&[">= 6", "not(\"丙\")"], "2")],
    );
    assert_eq!(problems(&gap), ["T003 no row fits 年限 = 5, 类别 = \"甲\""]);
    let one = table(Policy::Unique, &["类别"], &[(&["\"甲\", \"乙\""], "1")]);
    assert_eq!(problems(&one), ["T003 no row fits 类别 = \"丙\""]);
    let date = table(
        Policy::Unique,
        &["日期"],
        &[
            (&["< date(\"2025-01-01\")"], "1"),
            (&["> date(\"2025-01-01\")"], "2"),
        ],
    );
    assert_eq!(problems(&date), ["T003 no row fits 日期 = 2025-01-01"]);
    let null = table(
        Policy::Unique,
        &["可空"],
        &[(&["< 5"], "1"), (&[">= 5"], "2")],
    );
    assert_eq!(problems(&null), ["T003 no row fits 可空 = null"]);
    let whole = table(
        Policy::Unique,
        &["可空"],
        &[(&["< 5"], "1"), (&[">= 5"], "2"), (&["null"], "0")],
    );
    assert!(problems(&whole).is_empty());
    assert!(problems(&with_default(one, "0")).is_empty());
}

#[test]
fn days_have_no_gap_between_neighbours() {
    let days = table(
        Policy::Unique,
        &["日期"],
        &[
            (&["<= date(\"2024-12-31\")"], "1"),
            (&[">= date(\"2025-01-01\")"], "2"),
        ],
    );
    assert!(problems(&days).is_empty());
    assert_eq!(
        run(
            &days,
            &[
                n(0),
                Value::Absent,
                Value::Date(Date::new(2025, 1, 1).unwrap())
            ]
        ),
        n(2)
    );
}

#[test]
fn overlaps_come_with_a_witness() {
    let overlap = table(
        Policy::Unique,
        &["年限"],
        &[(&["<= 5"], "1"), (&[">= 5"], "2")],
    );
    assert_eq!(problems(&overlap), ["T004 rows 1 and 2 both fit 年限 = 5"]);
    let same = table(
        Policy::Any,
        &["年限"],
        &[(&["<= 5"], "1"), (&[">= 5"], "1")],
    );
    assert_eq!(
        problems(&same),
        ["T014 rows 1 and 2 can be merged: write `-` in column 1"]
    );
    assert_eq!(run(&same, &[n(5)]), n(1));
    let other = table(
        Policy::Any,
        &["年限"],
        &[(&["<= 5"], "1"), (&[">= 5"], "2")],
    );
    assert_eq!(problems(&other), ["T004 rows 1 and 2 both fit 年限 = 5"]);
    let first = table(Policy::First, &["年限"], &[(&["<= 5"], "1"), (&["-"], "2")]);
    assert_eq!(run(&first, &[n(5)]), n(1));
}

#[test]
fn other_cells_are_unproved() {
    let cells = table(
        Policy::Unique,
        &["年限"],
        &[(&["? * 2 > 10"], "1"), (&["? * 2 <= 10"], "2")],
    );
    assert_eq!(
        problems(&cells),
        ["T005 cannot prove that the table is complete: row 1 column 1, row 2 column 1"]
    );
    let behind = with_default(cells, "0");
    assert_eq!(
        problems(&behind),
        [
            "T005 cannot prove that the table is free of overlap (rows 1 and 2): row 1 column 1, row 2 column 1"
        ]
    );
    assert_eq!(run(&behind, &[n(6)]), n(1));
}

#[test]
fn every_policy() {
    let rows: &[(&[&str], &str)] = &[(&["> 1"], "10"), (&["> 2"], "30"), (&["> 3"], "20")];
    let answers = |policy| {
        run(
            &with_default_for(policy, table(policy, &["年限"], rows)),
            &[n(4)],
        )
    };
    let list = |numbers: &[i64]| Value::list(numbers.iter().map(|number| n(*number)).collect());
    assert_eq!(answers(Policy::First), n(10));
    assert_eq!(answers(Policy::RuleOrder), list(&[10, 30, 20]));
    assert_eq!(answers(Policy::Collect), list(&[10, 30, 20]));
    assert_eq!(answers(Policy::Sum), n(60));
    assert_eq!(answers(Policy::Count), n(3));
    assert_eq!(answers(Policy::Min), n(10));
    assert_eq!(answers(Policy::Max), n(30));
    assert_eq!(answers(Policy::Priority), n(30));
    assert_eq!(answers(Policy::OutputOrder), list(&[30, 20, 10]));
}

fn with_default_for(policy: Policy, mut table: Table) -> Table {
    if policy.is_single() {
        table.default = Some(vec!["0".into()]);
    }
    if policy.is_ranked() {
        for output in &mut table.outputs {
            output.priorities = ["30", "20", "10"].map(str::to_owned).to_vec();
        }
    }
    table
}

#[test]
fn an_unknown_input_leaves_only_what_is_certain() {
    let flat = table(
        Policy::Unique,
        &["年限", "类别"],
        &[
            (&["< 5", "-"], "1"),
            (&[">= 5", "\"甲\""], "1"),
            (&[">= 5", "not(\"甲\")"], "2"),
        ],
    );
    assert_eq!(
        run(
            &flat,
            &[
                Value::unknown(What::Fact { slot: 0, row: None }, Reason::NotAsked),
                Value::from("a")
            ]
        ),
        n(1)
    );
    assert!(matches!(run(&flat, &[n(7)]), Value::Unknown(_)));
    assert_eq!(run(&flat, &[n(3)]), n(1));
    let several = table(
        Policy::Collect,
        &["是否"],
        &[(&["-"], "1"), (&["true"], "2")],
    );
    let open = run(&several, &[]);
    assert_eq!(
        open.as_list()
            .map(|list| (list.items.len(), list.open.is_some())),
        Some((1, true))
    );
}

#[test]
fn several_outputs_make_a_context() {
    let mut two = table(Policy::Unique, &["是否"], &[]);
    two.outputs.push(Output {
        key: "why".into(),
        name: "理由".into(),
        ty: Some(Type::Text),
        priorities: Vec::new(),
    });
    two.rows = vec![
        Row::new(&["true"], &["1", "\"x\""]),
        Row::new(&["false"], &["2", "\"y\""]),
    ];
    let facts = [
        n(0),
        Value::Absent,
        Value::Absent,
        Value::Absent,
        Value::Bool(false),
    ];
    assert_eq!(
        run(&two, &facts),
        Value::context([("out", n(2)), ("why", Value::from("y"))])
    );
}

#[test]
fn a_wrong_cell_says_where() {
    let facts = Facts(Vec::new());
    let wrong = table(Policy::Unique, &["年限"], &[(&["< \"x\""], "1")]);
    let diagnostics = compile_table_in(Lang::ZhHans, &wrong, &facts, None).unwrap_err();
    assert_eq!(diagnostics[0].code, "F020");
    assert_eq!(
        diagnostics[0].at.reference.as_deref(),
        Some("row:1/column:1")
    );
    let short = table(Policy::Unique, &["年限", "类别"], &[(&["-"], "1")]);
    assert_eq!(
        problems(&short),
        ["T001 row 1 should have 3 cells, but has 2"]
    );
}

#[test]
fn a_ladder_is_exact_at_its_edges() {
    let almost = Value::Number(Decimal::parse("4.9999999999").unwrap());
    assert_eq!(run(&ladder(Policy::Unique), &[almost]), n(12));
}

#[test]
fn every_finding_has_a_page() {
    for number in 1..=17 {
        let code = format!("T{number:03}");
        let page = crate::problem::page(&code).unwrap_or_else(|| panic!("{code} has no page"));
        assert!(page.lines().count() > 2, "{code}");
    }
    assert_eq!(crate::problem::page("gap"), crate::problem::page("T003"));
    assert_eq!(crate::problem::page("T999"), None);
}

#[test]
fn several_outputs_are_ranked_from_the_left() {
    let mut ranked = table(Policy::Priority, &["年限"], &[]);
    ranked.outputs = [
        ("level", ["\"block\"", "\"warn\""]),
        ("post", ["\"b\"", "\"a\""]),
    ]
    .into_iter()
    .map(|(key, priorities)| Output {
        key: key.into(),
        name: key.into(),
        ty: None,
        priorities: priorities.map(str::to_owned).to_vec(),
    })
    .collect();
    ranked.rows = vec![
        Row::new(&["-"], &["\"warn\"", "\"b\""]),
        Row::new(&["> 1"], &["\"block\"", "\"a\""]),
        Row::new(&["> 2"], &["\"block\"", "\"b\""]),
    ];
    let answer = |years| run(&ranked, &[n(years)]);
    let two = |level: &str, post: &str| {
        Value::context([("level", Value::from(level)), ("post", Value::from(post))])
    };
    assert_eq!(answer(1), two("warn", "b"));
    assert_eq!(answer(2), two("block", "a"));
    assert_eq!(answer(3), two("block", "b"));
}

#[test]
fn an_enumeration_ranks_by_itself() {
    let ranked = table(
        Policy::Priority,
        &["年限"],
        &[(&["-"], "\"丙\""), (&["> 1"], "\"甲\"")],
    );
    let ty = Type::enumeration("类别", &[("a", "甲"), ("b", "乙"), ("c", "丙")]);
    let facts = Facts(vec![n(2)]);
    let compiled = compile_table_in(Lang::En, &ranked, &facts, Some(&ty)).unwrap();
    let answer = eval(&compiled.program, &facts, &mut Fuel::default());
    assert_eq!(answer, Value::from("a"));
    assert_eq!(
        problems(&ranked),
        [
            "T006 the output of row 1 is not among the ranked values",
            "T006 the output of row 2 is not among the ranked values"
        ]
    );
}

#[test]
fn the_standard_profile_ranks_answers_that_are_worked_out() {
    let mut ranked = table(
        Policy::OutputOrder,
        &["年限"],
        &[
            (&["-"], "if 年限 > 3 then \"x\" else \"y\""),
            (&["-"], "if 年限 > 3 then \"y\" else \"x\""),
            (&["> 5"], "\"x\""),
        ],
    );
    for output in &mut ranked.outputs {
        output.priorities = ["\"x\"", "\"y\""].map(str::to_owned).to_vec();
    }
    let setting = Setting {
        profile: Profile::Standard,
        ..Setting::default()
    };
    let answer = |policy, years| {
        let facts = Facts(vec![n(years)]);
        let table = Table {
            policy,
            ..ranked.clone()
        };
        let compiled = compile_table_with(&table, &facts, &setting).unwrap();
        eval(&compiled.program, &facts, &mut Fuel::default())
    };
    let texts = |texts: &[&str]| Value::list(texts.iter().map(|text| Value::from(*text)).collect());
    assert_eq!(answer(Policy::Priority, 1), Value::from("x"));
    assert_eq!(answer(Policy::OutputOrder, 4), texts(&["x", "y"]));
    assert_eq!(answer(Policy::OutputOrder, 6), texts(&["x", "x", "y"]));
    // Strictly, ranks are known before anything is evaluated.
    assert!(
        problems(&ranked)
            .iter()
            .all(|problem| problem.starts_with("T006"))
    );
}

#[test]
fn aggregates_of_nothing() {
    let nothing = |policy| table(policy, &["年限"], &[(&["> 5"], "7")]);
    assert_eq!(run(&nothing(Policy::Sum), &[n(1)]), Value::Absent);
    assert_eq!(run(&nothing(Policy::Min), &[n(1)]), Value::Absent);
    assert_eq!(run(&nothing(Policy::Count), &[n(1)]), n(0));
    assert_eq!(run(&nothing(Policy::Collect), &[n(1)]), Value::list(vec![]));
    for policy in [Policy::Sum, Policy::Count, Policy::Min, Policy::Max] {
        let behind = with_default(nothing(policy), "9");
        assert_eq!(run(&behind, &[n(1)]), n(9), "{policy:?}");
    }
    let behind = with_default(nothing(Policy::Collect), "9");
    assert_eq!(run(&behind, &[n(1)]), Value::list(vec![n(9)]));
}

#[test]
fn rows_must_answer_alike_and_sums_take_numbers() {
    let mixed = table(
        Policy::First,
        &["年限"],
        &[(&["> 5"], "7"), (&["-"], "\"x\"")],
    );
    assert_eq!(
        problems(&mixed),
        ["T016 the answer of row 2 is of another kind than those before it"]
    );
    let texts = table(Policy::Sum, &["年限"], &[(&["-"], "\"x\"")]);
    assert_eq!(problems(&texts), ["T017 text cannot be aggregated"]);
}

#[test]
fn an_input_that_is_worked_out_shows_facts_or_claims_nothing() {
    let months = table(
        Policy::Unique,
        &["年限 * 12"],
        &[(&["< 60"], "1"), (&["> 60"], "2")],
    );
    assert_eq!(problems(&months), ["T003 no row fits 年限 * 12 = 60"]);
    let squared = table(Policy::Unique, &["年限 * 年限"], &[(&[">= 0"], "1")]);
    assert_eq!(
        problems(&squared),
        ["T005 cannot prove that the table is complete; perhaps no row fits 年限 * 年限 = -1"]
    );
}

#[test]
fn proofs_are_bounded() {
    // Every row asks something of two of twelve columns: the rows do not become fewer.
    let facts = Wide;
    let names: Vec<String> = (0..12).map(|column| format!("列{column}")).collect();
    let columns: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut rows = Vec::new();
    for row in 0..132_usize {
        let mut cells = vec!["-".to_owned(); 12];
        cells[row % 12] = format!("[{}..{}]", row % 7, row % 7 + 3);
        cells[(row * 5 + 1) % 12] = format!("not({})", row % 11);
        rows.push(Row {
            inputs: cells,
            outputs: vec![row.to_string()],
        });
    }
    let mut wide = table(Policy::First, &columns, &[]);
    wide.rows = rows;
    let started = compile_table_in(Lang::En, &wide, &facts, None);
    let codes: Vec<String> = match started {
        Ok(_) => Vec::new(),
        Err(found) => found.iter().map(|one| one.code.to_string()).collect(),
    };
    assert!(codes == ["T010"] || codes == ["T003"], "{codes:?}");
}

/// Twelve numbers.
struct Wide;

impl Scope for Wide {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let slot = name.strip_prefix("列")?.parse().ok()?;
        let ty = Type::NUMBER;
        (slot < 12).then_some(Binding::Fact { slot, ty })
    }

    fn names(&self) -> Vec<String> {
        (0..12).map(|column| format!("列{column}")).collect()
    }
}
