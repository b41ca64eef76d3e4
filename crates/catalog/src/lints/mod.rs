//! Lints: what compiles but is doubtful. One rule, one file; its doc comment is its page.

mod article_unverified;
mod basis_missing;
mod cases_missing;
mod constant_rule;
mod data_ending;
mod material_without_basis;
mod nobody_answers;
mod remedy_missing;
mod translation_missing;
mod unused;
mod unverified;

use crate::authored::{Authored, Basis};
use crate::finding::{Finding, Findings};
use crate::lower::Built;
use crate::source::Place;
use crate::usage::Usage;
use tongban_feel::Lang;
use tongban_image::BasisKind;
use tongban_runtime::{Date, Severity};

/// What a lint may look at.
pub struct Context<'a> {
    /// The catalogue as written.
    pub authored: &'a Authored,
    /// The compiled catalogue, if it compiled.
    pub built: Option<&'a Built>,
    /// What it uses of itself.
    pub usage: &'a Usage,
    /// The day that counts as today; without it, nothing is said about data that end.
    pub as_of: Option<Date>,
}

impl<'a> Context<'a> {
    /// Sources that nobody has read yet.
    pub(super) fn unverified(&self) -> impl Iterator<Item = &'a Basis> {
        let unread = |basis: &&Basis| basis.kind == BasisKind::Unverified;
        self.authored.bases.iter().filter(unread)
    }
}

/// One rule.
pub struct Lint {
    /// Stable code, `C1..`.
    pub code: &'static str,
    /// Name, as its file.
    pub name: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// Its page.
    pub page: &'static str,
    check: fn(&Lint, &Context<'_>, &mut Findings),
}

impl Lint {
    /// A finding in the language of the others; `zh` and `en` are what is doubtful, and how to mend it.
    fn found(&self, at: Place, zh: [&str; 2], en: [&str; 2], findings: &mut Findings) {
        let [message, help] = match findings.lang() {
            Lang::ZhHans => zh,
            Lang::En => en,
        };
        findings.add(Finding::new(self.code, self.severity, Some(at), message).help(help));
    }

    /// The page as Markdown: the doc comment of the lint's file.
    #[must_use]
    pub fn markdown(&self) -> String {
        let lines = self.page.lines().map_while(|line| line.strip_prefix("//!"));
        lines
            .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
            .collect()
    }
}

/// All lints, by code.
pub const ALL: [Lint; 11] = [
    material_without_basis::LINT,
    basis_missing::LINT,
    unverified::LINT,
    article_unverified::LINT,
    unused::LINT,
    data_ending::LINT,
    remedy_missing::LINT,
    nobody_answers::LINT,
    translation_missing::LINT,
    cases_missing::LINT,
    constant_rule::LINT,
];

/// The pages of all lints as one document.
#[must_use]
pub fn pages() -> String {
    let mut out = String::from(
        "# Lints\n\nWhat compiles but is doubtful. `tongban lint` shows findings, `tongban lint --explain CODE` one of these pages.\n",
    );
    for lint in &ALL {
        out.push('\n');
        // One heading deeper: the document has a title of its own.
        for line in lint.markdown().lines() {
            if line.starts_with('#') {
                out.push('#');
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Runs all lints.
pub fn run(context: &Context<'_>, findings: &mut Findings) {
    for lint in &ALL {
        (lint.check)(lint, context, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = ALL.iter().map(|lint| lint.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
    }

    #[test]
    fn every_page_names_its_lint_and_says_what_why_and_how() {
        for lint in &ALL {
            let page = lint.markdown();
            assert!(
                page.starts_with(&format!("# {} `{}`", lint.code, lint.name)),
                "{page}"
            );
            for heading in ["## What it finds", "## Why", "## How to mend it"] {
                assert!(page.contains(heading), "{} lacks `{heading}`", lint.name);
            }
        }
    }
}
