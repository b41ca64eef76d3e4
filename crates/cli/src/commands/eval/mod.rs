//! `tongban eval`: one expression with the catalogue's facts, parameters, functions and formats in scope.

mod facts;
mod show;
mod world;

pub use world::World;

use super::situation::Situation;
use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::opening::{built, checked, engine_of};
use crate::outcome::Outcome;
use crate::say::say;
use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value as Json, json};
use tongban_catalog::Checked;
use tongban_catalog::expression::{Expression, expression, residual};
use tongban_catalog::words::Reader;
use tongban_feel::Profile;
use tongban_runtime::{Diagnostic, Value};

/// Evaluate an expression with the catalogue's functions.
#[derive(Debug, Args)]
pub struct Eval {
    /// FEEL; names in Chinese or by ASCII id.
    #[arg(allow_hyphen_values = true)]
    pub expression: String,
    /// Facts it may read.
    #[command(flatten)]
    pub situation: Situation,
    /// Plain FEEL as other tools know it, without the checks of the catalogue; with the machine's clock.
    #[arg(long)]
    pub standard: bool,
    /// Where the value is unknown, show what remains to be decided, given what is known.
    #[arg(long, conflicts_with = "standard")]
    pub residual: bool,
}

impl Eval {
    /// Exit 0 with a value, 1 when it is unknown or a fault, 2 when the expression or a fact cannot be read.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let checked = checked(arguments)?;
        let engine = engine_of(built(&checked)?)?;
        let profile = if self.standard {
            Profile::Standard
        } else {
            Profile::Strict
        };
        let expression = match expression(&checked, &self.expression, profile, arguments.lang()) {
            Ok(expression) => expression,
            Err(diagnostics) => return Ok(refuse(&self.expression, diagnostics, arguments.json)),
        };
        let (facts, dates) = self.situation.parts()?;
        facts::check(engine.image(), &facts)?;
        // What remains to be decided is asked for any day, unless one is named.
        let as_of = match &dates.as_of {
            None if self.residual => None,
            text => Some(date_or_today(text.as_deref())?),
        };
        if let Some(region) = &dates.region
            && !is_code(region)
            && !engine
                .image()
                .catalog
                .regions
                .iter()
                .any(|one| one.code == *region)
        {
            bail!("`{region}` is no region; write the six digits of its code, such as `500103`");
        }
        let world = World::new(&engine, &facts, as_of, dates.region, profile);
        let value = world.value(&expression);
        if self.residual && value.causes().is_some() {
            return self.remains(&checked, &world, arguments);
        }
        Ok(tell(&value, &expression, &world, &checked, arguments))
    }

    /// Shows the smaller expression that is left, and what it says.
    fn remains(
        &self,
        checked: &Checked,
        world: &World<'_>,
        arguments: &Arguments,
    ) -> Result<Outcome> {
        let left = residual(checked, &self.expression, arguments.lang(), &mut |part| {
            world.value(part)
        });
        let left = match left {
            Ok(left) => left,
            Err(diagnostics) => return Ok(refuse(&self.expression, diagnostics, arguments.json)),
        };
        let words = Reader::new(&arguments.lang).read(&left.sentence.line());
        if arguments.json {
            say!("{}", json!({ "residual": left.expression, "words": words }));
        } else {
            say!("{}", left.expression);
            say!("{words}");
        }
        Ok(Outcome::Findings)
    }
}

fn is_code(region: &str) -> bool {
    region.len() == 6 && region.bytes().all(|byte| byte.is_ascii_digit())
}

/// Shows what is wrong with an expression.
fn refuse(source: &str, diagnostics: Vec<Diagnostic>, as_json: bool) -> Outcome {
    if as_json {
        say!("{}", json!({ "diagnostics": diagnostics }));
    } else {
        for diagnostic in &diagnostics {
            eprint!("{}", tongban_feel::render(source, diagnostic));
        }
    }
    Outcome::BadInput
}

fn tell(
    value: &Value,
    expression: &Expression,
    world: &World<'_>,
    checked: &Checked,
    arguments: &Arguments,
) -> Outcome {
    if let Some(fault) = show::fault(value) {
        if arguments.json {
            say!("{}", json!({ "fault": fault }));
        } else {
            say!("fault: {fault}");
        }
        return Outcome::Findings;
    }
    if let Some(causes) = value.causes() {
        let why = world.why(expression, &causes);
        if arguments.json {
            let ids: Vec<&str> = why.iter().map(|why| why.what.as_str()).collect();
            say!("{}", json!({ "unknown": ids }));
        } else {
            let facts = &checked.authored.facts;
            let said = why.iter().map(|why| {
                let fact = facts.iter().find(|fact| fact.id.value == why.what);
                let name = fact.map_or("", |fact| fact.name.zh());
                format!("{} {name} ({})", why.what, why.reason).replace("  ", " ")
            });
            say!(
                "unknown, because of {}",
                said.collect::<Vec<_>>().join(", ")
            );
        }
        return Outcome::Findings;
    }
    let value = show::wire(value);
    let notes = notes(world, checked, arguments);
    if arguments.json && !notes.is_empty() {
        say!("{}", json!({ "value": value, "notes": notes }));
        return Outcome::Fine;
    }
    for note in notes {
        eprintln!("{note}");
    }
    if arguments.json {
        say!("{}", json!({ "value": value }));
    } else if let Json::String(text) = &value {
        say!("{text}");
    } else {
        say!(
            "{}",
            serde_json::to_string_pretty(&value).unwrap_or_default()
        );
    }
    Outcome::Fine
}

/// Why calls gave `null`: each function that was not called, and the parameter that did not take its argument.
fn notes(world: &World<'_>, checked: &Checked, arguments: &Arguments) -> Vec<String> {
    let told = world.refused().into_iter().filter_map(|(id, place)| {
        let function = checked.authored.functions.get(id as usize)?;
        let (parameter, _) = function.params.get(place as usize)?;
        let (name, parameter) = (function.name.zh(), &parameter.value);
        Some(match arguments.lang.as_str() {
            "en" => {
                format!("`{name}` gives null: its parameter `{parameter}` does not take this value")
            }
            _ => format!("`{name}` 的结果是 null：参数 `{parameter}` 不接受所给的值"),
        })
    });
    told.collect()
}
