//! `tongban items`: what can be applied for.

use crate::arguments::Arguments;
use crate::labels;
use crate::opening::{Refused, engine};
use crate::outcome::Outcome;
use crate::paint::{bold, dim};
use crate::say::say;
use anyhow::Result;
use clap::Args;
use tongban_engine::api::ItemsQuery;

/// List items.
#[derive(Debug, Args)]
pub struct Items {
    /// Only items that this channel carries.
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// `person` or `unit`.
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// Code of the insured region.
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// Words that must occur.
    #[arg(long, value_name = "WORDS")]
    pub query: Option<String>,
}

impl Items {
    /// Exit 0; 1 when nothing fits.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let query = ItemsQuery {
            query: self.query.clone(),
            audience: self.audience.clone(),
            channel: self.channel.clone(),
            region: self.region.clone(),
        };
        let items = engine(arguments)?
            .items(&query, &arguments.lang)
            .map_err(Refused)?;
        if arguments.json {
            say!("{}", serde_json::json!({ "items": items }));
        } else {
            if items.is_empty() {
                say!("{}", labels::label(labels::NO_ITEM, &arguments.lang));
            }
            for item in &items {
                say!("{}  {}  {}", bold(&item.code), item.name, dim(&item.id));
                say!("     {}", item.summary);
            }
        }
        Ok(if items.is_empty() {
            Outcome::Findings
        } else {
            Outcome::Fine
        })
    }
}
