//! `tongban eval`: one expression with the catalogue's facts, parameters, functions and formats in scope.

use super::situation::Situation;
use crate::arguments::Arguments;
use crate::opening::{Broken, built, checked, engine_of};
use crate::outcome::Outcome;
use crate::say::say;
use anyhow::Result;
use clap::Args;
use serde_json::{Value as Json, json};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;
use tongban_catalog::expression::{Expression, expression};
use tongban_engine::Engine;
use tongban_engine::api::WireFacts;
use tongban_feel::Profile;
use tongban_image::{FactKind, SlotKind};
use tongban_runtime::{
    Calendar, Date, Decimal, Env, Format, Fuel, Program, Reason, Unknowns, Value, What, eval,
    normalize_text,
};

/// Evaluate an expression with the catalogue's functions.
#[derive(Debug, Args)]
pub struct Eval {
    /// FEEL; names in Chinese or by ASCII id.
    pub expression: String,
    /// Facts it may read.
    #[command(flatten)]
    pub situation: Situation,
    /// Plain FEEL as other tools know it, without the checks of the catalogue.
    #[arg(long)]
    pub standard: bool,
}

impl Eval {
    /// Exit 0 with a value, 1 when it is unknown or a fault.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let checked = checked(arguments)?;
        let built = built(&checked)?;
        let engine = engine_of(built)?;
        let profile = if self.standard {
            Profile::Standard
        } else {
            Profile::Strict
        };
        let expression = expression(&checked, &self.expression, profile).map_err(|diagnostics| {
            let rendered = diagnostics
                .iter()
                .map(|one| tongban_feel::render(&self.expression, one))
                .collect();
            Refusal(Broken {
                rendered,
                diagnostics,
            })
        });
        let expression = match expression {
            Ok(expression) => expression,
            Err(Refusal(broken)) if arguments.json => {
                say!("{}", json!({ "diagnostics": broken.diagnostics }));
                return Ok(Outcome::BadInput);
            }
            Err(Refusal(broken)) => {
                eprint!("{}", broken.rendered);
                return Ok(Outcome::BadInput);
            }
        };
        let mut facts = self.situation.facts()?;
        let mut given = |flag: &Option<String>, key: &str| {
            flag.clone().or_else(|| {
                facts
                    .remove(key)
                    .and_then(|value| value.as_str().map(str::to_owned))
            })
        };
        let as_of = given(&self.situation.as_of, "applicationDate");
        let region = given(&self.situation.region, "insuredRegion");
        let as_of = match as_of {
            Some(text) => Some(crate::clock::date_or_today(Some(&text))?),
            None => None,
        };
        let world = World {
            engine: &engine,
            expression: &expression,
            facts: &facts,
            as_of,
            region,
            depth: Cell::new(0),
        };
        let value = eval(&expression.program, &world, &mut Fuel::default());
        Ok(show(&value, &world, arguments.json))
    }
}

struct Refusal(Broken);

fn show(value: &Value, world: &World<'_>, as_json: bool) -> Outcome {
    if let Some(fault) = fault(value) {
        if as_json {
            say!("{}", json!({ "fault": fault }));
        } else {
            say!("fault: {fault}");
        }
        return Outcome::Findings;
    }
    if let Some(causes) = value.causes() {
        let names = world.causes(&causes);
        if as_json {
            say!("{}", json!({ "unknown": names }));
        } else {
            say!(
                "unknown, because of {}",
                names.into_iter().collect::<Vec<_>>().join(", ")
            );
        }
        return Outcome::Findings;
    }
    let value = wire(value);
    if as_json {
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

fn fault(value: &Value) -> Option<String> {
    match value {
        Value::Fault(fault) => Some(fault.code().to_owned()),
        Value::List(list) => list.items.iter().find_map(fault),
        Value::Context(context) => context.fields.values().find_map(fault),
        _ => None,
    }
}

/// A value as JSON: decimals, dates and durations as strings.
fn wire(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(value) => value.to_string().into(),
        Value::Text(value) => value.to_string().into(),
        Value::Date(value) => value.to_string().into(),
        Value::YearsMonths(value) => value.to_string().into(),
        Value::DaysTime(value) => value.to_string().into(),
        Value::List(list) => list.items.iter().map(wire).collect(),
        Value::Context(context) => context
            .fields
            .iter()
            .map(|(key, value)| (key.to_string(), wire(value)))
            .collect(),
        Value::Range(range) => json!({
            "low": range.low.as_ref().map(wire), "lowIncluded": range.low_closed,
            "high": range.high.as_ref().map(wire), "highIncluded": range.high_closed,
        }),
        _ => Json::Null,
    }
}

/// What an expression sees.
struct World<'a> {
    engine: &'a Arc<Engine>,
    expression: &'a Expression,
    facts: &'a WireFacts,
    as_of: Option<Date>,
    region: Option<String>,
    depth: Cell<u32>,
}

/// Computed facts in each other; more is a cycle, which no item has.
const MAX_COMPUTED: u32 = 64;

impl World<'_> {
    fn causes(&self, causes: &Unknowns) -> BTreeSet<String> {
        let image = self.engine.image();
        let id = |index: u32| index as usize;
        let name = |what: What| match what {
            What::Fact { slot, .. } => {
                let fact = self
                    .expression
                    .slots
                    .get(id(slot))
                    .and_then(|slot| image.facts.get(slot.fact));
                fact.map_or_else(|| slot.to_string(), |fact| fact.id.clone())
            }
            What::Parameter(index) => image
                .parameters
                .get(id(index))
                .map_or_else(|| index.to_string(), |parameter| parameter.id.clone()),
            What::CalendarYear(year) => format!("calendar:{year}"),
        };
        causes.iter().map(|cause| name(cause.what)).collect()
    }

    fn given(&self, slot: u32, kind: &FactKind, value: Option<&Json>) -> Value {
        let unknown = |reason| Value::unknown(What::Fact { slot, row: None }, reason);
        let Some(value) = value else {
            return unknown(Reason::NotAsked);
        };
        if let Some(reason) = value.get("$unknown").and_then(Json::as_str) {
            return unknown(match reason {
                "unreachable" => Reason::Unreachable,
                "no-data" => Reason::NoData,
                _ => Reason::NotAsked,
            });
        }
        let text = value
            .as_str()
            .map(normalize_text)
            .or_else(|| value.as_i64().map(|number| number.to_string()));
        match (kind, value, text) {
            (_, Json::Null, _) => Value::Absent,
            (FactKind::Boolean, Json::Bool(value), _) => Value::Bool(*value),
            (FactKind::Number(_), _, Some(text)) => {
                Decimal::parse(&text).map_or_else(|| unknown(Reason::NotAsked), Value::Number)
            }
            (FactKind::Date { .. }, _, Some(text)) => {
                Date::parse(&text).map_or_else(|| unknown(Reason::NotAsked), Value::Date)
            }
            (FactKind::Text { .. } | FactKind::Enum(_) | FactKind::Region, _, Some(text)) => {
                Value::text(&text)
            }
            (FactKind::Group { fields, .. }, Json::Array(rows), _) => {
                Value::list(rows.iter().map(|row| self.row(slot, fields, row)).collect())
            }
            _ => unknown(Reason::NotAsked),
        }
    }

    fn row(&self, slot: u32, fields: &[u32], row: &Json) -> Value {
        let facts = &self.engine.image().facts;
        let columns = fields.iter().filter_map(|field| facts.get(*field as usize));
        Value::context(columns.map(|fact| {
            (
                fact.id.as_str(),
                self.given(slot, &fact.kind, row.get(&fact.id)),
            )
        }))
    }
}

impl Env for World<'_> {
    fn fact(&self, slot: u32) -> Value {
        let unknown = || Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked);
        let Some(place) = self.expression.slots.get(slot as usize) else {
            return unknown();
        };
        match (&place.kind, &place.computed) {
            (SlotKind::ApplicationDate, _) => self.as_of.map_or_else(unknown, Value::Date),
            (SlotKind::InsuredRegion, _) => {
                self.region.as_deref().map_or_else(unknown, Value::text)
            }
            (_, Some(program)) => {
                let depth = self.depth.get();
                if depth >= MAX_COMPUTED {
                    return unknown();
                }
                self.depth.set(depth + 1);
                let value = eval(program, self, &mut Fuel::default());
                self.depth.set(depth);
                value
            }
            _ => match self.engine.image().facts.get(place.fact) {
                Some(fact) => self.given(slot, &fact.kind, self.facts.get(&fact.id)),
                None => unknown(),
            },
        }
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        match at.or(self.as_of) {
            Some(date) => self.engine.parameter(id, date, self.region.as_deref()),
            None => Value::unknown(What::Parameter(id), Reason::NotAsked),
        }
    }

    fn function(&self, id: u32) -> Option<&Program> {
        self.engine
            .image()
            .functions
            .get(id as usize)
            .map(|function| &function.program)
    }

    fn format(&self, id: u32) -> Option<&Format> {
        self.engine.image().formats.get(id as usize)
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(&self.engine.image().calendar)
    }
}
