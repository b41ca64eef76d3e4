//! Code says what the evaluator says, or nothing.

use super::*;
use crate::build::Builder;
use crate::builtin::Builtin;
use crate::constant::Constant;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::duration::YearsMonths;
use crate::env::{Env, Fuel};
use crate::eval::eval;
use crate::program::{Arithmetic, Comparison, Hit, Node, NodeId, Program, Property};
use crate::unknown::{Reason, What};
use crate::value::Value;
use proptest::prelude::*;
use std::sync::Arc;

/// Facts by slot: numbers, dates, texts, truth values; then a parameter, and a function of two numbers.
pub(super) const NUMBERS: u32 = 4;
pub(super) const DATES: u32 = 2;
pub(super) const TEXTS: u32 = 2;
pub(super) const TRUTHS: u32 = 2;
pub(super) const FACTS: u32 = NUMBERS + DATES + TEXTS + TRUTHS;
const WORDS: [&str; 4] = ["男", "女", "灵活就业", ""];

pub(super) struct World {
    pub facts: Vec<Value>,
    pub parameter: Value,
    pub function: Option<Program>,
}

impl Env for World {
    fn fact(&self, slot: u32) -> Value {
        self.facts[slot as usize].clone()
    }

    fn parameter(&self, _: u32, at: Option<Date>) -> Value {
        assert_eq!(at, None);
        self.parameter.clone()
    }

    fn function(&self, _: u32) -> Option<&Program> {
        self.function.as_ref()
    }
}

impl Layout for World {
    fn fact(&self, slot: u32) -> Option<u16> {
        u16::try_from(slot).ok()
    }

    fn parameter(&self, _: u32) -> Option<u16> {
        u16::try_from(FACTS).ok()
    }

    fn function(&self, _: u32) -> Option<&Program> {
        self.function.as_ref()
    }
}

impl World {
    pub(super) fn frame(&self, symbols: &Symbols) -> Vec<Cell> {
        let values = self.facts.iter().chain([&self.parameter]);
        values.map(|value| symbols.cell(value)).collect()
    }

    fn both(&self, program: &Program, known: &[&str]) -> (Value, Option<Value>) {
        let mut symbols = Symbols::default();
        for word in known {
            symbols.intern(&Arc::from(*word));
        }
        let code = Code::translate(program, self, &mut symbols);
        let says = code.and_then(|code| {
            let cell = code.run(&self.frame(&symbols));
            if cell == Cell::OTHER_TEXT {
                let expected = eval(program, self, &mut Fuel::default());
                assert!(matches!(expected, Value::Text(_)), "{expected:?}");
                return None;
            }
            assert!(cell.is_decided() == symbols.value(cell).is_some());
            symbols.value(cell)
        });
        (eval(program, self, &mut Fuel::default()), says)
    }
}

/// Choices read from random bytes: shrinking the bytes shrinks the program.
pub(super) struct Tape<'a> {
    bytes: &'a [u8],
    /// Only well-typed operations that give a value for every total input in range.
    pub tame: bool,
}

impl<'a> Tape<'a> {
    pub(super) fn new(bytes: &'a [u8], tame: bool) -> Self {
        Self { bytes, tame }
    }

    fn next(&mut self) -> u32 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                u32::from(*first)
            }
            None => 0,
        }
    }

    fn below(&mut self, count: u32) -> u32 {
        self.next() % count
    }

    fn number(&mut self) -> Decimal {
        let wild = if self.tame { 3 } else { 9 };
        let digits = i128::from(self.next()) - 40;
        match self.below(wild) {
            0 | 1 => Decimal::new(digits, 0),
            2 => Decimal::new(digits * 5, 2),
            3 => Decimal::new(digits * 1_000_000_007 * 3_000_000_019, 4),
            4 => Decimal::new(i128::from(i64::MAX) - digits, 0),
            5 => Decimal::new(i128::from(i64::MIN) + 40 + digits, 1),
            6 => Decimal::new(digits * 10_i128.pow(30) + 1, 12),
            7 => Decimal::new(digits, 200),
            _ => Decimal::new(digits, -30),
        }
        .unwrap()
    }

    fn date(&mut self) -> Date {
        Date::from_days(730_000 + i32::try_from(self.next() * 7).unwrap()).unwrap()
    }

    pub(super) fn facts(&mut self) -> World {
        let facts = (0..FACTS).map(|slot| self.fact(slot)).collect();
        World {
            facts,
            parameter: self.fact(0),
            function: None,
        }
    }

    fn fact(&mut self, slot: u32) -> Value {
        if !self.tame {
            match self.below(12) {
                0 => return Value::Absent,
                1 => return Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked),
                2 => return Value::Fault(crate::fault::Fault::Overflow),
                3 => return Value::YearsMonths(YearsMonths(i64::from(self.next()) - 100)),
                4 => return Value::list(vec![Value::Absent, Value::from("男")]),
                5 => return Value::text(&"长".repeat(100)),
                6 => return Value::from("别的"),
                _ => {}
            }
        }
        if slot < NUMBERS {
            Value::Number(self.number())
        } else if slot < NUMBERS + DATES {
            Value::Date(self.date())
        } else if slot < NUMBERS + DATES + TEXTS {
            Value::from(WORDS[self.below(4) as usize])
        } else {
            Value::Bool(self.below(2) == 0)
        }
    }
}

/// Builds random programs.
pub(super) struct Maker<'a, 't> {
    pub tape: &'t mut Tape<'a>,
    pub builder: Builder,
    /// Registers that hold numbers.
    locals: Vec<u32>,
    callable: bool,
}

impl<'a, 't> Maker<'a, 't> {
    pub(super) fn new(tape: &'t mut Tape<'a>, parameters: u32) -> Self {
        Self {
            tape,
            builder: Builder::new(parameters),
            locals: (0..parameters).collect(),
            callable: parameters == 0,
        }
    }

    fn number(&mut self, depth: u32) -> NodeId {
        let choice = self.tape.below(if depth == 0 { 4 } else { 15 });
        let deeper = depth.saturating_sub(1);
        match choice {
            0 | 1 => {
                let slot = self.tape.below(NUMBERS);
                self.builder.push(Node::Fact(slot))
            }
            2 => {
                let number = self.tape.number();
                self.builder.constant(Constant::Number(number))
            }
            3 => match self.locals.last() {
                Some(local) => self.builder.push(Node::Local(*local)),
                None => self.builder.push(Node::Parameter { id: 3, at: None }),
            },
            4..=6 => {
                let ops = [
                    Arithmetic::Add,
                    Arithmetic::Subtract,
                    Arithmetic::Multiply,
                    Arithmetic::Divide,
                    Arithmetic::Power,
                ];
                let op = ops[self.tape.below(if self.tape.tame { 3 } else { 5 }) as usize];
                let (left, right) = (self.number(deeper), self.number(deeper));
                self.builder.push(Node::Arithmetic { op, left, right })
            }
            7 => {
                let value = self.number(deeper);
                self.builder.push(Node::Negate(value))
            }
            8 => {
                let condition = self.truth(deeper);
                let (then, otherwise) = (self.number(deeper), self.number(deeper));
                self.builder.push(Node::If {
                    condition,
                    then,
                    otherwise,
                })
            }
            9 => {
                let value = self.number(deeper);
                let local = self.builder.local();
                self.locals.push(local);
                let body = self.number(deeper);
                self.locals.pop();
                self.builder.push(Node::Let { local, value, body })
            }
            10 => {
                let value = self.date(deeper);
                self.builder.push(Node::Property {
                    value,
                    property: Property::Month,
                })
            }
            11 => {
                let arguments = [self.date(deeper), self.date(deeper)];
                self.call(Builtin::MonthsBetween, &arguments)
            }
            12 if self.callable => {
                let arguments = [self.number(deeper), self.number(deeper)];
                let arguments = self.builder.run(&arguments);
                self.builder.push(Node::User { id: 5, arguments })
            }
            12 => {
                let value = self.number(deeper);
                self.call(Builtin::Floor, &[value])
            }
            13 => {
                // A sum of fewer is left to the evaluator.
                let least = if self.tape.tame { 2 } else { 0 };
                let count = self.tape.below(4).max(least);
                let items: Vec<NodeId> = (0..count).map(|_| self.number(deeper)).collect();
                let items = self.builder.run(&items);
                let list = self.builder.push(Node::List(items));
                self.call(Builtin::Sum, &[list])
            }
            _ => self.table(deeper),
        }
    }

    fn table(&mut self, depth: u32) -> NodeId {
        let mut rows = Vec::new();
        for _ in 0..=self.tape.below(3) {
            rows.push(self.truth(depth));
            rows.push(self.number(depth));
        }
        let policy = match self.tape.below(if self.tape.tame { 1 } else { 4 }) {
            0 => Hit::First,
            1 => Hit::Unique,
            2 => Hit::Any,
            _ => Hit::Collect,
        };
        let default = (self.tape.tame || self.tape.below(2) == 0).then(|| self.number(depth));
        let rows = self.builder.run(&rows);
        self.builder.push(Node::Table {
            policy,
            disjoint: false,
            complete: false,
            rows,
            default,
        })
    }

    fn call(&mut self, builtin: Builtin, arguments: &[NodeId]) -> NodeId {
        let arguments = self.builder.run(arguments);
        self.builder.push(Node::Call { builtin, arguments })
    }

    fn date(&mut self, depth: u32) -> NodeId {
        let choice = self.tape.below(if depth == 0 { 2 } else { 4 });
        match choice {
            0 => {
                let slot = NUMBERS + self.tape.below(DATES);
                self.builder.push(Node::Fact(slot))
            }
            1 => {
                let date = self.tape.date();
                self.builder.constant(Constant::Date(date))
            }
            2 => {
                let months = YearsMonths(i64::from(self.tape.next()) - 128);
                let left = self.date(depth - 1);
                let right = self.builder.constant(Constant::YearsMonths(months));
                self.builder.push(Node::Arithmetic {
                    op: Arithmetic::Add,
                    left,
                    right,
                })
            }
            _ => {
                let value = self.date(depth - 1);
                self.call(Builtin::LastDayOfMonth, &[value])
            }
        }
    }

    fn text(&mut self) -> NodeId {
        if self.tape.below(2) == 0 {
            let slot = NUMBERS + DATES + self.tape.below(TEXTS);
            return self.builder.push(Node::Fact(slot));
        }
        let word = WORDS[self.tape.below(4) as usize];
        self.builder.constant(Constant::Text(word.into()))
    }

    /// Any node; in tame programs one that can be compared for equality with another of its kind.
    fn any(&mut self, kind: u32, depth: u32) -> NodeId {
        match kind {
            0 => self.number(depth),
            1 => self.date(depth),
            2 => self.text(),
            3 => self.truth(depth),
            _ => self.builder.constant(Constant::Absent),
        }
    }

    pub(super) fn truth(&mut self, depth: u32) -> NodeId {
        let choice = self.tape.below(if depth == 0 { 6 } else { 16 });
        let deeper = depth.saturating_sub(1);
        match choice {
            0..=2 => self.comparison(deeper),
            3 => {
                let slot = NUMBERS + DATES + TEXTS + self.tape.below(TRUTHS);
                self.builder.push(Node::Fact(slot))
            }
            4 => {
                let value = self.tape.below(FACTS);
                let value = self.builder.push(Node::Fact(value));
                self.call(Builtin::IsDefined, &[value])
            }
            5 => {
                let truth = self.tape.below(2) == 0;
                self.builder.constant(Constant::Bool(truth))
            }
            6..=8 => {
                let operands: Vec<NodeId> = (0..self.tape.below(5))
                    .map(|_| self.truth(deeper))
                    .collect();
                let operands = self.builder.run(&operands);
                if self.tape.below(2) == 0 {
                    self.builder.push(Node::And(operands))
                } else {
                    self.builder.push(Node::Or(operands))
                }
            }
            9 => {
                let value = self.truth(deeper);
                self.builder.push(Node::Not(value))
            }
            10 => {
                let kind = self.tape.below(2);
                let (value, low, high) =
                    (self.any(kind, deeper), self.any(kind, 0), self.any(kind, 0));
                self.builder.push(Node::Between { value, low, high })
            }
            11 | 12 => self.within(deeper),
            13 => {
                let condition = self.truth(deeper);
                let (then, otherwise) = (self.truth(deeper), self.truth(deeper));
                self.builder.push(Node::If {
                    condition,
                    then,
                    otherwise,
                })
            }
            14 if !self.tape.tame => {
                // What code does not know.
                let items = [self.any(0, 0), self.any(1, 0)];
                let items = self.builder.run(&items);
                let list = self.builder.push(Node::List(items));
                let count = self.call(Builtin::Count, &[list]);
                let right = self.number(0);
                self.builder.push(Node::Compare {
                    op: Comparison::Less,
                    left: count,
                    right,
                })
            }
            _ => self.comparison(deeper),
        }
    }

    fn comparison(&mut self, depth: u32) -> NodeId {
        let kind = self.tape.below(if self.tape.tame { 4 } else { 5 });
        let other = if self.tape.tame || self.tape.below(6) != 0 {
            kind
        } else {
            self.tape.below(5)
        };
        let ops = [
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ];
        let only_equality = self.tape.tame && kind >= 2;
        let op = ops[self.tape.below(if only_equality { 2 } else { 6 }) as usize];
        let (left, right) = (self.any(kind, depth), self.any(other, depth));
        self.builder.push(Node::Compare { op, left, right })
    }

    fn within(&mut self, depth: u32) -> NodeId {
        let kind = self.tape.below(3);
        let value = self.any(kind, depth);
        let (low_closed, high_closed) = (self.tape.below(2) == 0, self.tape.below(2) == 0);
        let test = match self.tape.below(3) {
            _ if kind == 2 => {
                let words = (0..self.tape.below(4)).map(|place| {
                    self.builder
                        .pool(Constant::Text(WORDS[place as usize].into()))
                });
                let words = words.collect();
                self.builder.constant(Constant::List(words))
            }
            0 => {
                let (low, high) = (self.any(kind, 0), self.any(kind, 0));
                self.builder.push(Node::Range {
                    low: Some(low),
                    low_closed,
                    high: Some(high),
                    high_closed,
                })
            }
            choice => {
                let (low, high, single) = if kind == 0 {
                    let (a, b, c) = (self.tape.number(), self.tape.number(), self.tape.number());
                    (
                        Constant::Number(a),
                        Constant::Number(b),
                        Constant::Number(c),
                    )
                } else {
                    let (a, b, c) = (self.tape.date(), self.tape.date(), self.tape.date());
                    (Constant::Date(a), Constant::Date(b), Constant::Date(c))
                };
                let low = self.builder.pool(low);
                let high = self.builder.pool(high);
                let half = self.tape.below(3) == 0;
                let range = Constant::Range {
                    low: Some(low),
                    low_closed,
                    high: (!half).then_some(high),
                    high_closed,
                };
                if choice == 1 {
                    self.builder.constant(range)
                } else {
                    let list =
                        Constant::List(vec![self.builder.pool(single), self.builder.pool(range)]);
                    self.builder.constant(list)
                }
            }
        };
        self.builder.push(Node::In { value, test })
    }
}

/// A random world, and a condition or number to evaluate in it.
pub(super) fn case(bytes: &[u8], tame: bool) -> (World, Program) {
    let mut tape = Tape::new(bytes, tame);
    let mut world = tape.facts();
    let mut function = Maker::new(&mut tape, 2);
    let root = function.number(2);
    world.function = Some(function.builder.finish(root).unwrap());
    let number = tape.below(4) == 0;
    let mut maker = Maker::new(&mut tape, 0);
    let root = if number {
        maker.number(3)
    } else {
        maker.truth(4)
    };
    (world, maker.builder.finish(root).unwrap())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 40..400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn code_is_open_or_says_what_the_evaluator_says(bytes in bytes()) {
        let (world, program) = case(&bytes, false);
        let (expected, says) = world.both(&program, &[]);
        if let Some(says) = says {
            prop_assert_eq!(says, expected, "{:?}", program);
        }
    }

    #[test]
    fn total_facts_in_range_are_decided(bytes in bytes()) {
        let (world, program) = case(&bytes, true);
        // Two texts that stand in no program are not told apart by code.
        let (expected, says) = world.both(&program, &WORDS);
        prop_assert_eq!(says, Some(expected), "{:?}", program);
    }
}

fn text(text: &str) -> Constant {
    Constant::Text(text.into())
}

fn slot_is(builder: &mut Builder, slot: u32, constant: Constant) -> NodeId {
    let left = builder.push(Node::Fact(slot));
    let right = builder.constant(constant);
    builder.push(Node::Compare {
        op: Comparison::Equal,
        left,
        right,
    })
}

#[test]
fn what_comes_after_giving_up_is_not_decided_by_code() {
    // `count([]) > 0 and false` is false, but only the evaluator may say so; the other way round code may.
    for first in [true, false] {
        let mut builder = Builder::new(0);
        let none = builder.run(&[]);
        let list = builder.push(Node::List(none));
        let run = builder.run(&[list]);
        let count = builder.push(Node::Call {
            builtin: Builtin::Count,
            arguments: run,
        });
        let foreign = builder.push(Node::Compare {
            op: Comparison::Equal,
            left: count,
            right: count,
        });
        let fact = slot_is(&mut builder, 0, Constant::Bool(true));
        let operands = if first {
            [foreign, fact]
        } else {
            [fact, foreign]
        };
        let operands = builder.run(&operands);
        let root = builder.push(Node::And(operands));
        let program = builder.finish(root).unwrap();
        let code = Code::translate(&program, &Slots, &mut Symbols::default());
        assert_eq!(code.is_none(), first);
        if let Some(code) = code {
            assert_eq!(code.decide(&[Cell::FALSE]), Some(false));
            assert_eq!(code.decide(&[Cell::TRUE]), None);
        }
    }
}

#[test]
fn an_unknown_fact_leaves_what_others_decide() {
    let mut builder = Builder::new(0);
    let tests = [
        slot_is(&mut builder, 0, text("男")),
        slot_is(&mut builder, 1, text("女")),
    ];
    let operands = builder.run(&tests);
    let root = builder.push(Node::Or(operands));
    let program = builder.finish(root).unwrap();
    let mut symbols = Symbols::default();
    let code = Code::translate(&program, &Slots, &mut symbols).unwrap();
    let cell = |text: &str| symbols.cell(&Value::from(text));
    assert_eq!(code.decide(&[Cell::UNKNOWN, cell("女")]), Some(true));
    assert_eq!(code.decide(&[Cell::UNKNOWN, cell("不详")]), None);
    assert_eq!(code.decide(&[cell("不详"), Cell::ABSENT]), Some(false));
    assert_eq!(code.decide(&[]), None);
}

#[test]
fn programs_beyond_the_limits_are_left_to_the_evaluator() {
    // Doubling: each node uses the one before twice.
    let doubling = |times: u32| {
        let mut builder = Builder::new(0);
        let mut node = builder.push(Node::Fact(0));
        for _ in 0..times {
            node = builder.push(Node::Arithmetic {
                op: Arithmetic::Add,
                left: node,
                right: node,
            });
        }
        builder.finish(node).unwrap()
    };
    let translate = |program: &Program| Code::translate(program, &Slots, &mut Symbols::default());
    assert!(translate(&doubling(6)).is_some());
    assert!(translate(&doubling(40)).is_none());

    let nested = |depth: u32| {
        let mut builder = Builder::new(0);
        let mut node = builder.push(Node::Fact(0));
        for _ in 0..depth {
            node = builder.push(Node::Negate(node));
        }
        builder.finish(node).unwrap()
    };
    assert!(translate(&nested(MAX_NESTING)).is_some());
    assert!(translate(&nested(MAX_NESTING + 1)).is_none());

    let wide = |tests: u32| {
        let mut builder = Builder::new(0);
        let tests: Vec<NodeId> = (0..tests)
            .map(|_| slot_is(&mut builder, 0, Constant::Number(Decimal::ONE)))
            .collect();
        let operands = builder.run(&tests);
        let root = builder.push(Node::And(operands));
        builder.finish(root).unwrap()
    };
    // Each comparison is three nodes.
    assert!(translate(&wide((MAX_VISITS - 1) / 3)).is_some());
    assert!(translate(&wide(MAX_VISITS / 3 + 1)).is_none());
}

#[test]
fn the_table_of_symbols_is_bounded() {
    let mut symbols = Symbols::default();
    let text = |length| Arc::<str>::from("x".repeat(length));
    assert!(symbols.intern(&text(MAX_SYMBOL)).is_decided());
    assert!(!symbols.intern(&text(MAX_SYMBOL + 1)).is_decided());
    assert!(
        !symbols
            .cell(&Value::Text(text(MAX_SYMBOL + 1)))
            .is_decided()
    );
    for number in 1..MAX_SYMBOLS {
        symbols.intern(&Arc::from(number.to_string()));
    }
    assert!(!symbols.intern(&Arc::from("one more")).is_decided());
    assert_eq!(
        symbols.intern(&Arc::from("7")),
        symbols.cell(&Value::from("7"))
    );
}

#[test]
fn a_recursive_function_ends() {
    let mut builder = Builder::new(0);
    let none = builder.run(&[]);
    let call = builder.push(Node::User {
        id: 0,
        arguments: none,
    });
    let program = builder.finish(call).unwrap();
    struct Recursive(Program);
    impl Layout for Recursive {
        fn fact(&self, _: u32) -> Option<u16> {
            None
        }
        fn function(&self, _: u32) -> Option<&Program> {
            Some(&self.0)
        }
    }
    let layout = Recursive(program.clone());
    assert!(Code::translate(&program, &layout, &mut Symbols::default()).is_none());
}
