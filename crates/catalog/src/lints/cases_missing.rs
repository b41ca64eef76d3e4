//! # C110 `cases-missing`
//!
//! ## What it finds
//! An item without worked cases, or worked cases of an item that is not there.
//!
//! ## Why
//! Cases are how policy staff see that the rules say what they mean, and how a change is noticed.
//!
//! ## How to mend it
//! Write `cases/<group>/<id>.yaml` with a case that succeeds, one that is refused and one that is unknown.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C110",
    name: "cases-missing",
    severity: Severity::Warning,
    page: include_str!("cases_missing.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    let authored = context.authored;
    for item in authored
        .items
        .iter()
        .filter(|item| !authored.cases.iter().any(|case| case.item == item.id.value))
    {
        let (id, group) = (&item.id.value, &item.group.value);
        lint.found(
            item.id.at,
            [
                &format!("事项 `{id}` 没有案例"),
                &format!("写 `cases/{group}/{id}.yaml`"),
            ],
            [
                &format!("the item `{id}` has no worked cases"),
                &format!("write `cases/{group}/{id}.yaml`"),
            ],
            findings,
        );
    }
    // Without a whole catalogue, the item may stand in a file that cannot be read.
    let whole = context.built.is_some();
    for case in authored
        .cases
        .iter()
        .filter(|_| whole)
        .filter(|case| !authored.items.iter().any(|item| item.id.value == case.item))
    {
        lint.found(
            case.at,
            [
                &format!("这个案例写的是 `{}`，没有这个事项", case.item),
                "文件名用事项的 `id`",
            ],
            [
                &format!("this case is about `{}`, which is no item", case.item),
                "name the file after the item's id",
            ],
            findings,
        );
    }
}
