//! `lint` and `test`.

use crate::support::{catalog, file, plain, tongban};

#[test]
fn the_reference_catalogue_is_clean_and_its_cases_pass() {
    let lint = tongban(&["lint"]);
    assert_eq!(lint.code, 0, "{}", lint.out);
    let test = tongban(&["test", "--json"]);
    assert_eq!(test.code, 0, "{}", test.out);
    let report = test.json();
    assert_eq!(report["failed"], 0);
    assert!(report["passed"].as_u64().is_some_and(|passed| passed > 100));
}

#[test]
fn a_broken_catalogue_is_shown_with_a_caret_and_as_data() {
    let path = file("broken/catalog.yaml", b"id: broken\nnam: x\n");
    let folder = path.trim_end_matches("/catalog.yaml");
    for (lang, finding, mend) in [
        (
            "zh-Hans",
            "错误[C005]: 目录没有键 `nam`",
            "改法: 是否想写 `name`",
        ),
        (
            "zh-Hant",
            "錯誤[C005]: 目錄沒有鍵 `nam`",
            "改法: 是否想寫 `name`",
        ),
        (
            "en",
            "error[C005]: the catalogue has no key `nam`",
            "help: did you mean `name`?",
        ),
    ] {
        let shown = plain(&["lint", "--catalog", folder, "--lang", lang]);
        assert_eq!(shown.code, 1);
        for part in ["catalog.yaml:2:1", "^^^", finding, mend] {
            assert!(shown.out.contains(part), "{part}\n{}", shown.out);
        }
    }
    let data = plain(&["lint", "--catalog", folder, "--json"]);
    assert_eq!(data.code, 1);
    let first = &data.json()["diagnostics"];
    let unknown = first
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["code"] == "C005")
        .expect("the finding");
    assert_eq!(
        (&unknown["where"]["line"], &unknown["where"]["column"]),
        (&2.into(), &1.into())
    );
    // What needs a catalogue says that it has none, and exits as for bad input.
    for (lang, said) in [
        ("zh-Hans", "目录有错误"),
        ("en", "the catalogue has errors"),
    ] {
        let check = plain(&["check", "retirement", "--catalog", folder, "--lang", lang]);
        assert_eq!(check.code, 2);
        assert!(check.err.contains(said), "{}", check.err);
    }
}

#[test]
fn a_folder_that_is_not_there_is_said_so() {
    for (lang, said) in [
        ("zh-Hans", "错误：`no/such/folder` 不是文件夹"),
        ("zh-Hant", "錯誤：`no/such/folder` 不是文件夾"),
        ("en", "error: `no/such/folder` is no folder"),
    ] {
        let run = plain(&["lint", "--catalog", "no/such/folder", "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
    // What would move the cursor is written out.
    let run = plain(&["lint", "--catalog", "no\u{1b}[2Jsuch\u{202e}folder"]);
    assert!(
        run.err.contains("`no\\u{1b}[2Jsuch\\u{202e}folder`"),
        "{}",
        run.err
    );
}

#[test]
fn the_cases_of_one_item_are_named_by_its_id_or_code() {
    let by_id = tongban(&["test", "retirement"]);
    assert_eq!(by_id.code, 0, "{}", by_id.out);
    assert!(!by_id.out.starts_with("0 passed"), "{}", by_id.out);
    assert_eq!(tongban(&["test", "E01"]).out, by_id.out);
    let unknown = tongban(&["test", "retirment"]);
    assert_eq!(unknown.code, 2, "no case run is no success");
    assert!(
        unknown
            .err
            .contains("没有事项 `retirment`；是否想写 `retirement`"),
        "{}",
        unknown.err
    );
}

#[test]
fn what_works_on_the_folder_takes_no_module() {
    for command in [&["lint"][..], &["test"], &["eval", "1"]] {
        let mut arguments = command.to_vec();
        arguments.extend(["--module", "module.wasm"]);
        let run = tongban(&arguments);
        assert_eq!(run.code, 2, "{command:?}");
        assert!(run.err.contains("去掉 `--module`"), "{}", run.err);
    }
}

#[test]
fn data_that_end_are_found_only_when_a_day_is_named() {
    let quiet = tongban(&["lint", "--as-of", "2026-01-01"]);
    assert!(!quiet.out.contains("C106"), "{}", quiet.out);
    let late = tongban(&["lint", "--as-of", "2026-12-01", "--lang", "en"]);
    assert_eq!(late.code, 0, "a warning does not fail");
    assert!(
        late.out.contains("the working-day calendar ends with 2026"),
        "{}",
        late.out
    );
    assert_eq!(tongban(&["lint", "--as-of", "2026-13-01"]).code, 2);
}

#[test]
fn lints_explain_themselves() {
    let page = tongban(&["lint", "--explain", "C101"]);
    assert!(
        page.out.starts_with("# C101 `material-without-basis`"),
        "{}",
        page.out
    );
    let page = tongban(&["lint", "--explain", "F021"]);
    assert!(
        page.out.starts_with("# F021 `units-differ`"),
        "{}",
        page.out
    );
    for (asked, said) in [
        ("f021", "# F021 `units-differ`"),
        ("C026", "# C026 `unknown-id`"),
        ("d016", "# D016 `cycle`"),
        ("t003", "# T003 `gap`"),
        ("unknown-id", "# C026"),
    ] {
        let page = tongban(&["lint", "--explain", asked]);
        assert!(
            page.out.starts_with(said),
            "{asked}: {}{}",
            page.out,
            page.err
        );
    }
    let unknown = tongban(&["lint", "--explain", "F051"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .err
            .contains("没有代码为 `F051` 的问题；是否想写 `F050`"),
        "{}",
        unknown.err
    );
    assert_eq!(tongban(&["lint", "--explain", "C999"]).code, 2);
}

#[test]
fn a_file_that_cannot_be_read_is_the_only_finding() {
    let copy = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("lint/unread");
    let _ = std::fs::remove_dir_all(&copy);
    copy_all(&catalog(), &copy);
    for path in [
        "facts/pension.yaml",
        "bases.yaml",
        "catalog.yaml",
        "functions/retirement.yaml",
        "materials.yaml",
        "risks.yaml",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(first_of_each_folder(&copy))
    {
        let kept = std::fs::read(copy.join(&path)).expect("the file");
        std::fs::write(copy.join(&path), [0xFF, 0xFE]).expect("a file");
        let named = copy.to_str().expect("a path");
        let run = plain(&["--catalog", named, "lint", "--lang", "en"]);
        assert_eq!(run.code, 1);
        let errors = run
            .out
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        assert_eq!(errors, 1, "{path}\n{}", run.out);
        assert!(run.out.contains(&format!("error[C001]: `{path}` cannot be read: it is not UTF-8 text\n  = help: look at the file and its rights\n")), "{}", run.out);
        std::fs::write(copy.join(&path), kept).expect("a file");
    }
}

/// One file of each folder of a catalogue.
fn first_of_each_folder(catalog: &std::path::Path) -> Vec<String> {
    let names = |folder: &std::path::Path| -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().display().to_string())
            .collect();
        names.sort();
        names
    };
    let mut found = Vec::new();
    for folder in names(catalog) {
        let mut path = folder;
        while catalog.join(&path).is_dir() {
            let first = names(&catalog.join(&path)).into_iter().next();
            path = format!("{path}/{}", first.expect("an entry"));
        }
        if path.contains('/') {
            found.push(path);
        }
    }
    found
}

fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("a copy");
        }
    }
}
