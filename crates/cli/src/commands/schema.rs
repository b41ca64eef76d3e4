//! `tongban schema`: JSON Schema of an item's facts.

use crate::arguments::Arguments;
use crate::opening::{compiled, no_item};
use crate::outcome::Outcome;
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use tongban_catalog::Built;
use tongban_image::{Item, Texts, decode_item};

/// Print the JSON Schema of an item's facts.
#[derive(Debug, Args)]
pub struct Schema {
    /// Id or code, such as `retirement` or `E01`.
    pub item: String,
}

/// The item and its texts in the language that was asked for.
pub fn item<'a>(built: &'a Built, name: &str, lang: &str) -> Result<(Item, &'a Texts)> {
    let entry = built
        .image
        .items
        .iter()
        .find(|entry| entry.id == name || entry.code == name);
    let entry = entry.ok_or_else(|| no_item(&built.image, name))?;
    let texts = built.texts.iter().find(|texts| texts.locale == lang);
    let texts = texts.ok_or_else(|| Trouble::NoTexts {
        lang: lang.to_owned(),
    })?;
    Ok((decode_item(&entry.body)?, texts))
}

impl Schema {
    /// Exit 0.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let built = compiled(arguments)?;
        let (item, texts) = item(&built, &self.item, &arguments.lang)?;
        let schema = tongban_catalog::export::item_schema(&built.image, &item, texts);
        say!("{}", serde_json::to_string_pretty(&schema)?);
        Ok(Outcome::Fine)
    }
}
