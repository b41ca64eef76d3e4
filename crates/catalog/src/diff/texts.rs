//! Texts of releases.

use super::TextCount;
use crate::lower::Built;
use std::collections::BTreeMap;
use tongban_image::TextId;

/// A text in a language, or else in the first that has it.
pub(super) fn text(built: &Built, lang: &str, id: TextId) -> String {
    let entry = |texts: &tongban_image::Texts| texts.entries.get(id.0 as usize).cloned().flatten();
    built
        .texts
        .iter()
        .find(|texts| texts.locale == lang)
        .and_then(entry)
        .or_else(|| built.texts.iter().find_map(entry))
        .unwrap_or_default()
}

/// Texts that came and went, by language.
pub(super) fn count(old: &Built, new: &Built) -> Vec<TextCount> {
    let counted = |built: &Built, locale: &str| {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        let texts = built.texts.iter().filter(|texts| texts.locale == locale);
        for entry in texts.flat_map(|texts| texts.entries.iter().flatten()) {
            *counted.entry(entry.clone()).or_default() += 1;
        }
        counted
    };
    let missing = |from: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>| {
        let left = |(text, count): (&String, &usize)| {
            count.saturating_sub(other.get(text).copied().unwrap_or(0))
        };
        from.iter().map(left).sum::<usize>()
    };
    let mut locales: Vec<&str> = Vec::new();
    for texts in new.texts.iter().chain(&old.texts) {
        if !locales.contains(&texts.locale.as_str()) {
            locales.push(&texts.locale);
        }
    }
    let counts = locales.into_iter().map(|locale| {
        let (before, after) = (counted(old, locale), counted(new, locale));
        TextCount {
            locale: locale.to_owned(),
            added: missing(&after, &before),
            removed: missing(&before, &after),
        }
    });
    counts
        .filter(|count| count.added + count.removed > 0)
        .collect()
}
