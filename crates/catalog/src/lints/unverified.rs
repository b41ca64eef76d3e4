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
        let id = &basis.id;
        lint.found(
            id.at,
            [
                &format!("依据 `{}` 还没有读过", id.value),
                "读过后写上 `source` 和种类；在那之前显示“依据待核”",
            ],
            [
                &format!("the basis `{}` is not read yet", id.value),
                "read it, then write `source` and its kind; until then people see 依据待核",
            ],
            findings,
        );
    }
}
