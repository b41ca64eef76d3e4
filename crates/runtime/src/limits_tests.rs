//! Limits of the run time at their boundary; those of programs and formats are tried beside them.

use crate::build::Builder;
use crate::builtin::Builtin;
use crate::constant::Constant;
use crate::limits::{
    DEFAULT_FUEL, MAX_DISTINCT, MAX_LIST, MAX_PAYMENTS, MAX_TEXT, MAX_VALUE_DEPTH, MAX_WEIGHT,
    MAX_WORKING_DAYS,
};
use crate::program::{Arithmetic, Node, Program};
use crate::value::Range;
use crate::{
    Calendar, CalendarYear, Date, Decimal, Env, Fault, Fuel, Value, YearsMonths, eval, loan,
};
use std::sync::Arc;

/// Two facts.
struct Two(Value, Value);

impl Env for Two {
    fn fact(&self, slot: u32) -> Value {
        if slot == 0 {
            self.0.clone()
        } else {
            self.1.clone()
        }
    }
}

fn call(builtin: Builtin) -> Program {
    let mut builder = Builder::new(0);
    let fact = builder.push(Node::Fact(0));
    let arguments = builder.run(&[fact]);
    let root = builder.push(Node::Call { builtin, arguments });
    builder.finish(root).unwrap()
}

fn number(n: usize) -> Value {
    Value::from(i64::try_from(n).unwrap())
}

#[test]
fn fuel_ends_exactly_where_it_is_used_up() {
    let mut builder = Builder::new(0);
    let one = builder.constant(Constant::Number(Decimal::ONE));
    let sum = builder.push(Node::Arithmetic {
        op: Arithmetic::Add,
        left: one,
        right: one,
    });
    let program = builder.finish(sum).unwrap();
    let mut fuel = Fuel::default();
    assert_eq!(fuel.left(), DEFAULT_FUEL);
    assert_eq!(eval(&program, &crate::NoFacts, &mut fuel), Value::from(2));
    let used = DEFAULT_FUEL - fuel.left();
    assert_eq!(
        eval(&program, &crate::NoFacts, &mut Fuel::new(used)),
        Value::from(2)
    );
    assert_eq!(
        eval(&program, &crate::NoFacts, &mut Fuel::new(used - 1)),
        Value::Fault(Fault::FuelExhausted)
    );
}

#[test]
fn values_are_bounded_in_weight_and_depth() {
    let of = |count: usize| Value::list(vec![Value::Absent; count]);
    assert_eq!(of(MAX_WEIGHT - 1).weight(), Ok(MAX_WEIGHT));
    assert_eq!(of(MAX_WEIGHT).weight(), Err(Fault::TooLarge));
    let deep = |depth: u32| (0..depth).fold(Value::Absent, |inner, _| Value::list(vec![inner]));
    assert!(deep(MAX_VALUE_DEPTH).weight().is_ok());
    assert_eq!(deep(MAX_VALUE_DEPTH + 1).weight(), Err(Fault::TooLarge));
}

#[test]
fn loops_run_over_lists_of_bounded_length() {
    let counted = |high: usize| {
        let mut builder = Builder::new(0);
        let local = builder.local();
        let list = builder.push(Node::Fact(0));
        let body = builder.push(Node::Local(local));
        let root = builder.push(Node::For {
            local,
            list,
            body,
            flatten: false,
        });
        let program = builder.finish(root).unwrap();
        let range = Range {
            low: Some(number(1)),
            low_closed: true,
            high: Some(number(high)),
            high_closed: true,
            form: Default::default(),
        };
        eval(
            &program,
            &Two(Value::Range(Arc::new(range)), Value::Absent),
            &mut Fuel::default(),
        )
    };
    assert_eq!(counted(MAX_LIST).as_list().unwrap().items.len(), MAX_LIST);
    assert_eq!(counted(MAX_LIST + 1), Value::Fault(Fault::TooLarge));
}

#[test]
fn equal_elements_are_sought_in_lists_of_bounded_length() {
    let distinct = |count: usize| {
        let list = Value::list((0..count).map(number).collect());
        eval(
            &call(Builtin::DistinctValues),
            &Two(list, Value::Absent),
            &mut Fuel::new(10_000_000),
        )
    };
    assert_eq!(
        distinct(MAX_DISTINCT).as_list().unwrap().items.len(),
        MAX_DISTINCT
    );
    assert_eq!(distinct(MAX_DISTINCT + 1), Value::Fault(Fault::TooLarge));
}

#[test]
fn texts_that_are_joined_are_bounded() {
    let joined = |left: usize, right: usize| {
        let mut builder = Builder::new(0);
        let (a, b) = (builder.push(Node::Fact(0)), builder.push(Node::Fact(1)));
        let root = builder.push(Node::Arithmetic {
            op: Arithmetic::Add,
            left: a,
            right: b,
        });
        let text = |length: usize| Value::text(&"x".repeat(length));
        eval(
            &builder.finish(root).unwrap(),
            &Two(text(left), text(right)),
            &mut Fuel::default(),
        )
    };
    assert_eq!(joined(MAX_TEXT - 1, 1).as_text().unwrap().len(), MAX_TEXT);
    assert_eq!(joined(MAX_TEXT, 1), Value::Fault(Fault::TooLarge));
}

#[test]
fn loans_have_a_bounded_number_of_payments() {
    let payments =
        |count: u32| loan::schedule(Decimal::from(i64::from(count)), Decimal::ZERO, Decimal::ONE);
    assert_eq!(
        payments(MAX_PAYMENTS).unwrap().len(),
        usize::try_from(MAX_PAYMENTS).unwrap()
    );
    assert!(payments(MAX_PAYMENTS + 1).is_err());
}

#[test]
fn so_many_working_days_are_stepped_over_and_no_more() {
    let years = (2000..2060).map(|year| (year, CalendarYear::default()));
    let calendar = Calendar {
        years: years.collect(),
    };
    let first = Date::parse("2000-01-03").unwrap();
    assert!(matches!(
        calendar.add_working_days(first, MAX_WORKING_DAYS),
        Value::Date(_)
    ));
    assert_eq!(
        calendar.add_working_days(first, MAX_WORKING_DAYS + 1),
        Value::Fault(Fault::BadArgument)
    );
}

#[test]
fn durations_overflow_into_a_fault() {
    let mut builder = Builder::new(0);
    let fact = builder.push(Node::Fact(0));
    let root = builder.push(Node::Arithmetic {
        op: Arithmetic::Add,
        left: fact,
        right: fact,
    });
    let program = builder.finish(root).unwrap();
    let months = Value::YearsMonths(YearsMonths(i64::MAX));
    let value = eval(&program, &Two(months, Value::Absent), &mut Fuel::default());
    assert_eq!(value, Value::Fault(Fault::Overflow));
}
