//! The whole way: names, references, rules, image; with every finding.

use crate::finding::Finding;
use crate::lints;
use crate::load::Loaded;
use crate::lower::{Built, Shared, lower};
use crate::names::Names;
use crate::source::Sources;
use crate::usage::Usage;
use tongban_runtime::{Date, Severity};

/// A catalogue that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The files.
    pub sources: Sources,
    /// Their content.
    pub authored: crate::authored::Authored,
    /// All findings, by place.
    pub findings: Vec<Finding>,
    /// How many more findings there were than are kept.
    pub dropped: usize,
    /// The compiled catalogue, if nothing is wrong with it.
    pub built: Option<Built>,
    /// What the catalogue uses of itself.
    pub usage: Usage,
}

impl Checked {
    /// How many findings weigh so much.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Whether an error keeps the catalogue from being built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.built.is_none()
    }
}

/// Checks a catalogue that was loaded; `as_of` is the day from which data must reach ahead.
#[must_use]
pub fn check(loaded: Loaded, as_of: Option<Date>) -> Checked {
    let Loaded {
        sources,
        authored,
        mut findings,
    } = loaded;
    let names = Names::of(&authored, &sources, &mut findings);
    let (built, usage, mut findings) = lower(
        Shared {
            authored: &authored,
            names: &names,
            sources: &sources,
        },
        findings,
    );
    if names.lacks_rules() {
        findings.forget_unknown_names();
    }
    let built = if findings.has_errors() { None } else { built };
    let context = lints::Context {
        authored: &authored,
        built: built.as_ref(),
        usage: &usage,
        as_of,
    };
    lints::run(&context, &mut findings);
    let built = if findings.has_errors() { None } else { built };
    let dropped = findings.dropped();
    Checked {
        findings: findings.sorted(),
        dropped,
        built,
        usage,
        sources,
        authored,
    }
}
