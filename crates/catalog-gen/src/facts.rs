//! The dictionary of generated facts.

use crate::seed::Seed;
use crate::words::{self, SENTENCES};
use crate::yaml::{quoted, text};
use core::fmt::Write as _;

/// What a fact holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Yuan with two decimals, up to a million.
    Amount,
    /// Whole months, up to 600.
    Months,
    Date,
    Question,
    /// Labels of its values.
    Choice(Vec<String>),
    Text,
}

/// A fact as rules name it.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub id: String,
    pub name: String,
    pub kind: Kind,
}

/// The generated facts of an item.
#[derive(Default)]
pub(crate) struct Dictionary {
    text: String,
}

impl Dictionary {
    /// A new fact of an item; its number keeps its name its own.
    pub fn fact(&mut self, item: u32, number: u32, seed: &mut Seed) -> Fact {
        let kind = match seed.from(1, 100) {
            1..=25 => Kind::Amount,
            26..=40 => Kind::Months,
            41..=58 => Kind::Date,
            59..=76 => Kind::Question,
            77..=90 => Kind::Choice(Vec::new()),
            _ => Kind::Text,
        };
        self.fact_of(kind, item, number, seed)
    }

    /// The same of a given kind.
    pub fn fact_of(&mut self, kind: Kind, item: u32, number: u32, seed: &mut Seed) -> Fact {
        let id = format!("g{item}f{number}");
        let list = match kind {
            Kind::Amount => words::AMOUNTS,
            Kind::Months => words::SPANS,
            Kind::Date => words::DAYS,
            Kind::Question => words::QUESTIONS,
            Kind::Choice(_) => words::KINDS,
            Kind::Text => words::TEXTS,
        };
        let (zh, en) = words::name(seed, list, &format!("{item}号{number}"));
        let mut kind = kind;
        let lines = match &mut kind {
            Kind::Amount => {
                "type: number\n  unit: yuan\n  min: 0\n  max: 1000000\n  scale: 2".to_owned()
            }
            Kind::Months => {
                "type: number\n  unit: month\n  min: 0\n  max: 600\n  scale: 0".to_owned()
            }
            Kind::Date => "type: date\n  min: 1950-01-01".to_owned(),
            Kind::Question => "type: boolean".to_owned(),
            Kind::Text => format!("type: text\n  max-chars: {}", seed.from(20, 120)),
            Kind::Choice(labels) => choice(labels, seed),
        };
        let source = if seed.chance(30) {
            format!("[\"register:generated.{id}\", asked]")
        } else {
            "[asked]".to_owned()
        };
        let hint = seed.of(SENTENCES);
        // Writing to a string cannot fail.
        let _ = write!(
            self.text,
            "- id: {id}\n  name: {}\n  hint: {}\n  {lines}\n  sensitivity: personal\n  purpose: {}\n  sources: {source}\n\n",
            text(&zh, &en),
            text(hint.0, hint.1),
            text("办理这个事项", "To handle this item"),
        );
        Fact { id, name: zh, kind }
    }

    /// A group of rows with these facts as its columns.
    pub fn group(&mut self, item: u32, columns: &[Fact], rows: u32, seed: &mut Seed) -> Fact {
        let id = format!("g{item}rows");
        let (zh, en) = words::name(seed, &[("明细", "list")], &format!("{item}号"));
        let fields: Vec<&str> = columns.iter().map(|column| column.id.as_str()).collect();
        let _ = write!(
            self.text,
            "- id: {id}\n  name: {}\n  type: group\n  fields: [{}]\n  min-rows: 0\n  max-rows: {rows}\n  sensitivity: personal\n  purpose: {}\n  sources: [asked]\n\n",
            text(&zh, &en),
            fields.join(", "),
            text("逐行核对", "To check row by row"),
        );
        Fact {
            id,
            name: zh,
            kind: Kind::Text,
        }
    }

    /// A fact that a rule computes.
    pub fn computed(&mut self, item: u32, rule: &str, seed: &mut Seed) -> Fact {
        let id = format!("g{item}sum");
        let (zh, en) = words::name(seed, &[("合计金额", "sum")], &format!("{item}号"));
        let _ = write!(
            self.text,
            "- id: {id}\n  name: {}\n  type: number\n  unit: yuan\n  sensitivity: personal\n  purpose: {}\n  computed: {}\n\n",
            text(&zh, &en),
            text("核算", "To reckon"),
            quoted(rule),
        );
        Fact {
            id,
            name: zh,
            kind: Kind::Amount,
        }
    }

    /// Its file of `facts/`.
    pub fn text(&self) -> String {
        self.text.clone()
    }
}

fn choice(labels: &mut Vec<String>, seed: &mut Seed) -> String {
    let count = seed.from(3, 5);
    let first = seed.from(0, 10);
    let mut lines = String::from("type: enum\n  values:");
    for number in 0..count {
        let (zh, en) = words::KINDS[((first + number) % 11) as usize];
        labels.push(zh.to_owned());
        let _ = write!(lines, "\n    - {{id: v{number}, name: {}}}", text(zh, en));
    }
    lines
}
