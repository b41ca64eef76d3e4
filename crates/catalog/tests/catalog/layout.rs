//! `fmt`: rules and tables get their one layout, everything else stays byte for byte.

use crate::support::{files, fixtures};
use std::collections::BTreeMap;
use std::path::Path;
use tongban_catalog::layout::{Layouts, lay_out};
use tongban_catalog::{check, load, load_texts};

const FUNCTIONS: &str = r#"# Ages, as the office counts them.
- id: step   # what is counted
  name: {zh: 步数, en: "Steps"}
  params: [{name: 年数,   type: number}, {name: 证件, type: enum, of: documentType}]
  returns: {type: number}
  body: >-
    if 年数<3 then 1 else
    if 年数 < 7   then 2 else 3
  basis: [LAW]

- id: count
  name: {zh: 个数表, en: Table}
  params: [{name: 证件, type: enum, of: documentType}, {name: 年数, type: number}]
  returns: {type: number}
  table:
    policy: U
    inputs: [ 证件,年数 ]
    rows:
      # first come the cards
      - ['"resident-id"', "<10", "5"]   # young
      - [ '"resident-id"' ,">= 10","10+1" ]
      - ['"other"', "-", '3']
    # nothing else
  basis: []
"#;

/// The good catalogue, laid out, so that only what a test adds can change.
fn good() -> BTreeMap<String, String> {
    let mut all = files(&fixtures("good"));
    for file in laid(&all).files {
        all.insert(file.path, file.after);
    }
    all
}

fn laid(files: &BTreeMap<String, String>) -> Layouts {
    let files = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    lay_out(&load_texts(files))
}

/// Lays out one file beside the good catalogue; a second time nothing changes.
fn laid_file(path: &str, text: &str) -> String {
    let mut all = good();
    all.insert(path.to_owned(), text.to_owned());
    let once = laid(&all);
    assert!(once.findings.is_empty(), "{:?}", once.findings);
    let [file] = once.files.as_slice() else {
        panic!("one file changes: {:?}", once.files);
    };
    assert_eq!(file.path, path);
    all.insert(path.to_owned(), file.after.clone());
    assert_eq!(laid(&all).files, []);
    file.after.clone()
}

fn function(body: &str) -> String {
    format!(
        "- id: step\n  name: 步数\n  params: [{{name: 年数, type: number}}]\n  returns: {{type: number}}\n{body}\n  basis: []\n"
    )
}

#[test]
fn only_rules_and_rows_are_touched() {
    insta::assert_snapshot!(laid_file("functions/layout.yaml", FUNCTIONS));
}

#[test]
fn a_rule_stands_on_the_line_of_its_key_if_it_fits_and_in_a_block_if_not() {
    let long = "  body: '最小(年数,1) + 最小(年数, 2) + 最小(年数, 3) + 最小(年数, 4) + 最小(年数, 5) + 最小(年数, 6) + 最小(年数, 7)'  # 为何";
    let cases = [
        function(long),
        function("  body: >- # 为何\n    年数\n    +1\n"),
        function("  body: |\n    // 逐年\n    年数+1"),
        function("  body: \"年数+1\"   # 为何"),
        function("  body: 年数\n    +1 # 为何"),
        function("  body: |\n    \"年: #\" = string(年数)"),
        function("  body:\n    年数+1"),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|case| laid_file("functions/layout.yaml", case))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn arguments_of_texts_are_laid_out_where_the_file_holds_them_as_they_are() {
    let mut all = good();
    let path = "items/Z/pension.yaml";
    let item = all[path].replace("还差{还差月数}个月", "还差{还差月数+1}个月");
    assert_ne!(item, all[path]);
    all.insert(path.to_owned(), item);
    let laid = laid(&all);
    assert!(laid.files[0].after.contains("还差{还差月数 + 1}个月"));
}

#[test]
fn what_cannot_be_read_is_left_alone_and_shown() {
    let mut all = good();
    all.insert(
        "functions/layout.yaml".to_owned(),
        function("  body: 年数 + + "),
    );
    let laid = laid(&all);
    assert_eq!(laid.files, []);
    assert_eq!(laid.findings.len(), 1);
    assert_eq!(laid.findings[0].code, "F001");
}

#[test]
fn the_reference_catalogue_is_laid_out_and_a_jumbled_one_becomes_the_same_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let loaded = load(&folder);
    let laid = lay_out(&loaded);
    let paths: Vec<&str> = laid.files.iter().map(|file| file.path.as_str()).collect();
    assert!(
        paths.is_empty() && laid.findings.is_empty(),
        "run `tongban fmt`: {paths:?}"
    );
    // Spaces that the layout takes away again, in rules that stand on the line of their key.
    let jumbled: Vec<(String, String)> = loaded
        .sources
        .files()
        .iter()
        .map(|file| {
            let lines = file.text.lines().map(|line| {
                let rule = ["rule: ", "when: ", "visible: ", "computed: "];
                let plain = rule.iter().any(|key| line.trim_start().starts_with(key));
                if plain {
                    line.replace(" = ", "   =  ").replace(", ", " ,")
                } else {
                    line.to_owned()
                }
            });
            let text = lines.collect::<Vec<_>>().join("\n") + "\n";
            (file.path.clone(), text)
        })
        .collect();
    let texts = jumbled
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let laid = lay_out(&load_texts(texts.clone()));
    assert!(laid.files.len() > 3, "the jumble was noticed");
    for file in &laid.files {
        let original = loaded
            .sources
            .files()
            .iter()
            .find(|other| other.path == file.path);
        assert_eq!(
            Some(&file.after),
            original.map(|original| &original.text),
            "{}",
            file.path
        );
    }
    let built = |loaded| check(loaded, None).built.map(|built| built.image);
    assert_eq!(built(load_texts(texts)), built(loaded));
}

#[test]
fn tables_in_csv_files_are_laid_out() {
    let functions = "- id: days\n  name: {zh: 天数}\n  params: [{name: 年数, type: number}, {name: 城镇, type: boolean}]\n  returns: {type: number}\n  table: {file: days.csv}\n  basis: []\n";
    let before = "# remark\r\nU,,\n年数 ,城镇,→\n\n\"<10\", true,1+2\n<10,false,\"max(1,2)\"\n[10..20),,\"5\"\n>=  20,-,\"[1,2][1]\"\n";
    let after = "# remark\r\nU,,\n年数,城镇,→\n\n< 10,true,1 + 2\n< 10,false,\"max(1, 2)\"\n[10..20),-,5\n>= 20,-,\"[1, 2][1]\"\n";
    let mut all = good();
    all.insert("functions/days.yaml".into(), functions.into());
    // The YAML is laid out already.
    let lines = laid(&all);
    for file in lines.files {
        all.insert(file.path, file.after);
    }
    all.insert("functions/days.csv".into(), before.into());
    let once = laid(&all);
    assert!(once.findings.is_empty(), "{:?}", once.findings);
    let csv = once
        .files
        .iter()
        .find(|file| file.path == "functions/days.csv");
    assert_eq!(csv.expect("it changes").after, after);
    all.insert("functions/days.csv".into(), after.into());
    assert!(laid(&all).files.is_empty());
}

#[test]
fn a_csv_file_that_cannot_be_read_as_it_stands_is_left_alone() {
    let functions = "- id: days\n  name: {zh: 天数}\n  params: [{name: 年数, type: number}]\n  returns: {type: number}\n  table: {file: days.csv}\n  basis: []\n";
    let mut all = good();
    all.insert("functions/days.yaml".into(), functions.into());
    all.insert("functions/days.csv".into(), "U\n年数,→\n<,5\n".into());
    let laid = laid(&all);
    assert!(
        laid.files
            .iter()
            .all(|file| file.path != "functions/days.csv")
    );
    assert_eq!(laid.findings.len(), 1);
}
