//! The reference catalogue compiles, and everything in it is used.

use std::path::Path;
use tongban_catalog::{check, load, render};
use tongban_runtime::Severity;

#[test]
fn the_reference_catalogue_has_no_errors_and_no_warnings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let checked = check(load(&folder), None);
    let shown: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Hint)
        .map(|finding| render(finding, &checked.sources, "zh-Hans", false))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n\n"));
    assert!(checked.built.is_some());
}
