//! `tongban suggest`: 可办事项主动感知, what a person might do now.

use super::situation::{Situation, region_of};
use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::labels::{self, label};
use crate::opening::{Refused, engine};
use crate::outcome::Outcome;
use crate::paint::{bold, dim};
use crate::say::say;
use anyhow::Result;
use clap::Args;
use tongban_engine::api::{Standing, SuggestOptions, Suggestion};

/// Say what is due for a person, what is possible, and what is excluded and why (可办事项主动感知).
#[derive(Debug, Args)]
pub struct Suggest {
    /// What is known of the person.
    #[command(flatten)]
    pub situation: Situation,
    /// `person` or `unit`; both if left out.
    #[arg(long, value_name = "AUDIENCE", value_parser = ["person", "unit"])]
    pub audience: Option<String>,
}

impl Suggest {
    /// Exit 0; 1 when every item is excluded.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let engine = engine(arguments)?;
        let (facts, dates) = self.situation.parts()?;
        if let Some(region) = &dates.region {
            region_of(engine.image(), region)?;
        }
        let options = SuggestOptions {
            as_of: date_or_today(dates.as_of.as_deref())?.to_string(),
            region: dates.region,
            audience: self.audience.clone(),
            channel: None,
            lang: Some(arguments.lang.clone()),
        };
        let suggestions = engine.suggest(&facts, &options).map_err(Refused)?;
        if arguments.json {
            say!(
                "{}",
                serde_json::json!({ "asOf": options.as_of, "suggestions": suggestions })
            );
        } else {
            print(&suggestions, &arguments.lang);
        }
        let any = suggestions
            .iter()
            .any(|one| one.standing != Standing::Excluded);
        Ok(if any {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}

fn print(suggestions: &[Suggestion], lang: &str) {
    let groups = [
        (Standing::Due, labels::DUE),
        (Standing::Possible, labels::POSSIBLE),
        (Standing::Excluded, labels::EXCLUDED),
    ];
    for (standing, name) in groups {
        let mut group = suggestions
            .iter()
            .filter(|one| one.standing == standing)
            .peekable();
        if group.peek().is_some() {
            say!("{}", bold(label(name, lang)));
        }
        for one in group {
            say!(
                "{}  {}  {}",
                bold(&one.item.code),
                one.item.name,
                dim(&one.item.id)
            );
            if let Some(text) = &one.text {
                say!("     {text}");
            }
            if standing == Standing::Due {
                for (name, date) in [(labels::SINCE, &one.since), (labels::FROM, &one.from)] {
                    if let Some(date) = date {
                        say!("     {}{date}", label(name, lang));
                    }
                }
            }
            for reason in &one.reasons {
                say!(
                    "     {}{}",
                    reason.text,
                    dim(&labels::cited(&reason.basis, lang))
                );
                if let Some(remedy) = &reason.remedy {
                    say!("       {remedy}");
                }
            }
            let missing: Vec<&str> = one
                .missing
                .iter()
                .map(|cause| cause.name.as_str())
                .collect();
            if !missing.is_empty() {
                say!(
                    "     {}{}",
                    label(labels::MISSING, lang),
                    labels::list(&missing, lang)
                );
            }
        }
    }
}
