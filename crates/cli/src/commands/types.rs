//! `tongban types`: TypeScript types of an item's facts.

use super::schema::item;
use crate::arguments::Arguments;
use crate::opening::compiled;
use crate::outcome::Outcome;
use anyhow::Result;
use clap::Args;

/// Print the TypeScript types of an item's facts.
#[derive(Debug, Args)]
pub struct Types {
    /// Id or code, such as `retirement` or `E01`.
    pub item: String,
}

impl Types {
    /// Exit 0.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let built = compiled(arguments)?;
        let (item, texts) = item(&built, &self.item, &arguments.lang)?;
        crate::say::text(format_args!(
            "{}",
            tongban_catalog::export::item_types(&built.image, &item, texts)
        ));
        Ok(Outcome::Fine)
    }
}
