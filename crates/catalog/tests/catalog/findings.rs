//! What authors see: each broken catalogue with its findings, caret and mend.

use tongban_catalog::render;
use tongban_feel::Lang;
use tongban_runtime::Severity;

#[test]
fn every_broken_catalogue_says_where_and_how_to_mend_it() {
    let mut names: Vec<String> = std::fs::read_dir(crate::support::fixtures("broken"))
        .expect("fixtures")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert!(names.len() > 20);
    for name in names {
        let english = shown(&name, Lang::En, "en");
        insta::assert_snapshot!(name.clone(), english.join("\n\n"));
        let chinese = shown(&name, Lang::ZhHans, "zh-Hans");
        insta::assert_snapshot!(format!("zh-{name}"), chinese.join("\n\n"));
        assert_eq!(english.len(), chinese.len(), "{name}");
    }
}

fn shown(name: &str, lang: Lang, locale: &str) -> Vec<String> {
    let checked = crate::support::broken(name, lang);
    assert!(checked.built.is_none(), "`{name}` compiles");
    let findings = checked.findings.iter();
    findings
        .filter(|finding| finding.severity != Severity::Hint)
        .map(|finding| render(finding, &checked.sources, locale, false))
        .collect()
}

#[test]
fn a_reader_of_traditional_characters_sees_them_but_for_what_the_author_wrote() {
    let mut checked = crate::support::broken("unknown-name", Lang::ZhHans);
    let mut findings = checked.findings.iter_mut();
    let finding = findings
        .find(|finding| finding.severity == Severity::Error)
        .expect("an error");
    finding.read_by(&tongban_catalog::words::Reader::new("zh-Hant"));
    let said = render(finding, &checked.sources, "zh-Hant", false);
    assert!(
        said.starts_with("錯誤[F010]: 沒有名為 `") && said.contains("缴费"),
        "{said}"
    );
}

#[test]
fn the_good_catalogue_has_hints_at_most() {
    let checked = crate::support::good();
    let shown: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| render(finding, &checked.sources, "en", false))
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
    assert!(checked.built.is_some());
}

#[test]
fn findings_are_data_with_line_column_and_span() {
    let checked = crate::support::broken("block-scalar", Lang::En);
    let diagnostic = checked
        .findings
        .iter()
        .find(|finding| finding.code.starts_with('F'))
        .expect("a finding")
        .to_diagnostic(&checked.sources);
    let at = &diagnostic.at;
    assert_eq!(at.file.as_deref(), Some("items/Z/pension.yaml"));
    let file = checked
        .sources
        .files()
        .iter()
        .find(|file| file.path == "items/Z/pension.yaml")
        .expect("the file");
    let (start, end) = at.span.expect("a span");
    let marked = &file.text[start as usize..end as usize];
    let line = file.text[..start as usize].matches('\n').count() + 1;
    assert_eq!(at.line, Some(u32::try_from(line).expect("a line")));
    assert!(marked.contains("\"180\""), "{marked}");
}

#[test]
fn the_page_of_lints_is_what_their_files_say() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/lints.md");
    let written = std::fs::read_to_string(page).expect("docs/lints.md");
    assert!(
        written == tongban_catalog::lints::pages(),
        "write it again: tongban lint --explain all > docs/lints.md"
    );
}

#[test]
fn hostile_files_are_findings_and_never_a_hang() {
    let flat = format!("- [{}]\n", "a, ".repeat(300_000));
    let wide = "- {code: R, name: x, needs: local}\n".repeat(60_000);
    let hostile = [
        "[".repeat(1_000_000),
        "- ".repeat(100_000),
        "{a: ".repeat(100_000),
        "? ".repeat(100_000),
        "a:\n ".repeat(10_000),
        flat,
        wide,
        "\u{0}".to_owned(),
        "- !!binary aGk=".to_owned(),
        "--- a\n--- b\n".to_owned(),
        "%YAML 9.9\n---\n- a\n".to_owned(),
    ];
    for text in hostile {
        let mut files = crate::support::files(&crate::support::fixtures("good"));
        files.insert("risks.yaml".to_owned(), text);
        let list = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        let checked = tongban_catalog::check(tongban_catalog::load_texts(list), None);
        assert!(checked.built.is_none());
        assert!(
            checked
                .findings
                .iter()
                .any(|finding| finding.severity == Severity::Error)
        );
    }
}

#[test]
fn hostile_rules_and_texts_are_findings_and_never_a_hang() {
    let good = crate::support::files(&crate::support::fixtures("good"));
    let item = &good["items/Z/pension.yaml"];
    let rule = "rule: 缴费月数 >= 最少月数";
    for hostile in [
        "(".repeat(50_000),
        "not(".repeat(20_000),
        "1+".repeat(100_000),
        "缴费月数 > ".repeat(5_000),
        "\\\"".repeat(1_000),
    ] {
        let mut files = good.clone();
        files.insert(
            "items/Z/pension.yaml".to_owned(),
            item.replace(rule, &format!("rule: \"{hostile}\"")),
        );
        let list = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        assert!(
            tongban_catalog::check(tongban_catalog::load_texts(list), None)
                .built
                .is_none(),
            "{}",
            &hostile[..8]
        );
    }
}
