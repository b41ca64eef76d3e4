//! Random small tables over small domains, and what they answer by plain enumeration.

use crate::{Input, Output, Policy, Row, Table};
use proptest::prelude::*;
use tongban_feel::{Binding, NumberType, Scope, Type};
use tongban_runtime::{Date, Decimal, Env, Reason, Value, What};

/// A column's kind; its slot is its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Whole numbers 0 to 4.
    Whole,
    /// Numbers 0 to 2.
    Dense,
    /// Three values.
    Enum,
    /// True or false.
    Boolean,
    /// Days.
    Day,
    /// Whole numbers 0 to 3, or nothing.
    Maybe,
}

pub const KINDS: [Kind; 6] = [
    Kind::Whole,
    Kind::Dense,
    Kind::Enum,
    Kind::Boolean,
    Kind::Day,
    Kind::Maybe,
];

/// One test of a cell. Numbers are counted in quarters, days from 2025-01-01.
#[derive(Clone, PartialEq, Debug)]
pub enum One {
    Is(i64),
    Less(i64),
    LessOrEqual(i64),
    More(i64),
    MoreOrEqual(i64),
    Range(bool, i64, i64, bool),
    Null,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    Any,
    Of(Vec<One>),
    Not(Vec<One>),
}

/// A table in a form that enumeration understands.
#[derive(Clone, Debug)]
pub struct Model {
    pub policy: Policy,
    pub columns: Vec<Kind>,
    pub rows: Vec<(Vec<Cell>, i64)>,
    pub default: Option<i64>,
}

/// Ranks of the outputs 0, 1, 2: the best first.
pub const RANKED: [i64; 3] = [2, 0, 1];

impl Kind {
    pub fn slot(self) -> u32 {
        u32::try_from(KINDS.iter().position(|kind| *kind == self).unwrap()).unwrap()
    }

    pub fn name(self) -> &'static str {
        ["整数", "小数", "类别", "是否", "日期", "可空"][self.slot() as usize]
    }

    pub fn ty(self) -> Type {
        let number = |max: i64, scale| NumberType {
            min: Some(Decimal::ZERO),
            max: Some(Decimal::from(max)),
            scale,
            ..NumberType::default()
        };
        match self {
            Self::Whole => Type::Number(number(4, Some(0))),
            Self::Dense => Type::Number(number(2, None)),
            Self::Enum => Type::enumeration("类别", &[("a", "a"), ("b", "b"), ("c", "c")]),
            Self::Boolean => Type::Boolean,
            Self::Day => Type::Date,
            Self::Maybe => Type::Number(number(3, Some(0))).optional(),
        }
    }

    /// Every value that matters: all of the small domains, and all sides of every end.
    pub fn domain(self) -> Vec<Option<i64>> {
        let all = |values: core::ops::RangeInclusive<i64>, step: usize| {
            values.step_by(step).map(Some).collect::<Vec<_>>()
        };
        match self {
            Self::Whole => all(0..=16, 4),
            Self::Dense => all(0..=8, 1),
            Self::Enum => all(0..=2, 1),
            Self::Boolean => all(0..=1, 1),
            Self::Day => all(-1..=6, 1),
            Self::Maybe => {
                let mut values = all(0..=12, 4);
                values.push(None);
                values
            }
        }
    }

    pub fn value(self, value: Option<i64>) -> Value {
        let Some(value) = value else {
            return Value::Absent;
        };
        match self {
            Self::Whole | Self::Dense | Self::Maybe => Value::Number(quarters(value)),
            Self::Enum => Value::text(["a", "b", "c"][usize::try_from(value).unwrap()]),
            Self::Boolean => Value::Bool(value == 1),
            Self::Day => Value::Date(day(value)),
        }
    }

    fn literal(self, value: i64) -> String {
        match self {
            Self::Whole | Self::Dense | Self::Maybe => quarters(value).to_string(),
            Self::Enum => format!("\"{}\"", ["a", "b", "c"][usize::try_from(value).unwrap()]),
            Self::Boolean => (value == 1).to_string(),
            Self::Day => format!("date(\"{}\")", day(value)),
        }
    }

    fn one(self) -> BoxedStrategy<One> {
        let points = match self {
            // Ends between whole numbers, too.
            Self::Whole => (0_i64..=8).prop_map(|half| half * 2).boxed(),
            Self::Maybe => (0_i64..=6).prop_map(|half| half * 2).boxed(),
            Self::Dense => (0_i64..=4).prop_map(|half| half * 2).boxed(),
            Self::Enum => (0_i64..=2).boxed(),
            Self::Boolean => (0_i64..=1).boxed(),
            Self::Day => (0_i64..=5).boxed(),
        };
        if matches!(self, Self::Enum | Self::Boolean) {
            return points.prop_map(One::Is).boxed();
        }
        let null = if self == Self::Maybe { 2 } else { 0 };
        prop_oneof![
            2 => points.clone().prop_map(One::Is),
            2 => points.clone().prop_map(One::Less),
            2 => points.clone().prop_map(One::LessOrEqual),
            2 => points.clone().prop_map(One::More),
            2 => points.clone().prop_map(One::MoreOrEqual),
            4 => (any::<bool>(), points.clone(), points, any::<bool>())
                .prop_map(|(low, a, b, high)| One::Range(low, a.min(b), a.max(b), high)),
            null => Just(One::Null),
        ]
        .boxed()
    }

    fn cell(self) -> BoxedStrategy<Cell> {
        let some = || prop::collection::vec(self.one(), 1..3);
        prop_oneof![
            2 => Just(Cell::Any),
            5 => some().prop_map(Cell::Of),
            1 => some().prop_map(Cell::Not),
        ]
        .boxed()
    }
}

fn quarters(value: i64) -> Decimal {
    Decimal::from(value).div(Decimal::from(4_i64)).unwrap()
}

fn day(value: i64) -> Date {
    Date::new(2025, 1, 1).unwrap().add_days(value).unwrap()
}

impl One {
    /// What it says of a value; nothing where absence meets an order.
    fn says(&self, value: Option<i64>) -> Option<bool> {
        match (self, value) {
            (Self::Null, value) => Some(value.is_none()),
            (Self::Is(wanted), value) => Some(value == Some(*wanted)),
            (_, None) => None,
            (Self::Less(end), Some(value)) => Some(value < *end),
            (Self::LessOrEqual(end), Some(value)) => Some(value <= *end),
            (Self::More(end), Some(value)) => Some(value > *end),
            (Self::MoreOrEqual(end), Some(value)) => Some(value >= *end),
            (Self::Range(low_closed, low, high, high_closed), Some(value)) => Some(
                (if *low_closed {
                    value >= *low
                } else {
                    value > *low
                }) && (if *high_closed {
                    value <= *high
                } else {
                    value < *high
                }),
            ),
        }
    }

    fn text(&self, kind: Kind) -> String {
        let end = |value: &i64| kind.literal(*value);
        match self {
            Self::Is(value) => end(value),
            Self::Less(value) => format!("< {}", end(value)),
            Self::LessOrEqual(value) => format!("<= {}", end(value)),
            Self::More(value) => format!("> {}", end(value)),
            Self::MoreOrEqual(value) => format!(">= {}", end(value)),
            Self::Range(low_closed, low, high, high_closed) => format!(
                "{}{}..{}{}",
                if *low_closed { '[' } else { '(' },
                end(low),
                end(high),
                if *high_closed { ']' } else { ')' }
            ),
            Self::Null => "null".into(),
        }
    }
}

impl Cell {
    pub fn fits(&self, value: Option<i64>) -> bool {
        let any = |tests: &[One]| {
            let said: Vec<Option<bool>> = tests.iter().map(|one| one.says(value)).collect();
            if said.contains(&Some(true)) {
                return Some(true);
            }
            (!said.contains(&None)).then_some(false)
        };
        match self {
            Self::Any => true,
            Self::Of(tests) => any(tests) == Some(true),
            Self::Not(tests) => any(tests) == Some(false),
        }
    }

    fn text(&self, kind: Kind) -> String {
        let list = |tests: &[One]| {
            let texts: Vec<String> = tests.iter().map(|one| one.text(kind)).collect();
            texts.join(", ")
        };
        match self {
            Self::Any => "-".into(),
            Self::Of(tests) => list(tests),
            Self::Not(tests) => format!("not({})", list(tests)),
        }
    }
}

impl Model {
    /// Every combination of values.
    pub fn inputs(&self) -> Vec<Vec<Option<i64>>> {
        let mut all = vec![Vec::new()];
        for kind in &self.columns {
            let mut longer = Vec::new();
            for start in &all {
                for value in kind.domain() {
                    let mut one: Vec<Option<i64>> = start.clone();
                    one.push(value);
                    longer.push(one);
                }
            }
            all = longer;
        }
        all
    }

    /// The rows that fit.
    pub fn fitting(&self, input: &[Option<i64>]) -> Vec<usize> {
        let fits = |row: &&(usize, &(Vec<Cell>, i64))| {
            row.1
                .0
                .iter()
                .zip(input)
                .all(|(cell, value)| cell.fits(*value))
        };
        let rows: Vec<_> = self.rows.iter().enumerate().collect();
        rows.iter().filter(fits).map(|(row, _)| *row).collect()
    }

    /// What it answers; `None` for a fault: nothing fits, or too much does.
    pub fn answer(&self, input: &[Option<i64>]) -> Option<Value> {
        let fits = self.fitting(input);
        let outputs: Vec<i64> = fits.iter().map(|row| self.rows[*row].1).collect();
        let rank = |output: &i64| RANKED.iter().position(|other| other == output).unwrap();
        let number = |output: i64| Some(Value::from(output));
        let list = |outputs: &[i64]| {
            Some(Value::list(
                outputs.iter().map(|output| Value::from(*output)).collect(),
            ))
        };
        if let (true, Some(default)) = (outputs.is_empty(), self.default) {
            return match self.policy {
                Policy::RuleOrder | Policy::OutputOrder | Policy::Collect => list(&[default]),
                _ => number(default),
            };
        }
        match self.policy {
            Policy::Unique => match outputs.as_slice() {
                [one] => number(*one),
                _ => None,
            },
            Policy::Any => match outputs.split_first() {
                Some((first, rest)) if rest.iter().all(|other| other == first) => number(*first),
                _ => None,
            },
            Policy::Priority => number(*outputs.iter().min_by_key(|output| rank(output))?),
            Policy::First => number(*outputs.first()?),
            Policy::RuleOrder | Policy::Collect => list(&outputs),
            Policy::OutputOrder => {
                let mut sorted = outputs;
                sorted.sort_by_key(rank);
                list(&sorted)
            }
            Policy::Count => number(i64::try_from(outputs.len()).unwrap()),
            _ if outputs.is_empty() => Some(Value::Absent),
            Policy::Sum => number(outputs.iter().sum()),
            Policy::Min => number(*outputs.iter().min()?),
            Policy::Max => number(*outputs.iter().max()?),
        }
    }

    /// The same as the compiler takes it.
    pub fn table(&self) -> Table {
        let row = |(cells, output): &(Vec<Cell>, i64)| Row {
            inputs: cells
                .iter()
                .zip(&self.columns)
                .map(|(cell, kind)| cell.text(*kind))
                .collect(),
            outputs: vec![output.to_string()],
        };
        Table {
            policy: self.policy,
            inputs: self
                .columns
                .iter()
                .map(|kind| Input::new(kind.name()))
                .collect(),
            outputs: vec![Output {
                key: "out".into(),
                name: "结果".into(),
                ty: None,
                priorities: RANKED.iter().map(ToString::to_string).collect(),
            }],
            rows: self.rows.iter().map(row).collect(),
            default: self.default.map(|default| vec![default.to_string()]),
        }
    }

    /// Facts by slot, out of the values of its columns.
    pub fn facts(&self, input: &[Option<i64>]) -> Known {
        let mut facts = Known::default();
        for (kind, value) in self.columns.iter().zip(input) {
            facts.0[kind.slot() as usize] = Some(kind.value(*value));
        }
        facts
    }
}

/// The facts of all columns.
#[derive(Clone, Debug, Default)]
pub struct Known(pub [Option<Value>; 6]);

impl Env for Known {
    fn fact(&self, slot: u32) -> Value {
        let unknown = Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked);
        self.0[slot as usize].clone().unwrap_or(unknown)
    }
}

impl Scope for Known {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let kind = KINDS.iter().find(|kind| kind.name() == name)?;
        let (slot, ty) = (kind.slot(), kind.ty());
        Some(Binding::Fact { slot, ty })
    }

    fn names(&self) -> Vec<String> {
        KINDS.iter().map(|kind| kind.name().to_owned()).collect()
    }
}

pub const POLICIES: [Policy; 11] = [
    Policy::Unique,
    Policy::Any,
    Policy::Priority,
    Policy::First,
    Policy::RuleOrder,
    Policy::OutputOrder,
    Policy::Collect,
    Policy::Sum,
    Policy::Count,
    Policy::Min,
    Policy::Max,
];

pub fn model() -> impl Strategy<Value = Model> {
    let columns = prop::sample::subsequence(KINDS.to_vec(), 1..=3);
    let policy = prop::sample::select(POLICIES.to_vec());
    (policy, columns, prop::option::weighted(0.3, 0_i64..3)).prop_flat_map(
        |(policy, columns, default)| {
            let cells: Vec<_> = columns.iter().map(|kind| kind.cell()).collect();
            prop::collection::vec((cells, 0_i64..3), 1..6).prop_map(move |rows| Model {
                policy,
                columns: columns.clone(),
                rows,
                default,
            })
        },
    )
}
