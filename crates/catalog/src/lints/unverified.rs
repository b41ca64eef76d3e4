//! # C103 `unverified`
//!
//! ## What it finds
//! Sources that nobody has read yet. Each is a hint.
//!
//! ## Why
//! They are shown as 依据待核 and counted, so that the work left is known.
//!
//! ## How to mend it
//! Read the source, write `source` and `text`, and give the basis its kind.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C103",
    name: "unverified",
    severity: Severity::Hint,
    page: include_str!("unverified.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    for basis in context.unverified() {
        let message = format!("the basis `{}` is not read yet", basis.id.value);
        findings.add(lint.found(
            basis.id.at,
            &message,
            "read it, then write `source` and its kind; until then people see 依据待核",
        ));
    }
}
