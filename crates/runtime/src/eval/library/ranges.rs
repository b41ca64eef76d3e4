//! How points and ranges lie to each other (DMN 1.5, table 78), and `is`.

use super::Outcome;
use crate::builtin::Builtin;
use crate::compare::{Truth, equal, order};
use crate::fault::Fault;
use crate::value::{RangeForm, Value};
use core::cmp::Ordering;

/// A range, or a point as the range that holds only it. A missing end is unbounded.
#[derive(Clone, Copy)]
struct Span<'v> {
    low: Option<&'v Value>,
    low_closed: bool,
    high: Option<&'v Value>,
    high_closed: bool,
    point: bool,
}

impl<'v> Span<'v> {
    fn of(value: &'v Value) -> Result<Self, Fault> {
        match value {
            Value::Range(range) if range.form == RangeForm::Except => Err(Fault::BadArgument),
            Value::Range(range) => Ok(Self {
                low: range.low.as_ref(),
                low_closed: range.low_closed,
                high: range.high.as_ref(),
                high_closed: range.high_closed,
                point: false,
            }),
            point if order(point, point).is_some() => Ok(Self {
                low: Some(point),
                low_closed: true,
                high: Some(point),
                high_closed: true,
                point: true,
            }),
            _ => Err(Fault::WrongType),
        }
    }
}

type Answer = Result<bool, Fault>;

fn compare(a: &Value, b: &Value) -> Result<Ordering, Fault> {
    order(a, b).ok_or(Fault::WrongType)
}

/// How two lower ends lie; no end is before every end.
fn lows(a: Option<&Value>, b: Option<&Value>) -> Result<Ordering, Fault> {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => Ok(a.is_some().cmp(&b.is_some())),
    }
}

/// How two upper ends lie; no end is after every end.
fn highs(a: Option<&Value>, b: Option<&Value>) -> Result<Ordering, Fault> {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => Ok(b.is_some().cmp(&a.is_some())),
    }
}

/// How an upper end lies to a lower end.
fn high_low(high: Option<&Value>, low: Option<&Value>) -> Result<Ordering, Fault> {
    match (high, low) {
        (Some(high), Some(low)) => compare(high, low),
        _ => Ok(Ordering::Greater),
    }
}

/// Whether `a` ends before `b` starts.
fn before(a: Span<'_>, b: Span<'_>) -> Answer {
    Ok(match high_low(a.high, b.low)? {
        Ordering::Less => true,
        Ordering::Equal => !a.high_closed || !b.low_closed,
        Ordering::Greater => false,
    })
}

fn meets(a: Span<'_>, b: Span<'_>) -> Answer {
    Ok(high_low(a.high, b.low)? == Ordering::Equal && a.high_closed && b.low_closed)
}

fn overlaps(a: Span<'_>, b: Span<'_>) -> Answer {
    Ok(!before(a, b)? && !before(b, a)?)
}

/// Whether `a` starts first and ends inside of `b`.
fn overlaps_before(a: Span<'_>, b: Span<'_>) -> Answer {
    let first = match lows(a.low, b.low)? {
        Ordering::Less => true,
        Ordering::Equal => a.low_closed && !b.low_closed,
        Ordering::Greater => false,
    };
    let inside = match highs(a.high, b.high)? {
        Ordering::Less => true,
        Ordering::Equal => !a.high_closed || b.high_closed,
        Ordering::Greater => false,
    };
    Ok(first && inside && !before(a, b)?)
}

/// Whether `b` starts no later than `a`.
fn starts_in(a: Span<'_>, b: Span<'_>) -> Answer {
    Ok(match lows(a.low, b.low)? {
        Ordering::Greater => true,
        Ordering::Equal => !a.low_closed || b.low_closed,
        Ordering::Less => false,
    })
}

/// Whether `b` ends no earlier than `a`.
fn ends_in(a: Span<'_>, b: Span<'_>) -> Answer {
    Ok(match highs(a.high, b.high)? {
        Ordering::Less => true,
        Ordering::Equal => !a.high_closed || b.high_closed,
        Ordering::Greater => false,
    })
}

fn during(a: Span<'_>, b: Span<'_>) -> Answer {
    Ok(starts_in(a, b)? && ends_in(a, b)?)
}

fn starts(a: Span<'_>, b: Span<'_>) -> Answer {
    let together = lows(a.low, b.low)? == Ordering::Equal && a.low_closed == b.low_closed;
    Ok(ends_in(a, b)? && together)
}

fn finishes(a: Span<'_>, b: Span<'_>) -> Answer {
    let together = highs(a.high, b.high)? == Ordering::Equal && a.high_closed == b.high_closed;
    Ok(starts_in(a, b)? && together)
}

fn coincides(a: Span<'_>, b: Span<'_>) -> Answer {
    let low = lows(a.low, b.low)? == Ordering::Equal && a.low_closed == b.low_closed;
    let high = highs(a.high, b.high)? == Ordering::Equal && a.high_closed == b.high_closed;
    Ok(low && high)
}

pub(super) fn relation(builtin: Builtin, arguments: &[Value]) -> Outcome {
    use Builtin as B;
    let [a, b] = arguments else {
        return Err(Fault::BadArgument);
    };
    if a.is_absent() || b.is_absent() {
        return Ok(Value::Absent);
    }
    let (a, b) = (Span::of(a)?, Span::of(b)?);
    let fits = match builtin {
        B::Before | B::After => true,
        B::Coincides => a.point == b.point,
        B::Finishes | B::Starts | B::During => !b.point,
        B::FinishedBy | B::StartedBy | B::Includes => !a.point,
        _ => !a.point && !b.point,
    };
    if !fits {
        return Err(Fault::WrongType);
    }
    let answer = match builtin {
        B::Before => before(a, b),
        B::After => before(b, a),
        B::Meets => meets(a, b),
        B::MetBy => meets(b, a),
        B::Overlaps => overlaps(a, b),
        B::OverlapsBefore => overlaps_before(a, b),
        B::OverlapsAfter => overlaps_before(b, a),
        B::Finishes => finishes(a, b),
        B::FinishedBy => finishes(b, a),
        B::Includes => during(b, a),
        B::During => during(a, b),
        B::Starts => starts(a, b),
        B::StartedBy => starts(b, a),
        _ => coincides(a, b),
    };
    answer.map(Value::Bool)
}

/// Whether two values are the same element of the same domain: no conversion between zones.
pub(super) fn is(arguments: &[Value]) -> Outcome {
    let [a, b] = arguments else {
        return Err(Fault::BadArgument);
    };
    Ok(Value::Bool(match (a, b) {
        (Value::Time(a), Value::Time(b)) => a == b,
        (Value::DateTime(a), Value::DateTime(b)) => a == b,
        (a, b) => equal(a, b) == Truth::True,
    }))
}
