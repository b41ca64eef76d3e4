//! Types at run time, of the `standard` profile: `instance of`, and conformance to a declared
//! type with its implicit conversions (DMN 1.5, 10.3.2.9.4).

use crate::date::Date;
use crate::decimal::Decimal;
use crate::fault::Fault;
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
    /// Numbers of a range and of so many places.
    Bounded(Arc<Bounds>),
    /// One of some texts.
    OneOf(Arc<[Arc<str>]>),
    /// Values of a shape without null.
    Present(Arc<Shape>),
    /// Values of a shape that also pass a test of the host: a function of [`crate::Env::native`]
    /// that gives `true`.
    Tested {
        base: Arc<Shape>,
        test: u32,
    },
}

/// What a number is held to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bounds {
    /// The smallest.
    pub min: Option<Decimal>,
    /// The largest.
    pub max: Option<Decimal>,
    /// Most decimal places.
    pub scale: Option<u8>,
}

impl Bounds {
    fn hold(&self, number: &Decimal) -> bool {
        self.min.is_none_or(|min| min <= *number)
            && self.max.is_none_or(|max| *number <= max)
            && self
                .scale
                .is_none_or(|scale| number.normalized().scale() <= i32::from(scale))
    }
}

/// A test of the host: whether a value passes the test of a number.
pub(crate) type Ask<'t> = &'t mut dyn FnMut(u32, &Value) -> Result<bool, Fault>;

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
            Self::Bounded(_) => "number",
            Self::OneOf(_) => "string",
            Self::Present(shape) | Self::Tested { base: shape, .. } => return write!(f, "{shape}"),
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
    ///
    /// # Errors
    /// What ends a test of the host.
    pub(crate) fn is_instance(&self, value: &Value, ask: Ask<'_>) -> Result<bool, Fault> {
        match (self, value) {
            (Self::Null, value) => Ok(value.is_absent()),
            (_, Value::Absent) => Ok(false),
            _ => self.fits(value, 0, ask),
        }
    }

    /// The value if it conforms, perhaps after a conversion: a value for a list of one, the one
    /// element of a list, a date for its midnight. `null` conforms to every type that does not
    /// leave it out.
    ///
    /// Unknowns and faults are given back as they are.
    ///
    /// # Errors
    /// What ends a test of the host.
    pub(crate) fn conform(&self, value: &Value, ask: Ask<'_>) -> Result<Option<Value>, Fault> {
        if self.fits(value, 0, ask)? {
            return Ok(Some(value.clone()));
        }
        if let (Self::DateTime, Value::Date(date)) = (self.plain(), value) {
            return Ok(Some(midnight(*date)));
        }
        if value.is_absent() {
            return Ok(None);
        }
        match (self.plain(), value) {
            (Self::List(item), single) if !matches!(single, Value::List(_)) => {
                let item = item.conform(single, ask)?;
                let list = item.map(|item| Value::list(vec![item]));
                match list {
                    Some(list) if self.fits(&list, 0, ask)? => Ok(Some(list)),
                    _ => Ok(None),
                }
            }
            (_, Value::List(list)) if list.open.is_none() => match list.items.as_slice() {
                [single] if self.fits(single, 0, ask)? => Ok(Some(single.clone())),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// The shape without what narrows it.
    fn plain(&self) -> &Self {
        let mut shape = self;
        while let Self::Present(inner) | Self::Tested { base: inner, .. } = shape {
            shape = inner;
        }
        shape
    }

    /// Whether a value conforms as it is; `null`, unknowns and faults do.
    fn fits(&self, value: &Value, depth: u32, ask: Ask<'_>) -> Result<bool, Fault> {
        if depth > MAX_VALUE_DEPTH {
            return Ok(false);
        }
        let next = depth.saturating_add(1);
        Ok(match (self, value) {
            (_, Value::Unknown(_) | Value::Fault(_)) => true,
            (Self::Present(shape), value) => !value.is_absent() && shape.fits(value, depth, ask)?,
            (_, Value::Absent)
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
            (Self::Bounded(bounds), Value::Number(number)) => bounds.hold(number),
            (Self::OneOf(texts), Value::Text(text)) => texts.contains(text),
            (Self::Tested { base, test }, value) => {
                base.fits(value, next, ask)? && ask(*test, value)?
            }
            (Self::List(item), Value::List(list)) => {
                for value in &list.items {
                    if !item.fits(value, next, ask)? {
                        return Ok(false);
                    }
                }
                true
            }
            (Self::Range(item), Value::Range(range)) => {
                for end in range.low.iter().chain(&range.high) {
                    if !item.fits(end, next, ask)? {
                        return Ok(false);
                    }
                }
                true
            }
            (Self::Context(entries), Value::Context(context)) => {
                for (key, shape) in entries.iter() {
                    match context.get(key) {
                        Some(value) if shape.fits(value, next, ask)? => {}
                        _ => return Ok(false),
                    }
                }
                true
            }
            (Self::Function { parameters, result }, Value::Function(function)) => {
                function.fits(parameters, result)
            }
            _ => false,
        })
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
            (Self::Function { .. }, Self::AnyFunction)
            | (Self::Bounded(_), Self::Number)
            | (Self::OneOf(_), Self::Text) => true,
            (a, b) if a == b => true,
            (Self::Present(a) | Self::Tested { base: a, .. }, b) => a.narrows_at(b, next),
            _ => false,
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

    /// Nothing is asked of a host here.
    fn nothing(_: u32, _: &Value) -> Result<bool, Fault> {
        Ok(false)
    }

    fn conform(shape: &Shape, value: &Value) -> Option<Value> {
        shape.conform(value, &mut nothing).unwrap()
    }

    fn is_instance(shape: &Shape, value: &Value) -> bool {
        shape.is_instance(value, &mut nothing).unwrap()
    }

    #[test]
    fn values_become_lists_of_one_and_back() {
        let numbers = Shape::list(Shape::Number);
        let one = Value::from(1);
        assert_eq!(
            conform(&numbers, &one),
            Some(Value::list(vec![one.clone()]))
        );
        assert_eq!(conform(&numbers, &Value::from("a")), None);
        let list = Value::list(vec![one.clone()]);
        assert_eq!(conform(&Shape::Number, &list), Some(one.clone()));
        assert_eq!(conform(&Shape::Text, &list), None);
        assert_eq!(
            conform(&Shape::Number, &Value::list(vec![one.clone(), one])),
            None
        );
        assert_eq!(conform(&Shape::Text, &Value::Absent), Some(Value::Absent));
    }

    #[test]
    fn contexts_may_have_more_entries_but_not_fewer() {
        let person = Shape::context([("name", Shape::Text)]);
        let more = Value::context([("name", Value::from("a")), ("age", Value::from(1))]);
        assert!(is_instance(&person, &more));
        assert!(!is_instance(
            &person,
            &Value::context([("age", Value::from(1))])
        ));
        assert!(!is_instance(
            &person,
            &Value::context([("name", Value::from(1))])
        ));
    }

    #[test]
    fn null_is_an_instance_of_null_only() {
        assert!(is_instance(&Shape::Null, &Value::Absent));
        assert!(!is_instance(&Shape::Any, &Value::Absent));
        assert!(!is_instance(&Shape::Null, &Value::from(1)));
    }
}
