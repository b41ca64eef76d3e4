//! The operations of the `standard` profile.

use super::iterate::Source;
use super::{Machine, Step};
use crate::compare::{Truth, order, within};
use crate::env::Env;
use crate::fault::Fault;
use crate::function::Function;
use crate::limits::MAX_LIST;
use crate::program::{Node, NodeId, Operands};
use crate::shape::Shape;
use crate::value::{Context, List, Range, RangeForm, Value};
use std::sync::Arc;

impl<'a, E: Env + ?Sized> Machine<'a, E> {
    #[inline(never)]
    pub(super) fn standard(&mut self, node: &'a Node) -> Step {
        match node {
            Node::Closure { template, captures } => self.closure(*template, *captures),
            Node::Reference {
                builtin,
                least,
                most,
                shape,
            } => {
                let shape = match shape {
                    Some(shape) => self.shape(*shape)?.clone(),
                    None => Shape::AnyFunction,
                };
                let function = Function::builtin(*builtin, (*least, *most), shape);
                Ok(Value::Function(Arc::new(function)))
            }
            Node::Invoke {
                function,
                arguments,
            } => self.call_value(*function, *arguments),
            Node::InvokeNamed {
                function,
                arguments,
            } => self.call_named(*function, *arguments),
            Node::Lookup {
                value,
                key,
                otherwise,
            } => self.lookup(*value, *key, *otherwise),
            Node::Entries { entries, result } => self.entries(*entries, *result),
            Node::ForAll {
                iterators,
                partial,
                body,
            } => self.for_all(*iterators, *partial, *body),
            Node::UnaryRange { value, except } => {
                let end = Some(self.node(*value)?);
                let form = if *except {
                    RangeForm::Except
                } else {
                    RangeForm::Only
                };
                Ok(Value::Range(Arc::new(Range {
                    low: end.clone(),
                    low_closed: !except,
                    high: end,
                    high_closed: !except,
                    form,
                })))
            }
            Node::InstanceOfShape { value, shape } => {
                let value = self.node(*value)?;
                self.charge_pair(&value, &Value::Absent)?;
                Ok(match value.causes() {
                    Some(causes) => Value::Unknown(causes.faulting()),
                    None if matches!(value, Value::Fault(_)) => value,
                    None => {
                        let shape = self.shape(*shape)?;
                        Value::Bool(shape.is_instance(&value, &mut self.asking())?)
                    }
                })
            }
            Node::Conform { value, shape } => {
                let value = self.node(*value)?;
                let shape = self.shape(*shape)?;
                self.conformed(shape, value)
            }
            Node::UserHeld { id, arguments } => self.user_held(*id, *arguments),
            Node::Satisfies { value, test } => {
                let (value, test) = (self.node(*value)?, self.node(*test)?);
                self.charge_pair(&value, &test)?;
                Ok(satisfies(&value, &test).into())
            }
            _ => Ok(Value::Fault(Fault::WrongType)),
        }
    }

    /// A value as one of a shape, or absent. One that is not wholly known may not conform.
    pub(super) fn conformed(&mut self, shape: &Shape, value: Value) -> Step {
        if *shape == Shape::Any {
            return Ok(value);
        }
        self.charge_pair(&value, &Value::Absent)?;
        Ok(match value.causes() {
            Some(causes) => Value::Unknown(causes.faulting()),
            None => {
                let found = shape.conform(&value, &mut self.asking())?;
                self.settle(found.ok_or(Fault::WrongType))
            }
        })
    }

    /// How tests of the host are asked that are part of a shape.
    fn asking(&mut self) -> impl FnMut(u32, &Value) -> Step<bool> {
        let env = self.env;
        let fuel = &mut *self.fuel;
        move |test, value| match env.native(test, core::slice::from_ref(value), fuel) {
            Some(Value::Fault(
                fault @ (Fault::FuelExhausted | Fault::TooDeep | Fault::TooLarge),
            )) => Err(fault),
            found => Ok(found == Some(Value::Bool(true))),
        }
    }

    /// A call of a function of the catalogue by its declaration. What is not known may conform.
    fn user_held(&mut self, id: u32, arguments: Operands) -> Step {
        let mut values = Vec::new();
        for (place, [value, shape]) in
            (0_u32..).zip(self.program.operands(arguments).as_chunks::<2>().0)
        {
            let value = self.node(*value)?;
            let shape = self.shape(*shape)?;
            self.charge_pair(&value, &Value::Absent)?;
            let conformed = shape.conform(&value, &mut self.asking())?;
            match conformed {
                Some(value) => values.push(value),
                None => {
                    self.env.refused(id, place);
                    return Ok(self.settle(Err(Fault::BadArgument)));
                }
            }
        }
        self.call_user(id, values)
    }

    fn shape(&self, shape: u32) -> Step<&'a Shape> {
        let place = usize::try_from(shape).map_err(|_| Fault::Missing)?;
        self.program.shapes.get(place).ok_or(Fault::Missing)
    }

    fn lookup(&mut self, value: NodeId, key: u32, otherwise: NodeId) -> Step {
        let value = self.node(value)?;
        let name = self.program.value(key).and_then(Value::as_text);
        match (&value, name) {
            (Value::Context(context), Some(name)) => match context.get(name) {
                Some(field) => Ok(field.clone()),
                None => self.node(otherwise),
            },
            (Value::Unknown(causes), _) => {
                // It may have such a field; if not, this is what the name means.
                let mut causes = causes.bare();
                if let Some(more) = self.node(otherwise)?.causes() {
                    causes = causes.union(&more);
                }
                Ok(Value::Unknown(causes.faulting()))
            }
            (Value::Fault(_), _) => Ok(value),
            _ => self.node(otherwise),
        }
    }

    fn entries(&mut self, entries: Operands, result: Option<NodeId>) -> Step {
        let mut context = Context::default();
        let mut before = Vec::new();
        for [key, register, value] in self.program.operands(entries).as_chunks::<3>().0 {
            let value = self.node(*value)?;
            if let (None, Some(Value::Text(key))) = (result, self.program.value(*key)) {
                context.fields.insert(Arc::clone(key), value.clone());
            }
            before.push((*register, self.bind(*register, value)));
        }
        let value = match result {
            Some(result) => self.node(result),
            None => self.admit(Value::Context(Arc::new(context))),
        };
        for (register, value) in before.into_iter().rev() {
            self.bind(register, value);
        }
        value
    }

    /// All combinations, the last list fastest; each result sees those before it.
    fn for_all(&mut self, iterators: Operands, partial: Option<u32>, body: NodeId) -> Step {
        let mut results = List::default();
        let iterators = self.program.operands(iterators).as_chunks::<2>().0;
        match self.combine(iterators, partial, body, &mut results)? {
            Some(blocked) => Ok(blocked),
            None => self.admit(Value::List(Arc::new(results))),
        }
    }

    fn combine(
        &mut self,
        iterators: &[[u32; 2]],
        partial: Option<u32>,
        body: NodeId,
        results: &mut List,
    ) -> Step<Option<Value>> {
        let Some(([register, list], rest)) = iterators.split_first() else {
            let result = match partial {
                Some(partial) => {
                    let so_far = self.admit(Value::list(results.items.clone()))?;
                    let before = self.bind(partial, so_far);
                    let result = self.node(body);
                    self.bind(partial, before);
                    result?
                }
                None => self.node(body)?,
            };
            results.items.push(result);
            if results.items.len() > MAX_LIST {
                return Err(Fault::TooLarge);
            }
            return Ok(None);
        };
        let list = match self.source(*list)? {
            Source::List(list) => list,
            Source::Blocked(value) => return Ok(Some(value)),
        };
        if let Some(open) = &list.open {
            let causes = Value::List(Arc::clone(&list)).causes();
            let causes = causes.unwrap_or_else(|| Arc::clone(open));
            return Ok(Some(Value::Unknown(causes.faulting())));
        }
        for item in &list.items {
            let before = self.bind(*register, item.clone());
            let blocked = self.combine(rest, partial, body, results);
            self.bind(*register, before);
            if let Some(value) = blocked? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

/// Whether two known ends are not of one ordered kind (DMN 1.5, 10.3.2.7).
pub(super) fn cannot_bound(low: Option<&Value>, high: Option<&Value>) -> bool {
    let silent =
        |value: &Value| matches!(value, Value::Absent | Value::Unknown(_) | Value::Fault(_));
    match (low, high) {
        (Some(low), Some(high)) if !silent(low) && !silent(high) => order(low, high).is_none(),
        _ => false,
    }
}

/// An end of a range, or whether it belongs to it (DMN 1.5, table 60).
pub(super) fn end_of(range: &Range, name: &str) -> Value {
    let end = |end: &Option<Value>| end.clone().unwrap_or_default();
    match name {
        "start" => end(&range.low),
        "end" => end(&range.high),
        "start included" => Value::Bool(range.low_closed),
        "end included" => Value::Bool(range.high_closed),
        _ => Value::Absent,
    }
}

/// `value in test`. A test that is itself a truth value says so for every other kind of value.
fn satisfies(value: &Value, test: &Value) -> Truth {
    match (value, test) {
        (Value::Bool(_) | Value::List(_), _) => within(value, test),
        (Value::Unknown(causes), Value::Bool(_)) => Truth::Unknown(causes.bare()),
        (_, Value::Bool(_)) => Truth::of(test),
        _ => within(value, test),
    }
}
