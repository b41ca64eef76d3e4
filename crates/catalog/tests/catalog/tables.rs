//! Decision tables in files of their own.

use crate::support::{files, fixtures};
use std::collections::BTreeMap;
use tongban_catalog::{Checked, check, load_texts_in};
use tongban_runtime::Program;

const YAML: &str = r#"
- id: leaveDays
  name: {zh: 假期天数, en: Days of leave}
  params: [{name: 证件, type: enum, of: documentType}, {name: 年数, type: number, min: "0", max: "40"}]
  returns: {type: number}
  table:
    policy: U
    inputs: [证件, 年数]
    rows:
      - ['"resident-id"', "< 10", "5"]
      - ['"resident-id"', ">= 10", "10"]
      - ['"other"', "-", "3"]
"#;

const FILE: &str = r#"
- id: leaveDays
  name: {zh: 假期天数, en: Days of leave}
  params: [{name: 证件, type: enum, of: documentType}, {name: 年数, type: number, min: "0", max: "40"}]
  returns: {type: number}
  table: {file: leave.csv}
"#;

const CSV: &str = "U,,\n# days by years\n证件,年数,→\n\"\"\"resident-id\"\"\",< 10,5\n\n\"\"\"resident-id\"\"\", >= 10 ,10\n\"\"\"other\"\"\",,3\n";

const DMN: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="leave" id="d" namespace="urn:leave">
  <inputData id="i1" name="证件"><variable name="证件" typeRef="string"/></inputData>
  <inputData id="i2" name="年数"><variable name="年数" typeRef="number"/></inputData>
  <decision id="days" name="假期天数">
    <variable name="假期天数" typeRef="number"/>
    <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE" id="t">
      <input id="c1"><inputExpression typeRef="string"><text>证件</text></inputExpression></input>
      <input id="c2"><inputExpression typeRef="number"><text>年数</text></inputExpression></input>
      <output id="o" typeRef="number"/>
      <rule id="a"><inputEntry id="a1"><text>"resident-id"</text></inputEntry><inputEntry id="a2"><text>&lt; 10</text></inputEntry><outputEntry id="a3"><text>5</text></outputEntry></rule>
      <rule id="b"><inputEntry id="b1"><text>"resident-id"</text></inputEntry><inputEntry id="b2"><text>&gt;= 10</text></inputEntry><outputEntry id="b3"><text>10</text></outputEntry></rule>
      <rule id="c"><inputEntry id="c11"><text>"other"</text></inputEntry><inputEntry id="c12"><text>-</text></inputEntry><outputEntry id="c13"><text>3</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"##;

/// The good catalogue with other files for its table.
fn with(laid_over: &[(&str, &str)]) -> Checked {
    let mut all: BTreeMap<String, String> = files(&fixtures("good"));
    let age = all.get_mut("functions/age.yaml").expect("a file");
    let start = age.find("- id: leaveDays").expect("the table");
    age.truncate(start);
    for (path, text) in laid_over {
        all.insert((*path).to_owned(), (*text).to_owned());
    }
    check(
        load_texts_in(
            all.iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
            tongban_feel::Lang::En,
        ),
        None,
    )
}

fn said(checked: &Checked) -> String {
    let errors = checked
        .findings
        .iter()
        .filter(|finding| finding.severity == tongban_runtime::Severity::Error);
    let shown: Vec<String> = errors
        .map(|finding| tongban_catalog::render(finding, &checked.sources, "en", false))
        .collect();
    shown.join("\n")
}

fn program(checked: Checked) -> Program {
    let said = said(&checked);
    let built = checked.built.unwrap_or_else(|| panic!("{said}"));
    let mut functions = built.image.functions.iter();
    let found = functions.find(|function| function.id == "leaveDays");
    found.expect("the function").program.clone()
}

#[test]
fn three_spellings_give_one_program() {
    let yaml = program(with(&[("functions/leave.yaml", YAML)]));
    let csv = program(with(&[
        ("functions/leave.yaml", FILE),
        ("functions/leave.csv", CSV),
    ]));
    assert_eq!(yaml, csv);
    let marked = format!("\u{feff}{}", CSV.replace('\n', "\r\n"));
    let spreadsheet = program(with(&[
        ("functions/leave.yaml", FILE),
        ("functions/leave.csv", &marked),
    ]));
    assert_eq!(yaml, spreadsheet);
    let named = FILE.replace("leave.csv", "leave.dmn, decision: 假期天数");
    let dmn = program(with(&[
        ("functions/leave.yaml", &named),
        ("functions/leave.dmn", DMN),
    ]));
    assert_eq!(yaml, dmn);
}

#[test]
fn policy_and_default_may_stand_in_either_file() {
    let csv = CSV
        .replace("U,,\n", "")
        .replace("\"\"\"other\"\"\",,3", "default,,3");
    let named = FILE.replace("leave.csv", "leave.csv, policy: F");
    let first = with(&[
        ("functions/leave.yaml", &named),
        ("functions/leave.csv", &csv),
    ]);
    assert_eq!(said(&first), "");
    let none = with(&[
        ("functions/leave.yaml", FILE),
        ("functions/leave.csv", &csv),
    ]);
    assert!(
        said(&none).contains("nothing says which rows answer"),
        "{}",
        said(&none)
    );
}

#[test]
fn mistakes_are_shown_in_the_table_s_own_file() {
    let csv = CSV
        .replace("< 10,5", "< \"\"ten\"\",5")
        .replace("< \"\"ten\"\"", "\"< \"\"ten\"\"\"");
    let cell = with(&[
        ("functions/leave.yaml", FILE),
        ("functions/leave.csv", &csv),
    ]);
    let shown = said(&cell);
    assert!(shown.contains("functions/leave.csv:4:"), "{shown}");
    let gap = CSV.replace("\"\"\"other\"\"\",,3\n", "");
    let gap = said(&with(&[
        ("functions/leave.yaml", FILE),
        ("functions/leave.csv", &gap),
    ]));
    assert!(
        gap.contains("T003") && gap.contains("functions/leave.csv:3:"),
        "{gap}"
    );
    let named = FILE.replace("leave.csv", "leave.dmn");
    let dmn = said(&with(&[
        ("functions/leave.yaml", &named),
        (
            "functions/leave.dmn",
            &DMN.replace("&lt; 10", "&lt; \"ten\""),
        ),
    ]));
    assert!(dmn.contains("functions/leave.dmn:13:"), "{dmn}");
    let short = CSV.replace(",10\n", "\n");
    let short = said(&with(&[
        ("functions/leave.yaml", FILE),
        ("functions/leave.csv", &short),
    ]));
    assert!(short.contains("row 2 should have 3 cells"), "{short}");
}

#[test]
fn files_that_nobody_names_or_that_are_not_there_are_found() {
    let stray = said(&with(&[
        ("functions/leave.yaml", YAML),
        ("functions/leave.csv", CSV),
    ]));
    assert!(
        stray.contains("no function names `functions/leave.csv`"),
        "{stray}"
    );
    let gone = said(&with(&[("functions/leave.yaml", FILE)]));
    assert!(
        gone.contains("there is no table file `functions/leave.csv`"),
        "{gone}"
    );
    let broken = said(&with(&[
        (
            "functions/leave.yaml",
            &FILE.replace("leave.csv", "leave.dmn"),
        ),
        ("functions/leave.dmn", "<definitions"),
    ]));
    assert!(broken.contains("functions/leave.dmn:1:"), "{broken}");
}

#[test]
fn declared_values_bound_what_is_proved() {
    let open = YAML.replace(
        "{name: 年数, type: number, min: \"0\", max: \"40\"}",
        "{name: 年数, type: number}",
    );
    let only = open
        .replace("\"< 10\"", "\"[0..10)\"")
        .replace("\">= 10\"", "\"[10..40]\"");
    let gap = said(&with(&[("functions/leave.yaml", &only)]));
    assert!(gap.contains("T003"), "{gap}");
    let bounded = only.replace(
        "inputs: [证件, 年数]",
        "inputs: [证件, {expression: 年数, values: \"[0..40]\"}]",
    );
    assert_eq!(said(&with(&[("functions/leave.yaml", &bounded)])), "");
}
