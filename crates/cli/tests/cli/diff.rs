//! `diff`.

use crate::support::{catalog, file, plain};
use std::path::Path;

/// A copy of the reference catalogue with words replaced in one of its files.
fn edited(name: &str, path: &str, from: &str, to: &str) -> String {
    let mut left = vec![catalog()];
    let mut root = String::new();
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let entry = entry.expect("an entry").path();
            if entry.is_dir() {
                left.push(entry);
                continue;
            }
            let inside = entry.strip_prefix(catalog()).expect("inside").to_path_buf();
            let mut text = std::fs::read_to_string(&entry).expect("a text");
            if inside == Path::new(path) {
                assert!(text.contains(from), "{from}");
                text = text.replace(from, to);
            }
            let place = file(&format!("{name}/{}", inside.display()), text.as_bytes());
            if inside == Path::new("catalog.yaml") {
                root = place.trim_end_matches("/catalog.yaml").to_owned();
            }
        }
    }
    root
}

fn reference() -> String {
    catalog().to_str().expect("a path").to_owned()
}

#[test]
fn a_release_does_not_differ_from_itself() {
    let same = plain(&["diff", &reference(), &reference(), "--as-of", "2026-11-23"]);
    assert_eq!(
        (same.code, same.out.as_str()),
        (0, "没有差别\n"),
        "{}",
        same.err
    );
}

#[test]
fn a_stricter_condition_is_said_in_words_and_as_data() {
    let newer = edited(
        "stricter",
        "items/J/unemployment-benefit.yaml",
        "rule: 失业保险缴费月数 >= 12",
        "rule: 失业保险缴费月数 >= 24",
    );
    let said = plain(&["diff", &reference(), &newer, "--as-of", "2026-11-23"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(
        said.out.contains("新版不再通过：失业保险缴费月数 = 12") && said.out.contains("[已证明]"),
        "{}",
        said.out
    );
    // A worked case of somebody with 12 months is decided otherwise.
    assert!(said.out.contains("ready → blocked"), "{}", said.out);
    let data = plain(&[
        "diff",
        &reference(),
        &newer,
        "--as-of",
        "2026-11-23",
        "--json",
        "--lang",
        "en",
    ]);
    assert_eq!(data.code, 1);
    let data = data.json();
    let change = &data["changes"][0];
    assert_eq!(change["id"], "paid-a-year");
    let effect = &change["rule"]["effects"][0];
    assert_eq!(
        (&effect["effect"], &effect["proved"]),
        (&"refuses".into(), &true.into())
    );
    assert_eq!(effect["facts"][0]["fact"], "unemploymentPaidMonths");
    assert_eq!(effect["facts"][0]["value"], "12");
    assert!(
        data["cases"]
            .as_array()
            .is_some_and(|cases| !cases.is_empty())
    );
}

#[test]
fn a_table_in_csv_is_compared_row_by_row() {
    let newer = edited(
        "ladder",
        "functions/national-benefit-months.csv",
        "[60..120),18",
        "[60..120),20",
    );
    let data = plain(&[
        "diff",
        &reference(),
        &newer,
        "--as-of",
        "2026-11-23",
        "--json",
    ]);
    let data = data.json();
    let changes = data["changes"].as_array().expect("a list");
    let table = changes
        .iter()
        .find(|change| change["id"] == "nationalBenefitMonths")
        .expect("the function");
    let effect = &table["rule"]["effects"][0];
    assert_eq!(
        (&effect["old"], &effect["new"], &effect["proved"]),
        (&"18".into(), &"20".into(), &true.into())
    );
}

#[test]
fn what_cannot_be_opened_is_bad_input() {
    let broken = file("broken-diff/catalog.yaml", b"id: broken\n");
    let folder = broken.trim_end_matches("/catalog.yaml");
    for bad in [folder, "no-such-place", &broken] {
        let run = plain(&["diff", &reference(), bad, "--as-of", "2026-11-23"]);
        assert_eq!(run.code, 2, "{bad}: {}", run.out);
    }
    let run = plain(&["diff", &reference(), &broken, "--as-of", "2026-11-23"]);
    assert!(
        run.err.contains("既不是目录文件夹，也不是模块"),
        "{}",
        run.err
    );
    let region = plain(&["diff", &reference(), &reference(), "--region", "1"]);
    assert_eq!(region.code, 2);
}

#[test]
fn pages_of_tables_are_shown() {
    let page = plain(&["lint", "--explain", "T003"]);
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(page.out.starts_with("# T003 `gap`"), "{}", page.out);
}

#[test]
fn another_first_day_of_a_suggestion_is_a_difference() {
    let newer = edited(
        "later-suggestion",
        "items/E/retirement.yaml",
        "  from: 法定退休日期\n  ahead-months: 3",
        "  from: 申请日期\n  ahead-months: 6",
    );
    let said = plain(&[
        "diff",
        &reference(),
        &newer,
        "--as-of",
        "2026-11-23",
        "--json",
    ])
    .json();
    let changes = said["changes"].as_array().expect("changes");
    let mut suggested = changes.iter().filter(|change| change["kind"] == "suggest");
    let change = suggested.next().expect("a change of the suggestion");
    assert_eq!(change["item"], "retirement");
    assert_eq!(change["details"][0]["what"], "ahead-months");
    assert_eq!(change["details"][0]["new"], "6");
    assert!(change["rule"].is_object(), "{change}");
}
