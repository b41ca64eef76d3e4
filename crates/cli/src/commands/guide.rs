//! `tongban guide`: 办事指南, for everybody or for one situation.

use super::situation::{Situation, region_of};
use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::labels;
use crate::opening::{Refused, WithWords, engine_with_words};
use crate::outcome::Outcome;
use crate::paint::{bold, dim};
use crate::say::say;
use anyhow::Result;
use clap::Args;
use tongban_engine::api::Guide as GuideView;

/// Print the guide of an item or a bundle (办事指南).
#[derive(Debug, Args)]
pub struct Guide {
    /// Id or code, such as `retirement` or `E01`.
    pub item: String,
    /// For this situation only.
    #[command(flatten)]
    pub situation: Situation,
}

impl Guide {
    /// Exit 0.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let opened = engine_with_words(arguments, &self.item)?;
        let (mut facts, dates) = self.situation.parts()?;
        if let Some(region) = &dates.region {
            region_of(opened.engine.image(), region)?;
        }
        // For everybody there is no application date; somebody's situation without one is today's.
        let as_of = match &dates.as_of {
            Some(text) => Some(date_or_today(Some(text))?.to_string()),
            None if facts.is_empty() => None,
            None => Some(date_or_today(None)?.to_string()),
        };
        let special = [
            ("applicationDate", &as_of),
            ("insuredRegion", &dates.region),
        ];
        for (key, value) in special {
            if let Some(value) = value {
                facts.insert(key.to_owned(), value.clone().into());
            }
        }
        let facts = if facts.is_empty() { None } else { Some(&facts) };
        let guide = opened
            .engine
            .guide(&self.item, facts, &arguments.lang)
            .map_err(Refused)?;
        if arguments.json {
            let mut guide = serde_json::to_value(&guide)?;
            let words = opened.all();
            if let (false, Some(guide)) = (words.is_empty(), guide.as_object_mut()) {
                guide.insert("words".to_owned(), serde_json::to_value(words)?);
            }
            say!("{guide}");
        } else {
            print(&guide, &opened, &arguments.lang);
        }
        Ok(Outcome::Fine)
    }
}

/// The sentence of a rule below what it decides; nothing over a module.
fn rule(opened: &WithWords, of: &str) {
    for line in opened.lines(of).iter().flat_map(|lines| lines.lines()) {
        say!("    {line}");
    }
}

fn print(guide: &GuideView, opened: &WithWords, lang: &str) {
    let head = |name| bold(labels::label(name, lang));
    let cited = |basis| dim(&labels::cited(basis, lang));
    let list = |names: &[String]| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        labels::list(&names, lang)
    };
    say!("{}  {}", bold(&guide.item.code), bold(&guide.item.name));
    say!("{}", guide.item.summary);
    say!("{}", dim(&guide.notice));
    say!("\n{}{}", head(labels::BASIS), cited(&guide.basis));
    if let Some(members) = &guide.members {
        say!("\n{}", head(labels::MEMBERS));
        for member in members {
            say!("- {} {}", member.item.code, member.item.name);
            for limit in member.promised.iter().chain(&member.statutory).take(1) {
                say!("    {}", limit.text);
            }
            for condition in &member.conditions {
                say!("    {}{}", condition.name, cited(&condition.basis));
            }
        }
    }
    if !guide.conditions.is_empty() {
        say!("\n{}", head(labels::CONDITIONS));
    }
    for condition in &guide.conditions {
        say!("- {}{}", condition.name, cited(&condition.basis));
        rule(opened, &format!("condition:{}", condition.id));
        for line in condition.message.iter().chain(&condition.remedy) {
            say!("    {line}");
        }
    }
    say!("\n{}", head(labels::MATERIALS));
    for material in &guide.materials {
        let state = match material.state.as_str() {
            "needed" => "●",
            "perhaps" => "○",
            _ => "－",
        };
        say!(
            "{state} {} {}{}",
            material.code,
            material.name,
            cited(&material.basis)
        );
        if let Some(reason) = &material.reason {
            say!("    {reason}");
        }
        rule(opened, &format!("material:{}", material.id));
    }
    say!("");
    for (name, limit) in [
        (labels::PROMISED, &guide.promised),
        (labels::STATUTORY, &guide.statutory),
    ] {
        if let Some(limit) = limit {
            say!("{}  {}{}", head(name), limit.text, cited(&limit.basis));
        }
    }
    if !guide.taken_at.is_empty() {
        say!("\n{}  {}", head(labels::TAKEN), list(&guide.taken_at));
    }
    if !guide.handled_at.is_empty() {
        say!("{}  {}", head(labels::HANDLED), list(&guide.handled_at));
    }
    say!("{}  {}", head(labels::OUTPUTS), list(&guide.outputs));
}
