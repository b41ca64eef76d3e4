//! What the catalogue uses of itself: unused parts are found by lints.

use std::collections::BTreeSet;

/// Indices into the authored lists that something refers to.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Usage {
    pub facts: BTreeSet<usize>,
    pub bases: BTreeSet<usize>,
    pub formats: BTreeSet<usize>,
    pub parameters: BTreeSet<usize>,
    pub functions: BTreeSet<usize>,
    pub materials: BTreeSet<usize>,
    pub risks: BTreeSet<usize>,
}
