//! # C101 `material-without-basis`
//!
//! ## What it finds
//! A material that cites nothing and is no identity document.
//!
//! ## Why
//! 社会保险经办条例 第三十一条: what no law, regulation or State Council decision provides for may not be asked for;
//! identity documents need no basis of their own.
//!
//! ## How to mend it
//! Cite a source that was read under `basis`. If none was read yet, cite an `unverified` one: it is shown as 依据待核.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C101",
    name: "material-without-basis",
    severity: Severity::Error,
    page: include_str!("material_without_basis.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    for material in &context.authored.materials {
        let mut uses = context
            .authored
            .items
            .iter()
            .flat_map(|item| &item.materials)
            .filter(|used| used.material.value == material.id.value)
            .peekable();
        let cited_by_all = uses.peek().is_some() && uses.all(|used| !used.basis.is_empty());
        if !material.identity && material.basis.is_empty() && !cited_by_all {
            let id = &material.id;
            lint.found(
                id.at,
                [
                    &format!("材料 `{}` 没有依据", id.value),
                    "在 `basis` 下写出处（社会保险经办条例第三十一条的要求），还没读到的写 `unverified`",
                ],
                [
                    &format!("the material `{}` has no basis", id.value),
                    "cite a source under `basis` (社会保险经办条例 第三十一条 asks for one), or an `unverified` one until it is read",
                ],
                findings,
            );
        }
    }
}
