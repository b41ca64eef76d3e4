//! Three-valued logic, and what rules call equal and ordered.

use crate::decimal::Decimal;
use crate::fault::Fault;
#[cfg(feature = "standard")]
use crate::time::Zone;
use crate::unknown::Unknowns;
use crate::value::{Range, RangeForm, Value};
use core::cmp::Ordering;
use std::sync::Arc;

/// The outcome of a comparison or condition.
#[derive(Clone, PartialEq, Debug)]
pub enum Truth {
    /// False for every completion.
    False,
    /// True for every completion.
    True,
    /// Not known.
    Unknown(Arc<Unknowns>),
    /// Neither: FEEL's null (values that cannot be compared).
    Absent,
    /// A fault.
    Fault(Fault),
}

impl Truth {
    /// What a value says as a condition; anything but a truth value is absent.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Bool(true) => Self::True,
            Value::Bool(false) => Self::False,
            Value::Unknown(causes) => Self::Unknown(causes.bare()),
            Value::Fault(fault) => Self::Fault(*fault),
            _ => Self::Absent,
        }
    }

    /// Negation; unknown, absent and faults stay.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::True => Self::False,
            other => other,
        }
    }

    const fn from_bool(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    /// Conjunction: false wins, then unknown, then a fault, then absent.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.combine(other, &Self::False)
    }

    /// Disjunction: true wins, then unknown, then a fault, then absent.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.combine(other, &Self::True)
    }

    fn combine(self, other: Self, winner: &Self) -> Self {
        match (self, other) {
            (a, b) if a == *winner || b == *winner => winner.clone(),
            (Self::Unknown(mut held), Self::Unknown(more)) => {
                Unknowns::absorb(&mut held, &more);
                Self::Unknown(held)
            }
            // The unknown may still turn the whole into the winner; if not, it is this fault.
            (Self::Unknown(a), Self::Fault(_)) | (Self::Fault(_), Self::Unknown(a)) => {
                Self::Unknown(a.faulting())
            }
            (Self::Unknown(a), _) | (_, Self::Unknown(a)) => Self::Unknown(a),
            (Self::Fault(a), _) | (_, Self::Fault(a)) => Self::Fault(a),
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (a, _) => a,
        }
    }
}

impl From<Truth> for Value {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::False => Self::Bool(false),
            Truth::True => Self::Bool(true),
            Truth::Unknown(causes) => Self::Unknown(causes),
            Truth::Absent => Self::Absent,
            Truth::Fault(fault) => Self::Fault(fault),
        }
    }
}

/// What stands in the way of comparing two values: a fault, or an unknown whose bounds do not say how `test` comes out.
fn blocked(a: &Value, b: &Value, test: fn(Ordering) -> bool) -> Option<Truth> {
    match (a, b) {
        (Value::Fault(fault), _) => Some(Truth::Fault(*fault)),
        (Value::Unknown(causes), Value::Fault(_)) => Some(Truth::Unknown(causes.faulting())),
        (_, Value::Fault(fault)) => Some(Truth::Fault(*fault)),
        (Value::Unknown(causes), other) | (other, Value::Unknown(causes)) => {
            if let Some(truth) = by_bounds(a, b, test) {
                return Some(Truth::from_bool(truth));
            }
            Some(Truth::Unknown(match other {
                Value::Unknown(more) => causes.union(more),
                _ => causes.bare(),
            }))
        }
        _ => None,
    }
}

/// How a test of their order comes out for all that two values can be, if it comes out alike.
fn by_bounds(a: &Value, b: &Value, test: fn(Ordering) -> bool) -> Option<bool> {
    let ((low, high), (least, most)) = (sure_ends(a)?, sure_ends(b)?);
    let (down, up) = (order(low, most)?, order(high, least)?);
    let possible = [
        (down == Ordering::Less, Ordering::Less),
        (
            down != Ordering::Greater && up != Ordering::Less,
            Ordering::Equal,
        ),
        (up == Ordering::Greater, Ordering::Greater),
    ];
    let mut outcomes = possible.into_iter().filter(|(may, _)| *may);
    let first = test(outcomes.next()?.1);
    outcomes
        .all(|(_, order)| test(order) == first)
        .then_some(first)
}

/// The least and the most that a value can be, where it cannot be a fault.
fn sure_ends(value: &Value) -> Option<(&Value, &Value)> {
    match value {
        Value::Unknown(causes) if causes.may_fault() => None,
        Value::Unknown(causes) => causes.bounds().map(|bounds| (&bounds.low, &bounds.high)),
        known => Some((known, known)),
    }
}

/// Whether two values are equal. Values of different kinds are neither (absent), but for `null`.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> Truth {
    if let (Value::Unknown(one), Value::Unknown(other)) = (a, b)
        && one.is_same(other)
        && !one.may_fault()
    {
        return Truth::True;
    }
    if let Some(truth) = blocked(a, b, Ordering::is_eq) {
        return truth;
    }
    match (a, b) {
        (Value::Absent, Value::Absent) => Truth::True,
        (Value::Absent, _) | (_, Value::Absent) => Truth::False,
        (Value::Bool(a), Value::Bool(b)) => Truth::from_bool(a == b),
        (Value::List(a), Value::List(b)) => {
            let mut open = None;
            for causes in a.open.iter().chain(&b.open) {
                Unknowns::merge(&mut open, causes);
            }
            if let Some(causes) = open {
                // Which element meets which is not known either.
                let inner = a.items.iter().chain(&b.items).filter_map(Value::causes);
                let all = inner.fold(causes, |all, inner| all.union(&inner));
                return Truth::Unknown(all.faulting());
            }
            if a.items.len() != b.items.len() {
                return Truth::False;
            }
            pairs(a.items.iter().zip(&b.items))
        }
        (Value::Context(a), Value::Context(b)) => {
            if !a.fields.keys().eq(b.fields.keys()) {
                return Truth::False;
            }
            pairs(a.fields.values().zip(b.fields.values()))
        }
        #[cfg(feature = "standard")]
        (Value::Function(a), Value::Function(b)) => Truth::from_bool(a == b),
        (Value::Range(a), Value::Range(b)) => {
            let form = |range: &Range| (range.form, range.low_closed, range.high_closed);
            let ends = |range: &Range| (range.low.is_some(), range.high.is_some());
            if form(a) != form(b) || ends(a) != ends(b) {
                return Truth::False;
            }
            let low = a.low.iter().zip(&b.low);
            let pairs = low.chain(a.high.iter().zip(&b.high));
            pairs.fold(Truth::True, |all, (a, b)| all.and(equal(a, b)))
        }
        _ => order(a, b).map_or(Truth::Absent, |order| {
            Truth::from_bool(order == Ordering::Equal)
        }),
    }
}

/// Elements of different kinds are simply different.
fn known(truth: Truth) -> Truth {
    if truth == Truth::Absent {
        Truth::False
    } else {
        truth
    }
}

fn pairs<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Truth {
    let mut all = Truth::True;
    for (a, b) in pairs {
        all = all.and(known(equal(a, b)));
        if all == Truth::False {
            break;
        }
    }
    all
}

/// The order of two known values of one ordered kind.
#[must_use]
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(Decimal::cmp(a, b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::YearsMonths(a), Value::YearsMonths(b)) => Some(a.cmp(b)),
        (Value::DaysTime(a), Value::DaysTime(b)) => Some(a.cmp(b)),
        #[cfg(feature = "standard")]
        (Value::Time(a), Value::Time(b)) => moments(
            (&a.zone, a.universal_nanos().div_euclid(SECOND)),
            (&b.zone, b.universal_nanos().div_euclid(SECOND)),
        ),
        #[cfg(feature = "standard")]
        (Value::DateTime(a), Value::DateTime(b)) => moments(
            (&a.time.zone, a.universal_seconds()),
            (&b.time.zone, b.universal_seconds()),
        ),
        _ => None,
    }
}

#[cfg(feature = "standard")]
const SECOND: i128 = 1_000_000_000;

/// The standard compares whole seconds; one with a zone has no order with one without.
#[cfg(feature = "standard")]
fn moments<T: Ord>((zone, a): (&Zone, T), (other, b): (&Zone, T)) -> Option<Ordering> {
    (zone.offset().is_some() == other.offset().is_some()).then(|| a.cmp(&b))
}

/// Whether `test` holds of the order of two values.
#[must_use]
pub fn ordered(a: &Value, b: &Value, test: fn(Ordering) -> bool) -> Truth {
    if let Some(truth) = blocked(a, b, test) {
        return truth;
    }
    order(a, b).map_or(Truth::Absent, |order| Truth::from_bool(test(order)))
}

/// Whether a value lies in a range.
#[must_use]
pub fn in_range(value: &Value, range: &Range) -> Truth {
    if range.form != RangeForm::Interval {
        let same = equal(value, range.low.as_ref().unwrap_or(&Value::Absent));
        return match range.form {
            RangeForm::Except => same.negate(),
            _ => same,
        };
    }
    let low = match &range.low {
        None => Truth::True,
        Some(low) if range.low_closed => ordered(value, low, Ordering::is_ge),
        Some(low) => ordered(value, low, Ordering::is_gt),
    };
    if low == Truth::False {
        return low;
    }
    low.and(match &range.high {
        None => Truth::True,
        Some(high) if range.high_closed => ordered(value, high, Ordering::is_le),
        Some(high) => ordered(value, high, Ordering::is_lt),
    })
}

/// `value in test`: a range, a list of values and ranges, or a value.
#[must_use]
pub fn within(value: &Value, test: &Value) -> Truth {
    match test {
        // Also an empty list tells nothing of a fault, or of what may be one.
        _ if matches!(value, Value::Fault(_)) => equal(value, test),
        Value::List(list) if list.items.is_empty() && list.open.is_none() => match value {
            Value::Unknown(causes) if causes.may_fault() => Truth::Unknown(causes.bare()),
            _ => Truth::False,
        },
        Value::Range(range) => in_range(value, range),
        Value::List(list) => {
            let mut any = match value {
                Value::List(_) => known(equal(value, test)),
                // Even no element at all does not say what a fault is in.
                Value::Fault(fault) => return Truth::Fault(*fault),
                Value::Unknown(causes) if causes.may_fault() && list.items.is_empty() => {
                    Truth::Unknown(causes.bare())
                }
                _ => Truth::False,
            };
            for item in &list.items {
                let one = match item {
                    Value::Range(range) => in_range(value, range),
                    other => equal(value, other),
                };
                any = any.or(known(one));
                if any == Truth::True {
                    return any;
                }
            }
            match &list.open {
                Some(causes) => any.or(Truth::Unknown(causes.bare())),
                None => any,
            }
        }
        _ => equal(value, test),
    }
}
