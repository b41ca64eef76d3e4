//! Values in words, and messages with their values filled in. Sensitive values are masked.

use crate::plan::at;
use crate::session::{Place, Scope, Session};
use crate::texts::fill;
use tongban_image::{FactKind, Message, Sensitivity, TextId};
use tongban_runtime::program::Node;
use tongban_runtime::{Date, Fuel, Program, Reason, Value, eval, mask};

impl Session {
    /// A text of the catalogue.
    pub(crate) fn text(&self, id: TextId) -> String {
        self.language.text(id).into_owned()
    }

    /// One of the engine's own texts.
    pub(crate) fn say(&self, key: &str, args: &[String]) -> String {
        self.engine.say(&self.language, key, args)
    }

    /// A message with the values of its arguments.
    pub(crate) fn message(&self, message: &Message, scope: &Scope<'_>) -> String {
        let args: Vec<String> = message
            .args
            .iter()
            .map(|program| self.argument(scope, *program))
            .collect();
        fill(&self.language.text(message.text), &args, &|style, arg| {
            self.months(style, arg)
        })
    }

    /// Months as an age (60周岁2个月) or as years and months (15年); nothing where the argument is no count of months.
    fn months(&self, style: &str, arg: &str) -> Option<String> {
        let months: u32 = arg.parse().ok()?;
        let years = months.checked_div(12)?;
        let over = months.checked_rem(12)?;
        let key = match (style, years, over) {
            ("age" | "years", 0, _) => "months.under-a-year",
            ("age", _, 0) => "months.age-whole",
            ("age", ..) => "months.age",
            ("years", _, 0) => "months.years-whole",
            ("years", ..) => "months.years",
            _ => return None,
        };
        Some(self.say(key, &[years.to_string(), over.to_string()]))
    }

    fn argument(&self, scope: &Scope<'_>, program: u32) -> String {
        let Some(program) = self.plan.program(program) else {
            return String::new();
        };
        let value = eval(program, scope, &mut Fuel::default());
        self.words(&value, fact_of(program), true)
    }

    /// A value in words; `slot` is the fact it is the value of, when it is one's.
    pub(crate) fn words(&self, value: &Value, slot: Option<u32>, masked: bool) -> String {
        let fact = slot.and_then(|slot| at(&self.engine.image().facts, self.plan.slot(slot)?.fact));
        match value {
            Value::Absent => self.say("value.absent", &[]),
            Value::Bool(value) => self.say(if *value { "value.yes" } else { "value.no" }, &[]),
            Value::Number(value) => value.to_string(),
            Value::Date(value) => self.date(*value),
            Value::Text(text) => {
                let named = match fact.map(|fact| &fact.kind) {
                    Some(FactKind::Enum(values)) => values
                        .iter()
                        .find(|value| *value.id == **text)
                        .map(|value| value.name),
                    Some(FactKind::Region) => self
                        .engine
                        .image()
                        .catalog
                        .regions
                        .iter()
                        .find(|region| *region.code == **text)
                        .map(|region| region.name),
                    _ => None,
                };
                let sensitive = fact.is_some_and(|fact| fact.sensitivity == Sensitivity::Sensitive);
                match named {
                    Some(name) => self.text(name),
                    None if sensitive && masked => mask(text),
                    None => text.to_string(),
                }
            }
            Value::YearsMonths(value) => value.to_string(),
            Value::DaysTime(value) => value.to_string(),
            Value::List(list) => self.say("value.rows", &[list.items.len().to_string()]),
            Value::Unknown(causes) => self.say(
                match causes.iter().map(|cause| cause.reason).min() {
                    Some(Reason::NotAsked) => "value.not-asked",
                    Some(Reason::Unreachable) => "value.unreachable",
                    Some(Reason::NoData) => "value.no-data",
                    None => "value.unknown",
                },
                &[],
            ),
            Value::Fault(_) => self.say("state.fault", &[]),
            _ => self.say("value.unknown", &[]),
        }
    }

    /// The label of a fact as the subject of a sentence: a question stands in quotation marks.
    pub(super) fn named(&self, place: Place) -> String {
        self.quoted(self.label(place))
    }

    /// A name, in quotation marks where it is a question.
    pub(super) fn quoted(&self, name: String) -> String {
        if is_question(&name) {
            self.say("reason.question", &[name])
        } else {
            name
        }
    }

    /// A date in words: 2026年1月31日, or 2026-01-31.
    pub(crate) fn date(&self, date: Date) -> String {
        if self.language.is_chinese() {
            format!("{}年{}月{}日", date.year(), date.month(), date.day())
        } else {
            date.to_string()
        }
    }
}

/// A sentence without its full stop, to go on after it.
pub(super) fn open_ended(mut sentence: String) -> String {
    let end = sentence.trim_end_matches(['。', '.', ' ']).len();
    sentence.truncate(end);
    sentence
}

/// Whether a label asks: `Is there a discharge certificate?`.
pub(super) fn is_question(label: &str) -> bool {
    label.ends_with(['?', '？'])
}

/// The fact that a program gives as it is.
fn fact_of(program: &Program) -> Option<u32> {
    match at(program.nodes(), program.root()) {
        Some(Node::Fact(slot)) => Some(*slot),
        _ => None,
    }
}
