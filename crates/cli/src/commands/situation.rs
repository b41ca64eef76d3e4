//! Facts, date and region that several commands take.

use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::opening::{Refused, read};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;
use tongban_engine::api::{OpenOptions, WireFacts};
use tongban_engine::{Engine, Session, read_facts};

/// One person's situation.
#[derive(Debug, Args)]
pub struct Situation {
    /// JSON file of facts by ASCII id; numbers as strings or safe integers, null for what is known to be absent.
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Application date; today in China if left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Code of the insured region.
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
}

impl Situation {
    /// The facts file; empty if none was named.
    pub fn facts(&self) -> Result<WireFacts> {
        match &self.facts {
            Some(path) => Ok(read_facts(&read(path)?).map_err(Refused)?),
            None => Ok(WireFacts::new()),
        }
    }

    /// A session with the facts set.
    pub fn open(&self, engine: &Arc<Engine>, item: &str, arguments: &Arguments) -> Result<Session> {
        let mut facts = self.facts()?;
        // A facts file may carry date and region; the command line wins.
        let take = |facts: &mut WireFacts, key: &str| {
            facts
                .remove(key)
                .and_then(|value| value.as_str().map(str::to_owned))
        };
        let in_file = (
            take(&mut facts, "applicationDate"),
            take(&mut facts, "insuredRegion"),
        );
        let as_of = date_or_today(self.as_of.as_deref().or(in_file.0.as_deref()))?;
        let options = OpenOptions {
            item: item.to_owned(),
            as_of: as_of.to_string(),
            region: self.region.clone().or(in_file.1),
            lang: Some(arguments.lang.clone()),
            ..OpenOptions::default()
        };
        let mut session = engine.open(options).map_err(Refused)?;
        session.set_facts(&facts).map_err(Refused)?;
        Ok(session)
    }
}
