//! `tongban words`: every rule as a sentence, for people who review the law in it.

use crate::arguments::Arguments;
use crate::opening::{built, checked, no_item};
use crate::outcome::Outcome;
use crate::paint::{bold, dim};
use crate::say::say;
use anyhow::Result;
use clap::Args;
use tongban_catalog::Checked;
use tongban_catalog::words::{Reader, RuleWords, words};

/// Say every rule in Chinese sentences, beside its expression and its basis.
#[derive(Debug, Args)]
pub struct Words {
    /// Id or code of an item: its rules, and the facts and functions they lead to. All rules if left out.
    pub item: Option<String>,
}

impl Words {
    /// Exit 0.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let checked = checked(arguments)?;
        if let Some(item) = &self.item {
            known(&checked, item)?;
        }
        let reader = Reader::new(&arguments.lang);
        let rules = words(&checked, self.item.as_deref());
        if arguments.json {
            let rules: Vec<_> = rules.iter().map(|rule| json(rule, &reader)).collect();
            say!("{}", serde_json::json!({ "rules": rules }));
            return Ok(Outcome::Fine);
        }
        let mut item = None;
        for rule in &rules {
            if item != Some(&rule.item) {
                let head = match &rule.item {
                    Some(id) => heading(&checked, id, &reader),
                    None => reader.read("由规则得出的事实和函数"),
                };
                say!("{}\n", bold(&head));
                item = Some(&rule.item);
            }
            print(rule, &reader);
        }
        Ok(Outcome::Fine)
    }
}

/// The name of an item with its code.
fn heading(checked: &Checked, id: &str, reader: &Reader) -> String {
    let item = checked
        .authored
        .items
        .iter()
        .find(|item| item.id.value == id);
    item.map_or_else(
        || id.to_owned(),
        |item| format!("{}  {}", item.code.value, reader.read(item.name.zh())),
    )
}

/// Refuses an item that is not there, as every command does.
fn known(checked: &Checked, item: &str) -> Result<()> {
    let found = checked
        .authored
        .items
        .iter()
        .any(|one| one.id.value == item || one.code.value.eq_ignore_ascii_case(item));
    if found {
        return Ok(());
    }
    Err(no_item(&built(checked)?.image, item).into())
}

fn json(rule: &RuleWords, reader: &Reader) -> serde_json::Value {
    let basis: Vec<String> = rule.basis.iter().map(|title| reader.read(title)).collect();
    serde_json::json!({
        "item": rule.item,
        "of": rule.of,
        "title": reader.read(&rule.title),
        "expression": rule.expression,
        "words": reader.read(&rule.sentence.line()),
        "basis": basis,
    })
}

fn print(rule: &RuleWords, reader: &Reader) {
    say!("{}  {}", bold(&reader.read(&rule.title)), dim(&rule.of));
    for line in rule.expression.lines() {
        say!("    {}", dim(line));
    }
    for line in reader.read(&rule.sentence.lines()).lines() {
        say!("    {line}");
    }
    if !rule.basis.is_empty() {
        let basis: Vec<String> = rule.basis.iter().map(|title| reader.read(title)).collect();
        say!("    〔{}〕", basis.join("；"));
    }
    say!("");
}
