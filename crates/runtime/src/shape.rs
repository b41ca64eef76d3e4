//! Types at run time, of the `standard` profile: `instance of`, and conformance to a declared
//! type with its implicit conversions (DMN 1.5, 10.3.2.9.4).

use crate::date::Date;
use crate::limits::MAX_VALUE_DEPTH;
use crate::time::{DateTime, Time, Zone};
use crate::value::Value;
use core::fmt;
use std::sync::Arc;

/// What values of a type look like.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the names are those of the language")]
#[non_exhaustive]
pub enum Shape {
    #[default]
    Any,
    Null,
    Boolean,
    Number,
    Text,
    Date,
    Time,
    DateTime,
    YearsMonths,
    DaysTime,
    /// A list whose elements all have one shape.
    List(Arc<Shape>),
    /// A range whose ends have one shape.
    Range(Arc<Shape>),
    /// A context that has at least these entries.
    Context(Arc<[(Arc<str>, Shape)]>),
    /// A function.
    Function {
        parameters: Arc<[Shape]>,
        result: Arc<Shape>,
    },
    /// Any function.
    AnyFunction,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Any => "Any",
            Self::Null => "Null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::Text => "string",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "date and time",
            Self::YearsMonths => "years and months duration",
            Self::DaysTime => "days and time duration",
            Self::AnyFunction => "function",
            Self::List(item) => return write!(f, "list<{item}>"),
            Self::Range(item) => return write!(f, "range<{item}>"),
            Self::Context(entries) => {
                f.write_str("context<")?;
                for (place, (name, shape)) in entries.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{name}: {shape}")?;
                }
                ">"
            }
            Self::Function { parameters, result } => {
                f.write_str("function<")?;
                for (place, shape) in parameters.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{shape}")?;
                }
                return write!(f, "> -> {result}");
            }
        };
        f.write_str(word)
    }
}

impl Shape {
    /// A list of anything.
    #[must_use]
    pub fn list(item: Self) -> Self {
        Self::List(Arc::new(item))
    }

    /// A context with at least these entries.
    #[must_use]
    pub fn context<K: Into<Arc<str>>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Context(
            entries
                .into_iter()
                .map(|(key, shape)| (key.into(), shape))
                .collect(),
        )
    }

    /// `instance of`: whether a value has this shape. `null` has only the shape of null.
    #[must_use]
    pub fn is_instance(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Null, value) => value.is_absent(),
            (_, Value::Absent) => false,
            _ => self.fits(value, 0),
        }
    }

    /// The value if it conforms, perhaps after a conversion: a value for a list of one, the one
    /// element of a list, a date for its midnight. `null` conforms to every type.
    ///
    /// Unknowns and faults are given back as they are.
    #[must_use]
    pub fn conform(&self, value: &Value) -> Option<Value> {
        if self.fits(value, 0) {
            return Some(value.clone());
        }
        if let (Self::DateTime, Value::Date(date)) = (self, value) {
            return Some(midnight(*date));
        }
        match (self, value) {
            (Self::List(item), single) if !matches!(single, Value::List(_)) => {
                let item = item.conform(single)?;
                Some(Value::list(vec![item]))
            }
            (_, Value::List(list)) if list.open.is_none() => match list.items.as_slice() {
                [single] if self.fits(single, 0) => Some(single.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a value conforms as it is; `null`, unknowns and faults do.
    fn fits(&self, value: &Value, depth: u32) -> bool {
        if depth > MAX_VALUE_DEPTH {
            return false;
        }
        let next = depth.saturating_add(1);
        match (self, value) {
            (_, Value::Absent | Value::Unknown(_) | Value::Fault(_))
            | (Self::Any, _)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::Text, Value::Text(_))
            | (Self::Date, Value::Date(_))
            | (Self::Time, Value::Time(_))
            | (Self::DateTime, Value::DateTime(_))
            | (Self::YearsMonths, Value::YearsMonths(_))
            | (Self::DaysTime, Value::DaysTime(_))
            | (Self::AnyFunction, Value::Function(_)) => true,
            (Self::List(item), Value::List(list)) => {
                list.items.iter().all(|value| item.fits(value, next))
            }
            (Self::Range(item), Value::Range(range)) => range
                .low
                .iter()
                .chain(&range.high)
                .all(|end| item.fits(end, next)),
            (Self::Context(entries), Value::Context(context)) => {
                entries.iter().all(|(key, shape)| {
                    context
                        .get(key)
                        .is_some_and(|value| shape.fits(value, next))
                })
            }
            (Self::Function { parameters, result }, Value::Function(function)) => {
                function.fits(parameters, result)
            }
            _ => false,
        }
    }

    /// Whether every value of this shape conforms to `wider`.
    pub(crate) fn narrows(&self, wider: &Self) -> bool {
        self.narrows_at(wider, 0)
    }

    fn narrows_at(&self, wider: &Self, depth: u32) -> bool {
        if depth > MAX_VALUE_DEPTH {
            return false;
        }
        let next = depth.saturating_add(1);
        match (self, wider) {
            (_, Self::Any) | (Self::Null, _) => true,
            (Self::List(a), Self::List(b)) | (Self::Range(a), Self::Range(b)) => {
                a.narrows_at(b, next)
            }
            (Self::Context(a), Self::Context(b)) => b.iter().all(|(key, wanted)| {
                a.iter()
                    .any(|(other, shape)| other == key && shape.narrows_at(wanted, next))
            }),
            (
                Self::Function { parameters, result },
                Self::Function {
                    parameters: wanted,
                    result: gives,
                },
            ) => {
                parameters.len() == wanted.len()
                    && wanted
                        .iter()
                        .zip(parameters.iter())
                        .all(|(a, b)| a.narrows_at(b, next))
                    && result.narrows_at(gives, next)
            }
            (Self::Function { .. }, Self::AnyFunction) => true,
            (a, b) => a == b,
        }
    }
}

/// A date as the start of that day at Greenwich.
fn midnight(date: Date) -> Value {
    let time = Time::midnight(Zone::Offset(0));
    Value::from(DateTime { date, time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_lists_of_one_and_back() {
        let numbers = Shape::list(Shape::Number);
        let one = Value::from(1);
        assert_eq!(numbers.conform(&one), Some(Value::list(vec![one.clone()])));
        assert_eq!(numbers.conform(&Value::from("a")), None);
        let list = Value::list(vec![one.clone()]);
        assert_eq!(Shape::Number.conform(&list), Some(one.clone()));
        assert_eq!(Shape::Text.conform(&list), None);
        assert_eq!(
            Shape::Number.conform(&Value::list(vec![one.clone(), one])),
            None
        );
        assert_eq!(Shape::Text.conform(&Value::Absent), Some(Value::Absent));
    }

    #[test]
    fn contexts_may_have_more_entries_but_not_fewer() {
        let person = Shape::context([("name", Shape::Text)]);
        let more = Value::context([("name", Value::from("a")), ("age", Value::from(1))]);
        assert!(person.is_instance(&more));
        assert!(!person.is_instance(&Value::context([("age", Value::from(1))])));
        assert!(!person.is_instance(&Value::context([("name", Value::from(1))])));
    }

    #[test]
    fn null_is_an_instance_of_null_only() {
        assert!(Shape::Null.is_instance(&Value::Absent));
        assert!(!Shape::Any.is_instance(&Value::Absent));
        assert!(!Shape::Null.is_instance(&Value::from(1)));
    }
}
