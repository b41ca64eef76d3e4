//! `fmt`: in place, or only looked at.

use crate::support::{file, plain, tongban};
use std::path::Path;

const FACTS: &str =
    "# 保留\n- id: months\n  name: 月数   # 保留\n  type: number\n  computed: 最小（1，2）\n";

fn folder(name: &str, facts: &str) -> String {
    file(&format!("{name}/catalog.yaml"), b"id: small\n");
    let path = file(&format!("{name}/facts/all.yaml"), facts.as_bytes());
    let facts = Path::new(&path).parent().expect("a folder");
    facts.parent().expect("a folder").display().to_string()
}

#[test]
fn a_check_shows_what_would_change_and_changes_nothing() {
    let folder = folder("fmt/check", FACTS);
    let run = plain(&["--catalog", &folder, "fmt", "--check"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(
        run.out
            .contains("-  computed: 最小（1，2）\n+  computed: 最小(1, 2)\n"),
        "{}",
        run.out
    );
    let kept = std::fs::read_to_string(format!("{folder}/facts/all.yaml")).expect("the file");
    assert_eq!(kept, FACTS);
}

#[test]
fn in_place_only_rules_change_and_a_second_run_finds_nothing() {
    let folder = folder("fmt/place", FACTS);
    let first = plain(&["--catalog", &folder, "fmt", "--json"]);
    assert_eq!(
        first.json()["changed"],
        serde_json::json!(["facts/all.yaml"]),
        "{}",
        first.err
    );
    let after = std::fs::read_to_string(format!("{folder}/facts/all.yaml")).expect("the file");
    assert_eq!(
        after.trim_end(),
        FACTS.replace("最小（1，2）", "最小(1, 2)").trim_end()
    );
    let second = plain(&["--catalog", &folder, "fmt", "--json"]);
    assert_eq!(second.json()["changed"], serde_json::json!([]));
}

#[test]
fn the_reference_catalogue_is_laid_out() {
    let run = tongban(&["fmt", "--check"]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn a_module_has_no_layout() {
    for (lang, said) in [
        ("zh-Hans", "去掉 `--module`"),
        ("en", "leave `--module` out"),
    ] {
        let run = plain(&["--module", "some.wasm", "fmt", "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn one_expression_is_counted_as_one_in_the_reader_s_language() {
    let folder = folder("fmt/one", &FACTS.replace("最小（1，2）", "1 +"));
    for (lang, said, finding) in [
        (
            "zh-Hans",
            "2 个文件：0 个要改，1 个表达式没有动",
            "错误[F001]: 此处应为一个值",
        ),
        (
            "en",
            "2 files: 0 would change, 1 expression left alone",
            "error[F001]: expected `a value`",
        ),
    ] {
        let run = plain(&["--catalog", &folder, "fmt", "--check", "--lang", lang]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains(said), "{}", run.out);
        assert!(run.out.contains(finding) || lang == "en", "{}", run.out);
    }
}
