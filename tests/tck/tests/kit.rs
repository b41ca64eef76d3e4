//! Our own cases, always; and the cases of the public kit beside the checkout, or those of `TCK_DIR`.

use std::path::Path;
use tongban_dmn::model::Host;
use tongban_tck::exceptions::Exceptions;
use tongban_tck::folder::folders;
use tongban_tck::run::Outcome;
use tongban_tck::{cases, kit, library, report, repository, run};

fn outcomes(folder: &Path, exceptions: &Exceptions) -> Vec<Outcome> {
    let library = library();
    let host = Host {
        library: Some(&library),
    };
    folders(folder)
        .unwrap()
        .iter()
        .map(|folder| run::run(folder, exceptions, host).unwrap())
        .collect()
}

#[test]
fn our_own_cases_pass() {
    let outcomes = outcomes(&repository().join("tests/tck/own"), &Exceptions::default());
    println!("{}", report::lines(&outcomes, true));
    let total = report::total(&outcomes);
    assert_eq!(total.failed, 0, "some cases fail");
    // A folder whose files are no longer found would pass, too.
    assert!(total.passed >= 245 && outcomes.len() >= 15, "{total:?}");
}

#[test]
fn every_case_passes_or_is_listed() {
    let Some((folder, usual)) = cases() else {
        // The suite says the same in its summary.
        println!("skipped: no kit at `{}`", kit().0.display());
        return;
    };
    let exceptions = Exceptions::read(&repository().join("tests/tck/exceptions.toml")).unwrap();
    let outcomes = outcomes(&folder, &exceptions);
    let printed = report::lines(&outcomes, true);
    println!("{printed}");
    assert!(!outcomes.is_empty(), "no cases in `{}`", folder.display());
    assert_eq!(report::total(&outcomes).failed, 0, "some cases fail");
    if !usual {
        return;
    }
    let page = repository().join("docs/conformance.md");
    let written = std::fs::read_to_string(page).unwrap_or_default();
    assert!(
        written == report::page(&outcomes, &exceptions),
        "docs/conformance.md lags: run `cargo run -p tongban-tck -- --write`"
    );
    assert!(
        outcomes.iter().all(|outcome| outcome.needless.is_empty()),
        "a case that is listed as an exception passes"
    );
}

#[test]
fn a_case_that_fails_is_told() {
    let folder = &folders(&repository().join("tests/tck/own/10-01-literals")).unwrap()[0];
    let mut wrong = folder.clone();
    let text = std::fs::read_to_string(&folder.tests[0]).unwrap();
    let text = text.replacen(">12</value>", ">13</value>", 1);
    let file = std::env::temp_dir().join(format!("tongban-tck-{}-test-01.xml", std::process::id()));
    std::fs::write(&file, text).unwrap();
    wrong.tests = vec![file.clone()];
    let outcome = run::run(&wrong, &Exceptions::default(), Host::default()).unwrap();
    std::fs::remove_file(file).unwrap();
    assert_eq!(outcome.failed.len(), 1);
    assert!(
        outcome.failed[0].detail.contains("expected 13, found 12"),
        "{}",
        outcome.failed[0].detail
    );
}
