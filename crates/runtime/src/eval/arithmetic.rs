//! `+ − × ÷` and power over numbers, dates, durations and text.

use super::bounds;
use crate::date::Date;
use crate::decimal::{Decimal, Rounding};
use crate::duration::{DAY, DaysTime, YearsMonths};
use crate::fault::Fault;
use crate::limits::MAX_TEXT;
use crate::program::Arithmetic;
use crate::value::Value;
use std::sync::Arc;

type Outcome = Result<Value, Fault>;

/// What stands in the way: faults and unknowns in order, then absence.
pub(super) fn blocked(values: &[&Value]) -> Option<Value> {
    let mut causes = None;
    for value in values {
        match value {
            Value::Fault(fault) if causes.is_none() => return Some(Value::Fault(*fault)),
            Value::Unknown(more) => crate::unknown::Unknowns::merge(&mut causes, more),
            _ => {}
        }
    }
    if let Some(causes) = causes {
        return Some(Value::Unknown(causes.faulting()));
    }
    values
        .iter()
        .any(|value| value.is_absent())
        .then_some(Value::Absent)
}

pub(super) fn binary(op: Arithmetic, left: &Value, right: &Value) -> Outcome {
    if let (Value::Number(a), Value::Number(b)) = (left, right) {
        return numbers(op, *a, *b).map(Value::Number);
    }
    if let Some(value) = blocked(&[left, right]) {
        return Ok(bounds::binary(op, left, right, value));
    }
    match op {
        Arithmetic::Add => add(left, right),
        Arithmetic::Subtract => subtract(left, right),
        Arithmetic::Multiply => match (left, right) {
            (Value::Number(factor), other) | (other, Value::Number(factor)) => {
                scale(other, *factor)
            }
            _ => Err(Fault::WrongType),
        },
        Arithmetic::Divide => divide(left, right),
        Arithmetic::Power => Err(Fault::WrongType),
    }
}

fn numbers(op: Arithmetic, a: Decimal, b: Decimal) -> Result<Decimal, Fault> {
    match op {
        Arithmetic::Add => a.add(b),
        Arithmetic::Subtract => a.sub(b),
        Arithmetic::Multiply => a.mul(b),
        Arithmetic::Divide => a.div(b),
        Arithmetic::Power => a.pow(b.to_i64().ok_or(Fault::BadArgument)?),
    }
}

pub(super) fn negate(value: &Value) -> Outcome {
    match value {
        Value::Number(number) => Ok(Value::Number(number.neg())),
        Value::YearsMonths(YearsMonths(months)) => months
            .checked_neg()
            .map(|months| Value::YearsMonths(YearsMonths(months)))
            .ok_or(Fault::Overflow),
        Value::DaysTime(time) => time
            .checked_neg()
            .map(Value::DaysTime)
            .ok_or(Fault::Overflow),
        other => {
            let value = blocked(&[other]).ok_or(Fault::WrongType)?;
            Ok(bounds::negated(other, value))
        }
    }
}

fn add(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => {
            if a.len().saturating_add(b.len()) > MAX_TEXT {
                return Err(Fault::TooLarge);
            }
            Ok(Value::Text(Arc::from([&**a, &**b].concat())))
        }
        (Value::Date(date), Value::YearsMonths(months))
        | (Value::YearsMonths(months), Value::Date(date)) => {
            date.add_months(months.0).map(Value::Date)
        }
        (Value::Date(date), Value::DaysTime(time)) | (Value::DaysTime(time), Value::Date(date)) => {
            shift(*date, time.seconds())
        }
        (Value::YearsMonths(a), Value::YearsMonths(b)) => {
            a.0.checked_add(b.0)
                .map(|months| Value::YearsMonths(YearsMonths(months)))
                .ok_or(Fault::Overflow)
        }
        (Value::DaysTime(a), Value::DaysTime(b)) => a
            .checked_add(*b)
            .map(Value::DaysTime)
            .ok_or(Fault::Overflow),
        _ => Err(Fault::WrongType),
    }
}

fn subtract(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Date(later), Value::Date(earlier)) => {
            DaysTime::from_days(later.day_number().saturating_sub(earlier.day_number()))
                .map(Value::DaysTime)
                .ok_or(Fault::Overflow)
        }
        (_, Value::YearsMonths(_) | Value::DaysTime(_)) => add(left, &negate(right)?),
        _ => Err(Fault::WrongType),
    }
}

/// A date has no time of day: a duration moves it by the days its start of day moves.
fn shift(date: Date, seconds: i64) -> Outcome {
    date.add_days(seconds.div_euclid(DAY)).map(Value::Date)
}

fn scale(duration: &Value, factor: Decimal) -> Outcome {
    part(duration, |whole| whole.mul(factor))
}

/// Months, or nanoseconds, changed; what is finer is dropped.
fn part(duration: &Value, change: impl Fn(Decimal) -> Result<Decimal, Fault>) -> Outcome {
    let whole = |part: Decimal| change(part)?.round(0, Rounding::Down);
    match duration {
        Value::YearsMonths(months) => whole(Decimal::from(months.0))?
            .to_i64()
            .map(|months| Value::YearsMonths(YearsMonths(months)))
            .ok_or(Fault::Overflow),
        Value::DaysTime(time) => whole(Decimal::new(time.total_nanos(), 0)?)?
            .to_i128()
            .and_then(DaysTime::from_nanos)
            .map(Value::DaysTime)
            .ok_or(Fault::Overflow),
        _ => Err(Fault::WrongType),
    }
}

fn divide(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (_, Value::Number(divisor)) => part(left, |whole| whole.div(*divisor)),
        (Value::YearsMonths(a), Value::YearsMonths(b)) => Decimal::from(a.0)
            .div(Decimal::from(b.0))
            .map(Value::Number),
        (Value::DaysTime(a), Value::DaysTime(b)) => Decimal::new(a.total_nanos(), 0)?
            .div(Decimal::new(b.total_nanos(), 0)?)
            .map(Value::Number),
        _ => Err(Fault::WrongType),
    }
}
