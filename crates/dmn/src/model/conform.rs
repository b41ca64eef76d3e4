//! Whether a value is of a type, and what becomes of one that is not.

use super::evaluate::{Outside, is_limit};
use super::types::{Shape, Simple, TypeId};
use std::sync::Arc;
use tongban_runtime::limits::MAX_VALUE_DEPTH;
use tongban_runtime::time::{DateTime, Time, Zone};
use tongban_runtime::{Date, Fault, Fuel, Value, eval_with};

/// What asks: the types, how allowed values are tested, and what it may cost.
pub(crate) struct Conformance<'a> {
    pub(crate) outside: &'a Outside<'a>,
    pub(crate) fuel: &'a mut Fuel,
}

/// Whether a value conforms; an `Err` ends the evaluation.
type Answer<T = bool> = Result<T, Fault>;

impl Conformance<'_> {
    /// The value as one of the type: itself, a list of it, its only element, or null.
    pub(crate) fn coerce(&mut self, value: &Value, ty: TypeId) -> Answer<Value> {
        if matches!(value, Value::Fault(_) | Value::Unknown(_)) || self.conforms(value, ty, 0)? {
            return Ok(value.clone());
        }
        if let Value::List(list) = value
            && let [only] = list.items.as_slice()
            && list.open.is_none()
            && self.conforms(only, ty, 0)?
        {
            return Ok(only.clone());
        }
        if !matches!(value, Value::List(_)) {
            let single = Value::list(vec![value.clone()]);
            if self.conforms(&single, ty, 0)? {
                return Ok(single);
            }
        }
        if let Value::Date(date) = value {
            let moment = midnight(*date);
            if self.conforms(&moment, ty, 0)? {
                return Ok(moment);
            }
        }
        Ok(Value::Absent)
    }

    /// Whether a value is of a type; null is of every type.
    fn conforms(&mut self, value: &Value, ty: TypeId, depth: u32) -> Answer {
        self.fuel.burn(1)?;
        if depth > MAX_VALUE_DEPTH {
            return Ok(false);
        }
        if value.is_absent() {
            return Ok(true);
        }
        let deeper = depth.saturating_add(1);
        let model = self.outside.model;
        Ok(match (model.graph.types.shape(ty), value) {
            (Shape::Any | Shape::Same(_), _) => true,
            (Shape::Simple(simple), value) => is(value, *simple),
            (Shape::List(item), Value::List(list)) => {
                for value in &list.items {
                    if !self.conforms(value, *item, deeper)? {
                        return Ok(false);
                    }
                }
                true
            }
            (Shape::Context(components), Value::Context(context)) => {
                for (name, ty) in components {
                    match context.get(name) {
                        Some(value) if self.conforms(value, *ty, deeper)? => {}
                        _ => return Ok(false),
                    }
                }
                true
            }
            (Shape::Function { parameters, .. }, Value::Function(function)) => {
                function.takes(parameters.len())
            }
            (Shape::Narrowed { base, test }, value) => {
                self.conforms(value, *base, deeper)? && self.is_allowed(value, *test)?
            }
            (Shape::List(_) | Shape::Context(_) | Shape::Function { .. }, _) => false,
        })
    }

    /// The value of a column if it, or each element of it, is allowed; else null.
    pub(crate) fn column(&mut self, value: &Value, test: usize) -> Answer<Value> {
        let silent = matches!(value, Value::Absent | Value::Fault(_) | Value::Unknown(_));
        if silent || self.is_allowed(value, test)? {
            return Ok(value.clone());
        }
        if let Value::List(list) = value
            && !list.items.is_empty()
        {
            for item in &list.items {
                if !self.is_allowed(item, test)? {
                    return Ok(Value::Absent);
                }
            }
            return Ok(value.clone());
        }
        Ok(Value::Absent)
    }

    pub(crate) fn is_allowed(&mut self, value: &Value, test: usize) -> Answer {
        // Tests that do not compile allow nothing.
        let Some(Some(program)) = self.outside.model.allowed.get(test) else {
            return Ok(false);
        };
        let arguments = core::slice::from_ref(value);
        match eval_with(program, arguments, self.outside, self.fuel) {
            Value::Fault(fault) if is_limit(fault) => Err(fault),
            found => Ok(found == Value::Bool(true)),
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
