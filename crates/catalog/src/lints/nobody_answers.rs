//! # C108 `nobody-answers`
//!
//! ## What it finds
//! A fact that rules of an item read, but that no page of it asks and no register or card gives.
//!
//! ## Why
//! It stays unknown for ever, and so does what depends on it.
//!
//! ## How to mend it
//! Ask it on a page, or write the register that knows it under `sources`.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_image::{SlotKind, Source, decode_item};
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C108",
    name: "nobody-answers",
    severity: Severity::Warning,
    page: include_str!("nobody_answers.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    let Some(built) = context.built else { return };
    for entry in &built.image.items {
        let Ok(item) = decode_item(&entry.body) else {
            continue;
        };
        for (index, slot) in item.slots.iter().enumerate() {
            let asked = item.fields.iter().any(|field| field.slot as usize == index);
            // Rows that nobody asks come from a register as a whole.
            let whole = slot
                .group
                .is_some_and(|group| !item.fields.iter().any(|field| field.slot == group));
            if asked || whole || !matches!(slot.kind, SlotKind::Input | SlotKind::Rows) {
                continue;
            }
            let Some(fact) = context.authored.facts.get(slot.fact as usize) else {
                continue;
            };
            if !fact
                .sources
                .iter()
                .any(|source| source.source != Source::Asked)
            {
                let (item, name) = (&entry.id, fact.name.zh());
                lint.found(
                    fact.id.at,
                    [
                        &format!("事项 `{item}` 用到 `{name}`，却没有人回答"),
                        "在事项的页里问它，或在 `sources` 里加上登记库",
                    ],
                    [
                        &format!("the item `{item}` reads `{name}`, but nobody answers it"),
                        "ask it on a page of the item, or add a register to `sources`",
                    ],
                    findings,
                );
            }
        }
    }
}
