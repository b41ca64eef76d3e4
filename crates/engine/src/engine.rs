//! A loaded catalogue.

use crate::EngineError;
use crate::api::{About, CatalogView, Choice, Diagnostic};
use crate::plan::{Plan, at};
use crate::texts::{Language, fill};
use std::sync::{Arc, OnceLock};
use tongban_image::{Image, Slice, TextId, TextTable, share_image, share_texts};
use tongban_runtime::{Date, Reason, Value, What};

/// A loaded catalogue: items, guides, sessions, decisions. Shared by all sessions; its plans and texts are made when
/// first needed.
#[derive(Debug)]
pub struct Engine {
    digest: String,
    image: Image,
    texts: Vec<Section>,
    plans: Vec<OnceLock<Result<Arc<Plan>, EngineError>>>,
    bundle_plans: Vec<OnceLock<Result<Arc<Plan>, EngineError>>>,
    parameters: Vec<Vec<Row>>,
}

/// A language's texts, read when they are first needed.
#[derive(Debug)]
struct Section {
    locale: String,
    bytes: Slice,
    table: OnceLock<Option<Arc<TextTable>>>,
}

/// A dated value, dates read.
#[derive(Debug, Clone)]
struct Row {
    region: Option<String>,
    from: Date,
    until: Option<Date>,
    value: tongban_runtime::Decimal,
}

impl Engine {
    /// An engine from a module's parts: its digest (lower-case hex), image and texts by locale.
    ///
    /// # Errors
    /// `module.image`: not an image, cut short, built for another engine, or with a date that does not exist.
    pub fn from_parts(
        digest: &str,
        image: &[u8],
        texts: Vec<(&str, &[u8])>,
    ) -> Result<Self, EngineError> {
        let share = |bytes: &[u8]| Slice::from(bytes.to_vec());
        let texts = texts
            .into_iter()
            .map(|(locale, bytes)| (locale.to_owned(), share(bytes)))
            .collect();
        let engine = Self::from_shared(digest, &share(image), texts)?;
        if engine.image.is_whole() {
            Ok(engine)
        } else {
            Err(broken(tongban_image::CodecError::Corrupt.to_string()))
        }
    }

    /// The same from parts that stay where they are: a dictionary, functions and items that are damaged are found when they
    /// are used, as `module.item` or as values that nothing gives.
    ///
    /// # Errors
    /// As [`Engine::from_parts`].
    pub fn from_shared(
        digest: &str,
        image: &Slice,
        texts: Vec<(String, Slice)>,
    ) -> Result<Self, EngineError> {
        let image = share_image(image).map_err(|error| broken(error.to_string()))?;
        let texts: Vec<Section> = texts
            .into_iter()
            .map(|(locale, bytes)| Section {
                locale,
                bytes,
                table: OnceLock::new(),
            })
            .collect();
        if image
            .catalog
            .locales
            .first()
            .is_none_or(|source| texts.iter().all(|section| section.locale != *source))
        {
            return Err(broken(
                "the module holds no texts in its source language".to_owned(),
            ));
        }
        let parameters = image
            .parameters
            .iter()
            .map(|parameter| {
                parameter
                    .rows
                    .iter()
                    .map(Row::read)
                    .collect::<Option<Vec<_>>>()
            })
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| broken("a parameter's date does not exist".to_owned()))?;
        let plans = image.items.iter().map(|_| OnceLock::new()).collect();
        let bundle_plans = image.bundles.iter().map(|_| OnceLock::new()).collect();
        Ok(Self {
            digest: digest.to_owned(),
            image,
            texts,
            plans,
            bundle_plans,
            parameters,
        })
    }

    /// The module's SHA-256, lower-case hex.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The catalogue as it was compiled.
    #[must_use]
    pub const fn image(&self) -> &Image {
        &self.image
    }

    /// Module, engine and catalogue, in a language.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`.
    pub fn about(&self, lang: &str) -> Result<About, EngineError> {
        let language = self.language(Some(lang))?;
        let catalog = &self.image.catalog;
        Ok(About {
            digest: self.digest.clone(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            catalog: CatalogView {
                id: catalog.id.clone(),
                name: language.text(catalog.name).into_owned(),
                version: catalog.version.clone(),
                revision: catalog.revision,
                effective: catalog.effective.clone(),
                notice: language.text(catalog.notice).into_owned(),
            },
            locales: catalog.locales.clone(),
            regions: catalog
                .regions
                .iter()
                .map(|region| Choice {
                    id: region.code.clone(),
                    name: language.text(region.name).into_owned(),
                })
                .collect(),
        })
    }

    /// A language's texts; none: the source language.
    pub(crate) fn language(&self, lang: Option<&str>) -> Result<Language, EngineError> {
        let source = self
            .image
            .catalog
            .locales
            .first()
            .map_or("zh-Hans", String::as_str);
        let locale = lang.unwrap_or(source);
        if !self
            .image
            .catalog
            .locales
            .iter()
            .any(|known| known == locale)
        {
            return Err(Diagnostic::error(
                "lang.unknown",
                "the catalogue does not have this language",
            )
            .with_help(format!(
                "use one of {}",
                self.image.catalog.locales.join(", ")
            )));
        }
        Ok(Language::new(
            locale.to_owned(),
            self.table(locale)?,
            self.table(source)?,
        ))
    }

    pub(crate) fn table(&self, locale: &str) -> Result<Arc<TextTable>, EngineError> {
        let read = |section: &Section| {
            share_texts(&section.bytes)
                .ok()
                .filter(|table| table.locale() == locale)
                .map(Arc::new)
        };
        // Of two sections of one language the last counts.
        let table = self
            .texts
            .iter()
            .rfind(|section| section.locale == locale)
            .and_then(|section| section.table.get_or_init(|| read(section)).clone());
        table.ok_or_else(|| {
            Diagnostic::error(
                "module.texts",
                format!("the module's texts for `{locale}` are missing or corrupt"),
            )
            .with_help("build the module again")
        })
    }

    /// One of the engine's own texts; a key that the catalogue does not have is shown itself.
    pub(crate) fn say(&self, language: &Language, key: &str, args: &[String]) -> String {
        let found = self
            .image
            .messages
            .binary_search_by(|(known, _)| known.as_str().cmp(key))
            .ok();
        match found.and_then(|index| self.image.messages.get(index)) {
            Some((_, text)) => fill(&language.text(*text), args, &|_, _| None),
            None => key.to_owned(),
        }
    }

    /// Whether the catalogue has a text for this key.
    pub(crate) fn has_text(&self, key: &str) -> bool {
        self.image
            .messages
            .binary_search_by(|(known, _)| known.as_str().cmp(key))
            .is_ok()
    }

    /// Keys of [`crate::texts::keys::KEYS`] that the catalogue does not have.
    #[must_use]
    pub fn missing_texts(&self) -> Vec<&'static str> {
        crate::texts::keys::KEYS
            .iter()
            .map(|(key, ..)| *key)
            .filter(|key| !self.has_text(key))
            .collect()
    }

    pub(crate) fn text_or<'a>(
        &self,
        language: &'a Language,
        own: Option<TextId>,
        other: TextId,
    ) -> std::borrow::Cow<'a, str> {
        language.text(own.unwrap_or(other))
    }

    /// The place of an item in the directory, by id or code.
    pub(crate) fn find(&self, item: &str) -> Result<usize, EngineError> {
        let by_id = self.image.items.iter().position(|entry| entry.id == item);
        by_id
            .or_else(|| self.image.items.iter().position(|entry| entry.code == item))
            .ok_or_else(|| {
                let shown: String = item
                    .chars()
                    .filter(char::is_ascii_graphic)
                    .take(40)
                    .collect();
                let help = if self.find_bundle(item).is_some() {
                    "it is a bundle: name one of its items"
                } else {
                    "list the items to see their ids and codes"
                };
                Diagnostic::error(
                    "item.unknown",
                    format!("`{shown}` is no item of the catalogue"),
                )
                .with_help(help)
            })
    }

    /// An item made ready; checked when first used.
    pub(crate) fn plan(&self, entry: usize) -> Result<Arc<Plan>, EngineError> {
        let cell = self.plans.get(entry).zip(self.image.items.get(entry));
        let (cell, entry) = cell.ok_or_else(crate::session::missing)?;
        cell.get_or_init(|| Plan::load(&self.image, entry).map(Arc::new))
            .clone()
    }

    /// The place of a bundle in its directory, by id or code.
    pub(crate) fn find_bundle(&self, bundle: &str) -> Option<usize> {
        let bundles = &self.image.bundles;
        let by_id = bundles.iter().position(|one| one.entry.id == bundle);
        by_id.or_else(|| bundles.iter().position(|one| one.entry.code == bundle))
    }

    /// Whether an id or code is that of a bundle (打包办).
    #[must_use]
    pub fn is_bundle(&self, id: &str) -> bool {
        self.find_bundle(id).is_some()
    }

    /// A bundle's own questions made ready; checked when first used.
    pub(crate) fn bundle_plan(&self, bundle: usize) -> Result<Arc<Plan>, EngineError> {
        let cell = self.bundle_plans.get(bundle);
        let cell = cell.zip(self.image.bundles.get(bundle));
        let (cell, bundle) = cell.ok_or_else(crate::session::missing)?;
        cell.get_or_init(|| Plan::load(&self.image, &bundle.entry).map(Arc::new))
            .clone()
    }

    /// A parameter at a date: the most local row that is in force; none: no data.
    #[must_use]
    pub fn parameter(&self, id: u32, date: Date, region: Option<&str>) -> Value {
        let Some(rows) = at(&self.parameters, id) else {
            return Value::unknown(What::Parameter(id), Reason::NoData);
        };
        let mut best: Option<(usize, &Row)> = None;
        for row in rows
            .iter()
            .filter(|row| row.from <= date && row.until.is_none_or(|until| date <= until))
        {
            if let Some(near) = row.nearness(region)
                && best.is_none_or(|(held, _)| near > held)
            {
                best = Some((near, row));
            }
        }
        best.map_or_else(
            || Value::unknown(What::Parameter(id), Reason::NoData),
            |(_, row)| Value::Number(row.value),
        )
    }
}

impl Row {
    fn read(row: &tongban_image::ParameterRow) -> Option<Self> {
        let until = match &row.until {
            Some(until) => Some(Date::parse(until)?),
            None => None,
        };
        Some(Self {
            region: row.region.clone(),
            from: Date::parse(&row.from)?,
            until,
            value: row.value,
        })
    }

    /// How local the row is for a region: 0 everywhere, more for the province, the city, the district.
    fn nearness(&self, region: Option<&str>) -> Option<usize> {
        let Some(own) = self.region.as_deref() else {
            return Some(0);
        };
        let stem = own.trim_end_matches("00");
        region
            .filter(|region| region.starts_with(stem))
            .map(|_| stem.len())
    }
}

fn broken(message: String) -> Diagnostic {
    Diagnostic::error("module.image", message).with_help("build the module again")
}
