//! Expressions as authors write them, compiled and evaluated.

mod diagnostics;
mod foreign;
mod format;
mod pages;
mod patterns;
mod standard;
mod types;
mod unknowns;
mod values;
mod words;
mod written;

pub use crate::pages::Dictionary;
use crate::pages::example::FACTS;
use crate::{Compiled, Lang, Profile, Type, compile, compile_in};
use std::collections::BTreeMap;
use tongban_runtime::{
    Calendar, CalendarYear, Date, Decimal, Env, Format, Fuel, Program, Reason, Value, What, eval,
};

/// Facts for the dictionary; those not set are not asked.
pub struct Facts {
    pub facts: BTreeMap<u32, Value>,
    functions: Vec<Program>,
    format: Format,
    calendar: Calendar,
}

impl Facts {
    pub fn new(facts: &[(&str, Value)]) -> Self {
        let slot = |name: &str| {
            u32::try_from(FACTS.iter().position(|fact| *fact == name).unwrap()).unwrap()
        };
        let parameters = [("date".to_owned(), Type::Date)];
        let body = "if date < date(\"2030-01-01\") then 180 else 186";
        let minimum =
            crate::compile_function(&parameters, body, &Dictionary, Some(&Type::NUMBER)).unwrap();
        let variant = r#"{"variants":[{"name":"mobile","pattern":"1[3-9]\\d{9}"}]}"#;
        Self {
            facts: facts
                .iter()
                .map(|(name, value)| (slot(name), value.clone()))
                .collect(),
            functions: vec![minimum.program],
            format: serde_json::from_str(variant).unwrap(),
            calendar: Calendar {
                years: [(2026, CalendarYear::default())].into(),
            },
        }
    }
}

impl Env for Facts {
    fn fact(&self, slot: u32) -> Value {
        let unknown = || Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked);
        self.facts.get(&slot).cloned().unwrap_or_else(unknown)
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        match at
            .unwrap_or_else(|| Date::parse("2025-06-01").unwrap())
            .year()
        {
            2024 => Value::from(8079),
            2025 => Value::from(8321),
            _ => Value::unknown(What::Parameter(id), Reason::NoData),
        }
    }

    fn function(&self, id: u32) -> Option<&Program> {
        self.functions.get(usize::try_from(id).ok()?)
    }

    fn format(&self, _: u32) -> Option<&Format> {
        Some(&self.format)
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(&self.calendar)
    }
}

pub fn compiled(source: &str) -> Compiled {
    match compile(source, &Dictionary, None, Profile::Strict) {
        Ok(compiled) => compiled,
        Err(diagnostics) => {
            let texts: Vec<String> = diagnostics
                .iter()
                .map(|d| crate::render(source, d))
                .collect();
            panic!("{source}\n{}", texts.join("\n"))
        }
    }
}

/// The value of an expression as text: FEEL for values, `unknown(…)` with slots, `fault(…)`.
pub fn value(source: &str, facts: &Facts) -> String {
    show(&eval(
        &compiled(source).program,
        facts,
        &mut Fuel::default(),
    ))
}

pub fn show(value: &Value) -> String {
    match value {
        Value::Absent => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Date(date) => date.to_string(),
        Value::YearsMonths(months) => months.to_string(),
        Value::DaysTime(time) => time.to_string(),
        Value::Time(time) => time.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::List(list) => {
            let mut items: Vec<String> = list.items.iter().map(show).collect();
            if list.open.is_some() {
                items.push("…".to_owned());
            }
            format!("[{}]", items.join(", "))
        }
        Value::Context(context) => {
            let fields = context
                .fields
                .iter()
                .map(|(key, value)| format!("{key}: {}", show(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Unknown(causes) => {
            let causes = causes.iter().map(|cause| match cause.what {
                What::Fact { slot, .. } => FACTS[usize::try_from(slot).unwrap()].to_owned(),
                other => format!("{other:?}"),
            });
            format!("unknown({})", causes.collect::<Vec<_>>().join(", "))
        }
        Value::Fault(fault) => format!("fault({fault})"),
        other => format!("{other:?}"),
    }
}

pub fn problems(lang: Lang, source: &str) -> String {
    match compile_in(lang, source, &Dictionary, None, Profile::Strict) {
        Ok(compiled) => panic!("{source} compiles: {:?}", compiled.program),
        Err(diagnostics) => diagnostics
            .iter()
            .map(|d| crate::render(source, d))
            .collect(),
    }
}

pub fn number(text: &str) -> Value {
    Value::Number(Decimal::parse(text).unwrap())
}
