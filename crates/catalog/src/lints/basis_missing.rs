//! # C102 `basis-missing`
//!
//! ## What it finds
//! An item, condition, risk pattern, time limit or parameter row that cites nothing.
//!
//! ## Why
//! A person who is refused, checked or made to wait is told why, with the source.
//!
//! ## How to mend it
//! Cite a source that was read under `basis`, or an `unverified` one.

use super::{Context, Lint};
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C102",
    name: "basis-missing",
    severity: Severity::Warning,
    page: include_str!("basis_missing.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    let authored = context.authored;
    let mut bare: Vec<(Place, Noun, &str)> = Vec::new();
    for item in &authored.items {
        if item.basis.is_empty() {
            bare.push((item.id.at, Noun::new("事项", "the item"), &item.id.value));
        }
        for condition in item
            .conditions
            .iter()
            .filter(|condition| condition.basis.is_empty())
        {
            bare.push((
                condition.id.at,
                Noun::new("条件", "the condition"),
                &condition.id.value,
            ));
        }
        for deadline in &item.deadlines {
            for limit in deadline
                .statutory
                .iter()
                .chain([&deadline.promised])
                .filter(|limit| limit.basis.is_empty())
            {
                bare.push((
                    limit.at,
                    Noun::new("时限的期限", "a limit of the deadline"),
                    &deadline.id.value,
                ));
            }
        }
    }
    for risk in authored.risks.iter().filter(|risk| risk.basis.is_empty()) {
        bare.push((
            risk.code.at,
            Noun::new("风险", "the risk"),
            &risk.code.value,
        ));
    }
    for parameter in &authored.parameters {
        for row in parameter.rows.iter().filter(|row| row.basis.is_empty()) {
            bare.push((
                row.at,
                Noun::new("参数的行", "a row of the parameter"),
                &parameter.id.value,
            ));
        }
    }
    for (at, what, id) in bare {
        lint.found(
            at,
            [
                &format!("{} `{id}` 没有依据", what.zh()),
                "在 `basis` 下写出处，还没读到的写 `unverified`",
            ],
            [
                &format!("{} `{id}` has no basis", what.en()),
                "cite a source under `basis`, or an `unverified` one until it is read",
            ],
            findings,
        );
    }
}
