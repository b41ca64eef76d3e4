//! The evaluator alone: programs are put together node by node, run as code, and by the general evaluator where code says nothing.
//! No parser, no catalogue, no codec. Every operation and function of the language is in it, as any program may ask for it.

use std::cell::RefCell;
use tongban_runtime::build::Builder;
use tongban_runtime::code::{Cell, Code, Slots, Symbols};
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Comparison, Node};
use tongban_runtime::{Decimal, Env, Fuel, Program, Reason, Value, What, eval};

struct Rule {
    program: Program,
    code: Option<Code>,
    cells: Vec<Cell>,
    facts: Vec<Value>,
}

struct Facts<'a>(&'a [Value]);

impl Env for Facts<'_> {
    fn fact(&self, slot: u32) -> Value {
        let unknown = || Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked);
        self.0.get(slot as usize).cloned().unwrap_or_else(unknown)
    }
}

thread_local! {
    static RULE: RefCell<Option<Rule>> = const { RefCell::new(None) };
}

/// A program that compares a fact with a number; gives 1 if it could be built.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn build(slot: u32, mantissa: i64, scale: u32) -> u32 {
    let mut builder = Builder::new(0);
    let left = builder.push(Node::Fact(slot));
    let number = Decimal::new(i128::from(mantissa), scale as i32).unwrap_or_default();
    let right = builder.constant(Constant::Number(number));
    let root = builder.push(Node::Compare {
        op: Comparison::GreaterOrEqual,
        left,
        right,
    });
    let Ok(program) = builder.finish(root) else {
        return 0;
    };
    let code = Code::translate(&program, &Slots, &mut Symbols::default());
    let rule = Rule {
        program,
        code,
        cells: Vec::new(),
        facts: Vec::new(),
    };
    RULE.with_borrow_mut(|place| *place = Some(rule));
    1
}

/// Adds a fact.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn fact(mantissa: i64, scale: u32) {
    let number = Decimal::new(i128::from(mantissa), scale as i32).unwrap_or_default();
    RULE.with_borrow_mut(|rule| {
        if let Some(rule) = rule {
            rule.cells.push(Cell::decimal(number));
            rule.facts.push(Value::Number(number));
        }
    });
}

/// Decides: 0 false, 1 true, 2 neither.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn decide() -> u32 {
    RULE.with_borrow(|rule| {
        let Some(rule) = rule else { return 2 };
        let coded = rule.code.as_ref().and_then(|code| code.decide(&rule.cells));
        let decided = coded
            .or_else(|| eval(&rule.program, &Facts(&rule.facts), &mut Fuel::default()).as_bool());
        decided.map_or(2, u32::from)
    })
}
