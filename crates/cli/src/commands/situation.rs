//! Facts, date and region that several commands take.

use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::opening::{Refused, read};
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;
use tongban_engine::api::{OpenOptions, WireFacts};
use tongban_engine::{BundleSession, Engine, Session, read_facts};
use tongban_image::Image;

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

/// Date and region, as they were given.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// The application date as text.
    pub as_of: Option<String>,
    /// The insured region's code.
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

    /// The facts without date and region, and these: a facts file may carry them, the command line wins.
    pub fn parts(&self) -> Result<(WireFacts, Dates)> {
        let mut facts = self.facts()?;
        let mut take = |key: &'static str| match facts.remove(key) {
            None => Ok(None),
            Some(value) => match value.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => Err(Trouble::NotText {
                    key,
                    example: example(key),
                }),
            },
        };
        let (as_of, region) = (take("applicationDate")?, take("insuredRegion")?);
        let dates = Dates {
            as_of: self.as_of.clone().or(as_of),
            region: self.region.clone().or(region),
        };
        Ok((facts, dates))
    }

    /// A session with the facts set.
    pub fn open(&self, engine: &Arc<Engine>, item: &str, arguments: &Arguments) -> Result<Session> {
        let (facts, options) = self.options(engine, item, arguments)?;
        let mut session = engine.open(options).map_err(Refused)?;
        session.set_facts(&facts).map_err(Refused)?;
        Ok(session)
    }

    /// A bundle with the facts set.
    pub fn open_bundle(
        &self,
        engine: &Arc<Engine>,
        bundle: &str,
        arguments: &Arguments,
    ) -> Result<BundleSession> {
        let (facts, options) = self.options(engine, bundle, arguments)?;
        let mut session = engine.open_bundle(options).map_err(Refused)?;
        session.set_facts(&facts).map_err(Refused)?;
        Ok(session)
    }

    fn options(
        &self,
        engine: &Engine,
        item: &str,
        arguments: &Arguments,
    ) -> Result<(WireFacts, OpenOptions)> {
        let (facts, dates) = self.parts()?;
        let as_of = date_or_today(dates.as_of.as_deref())?;
        if let Some(region) = &dates.region {
            region_of(engine.image(), region)?;
        }
        let options = OpenOptions {
            item: item.to_owned(),
            as_of: as_of.to_string(),
            region: dates.region,
            lang: Some(arguments.lang.clone()),
            ..OpenOptions::default()
        };
        Ok((facts, options))
    }
}

/// Most regions that are named as near.
const MAX_NEAR: usize = 4;

/// Refuses a region that the catalogue does not list; where it lists none, what is no six digits.
pub fn region_of(image: &Image, code: &str) -> Result<(), Trouble> {
    let regions = &image.catalog.regions;
    if regions.iter().any(|region| region.code == code) {
        return Ok(());
    }
    let code = code.to_owned();
    if regions.is_empty() {
        let digits = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        return if digits {
            Ok(())
        } else {
            Err(Trouble::NotACode { code })
        };
    }
    // Codes are read from the left: province, city, district.
    let shared = |known: &str| {
        let same = known.chars().zip(code.chars());
        same.take_while(|(a, b)| a == b).count()
    };
    let mut near: Vec<_> = regions.iter().collect();
    near.sort_by_key(|region| core::cmp::Reverse(shared(&region.code)));
    let near = near.into_iter().take(MAX_NEAR);
    let near = near.map(|region| region.code.clone()).collect();
    Err(Trouble::NotARegion { code, near })
}

fn example(key: &str) -> &'static str {
    if key == "applicationDate" {
        "2025-07-10"
    } else {
        "500103"
    }
}
