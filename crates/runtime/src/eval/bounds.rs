//! What is known of results that are not known: between which values they lie.
//!
//! An operation that rises or falls with each of its operands has its ends at the ends of the operands, so the
//! operation itself, done twice, says all that there is to say. What cannot be said so stays unbounded.

use super::builtins::scalar;
use crate::builtin::Builtin;
use crate::compare::order;
use crate::date::Date;
use crate::decimal::{Decimal, Rounding};
use crate::fault::Fault;
use crate::limits::{MAX_LIST, MAX_WORKING_DAYS};
use crate::program::{Arithmetic, Property};
use crate::unknown::{Bounds, Unknowns};
use crate::value::{List, Value};
use core::cmp::Ordering;
use std::sync::Arc;

/// The ends of a value of an ordered kind, known or not.
fn ends(value: &Value) -> Option<Bounds> {
    match value {
        Value::Unknown(causes) => causes.bounds().cloned(),
        Value::Number(number) => Some(Bounds {
            low: value.clone(),
            high: value.clone(),
            whole: is_whole(*number),
        }),
        Value::Date(_) | Value::YearsMonths(_) | Value::DaysTime(_) => Some(Bounds {
            low: value.clone(),
            high: value.clone(),
            whole: false,
        }),
        _ => None,
    }
}

fn is_whole(number: Decimal) -> bool {
    number.round(0, Rounding::Floor) == Ok(number)
}

/// An unknown value within bounds: known, if there is one such value only.
fn within(causes: &Arc<Unknowns>, may_fault: bool, bounds: Bounds) -> Value {
    match order(&bounds.low, &bounds.high) {
        Some(Ordering::Equal) if !may_fault => bounds.low,
        Some(Ordering::Less | Ordering::Equal) => {
            Value::Unknown(causes.with(may_fault, Some(bounds)))
        }
        _ => Value::Unknown(causes.with(may_fault, None)),
    }
}

/// The smallest bounds around both.
fn around(a: Bounds, b: Bounds) -> Option<Bounds> {
    Some(Bounds {
        low: if order(&b.low, &a.low)? == Ordering::Less {
            b.low
        } else {
            a.low
        },
        high: if order(&b.high, &a.high)? == Ordering::Greater {
            b.high
        } else {
            a.high
        },
        whole: a.whole && b.whole,
    })
}

/// One of several outcomes that is not known, by its causes.
pub(super) fn one_of(causes: &Arc<Unknowns>, outcomes: &[&Value]) -> Value {
    let mut all = outcomes.iter().map(|outcome| ends(outcome));
    let first = all.next().flatten();
    let found = all.fold(first, |found, next| around(found?, next?));
    match found {
        Some(bounds) => within(causes, causes.may_fault(), bounds),
        None => Value::Unknown(causes.bare()),
    }
}

/// What is declared of an unknown value, or of the unknown elements of a list, together with what is known.
pub(super) fn declared(
    value: &Value,
    low: Option<&Value>,
    high: Option<&Value>,
    whole: bool,
) -> Option<Value> {
    let of = |causes: &Arc<Unknowns>| {
        let known = causes.bounds();
        let inner =
            |known: Option<&Value>, end: Option<&Value>, wanted: Ordering| match (known, end) {
                (Some(known), Some(end)) if order(end, known) == Some(wanted) => Some(end.clone()),
                (Some(known), _) => Some(known.clone()),
                (None, end) => end.cloned(),
            };
        let low = inner(known.map(|known| &known.low), low, Ordering::Greater)?;
        let high = inner(known.map(|known| &known.high), high, Ordering::Less)?;
        let whole = whole || known.is_some_and(|known| known.whole);
        // What contradicts itself is never reached; then all is as before.
        let sense = order(&low, &high)? != Ordering::Greater;
        sense.then(|| within(causes, causes.may_fault(), Bounds { low, high, whole }))
    };
    match value {
        Value::Unknown(causes) => of(causes),
        // Nothing is made anew of a list that is known.
        Value::List(list)
            if list.open.is_none() && list.items.iter().all(|item| item.as_unknown().is_none()) =>
        {
            None
        }
        Value::List(list) => Some(Value::List(Arc::new(List {
            items: list
                .items
                .iter()
                .map(|item| match item {
                    Value::Unknown(causes) => of(causes).unwrap_or_else(|| item.clone()),
                    item => item.clone(),
                })
                .collect(),
            open: list.open.as_ref().map(|open| match of(open) {
                Some(Value::Unknown(bounded)) => bounded,
                _ => Arc::clone(open),
            }),
        }))),
        _ => None,
    }
}

/// The ends of an operation: its operands that are marked in `falling` make it smaller as they grow, the others larger.
fn monotone(
    values: &[Value],
    falling: u8,
    operation: impl Fn(&[Value]) -> Result<Value, Fault>,
) -> Option<(Value, Value, bool)> {
    let mut lows = Vec::with_capacity(values.len());
    let mut highs = Vec::with_capacity(values.len());
    let mut whole = true;
    for (place, value) in values.iter().enumerate() {
        let Bounds {
            low,
            high,
            whole: one,
        } = ends(value)?;
        whole &= one || !matches!(low, Value::Number(_));
        let falls = place < 8 && falling & (1 << place) != 0;
        let (low, high) = if falls { (high, low) } else { (low, high) };
        lows.push(low);
        highs.push(high);
    }
    Some((operation(&lows).ok()?, operation(&highs).ok()?, whole))
}

/// What is unknown of two-place arithmetic, within its bounds.
pub(super) fn binary(op: Arithmetic, left: &Value, right: &Value, unknown: Value) -> Value {
    let Value::Unknown(causes) = &unknown else {
        return unknown;
    };
    let values = [left.clone(), right.clone()];
    let sign = |value: &Value, at: fn(&Bounds) -> &Value| match at(&ends(value)?) {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    // Whether a factor never changes the sign of what it is applied to.
    let positive =
        |value: &Value| sign(value, |ends| &ends.low).is_none_or(|low| !low.is_negative());
    let number = |value: &Value| sign(value, |ends| &ends.low).is_some();
    let fixed = |value: &Value| !matches!(value, Value::Unknown(_));
    let falling = match op {
        Arithmetic::Add => Some(0),
        Arithmetic::Subtract => Some(2),
        // A duration may have either sign, and changes it.
        Arithmetic::Multiply | Arithmetic::Divide if !number(left) || !number(right) => None,
        Arithmetic::Multiply if positive(left) && positive(right) => Some(0),
        Arithmetic::Multiply if fixed(left) => Some(if positive(left) { 0 } else { 2 }),
        Arithmetic::Multiply if fixed(right) => Some(u8::from(!positive(right))),
        Arithmetic::Divide => match sign(right, |ends| &ends.low) {
            Some(low) if low.is_negative() || low.is_zero() => None,
            Some(_) if fixed(right) => Some(0),
            Some(_) if positive(left) => Some(2),
            _ => None,
        },
        _ => None,
    };
    let found = falling.and_then(|falling| {
        monotone(&values, falling, |values| match values {
            [left, right] => super::arithmetic::binary(op, left, right),
            _ => Err(Fault::WrongType),
        })
    });
    match found {
        Some((low, high, whole)) => {
            let whole = whole && op != Arithmetic::Divide && matches!(low, Value::Number(_));
            within(
                causes,
                values.iter().any(Value::may_fault),
                Bounds { low, high, whole },
            )
        }
        None => unknown,
    }
}

/// What is unknown of a negation, within its bounds.
pub(super) fn negated(value: &Value, unknown: Value) -> Value {
    let (Value::Unknown(causes), Some(bounds)) = (&unknown, ends(value)) else {
        return unknown;
    };
    let ends = (
        super::arithmetic::negate(&bounds.high),
        super::arithmetic::negate(&bounds.low),
    );
    match ends {
        (Ok(low), Ok(high)) => within(
            causes,
            value.may_fault(),
            Bounds {
                low,
                high,
                whole: bounds.whole,
            },
        ),
        _ => unknown,
    }
}

/// A part of an unknown date; only the year rises with it.
pub(super) fn property(causes: &Arc<Unknowns>, property: Property) -> Value {
    let found = causes.bounds().filter(|_| property == Property::Year);
    let part = |end: &Value| super::dates::property(end, property).ok();
    match found.and_then(|bounds| Some((part(&bounds.low)?, part(&bounds.high)?))) {
        Some((low, high)) => {
            let bounds = Bounds {
                low,
                high,
                whole: true,
            };
            within(causes, causes.may_fault(), bounds)
        }
        None => Value::Unknown(causes.bare()),
    }
}

/// What is unknown of a function, within its bounds.
pub(super) fn call(builtin: Builtin, arguments: &[Value], unknown: Value) -> Value {
    let Value::Unknown(causes) = &unknown else {
        return unknown;
    };
    let whole_months = |value: &Value| ends(value).is_some_and(|ends| ends.whole);
    let found = match (builtin, arguments) {
        (
            Builtin::Floor
            | Builtin::Ceiling
            | Builtin::Decimal
            | Builtin::RoundUp
            | Builtin::RoundDown
            | Builtin::RoundHalfUp
            | Builtin::RoundHalfDown,
            [_] | [_, Value::Number(_)],
        ) => monotone(arguments, 0, |values| scalar(builtin, values)).map(|(low, high, whole)| {
            let to_whole =
                whole || arguments.len() == 1 || arguments.get(1) == Some(&Value::from(0));
            (low, high, to_whole)
        }),
        (Builtin::AddMonths, [_, months]) if whole_months(months) => {
            monotone(arguments, 0, |values| scalar(builtin, values))
        }
        (Builtin::LastDayOfMonth, _) => monotone(arguments, 0, |values| scalar(builtin, values)),
        (Builtin::MonthsBetween | Builtin::DaysBetween | Builtin::YearsAndMonthsDuration, _) => {
            monotone(arguments, 1, |values| scalar(builtin, values))
        }
        (Builtin::AddWorkingDays, [date, Value::Number(days)]) => working_days(date, *days),
        (Builtin::Min | Builtin::Max | Builtin::Sum, [Value::List(list)]) => {
            return aggregate(builtin, &list.items, list.open.as_ref(), unknown);
        }
        (Builtin::Min | Builtin::Max | Builtin::Sum, items) => {
            return aggregate(builtin, items, None, unknown);
        }
        _ => None,
    };
    match found {
        Some((low, high, whole)) => {
            let may_fault = arguments.iter().any(Value::may_fault);
            within(causes, may_fault, Bounds { low, high, whole })
        }
        None => unknown,
    }
}

/// So many working days later is at least so many days later. How many days are free is the calendar's affair.
fn working_days(date: &Value, days: Decimal) -> Option<(Value, Value, bool)> {
    let bounds = ends(date)?;
    let (Value::Date(low), Value::Date(high)) = (bounds.low, bounds.high) else {
        return None;
    };
    let days = days
        .to_i64()
        .filter(|days| (0..=MAX_WORKING_DAYS).contains(days))?;
    // Within years that a calendar can tell of.
    let last = Date::new(9999, 12, 31)?;
    let reach = days.checked_mul(10)?.checked_add(400)?;
    high.add_days(reach).ok().filter(|reach| reach.is_near())?;
    let low = low.add_days(days).ok()?;
    Some((Value::Date(low), Value::Date(last), false))
}

/// The least, the most or the sum of elements, some of which are not known, and of further ones that may come.
fn aggregate(
    builtin: Builtin,
    items: &[Value],
    open: Option<&Arc<Unknowns>>,
    unknown: Value,
) -> Value {
    let Value::Unknown(causes) = &unknown else {
        return unknown;
    };
    let fault = items.iter().any(Value::may_fault) || open.is_some_and(|open| open.may_fault());
    let found = (|| {
        let mut all = items.iter().map(ends);
        // Of no element at all nothing is known, not even that there is a result.
        let mut found = all.next()??;
        for next in all {
            found = joined(builtin, found, next?)?;
        }
        let Some(open) = open else { return Some(found) };
        let more = open.bounds()?.clone();
        if builtin != Builtin::Sum {
            // There may be no further one: the end that it cannot move stays.
            let with = joined(builtin, found.clone(), more)?;
            return Some(match builtin {
                Builtin::Min => Bounds {
                    high: found.high,
                    ..with
                },
                _ => Bounds {
                    low: found.low,
                    ..with
                },
            });
        }
        let most = Value::from(i64::try_from(MAX_LIST).ok()?);
        let zero = Value::from(0);
        let times = |end: Value, wanted: Ordering| {
            if order(&end, &zero)? == wanted {
                super::arithmetic::binary(Arithmetic::Multiply, &end, &most).ok()
            } else {
                Some(zero.clone())
            }
        };
        let more = Bounds {
            low: times(more.low, Ordering::Less)?,
            high: times(more.high, Ordering::Greater)?,
            whole: more.whole,
        };
        joined(Builtin::Sum, found, more)
    })();
    match found {
        Some(bounds) => within(causes, fault, bounds),
        None => unknown,
    }
}

/// The ends of one more element together with those before.
fn joined(builtin: Builtin, a: Bounds, b: Bounds) -> Option<Bounds> {
    let whole = a.whole && b.whole;
    let end = |a: Value, b: Value| {
        let first = match builtin {
            Builtin::Sum => return super::arithmetic::binary(Arithmetic::Add, &a, &b).ok(),
            Builtin::Min => Ordering::Less,
            _ => Ordering::Greater,
        };
        Some(if order(&b, &a)? == first { b } else { a })
    };
    Some(Bounds {
        low: end(a.low, b.low)?,
        high: end(a.high, b.high)?,
        whole,
    })
}

/// A number of elements.
pub(super) fn number(count: usize) -> Value {
    Value::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number of elements of which so many are certain and so many more are possible.
pub(super) fn count(causes: &Arc<Unknowns>, certain: usize, most: usize) -> Value {
    let bounds = Bounds {
        low: number(certain),
        high: number(most),
        whole: true,
    };
    within(causes, causes.may_fault(), bounds)
}
