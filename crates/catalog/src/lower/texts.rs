//! Texts into tables by language; equal texts are kept once.

use crate::text::Text;
use crate::traditional::Traditional;
use std::collections::BTreeMap;
use tongban_image::{TextId, Texts};

/// The languages of a module, source first.
pub const LOCALES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

type Entry = (String, Option<String>, Option<String>);

/// Texts in the making.
#[derive(Default)]
pub struct TextTable {
    entries: Vec<Entry>,
    known: BTreeMap<Entry, u32>,
}

impl TextTable {
    /// A text as authored.
    pub fn text(&mut self, text: &Text) -> TextId {
        let other =
            |word: &Option<crate::authored::Word>| word.as_ref().map(|word| word.value.clone());
        self.intern(text.zh.value.clone(), other(&text.hant), other(&text.en))
    }

    /// A text by its languages; without `hant` it is generated.
    pub fn intern(&mut self, zh: String, hant: Option<String>, en: Option<String>) -> TextId {
        let entry = (zh, hant, en);
        if let Some(id) = self.known.get(&entry) {
            return TextId(*id);
        }
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(entry.clone());
        self.known.insert(entry, id);
        TextId(id)
    }

    /// The tables, in the order of [`LOCALES`], only those that are asked for.
    #[must_use]
    pub fn finish(self, locales: &[String]) -> Vec<Texts> {
        let tables = Traditional::new();
        let of = |locale: &str| {
            let entries = self.entries.iter().map(|(zh, hant, en)| match locale {
                "zh-Hans" => Some(zh.clone()),
                "zh-Hant" => Some(hant.clone().unwrap_or_else(|| tables.convert(zh))),
                _ => en.clone(),
            });
            Texts {
                locale: locale.to_owned(),
                entries: entries.collect(),
            }
        };
        LOCALES
            .iter()
            .filter(|locale| locales.iter().any(|asked| asked == *locale))
            .map(|locale| of(locale))
            .collect()
    }
}
