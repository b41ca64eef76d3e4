//! `tongban eval`: one expression with the catalogue's facts, parameters, functions and formats in scope.

mod facts;
mod world;

use facts::Held;
use world::Why;
pub use world::World;

use super::situation::{Situation, region_of};
use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::opening::{built, checked, engine_of};
use crate::outcome::Outcome;
use crate::say::say;
use crate::shown::{fault, wire};
use anyhow::Result;
use clap::Args;
use serde_json::{Value as Json, json};
use tongban_catalog::Checked;
use tongban_catalog::authored::FactType;
use tongban_catalog::expression::{Expression, expression, residual};
use tongban_catalog::text::Text;
use tongban_catalog::words::Reader;
use tongban_feel::Profile;
use tongban_feel::token::{TokenKind, tokens};
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
            Err(diagnostics) => return Ok(refuse(&self.expression, diagnostics, arguments)),
        };
        let (facts, dates) = self.situation.parts()?;
        let held = Held {
            checked: &checked,
            engine: &engine,
            lang: &arguments.lang,
            facts: &facts,
        };
        held.check()?;
        // What remains to be decided is asked for any day, unless one is named.
        let as_of = match &dates.as_of {
            None if self.residual => None,
            text => Some(date_or_today(text.as_deref())?),
        };
        if let Some(region) = &dates.region {
            region_of(engine.image(), region)?;
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
            Err(diagnostics) => return Ok(refuse(&self.expression, diagnostics, arguments)),
        };
        let words = if arguments.lang == "en" {
            english(checked, &left.expression)
        } else {
            Reader::new(&arguments.lang).read(&left.sentence.line())
        };
        if arguments.json {
            say!("{}", json!({ "residual": left.expression, "words": words }));
        } else {
            say!("{}", left.expression);
            say!("{words}");
        }
        Ok(Outcome::Findings)
    }
}

/// Shows what is wrong with an expression.
fn refuse(source: &str, mut diagnostics: Vec<Diagnostic>, arguments: &Arguments) -> Outcome {
    let reader = Reader::new(&arguments.lang);
    for diagnostic in &mut diagnostics {
        diagnostic.message = reader.said(&diagnostic.message);
        diagnostic.help = diagnostic.help.as_deref().map(|help| reader.said(help));
    }
    if arguments.json {
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
    if let Some(fault) = fault(value) {
        if arguments.json {
            say!("{}", json!({ "fault": fault }));
        } else {
            let head = if arguments.lang == "en" {
                "fault: "
            } else {
                "出错："
            };
            say!("{head}{fault}");
        }
        return Outcome::Findings;
    }
    if let Some(causes) = value.causes() {
        let why = world.why(expression, &causes);
        if arguments.json {
            let ids: Vec<&str> = why.iter().map(|why| why.what.as_str()).collect();
            say!("{}", json!({ "unknown": ids }));
        } else {
            let said: Vec<String> = why
                .iter()
                .map(|why| cause(why, checked, arguments))
                .collect();
            let (head, between) = if arguments.lang == "en" {
                ("unknown, because of ", ", ")
            } else {
                ("未知，因为 ", "、")
            };
            say!("{head}{}", said.join(between));
        }
        return Outcome::Findings;
    }
    let value = wire(value);
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

/// A cause of an unknown value: what is not known, by id and name, and why.
fn cause(why: &Why, checked: &Checked, arguments: &Arguments) -> String {
    let authored = &checked.authored;
    let facts = authored.facts.iter().map(|fact| (&fact.id, &fact.name));
    let parameters = authored.parameters.iter().map(|one| (&one.id, &one.name));
    let found = facts.chain(parameters).find(|(id, _)| id.value == why.what);
    let english = arguments.lang == "en";
    let name = match found {
        Some((_, name)) => match &name.en {
            Some(label) if english => label.value.clone(),
            _ => Reader::new(&arguments.lang).read(name.zh()),
        },
        None => match why.what.strip_prefix("calendar:") {
            Some(year) if english => format!("working days of {year}"),
            Some(year) => format!("{year} 年的工作日历"),
            None => String::new(),
        },
    };
    let reason = match why.reason {
        reason if english => reason,
        "not-asked" => "尚未填写",
        "unreachable" => "暂时查不到",
        "no-data" => "没有数据",
        other => other,
    };
    let (open, close) = if english { (" (", ")") } else { ("（", "）") };
    let space = if name.is_empty() { "" } else { " " };
    let reason = Reader::new(&arguments.lang).read(reason);
    format!("{}{space}{name}{open}{reason}{close}", why.what)
}

/// An expression with the English names of facts, parameters, functions and values, where the catalogue has them.
fn english(checked: &Checked, expression: &str) -> String {
    let authored = &checked.authored;
    let facts = authored.facts.iter().map(|fact| &fact.name);
    let parameters = authored.parameters.iter().map(|one| &one.name);
    let functions = authored.functions.iter().map(|one| &one.name);
    let values = authored.facts.iter().flat_map(|fact| match &fact.kind {
        FactType::Enum(values) => values.as_slice(),
        _ => &[],
    });
    let values: Vec<&Text> = values.map(|value| &value.name).collect();
    let names: Vec<&Text> = facts.chain(parameters).chain(functions).collect();
    let label = |list: &[&Text], written: &str| {
        let found = list.iter().find(|name| name.zh() == written)?;
        found.en.as_ref().map(|label| label.value.clone())
    };
    let (tokens, _) = tokens(expression);
    let mut out = String::new();
    let mut at = 0;
    for token in tokens {
        let said = match &token.kind {
            TokenKind::Word(word) => label(&names, word),
            TokenKind::Text(text) => label(&values, text).map(|label| format!("\"{label}\"")),
            _ => None,
        };
        out.push_str(expression.get(at..token.span.start).unwrap_or_default());
        at = token.span.end;
        match said {
            Some(label) => out.push_str(&label),
            None => out.push_str(token.span.text(expression)),
        }
    }
    out
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
