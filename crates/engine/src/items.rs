//! Lists of items.

use crate::EngineError;
use crate::api::{ItemSummary, ItemsQuery};
use crate::engine::Engine;
use crate::plan::at;
use crate::texts::Language;
use tongban_image::{Audience, BundleEntry, Handling, ItemEntry};
use tongban_runtime::case::lower;
use tongban_runtime::normalize_text;
use tongban_runtime::sorted::sort;

const fn audience_id(audience: Audience) -> &'static str {
    match audience {
        Audience::Person => "person",
        Audience::Unit => "unit",
    }
}

impl Engine {
    /// Items that fit a query, in catalogue order.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`.
    pub fn items(&self, query: &ItemsQuery, lang: &str) -> Result<Vec<ItemSummary>, EngineError> {
        let language = self.language(Some(lang))?;
        let fits = self.fits(query, &language)?;
        let mut found: Vec<&ItemEntry> =
            self.image().items.iter().filter(|one| fits(one)).collect();
        sort(&mut found, |a, b| a.code.cmp(&b.code));
        Ok(found
            .into_iter()
            .map(|entry| summary(entry, &language))
            .collect())
    }

    /// Bundles (打包办) that fit a query, in catalogue order, each with the ids of its items.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`.
    pub fn bundles(&self, query: &ItemsQuery, lang: &str) -> Result<Vec<ItemSummary>, EngineError> {
        let language = self.language(Some(lang))?;
        let fits = self.fits(query, &language)?;
        let bundles = self.image().bundles.iter();
        let mut found: Vec<&BundleEntry> = bundles.filter(|one| fits(&one.entry)).collect();
        sort(&mut found, |a, b| a.entry.code.cmp(&b.entry.code));
        Ok(found
            .into_iter()
            .map(|bundle| self.bundle_summary(bundle, &language))
            .collect())
    }

    pub(crate) fn bundle_summary(&self, bundle: &BundleEntry, language: &Language) -> ItemSummary {
        let items = &self.image().items;
        let members = bundle
            .members
            .iter()
            .filter_map(|member| at(items, member.item));
        ItemSummary {
            members: Some(members.map(|entry| entry.id.clone()).collect()),
            ..summary(&bundle.entry, language)
        }
    }

    /// Whether an entry fits a query.
    fn fits(
        &self,
        query: &ItemsQuery,
        language: &Language,
    ) -> Result<impl Fn(&ItemEntry) -> bool, EngineError> {
        let source = self.language(None)?;
        let words: Vec<String> = query
            .query
            .iter()
            .flat_map(|text| text.split_whitespace())
            .map(|word| lower(&normalize_text(word)))
            .collect();
        Ok(move |entry: &ItemEntry| {
            query.audience.as_ref().is_none_or(|wanted| {
                entry
                    .audience
                    .iter()
                    .any(|audience| audience_id(*audience) == wanted)
            }) && query
                .channel
                .as_ref()
                .is_none_or(|wanted| entry.channels.contains(wanted))
                && (words.is_empty() || {
                    let text = searched(entry, language, &source);
                    words.iter().all(|word| text.contains(word))
                })
        })
    }
}

/// All that people search by, in the language shown and in the source language.
fn searched(entry: &ItemEntry, language: &Language, source: &Language) -> String {
    let mut text = format!("{} {}", entry.code, entry.id);
    for language in [language, source] {
        for id in [entry.name, entry.summary, entry.keywords] {
            text.push(' ');
            text.push_str(&language.text(id));
        }
    }
    lower(&normalize_text(&text))
}

pub(crate) fn summary(entry: &ItemEntry, language: &Language) -> ItemSummary {
    ItemSummary {
        id: entry.id.clone(),
        code: entry.code.clone(),
        group: entry.group.clone(),
        name: language.text(entry.name).into_owned(),
        summary: language.text(entry.summary).into_owned(),
        audience: entry
            .audience
            .iter()
            .map(|audience| audience_id(*audience).to_owned())
            .collect(),
        insurance: entry.insurance.clone(),
        handling: match entry.handling {
            Handling::Instant => "instant",
            Handling::Accepted => "accepted",
        }
        .to_owned(),
        online: entry.online,
        citywide: entry.citywide,
        fast: entry.fast,
        channels: entry.channels.clone(),
        members: None,
    }
}
