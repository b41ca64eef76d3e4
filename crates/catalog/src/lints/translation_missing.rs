//! # C109 `translation-missing`
//!
//! ## What it finds
//! A name, label or message of the pages without English. Each is a hint.
//!
//! ## Why
//! It falls back to Chinese, marked, for people who read English.
//!
//! ## How to mend it
//! Write `{zh: …, en: …}`.

use super::{Context, Lint};
use crate::finding::Findings;
use crate::text::Text;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C109",
    name: "translation-missing",
    severity: Severity::Hint,
    page: include_str!("translation_missing.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    let authored = context.authored;
    let facts = authored.facts.iter().map(|fact| &fact.name);
    let materials = authored.materials.iter().map(|material| &material.name);
    let messages = authored.messages.iter().map(|message| &message.text);
    let items = authored.items.iter().flat_map(|item| {
        let pages = item.form.iter().map(|page| &page.title);
        let conditions = item.conditions.iter().map(|condition| &condition.name);
        [&item.name, &item.summary]
            .into_iter()
            .chain(pages)
            .chain(conditions)
    });
    let texts: Vec<&Text> = facts
        .chain(materials)
        .chain(messages)
        .chain(items)
        .collect();
    for text in texts.into_iter().filter(|text| text.en.is_none()) {
        let mend = "`{zh: …, en: …}`";
        lint.found(
            text.at(),
            [&format!("`{}` 没有英文", text.zh()), &format!("写 {mend}")],
            [
                &format!("`{}` has no English", text.zh()),
                &format!("write {mend}"),
            ],
            findings,
        );
    }
}
