//! `tongban diff OLD NEW`: what changed between two releases, and whom rules now refuse or accept.

use super::situation::region_of;
use crate::arguments::Arguments;
use crate::cases::{CaseChange, case_changes};
use crate::clock::date_or_today;
use crate::opening::{checked_folder, engine_of, read};
use crate::outcome::Outcome;
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};
use tongban_catalog::diff::{Options, Release, differences};
use tongban_catalog::{Built, Checked};

/// Say what changed between two releases, and whom their rules now refuse or accept.
#[derive(Debug, Args)]
pub struct Diff {
    /// The older release: a catalogue folder or a module.
    pub old: PathBuf,
    /// The newer release: a catalogue folder or a module.
    pub new: PathBuf,
    /// Application date: the day whose parameters are in force; today if left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Insured region; the newer catalogue's first if left out.
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
}

/// A release that was opened.
struct Opened {
    checked: Option<Checked>,
    built: Built,
}

impl Diff {
    /// Exit 0 without differences, else 1.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let as_of = date_or_today(self.as_of.as_deref())?;
        let (old, new) = (open(&self.old, arguments)?, open(&self.new, arguments)?);
        if let Some(region) = &self.region {
            region_of(&new.built.image, region)?;
        }
        let options = Options {
            as_of,
            region: self.region.as_deref(),
            lang: &arguments.lang,
        };
        let found = differences(old.release(), new.release(), options);
        let cases = cases(&old, &new)?;
        if arguments.json {
            let mut json = serde_json::to_value(&found)?;
            json["cases"] = serde_json::to_value(&cases)?;
            say!("{json}");
        } else {
            super::diff_words::print(&found, &cases, &arguments.lang);
        }
        Ok(if found.is_empty() && cases.is_empty() {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}

impl Opened {
    const fn release(&self) -> Release<'_> {
        Release {
            built: &self.built,
            checked: self.checked.as_ref(),
        }
    }
}

fn open(path: &Path, arguments: &Arguments) -> Result<Opened> {
    if !path.is_dir() {
        let bytes = read(path)?;
        let built = tongban_catalog::read_module(&bytes).map_err(|error| Trouble::NoRelease {
            path: path.display().to_string(),
            why: error,
        })?;
        return Ok(Opened {
            checked: None,
            built,
        });
    }
    let mut checked = checked_folder(path, arguments)?;
    let built = checked.built.take().ok_or(Trouble::Broken)?;
    Ok(Opened {
        checked: Some(checked),
        built,
    })
}

/// The worked cases of both folders, decided by both releases.
fn cases(old: &Opened, new: &Opened) -> Result<Vec<CaseChange>> {
    let all = [new, old]
        .into_iter()
        .filter_map(|opened| opened.checked.as_ref())
        .flat_map(|checked| &checked.authored.cases);
    let mut known = std::collections::BTreeSet::new();
    let cases: Vec<_> = all
        .filter(|case| known.insert((case.item.as_str(), case.name.value.as_str())))
        .collect();
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let engines = (engine_of(&old.built)?, engine_of(&new.built)?);
    Ok(case_changes(&engines.0, &engines.1, &cases))
}
