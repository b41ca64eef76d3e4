//! The pages of diagnostics: each code has one, and each page is true.

use super::*;
use crate::pages::{Example, all, document, find};

/// The page as an author reads it, and what its example gives.
#[test]
fn every_example_shows_its_diagnostic_and_its_mend_compiles() {
    for page in all() {
        let codes = |example: &Example| -> Vec<String> {
            let found = example.problems(Lang::En).unwrap_or_default();
            found.into_iter().map(|one| one.code.into_owned()).collect()
        };
        let found = codes(&page.wrong);
        assert!(
            !found.is_empty() && found.iter().all(|code| code == page.code),
            "{}: {found:?}",
            page.code
        );
        assert_eq!(codes(&page.right), Vec::<String>::new(), "{}", page.code);
    }
}

#[test]
fn codes_and_names_are_unique_and_every_problem_has_a_page() {
    let codes: Vec<&str> = all().iter().map(|page| page.code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    let names: std::collections::BTreeSet<&str> = all().iter().map(|page| page.name).collect();
    assert_eq!(names.len(), codes.len());
    // `Problem::page` names a page for every variant; this finds one that no list holds.
    let source = include_str!("../problem/mod.rs");
    let named = source.matches("=> &pages::").count();
    assert_eq!(
        named,
        codes.len(),
        "a page of a problem is in no list, or the other way round"
    );
    assert_eq!(find("F021").unwrap().name, "units-differ");
    assert!(find("F999").is_none());
}

#[test]
fn the_document_is_that_of_the_pages() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/language/diagnostics.md"
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, document()).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == document(),
        "docs/language/diagnostics.md is old: run this test with UPDATE_DOCS=1"
    );
}

#[test]
fn carets_stand_under_what_they_mean() {
    for page in all() {
        for lang in [Lang::ZhHans, Lang::En] {
            let shown = page.shown(lang);
            let lines: Vec<&str> = shown.lines().collect();
            for pair in lines.windows(2).filter(|pair| {
                pair[1]
                    .trim_start_matches("  | ")
                    .trim_start()
                    .starts_with('^')
            }) {
                let columns = |text: &str| -> usize {
                    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
                };
                assert!(
                    columns(pair[1].trim_end()) <= columns(pair[0]) + 1,
                    "{shown}"
                );
                assert!(columns(pair[0]) <= 140, "{shown}");
            }
        }
    }
}
