//! A dictionary whose domains are so small that all completions of what is unknown can be tried.

use crate::scope::{Binding, Scope, Signature};
use crate::types::{FieldType, NumberType, Type};
use std::collections::BTreeMap;
use tongban_runtime::program::FormatPart;
use tongban_runtime::{
    Calendar, CalendarYear, Date, Decimal, Env, Format, Program, Reason, Value, What,
};

/// The names.
pub struct World;

pub const FACTS: [&str; 10] = [
    "甲", "乙", "年龄", "人数", "工龄", "类别", "生日", "姓名", "别名", "明细",
];
/// Slots of the columns of 明细.
const COLUMNS: [(&str, u32); 3] = [("k", 20), ("q", 21), ("s", 22)];
pub const CATEGORIES: [(&str, &str); 3] = [("x", "甲类"), ("y", "乙类"), ("z", "丙类")];

fn small() -> Type {
    Type::Number(NumberType {
        min: Some(Decimal::ZERO),
        max: Some(Decimal::from(3_i64)),
        scale: Some(0),
        ..NumberType::default()
    })
}

fn fact(slot: usize) -> Type {
    match slot {
        0 | 1 => Type::Boolean,
        2 | 3 => small(),
        4 => small().optional(),
        5 => Type::enumeration("类别", &CATEGORIES),
        6 => Type::Date,
        7 => Type::Text,
        8 => Type::Text.optional(),
        _ => Type::list(Type::context(vec![
            FieldType::new("k", "数", small()),
            FieldType::new("q", "可缺", small().optional()),
            FieldType::new("s", "是", Type::Boolean),
        ])),
    }
}

impl Scope for World {
    fn resolve(&self, name: &str) -> Option<Binding> {
        if let Some(slot) = FACTS.iter().position(|fact| *fact == name) {
            return Some(Binding::Fact {
                slot: u32::try_from(slot).unwrap(),
                ty: fact(slot),
            });
        }
        Some(match name {
            "基数" => Binding::Parameter { id: 0, ty: small() },
            "折算" => Binding::Function {
                id: 0,
                signature: Signature {
                    parameters: vec![("x".into(), Type::NUMBER)],
                    result: Type::NUMBER,
                },
            },
            "是手机号" => Binding::Format { id: 0 },
            "手机号规范" => Binding::FormatPart {
                id: 0,
                part: FormatPart::Normalized,
            },
            _ => return None,
        })
    }

    fn days(&self, name: &str) -> Option<(Date, Date)> {
        let end = |text| Date::parse(text).unwrap();
        (name == "生日").then(|| (end("2024-01-31"), end("2025-03-01")))
    }

    fn names(&self) -> Vec<String> {
        let others = ["基数", "折算", "是手机号", "手机号规范"];
        FACTS
            .iter()
            .chain(&others)
            .map(|name| (*name).to_owned())
            .collect()
    }
}

fn numbers(range: core::ops::Range<i64>) -> Vec<Value> {
    range.map(Value::from).collect()
}

pub fn day(text: &str) -> Value {
    Value::Date(Date::parse(text).unwrap())
}

/// All values that a fact or column may have.
pub fn domain(slot: u32) -> Vec<Value> {
    match slot {
        0 | 1 | 22 => vec![Value::Bool(true), Value::Bool(false)],
        2 | 3 | 20 => numbers(0..4),
        4 | 21 => vec![Value::Absent, Value::from(0), Value::from(2)],
        5 => CATEGORIES.iter().map(|(id, _)| Value::text(id)).collect(),
        6 => vec![day("2024-01-31"), day("2024-02-29"), day("2025-03-01")],
        7 => ["", "ab", "13800001234"].map(Value::from).to_vec(),
        8 => vec![Value::Absent, Value::from("b")],
        _ => {
            let mut lists: Vec<Value> = rows().map(|row| Value::list(vec![row])).collect();
            lists.push(Value::list(vec![
                row(3, None, false),
                row(0, Some(0), true),
            ]));
            // More together than one row can be.
            lists.push(Value::list(vec![
                row(3, Some(2), true),
                row(3, None, false),
            ]));
            lists.push(Value::list(Vec::new()));
            lists
        }
    }
}

/// Every row there can be.
fn rows() -> impl Iterator<Item = Value> {
    let cells = (0..4).flat_map(|k| [None, Some(0), Some(2)].map(|q| (k, q)));
    cells.flat_map(|(k, q)| [row(k, q, true), row(k, q, false)])
}

pub fn row(k: i64, q: Option<i64>, s: bool) -> Value {
    let q = q.map_or(Value::Absent, Value::from);
    Value::context([("k", Value::from(k)), ("q", q), ("s", Value::Bool(s))])
}

/// What one evaluation sees.
#[derive(Clone, PartialEq, Debug)]
pub struct Given {
    pub facts: BTreeMap<u32, Value>,
    pub parameter: Value,
}

thread_local! {
    static OUTSIDE: Outside = Outside::new();
}

/// Function, format and calendar: the same in every world.
struct Outside {
    function: &'static Program,
    format: &'static Format,
    calendar: &'static Calendar,
}

impl Outside {
    fn new() -> Self {
        let parameters = [("x".to_owned(), Type::NUMBER)];
        let body = "if x > 1 then x * 2 else 0";
        let function = crate::compile_function(&parameters, body, &World, Some(&Type::NUMBER));
        let variant = r#"{"variants":[{"name":"mobile","pattern":"1[3-9]\\d{9}"}]}"#;
        let years = [(2024, CalendarYear::default())].into();
        // A test process ends soon; the one leak a thread is cheaper than a lock.
        Self {
            function: Box::leak(Box::new(function.unwrap().program)),
            format: Box::leak(Box::new(serde_json::from_str(variant).unwrap())),
            calendar: Box::leak(Box::new(Calendar { years })),
        }
    }
}

pub fn calendar() -> &'static Calendar {
    OUTSIDE.with(|outside| outside.calendar)
}

impl Env for Given {
    fn fact(&self, slot: u32) -> Value {
        self.facts.get(&slot).cloned().unwrap_or_default()
    }

    fn parameter(&self, _: u32, at: Option<Date>) -> Value {
        match at {
            Some(date) if date.year() == 2025 => Value::from(3),
            Some(_) => Value::from(1),
            None => self.parameter.clone(),
        }
    }

    fn function(&self, id: u32) -> Option<&Program> {
        (id == 0).then(|| OUTSIDE.with(|outside| outside.function))
    }

    fn format(&self, _: u32) -> Option<&Format> {
        Some(OUTSIDE.with(|outside| outside.format))
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(calendar())
    }
}

/// One thing that is not known, and what it may turn out to be.
#[derive(Clone, Debug)]
pub struct Cell {
    pub what: What,
    choices: Vec<Choice>,
}

#[derive(Clone, Debug)]
enum Choice {
    /// The value.
    Is(Value),
    /// Rows that come into an open list, with their places.
    More(Vec<(usize, Value)>),
}

pub fn not_asked(slot: u32, row: Option<u32>) -> Value {
    Value::unknown(What::Fact { slot, row }, Reason::NotAsked)
}

impl Given {
    /// Everything that is not known.
    pub fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (slot, value) in &self.facts {
            match value {
                Value::Unknown(_) => cells.push(Cell::of(*slot, None)),
                Value::List(list) => {
                    for (number, item) in (0..).zip(&list.items) {
                        let Value::Context(context) = item else {
                            continue;
                        };
                        for (key, column) in COLUMNS {
                            if let Some(Value::Unknown(_)) = context.get(key) {
                                cells.push(Cell::of(column, Some(number)));
                            }
                        }
                    }
                    if list.open.is_some() {
                        let end = list.items.len();
                        let mut choices: Vec<Choice> =
                            rows().map(|row| Choice::More(vec![(end, row)])).collect();
                        choices.push(Choice::More(vec![
                            (end, row(3, Some(0), true)),
                            (0, row(0, None, false)),
                        ]));
                        choices.push(Choice::More(Vec::new()));
                        let what = What::Fact {
                            slot: *slot,
                            row: None,
                        };
                        cells.push(Cell { what, choices });
                    }
                }
                _ => {}
            }
        }
        if let Value::Unknown(_) = self.parameter {
            let choices = numbers(1..3).into_iter().map(Choice::Is).collect();
            cells.push(Cell {
                what: What::Parameter(0),
                choices,
            });
        }
        cells
    }

    /// All completions, or so many of them spread over all; each with the number of its choice for each cell.
    pub fn completions(&self, cells: &[Cell], most: usize) -> Vec<(Vec<usize>, Self)> {
        let all: usize = cells.iter().map(|cell| cell.choices.len()).product();
        if all <= most {
            return (0..all)
                .map(|number| self.completion(cells, number))
                .collect();
        }
        // A fixed stride that shares no factor with the sizes of domains visits all of them.
        let spread = |number: usize| number.wrapping_mul(1_000_003) % all;
        (0..most)
            .map(|number| self.completion(cells, spread(number)))
            .collect()
    }

    fn completion(&self, cells: &[Cell], number: usize) -> (Vec<usize>, Self) {
        let mut rest = number;
        let choices = cells.iter().map(|cell| {
            let choice = rest % cell.choices.len();
            rest /= cell.choices.len();
            choice
        });
        let choices: Vec<usize> = choices.collect();
        let given = self.with(cells, &choices);
        (choices, given)
    }

    /// The completion with these choices.
    pub fn with(&self, cells: &[Cell], choices: &[usize]) -> Self {
        let mut given = self.clone();
        let pairs = || {
            cells
                .iter()
                .zip(choices)
                .map(|(cell, choice)| (cell.what, &cell.choices[*choice]))
        };
        for (what, choice) in pairs() {
            match (what, choice) {
                (What::Parameter(_), Choice::Is(value)) => given.parameter = value.clone(),
                (What::Fact { slot, row: None }, Choice::Is(value)) => {
                    given.facts.insert(slot, value.clone());
                }
                (
                    What::Fact {
                        slot,
                        row: Some(row),
                    },
                    Choice::Is(value),
                ) => {
                    given.set_cell(slot, row, value);
                }
                _ => {}
            }
        }
        // Rows that come in last, so that the numbers of the others stay.
        for (what, choice) in pairs() {
            if let (What::Fact { slot, .. }, Choice::More(rows)) = (what, choice) {
                let mut items = given.facts[&slot].as_list().unwrap().items.clone();
                for (place, row) in rows {
                    items.insert(*place, row.clone());
                }
                given.facts.insert(slot, Value::list(items));
            }
        }
        given
    }

    fn set_cell(&mut self, column: u32, row: u32, value: &Value) {
        let list = self.facts[&9].as_list().unwrap().clone();
        let mut items = list.items;
        let place = usize::try_from(row).unwrap();
        let mut fields = items[place].as_context().unwrap().fields.clone();
        let (key, _) = COLUMNS.iter().find(|(_, slot)| *slot == column).unwrap();
        fields.insert((*key).into(), value.clone());
        items[place] = Value::context(fields);
        let list = match list.open {
            Some(open) => Value::open_list(items, open),
            None => Value::list(items),
        };
        self.facts.insert(9, list);
    }
}

impl Cell {
    fn of(slot: u32, row: Option<u32>) -> Self {
        let choices = domain(slot).into_iter().map(Choice::Is).collect();
        Self {
            what: What::Fact { slot, row },
            choices,
        }
    }
}
