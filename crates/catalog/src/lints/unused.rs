//! # C105 `unused`
//!
//! ## What it finds
//! Facts, sources, formats, parameters, materials and risks that nothing refers to. Functions are left out: other systems call them.
//!
//! ## Why
//! What nobody uses nobody keeps right.
//!
//! ## How to mend it
//! Remove it, or use it.

use super::{Context, Lint};
use crate::authored::{FactType, Word};
use crate::finding::Findings;
use crate::problem::Noun;
use std::collections::BTreeSet;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C105",
    name: "unused",
    severity: Severity::Warning,
    page: include_str!("unused.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    // Without a whole catalogue, everything that only broken parts use would be listed.
    if context.built.is_none() {
        return;
    }
    let authored = context.authored;
    let usage = context.usage;
    let mut facts = usage.facts.clone();
    facts.extend(deciders(context));
    let formats = |index: &usize| {
        usage.formats.contains(index)
            || authored
                .formats
                .get(*index)
                .is_some_and(|format| !format.functions.is_empty())
    };
    let formats: BTreeSet<usize> = (0..authored.formats.len()).filter(formats).collect();
    report(
        lint,
        Noun::new("数据项", "fact"),
        authored.facts.iter().map(|one| &one.id),
        &facts,
        findings,
    );
    report(
        lint,
        Noun::new("依据", "basis"),
        authored.bases.iter().map(|one| &one.id),
        &usage.bases,
        findings,
    );
    report(
        lint,
        Noun::new("格式", "format"),
        authored.formats.iter().map(|one| &one.id),
        &formats,
        findings,
    );
    report(
        lint,
        Noun::new("参数", "parameter"),
        authored.parameters.iter().map(|one| &one.id),
        &usage.parameters,
        findings,
    );
    report(
        lint,
        Noun::new("材料", "material"),
        authored.materials.iter().map(|one| &one.id),
        &usage.materials,
        findings,
    );
    report(
        lint,
        Noun::new("风险", "risk"),
        authored.risks.iter().map(|one| &one.code),
        &usage.risks,
        findings,
    );
}

/// Facts that choose the format of a used fact, and columns of used groups.
fn deciders(context: &Context<'_>) -> BTreeSet<usize> {
    let facts = &context.authored.facts;
    let place = |word: &Word| facts.iter().position(|fact| fact.id.value == word.value);
    let mut found = BTreeSet::new();
    for fact in context
        .usage
        .facts
        .iter()
        .filter_map(|index| facts.get(*index))
    {
        match &fact.kind {
            FactType::Text {
                format: Some(crate::authored::FormatChoice::By { fact, .. }),
                ..
            } => found.extend(place(fact)),
            FactType::Group { fields, .. } => found.extend(fields.iter().filter_map(place)),
            _ => {}
        }
    }
    found
}

fn report<'a>(
    lint: &Lint,
    what: Noun,
    ids: impl Iterator<Item = &'a Word>,
    used: &BTreeSet<usize>,
    findings: &mut Findings,
) {
    for (_, id) in ids.enumerate().filter(|(index, _)| !used.contains(index)) {
        lint.found(
            id.at,
            [
                &format!("没有地方用到{} `{}`", what.zh(), id.value),
                "删去，或用上",
            ],
            [
                &format!("nothing uses the {} `{}`", what.en(), id.value),
                "remove it, or use it",
            ],
            findings,
        );
    }
}
