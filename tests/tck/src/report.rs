//! What is printed, and the page `docs/conformance.md`.

use crate::exceptions::Exceptions;
use crate::run::Outcome;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Sums over folders.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Total {
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed.
    pub failed: usize,
    /// Cases that failed as listed.
    pub excepted: usize,
}

/// The sums.
#[must_use]
pub fn total(outcomes: &[Outcome]) -> Total {
    let mut total = Total::default();
    for outcome in outcomes {
        total.passed += outcome.passed;
        total.failed += outcome.failed.len();
        total.excepted += outcome.excepted.len();
    }
    total
}

/// The lines for the terminal: a line a folder, then the sum.
#[must_use]
pub fn lines(outcomes: &[Outcome], details: bool) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for outcome in outcomes {
        let listed = match outcome.excepted.len() {
            0 => String::new(),
            listed => format!(", {listed} listed"),
        };
        let _ = writeln!(
            text,
            "{:<60} {:>4} passed, {:>3} failed{listed}",
            outcome.folder,
            outcome.passed,
            outcome.failed.len()
        );
        if details {
            for failure in &outcome.failed {
                let _ = writeln!(text, "    {}: {}", failure.case, failure.detail);
            }
        }
        for case in &outcome.needless {
            let _ = writeln!(text, "    {case}: listed as an exception, but passes");
        }
    }
    let total = total(outcomes);
    let _ = writeln!(
        text,
        "{} folders: {} passed, {} failed, {} listed as exceptions",
        outcomes.len(),
        total.passed,
        total.failed,
        total.excepted
    );
    text
}

/// The page `docs/conformance.md`.
#[must_use]
pub fn page(outcomes: &[Outcome], exceptions: &Exceptions) -> String {
    let total = total(outcomes);
    let versions: BTreeSet<&str> = outcomes
        .iter()
        .flat_map(|outcome| outcome.versions.iter().map(|version| version.number()))
        .collect();
    let versions: Vec<&str> = versions.into_iter().collect();
    let mut text = String::from(
        "# Conformance of the rule language\n\n\
         <!-- Written by `cargo run -p tongban-tck -- --write`; do not edit. -->\n\n\
         The `standard` profile is run over cases of the DMN Technology Compatibility Kit\n\
         (`dmn-tck/tck`, commit 0dbcaf9b). A number passes when the actual one, rounded to the decimals that\n\
         the expected one is written with, is equal; where an error is expected, null passes.\n\
         `TCK_DIR=FOLDER cargo run -p tongban-tck` runs any other part of the kit.\n\n",
    );
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "**{} of {} cases pass**, {} fail, {} are listed as exceptions. \
         The models follow DMN {}; the versions 1.2, 1.3, 1.4 and 1.5 are read.\n",
        total.passed,
        total.passed + total.failed + total.excepted,
        total.failed,
        total.excepted,
        versions.join(", ")
    );
    text.push_str("## Exceptions\n\n");
    if exceptions.exception.is_empty() {
        text.push_str("None.\n");
    }
    for exception in &exceptions.exception {
        let cases: Vec<String> = exception
            .cases
            .iter()
            .map(|case| format!("`{case}`"))
            .collect();
        let _ = writeln!(
            text,
            "- **{}** {}: {}",
            exception.folder,
            cases.join(", "),
            exception.reason.trim()
        );
    }
    text.push_str(
        "\n## Folders\n\n| folder | passed | failed | exceptions |\n|---|---:|---:|---:|\n",
    );
    for outcome in outcomes {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            outcome.folder,
            outcome.passed,
            outcome.failed.len(),
            outcome.excepted.len()
        );
    }
    text
}
