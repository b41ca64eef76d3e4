//! The cases beside the checkout, or those of `TCK_DIR`; without any, the test says so and passes.

use tongban_dmn::model::Host;
use tongban_tck::exceptions::Exceptions;
use tongban_tck::folder::folders;
use tongban_tck::{cases, library, report, repository, run};

#[test]
fn every_case_passes_or_is_listed() {
    let Some((folder, usual)) = cases() else {
        println!("no cases of the kit: name a folder in `TCK_DIR`");
        return;
    };
    let exceptions = Exceptions::read(&repository().join("tests/tck/exceptions.toml")).unwrap();
    let library = library();
    let host = Host {
        library: Some(&library),
    };
    let outcomes: Vec<_> = folders(&folder)
        .unwrap()
        .iter()
        .map(|folder| run::run(folder, &exceptions, host).unwrap())
        .collect();
    let printed = report::lines(&outcomes, true);
    println!("{printed}");
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
