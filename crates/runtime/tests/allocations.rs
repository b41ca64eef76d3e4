//! Deciding a scalar rule by its code touches no heap. One test alone in its process, as it counts every allocation.

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use tongban_runtime::build::Builder;
use tongban_runtime::builtin::Builtin;
use tongban_runtime::code::{Cell, Code, Slots, Symbols};
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Arithmetic, Comparison, Node, NodeId};
use tongban_runtime::{Date, Decimal, Value};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn compare(builder: &mut Builder, op: Comparison, left: NodeId, right: NodeId) -> NodeId {
    builder.push(Node::Compare { op, left, right })
}

/// `(fact 0 + 1.5) * fact 0 / 4 > 2 and fact 1 in ("甲", "乙") and whole months from fact 2 to fact 3 >= 12 and not(fact 4 = null)`.
fn rule(symbols: &mut Symbols) -> Code {
    let mut builder = Builder::new(0);
    let fact = |builder: &mut Builder, slot| builder.push(Node::Fact(slot));
    let number = |builder: &mut Builder, mantissa, scale| {
        builder.constant(Constant::Number(Decimal::new(mantissa, scale).unwrap()))
    };
    let computed =
        |builder: &mut Builder, op, left, right| builder.push(Node::Arithmetic { op, left, right });
    let base = fact(&mut builder, 0);
    let more = number(&mut builder, 15, 1);
    let sum = computed(&mut builder, Arithmetic::Add, base, more);
    let product = computed(&mut builder, Arithmetic::Multiply, sum, base);
    let four = number(&mut builder, 4, 0);
    let quotient = computed(&mut builder, Arithmetic::Divide, product, four);
    let two = number(&mut builder, 2, 0);
    let first = compare(&mut builder, Comparison::Greater, quotient, two);

    let words = ["甲", "乙"].map(|word| builder.pool(Constant::Text(word.into())));
    let words = builder.constant(Constant::List(words.to_vec()));
    let value = fact(&mut builder, 1);
    let second = builder.push(Node::In { value, test: words });

    let dates = [fact(&mut builder, 2), fact(&mut builder, 3)];
    let arguments = builder.run(&dates);
    let months = builder.push(Node::Call {
        builtin: Builtin::MonthsBetween,
        arguments,
    });
    let year = number(&mut builder, 12, 0);
    let third = compare(&mut builder, Comparison::GreaterOrEqual, months, year);

    let value = fact(&mut builder, 4);
    let null = builder.constant(Constant::Absent);
    let absent = compare(&mut builder, Comparison::Equal, value, null);
    let fourth = builder.push(Node::Not(absent));

    let all = builder.run(&[first, second, third, fourth]);
    let root = builder.push(Node::And(all));
    let program = builder.finish(root).unwrap();
    Code::translate(&program, &Slots, symbols).unwrap()
}

#[test]
fn a_decided_rule_allocates_nothing() {
    let mut symbols = Symbols::default();
    let code = rule(&mut symbols);
    let frame = |base: Cell, word: &str| {
        [
            base,
            symbols.cell(&Value::from(word)),
            Cell::date(Date::new(2020, 5, 31).unwrap()),
            Cell::date(Date::new(2025, 5, 30).unwrap()),
            Cell::TRUE,
        ]
    };
    let frames = [
        (frame(Cell::number(1250, 2), "乙"), Some(true)),
        (frame(Cell::number(125, 2), "乙"), Some(false)),
        (frame(Cell::UNKNOWN, "丙"), Some(false)),
        (frame(Cell::UNKNOWN, "甲"), None),
    ];
    // The test harness has threads of its own: the quietest of several turns is ours alone.
    let quietest = (0..20).map(|_| {
        let region = Region::new(ALLOCATOR);
        for (frame, expected) in &frames {
            assert_eq!(code.decide(frame), *expected);
        }
        let change = region.change();
        change.allocations + change.reallocations
    });
    assert_eq!(quietest.min(), Some(0));
}
