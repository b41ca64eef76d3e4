//! Whether a value is of a type, and what becomes of one that is not.

use super::types::{Shape, Simple, TypeId, Types};
use std::sync::Arc;
use tongban_runtime::limits::MAX_VALUE_DEPTH;
use tongban_runtime::time::{DateTime, Time, Zone};
use tongban_runtime::{Date, Program, Value};

/// What asks: the types, and how allowed values are tested.
pub(crate) struct Conformance<'t, 'f> {
    pub(crate) types: &'t Types,
    /// The programs of allowed values; `None` for one that does not compile: it allows nothing.
    pub(crate) allowed: &'t [Option<Program>],
    /// Evaluates the program of a test with a value.
    pub(crate) test: &'f mut dyn FnMut(&Program, &Value) -> Value,
}

impl Conformance<'_, '_> {
    /// The value as one of the type: itself, a list of it, its only element, or null.
    pub(crate) fn coerce(&mut self, value: &Value, ty: TypeId) -> Value {
        if matches!(value, Value::Fault(_) | Value::Unknown(_)) || self.conforms(value, ty, 0) {
            return value.clone();
        }
        if let Value::List(list) = value
            && let [only] = list.items.as_slice()
            && list.open.is_none()
            && self.conforms(only, ty, 0)
        {
            return only.clone();
        }
        let single = Value::list(vec![value.clone()]);
        if !matches!(value, Value::List(_)) && self.conforms(&single, ty, 0) {
            return single;
        }
        if let Value::Date(date) = value
            && let moment = midnight(*date)
            && self.conforms(&moment, ty, 0)
        {
            return moment;
        }
        Value::Absent
    }

    /// Whether a value is of a type; null is of every type.
    fn conforms(&mut self, value: &Value, ty: TypeId, depth: u32) -> bool {
        if depth > MAX_VALUE_DEPTH {
            return false;
        }
        if value.is_absent() {
            return true;
        }
        let deeper = depth.saturating_add(1);
        let types = self.types;
        match (types.shape(ty), value) {
            (Shape::Any | Shape::Same(_), _) => true,
            (Shape::Simple(simple), value) => is(value, *simple),
            (Shape::List(item), Value::List(list)) => list
                .items
                .iter()
                .all(|value| self.conforms(value, *item, deeper)),
            (Shape::Context(components), Value::Context(context)) => {
                components.iter().all(|(name, ty)| match context.get(name) {
                    Some(value) => self.conforms(value, *ty, deeper),
                    None => false,
                })
            }
            (Shape::Function { .. }, value) => is(value, Simple::Function),
            (Shape::Narrowed { base, test }, value) => {
                self.conforms(value, *base, deeper) && self.is_allowed(value, *test)
            }
            (Shape::List(_) | Shape::Context(_), _) => false,
        }
    }

    fn is_allowed(&mut self, value: &Value, test: usize) -> bool {
        match self.allowed.get(test) {
            Some(Some(program)) => (self.test)(program, value) == Value::Bool(true),
            _ => false,
        }
    }
}

fn is(value: &Value, simple: Simple) -> bool {
    match simple {
        Simple::Null => value.is_absent(),
        Simple::Number => matches!(value, Value::Number(_)),
        Simple::Text => matches!(value, Value::Text(_)),
        Simple::Boolean => matches!(value, Value::Bool(_)),
        Simple::Date => matches!(value, Value::Date(_)),
        Simple::Time => matches!(value, Value::Time(_)),
        Simple::DateTime => matches!(value, Value::DateTime(_)),
        Simple::YearsMonths => matches!(value, Value::YearsMonths(_)),
        Simple::DaysTime => matches!(value, Value::DaysTime(_)),
        Simple::Duration => matches!(value, Value::YearsMonths(_) | Value::DaysTime(_)),
        Simple::List => matches!(value, Value::List(_)),
        Simple::Context => matches!(value, Value::Context(_)),
        Simple::Range => matches!(value, Value::Range(_)),
        Simple::Function => matches!(value, Value::Function(_)),
    }
}

/// A date where a date and time is wanted: its start in Greenwich.
fn midnight(date: Date) -> Value {
    let time = Time::midnight(Zone::Offset(0));
    Value::DateTime(Arc::new(DateTime { date, time }))
}
