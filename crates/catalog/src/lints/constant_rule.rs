//! # C111 `constant-rule`
//!
//! ## What it finds
//! A rule that always holds, or never, whatever people answer: by the declared domains (`x >= 0` where the domain starts at 0), by conditions that
//! exclude each other (`x > 5 and x < 3`), by enumerations (all values, or one that is excluded already). That is an error. A part of a rule that is
//! settled so is a warning.
//!
//! ## Why
//! A condition that is always met checks nothing, and a risk that never fires protects nobody; either is a slip that reads like a rule.
//!
//! ## How to mend it
//! Write what was meant, correct `min`, `max` or `values` in the dictionary, or take the part out. A rule that is meant to be constant is written `true` or `false`.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C111",
    name: "constant-rule",
    severity: Severity::Error,
    page: include_str!("constant_rule.rs"),
    check,
};

fn check(lint: &Lint, _: &Context<'_>, findings: &mut Findings) {
    for settled in findings.take_settled() {
        let text = &settled.text;
        let (zh, en) = match (settled.whole, settled.holds) {
            (true, true) => (
                "这条规则总是成立".to_owned(),
                "the rule always holds".to_owned(),
            ),
            (true, false) => (
                "这条规则永远不成立".to_owned(),
                "the rule never holds".to_owned(),
            ),
            (false, true) => (
                format!("`{text}` 在这里总是成立"),
                format!("`{text}` always holds here"),
            ),
            (false, false) => (
                format!("`{text}` 在这里永远不成立"),
                format!("`{text}` never holds here"),
            ),
        };
        let part = Lint {
            severity: Severity::Warning,
            ..*lint
        };
        let lint = if settled.whole { lint } else { &part };
        lint.found(
            settled.at,
            [&zh, "写出原意，或更正字典里的取值范围"],
            [
                &en,
                "write what was meant, or correct the domain in the dictionary",
            ],
            findings,
        );
    }
}
