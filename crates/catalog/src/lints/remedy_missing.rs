//! # C107 `remedy-missing`
//!
//! ## What it finds
//! A condition that says what is wrong, but not what the person can do.
//!
//! ## Why
//! A block ends with a remedy, never in a dead end.
//!
//! ## How to mend it
//! Add `remedy`: what to do, where, or when to come again.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C107",
    name: "remedy-missing",
    severity: Severity::Warning,
    page: include_str!("remedy_missing.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    for condition in context
        .authored
        .items
        .iter()
        .flat_map(|item| &item.conditions)
        .filter(|condition| condition.remedy.is_none())
    {
        let id = &condition.id.value;
        lint.found(
            condition.id.at,
            [
                &format!("条件 `{id}` 没有说怎么办"),
                "补上 `remedy`：不符合时办事人可以做什么",
            ],
            [
                &format!("the condition `{id}` has no remedy"),
                "add `remedy`: what the person can do when it is not met",
            ],
            findings,
        );
    }
}
