//! `tongban items`: what can be applied for.

use super::situation::region_of;
use crate::arguments::Arguments;
use crate::labels;
use crate::opening::{Refused, engine};
use crate::outcome::Outcome;
use crate::paint::{bold, dim, green};
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use tongban_catalog::did_you_mean;
use tongban_catalog::problem::Noun;
use tongban_engine::Engine;
use tongban_engine::api::ItemsQuery;

/// List items and bundles (打包办).
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
    /// Refuses channels, audiences and regions that the catalogue does not have.
    fn known(&self, engine: &Engine) -> Result<()> {
        let catalog = &engine.image().catalog;
        let channels = catalog.channels.iter().map(|channel| channel.id.as_str());
        one_of(
            Noun::new("渠道", "channel"),
            self.channel.as_deref(),
            channels,
        )?;
        let audiences = ["person", "unit"].into_iter();
        one_of(
            Noun::new("办事人", "audience"),
            self.audience.as_deref(),
            audiences,
        )?;
        match &self.region {
            Some(region) => Ok(region_of(engine.image(), region)?),
            None => Ok(()),
        }
    }

    /// Exit 0; 1 when nothing fits.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let query = ItemsQuery {
            query: self.query.clone(),
            audience: self.audience.clone(),
            channel: self.channel.clone(),
            region: self.region.clone(),
        };
        let engine = engine(arguments)?;
        self.known(&engine)?;
        let items = engine.items(&query, &arguments.lang).map_err(Refused)?;
        let bundles = engine.bundles(&query, &arguments.lang).map_err(Refused)?;
        let nothing = items.is_empty() && bundles.is_empty();
        if arguments.json {
            say!(
                "{}",
                serde_json::json!({ "items": items, "bundles": bundles })
            );
        } else {
            if nothing {
                say!("{}", labels::label(labels::NO_ITEM, &arguments.lang));
            }
            for item in &items {
                say!("{}  {}  {}", bold(&item.code), item.name, dim(&item.id));
                say!("     {}", item.summary);
            }
            for bundle in &bundles {
                let mark = labels::label(labels::BUNDLE, &arguments.lang);
                let members = bundle.members.as_deref().unwrap_or_default();
                say!(
                    "{}  {}  {}  {}",
                    bold(&bundle.code),
                    bundle.name,
                    green(mark),
                    dim(&bundle.id)
                );
                say!("     {}", bundle.summary);
                say!("     {}", dim(&members.join(" → ")));
            }
        }
        Ok(if nothing {
            Outcome::Findings
        } else {
            Outcome::Fine
        })
    }
}

fn one_of<'a>(
    what: Noun,
    wanted: Option<&str>,
    known: impl Iterator<Item = &'a str>,
) -> Result<()> {
    let Some(wanted) = wanted else { return Ok(()) };
    let known: Vec<&str> = known.collect();
    if known.contains(&wanted) {
        return Ok(());
    }
    let near = did_you_mean(wanted, known.iter().copied()).map(str::to_owned);
    Err(Trouble::NotIn {
        what,
        asked: wanted.to_owned(),
        near,
        known: known.into_iter().map(str::to_owned).collect(),
    }
    .into())
}
