//! Calls of function values, and what built-in functions do with them (`standard` profile).

use super::{Machine, Step};
use crate::env::Env;
use crate::fault::Fault;
use crate::function::{Body, Function, Template};
use crate::program::{NodeId, Operands};
use crate::value::Value;
use std::sync::Arc;

impl<E: Env + ?Sized> Machine<'_, E> {
    /// A template with what it takes from its surroundings.
    pub(super) fn closure(&mut self, template: u32, captures: Operands) -> Step {
        let place = usize::try_from(template).map_err(|_| Fault::Missing)?;
        let template = self.program.templates.get(place).ok_or(Fault::Missing)?;
        let captured = self.operands(captures)?;
        for value in &captured {
            self.charge_pair(value, &Value::Absent)?;
        }
        let function = Function::closure(Arc::clone(template), captured);
        function.admissible()?;
        Ok(Value::Function(Arc::new(function)))
    }

    /// Calls a function with arguments in order. The wrong number of arguments, or one that does
    /// not conform to its parameter, gives absent.
    pub(super) fn invoke(&mut self, function: &Arc<Function>, mut arguments: Vec<Value>) -> Step {
        if !function.takes(arguments.len()) {
            return Ok(self.settle(Err(Fault::BadArgument)));
        }
        match &function.body {
            Body::Builtin { builtin, .. } => self.builtin(*builtin, &arguments),
            Body::Closure { template, captured } => {
                for (argument, parameter) in arguments.iter_mut().zip(&template.parameters) {
                    let absent = argument.is_absent();
                    let given = core::mem::take(argument);
                    let value = self.conformed(&parameter.shape, given)?;
                    if value.is_absent() && !absent {
                        return Ok(Value::Absent);
                    }
                    *argument = value;
                }
                let result = self.enter(function, template, captured, arguments)?;
                self.conformed(&template.result, result)
            }
        }
    }

    fn enter(
        &mut self,
        function: &Arc<Function>,
        template: &Template,
        captured: &[Value],
        arguments: Vec<Value>,
    ) -> Step {
        let program = &template.program;
        let mut locals = arguments;
        locals.resize(usize::try_from(program.locals).unwrap_or(0), Value::Absent);
        let mut inner = Machine {
            program,
            env: self.env,
            fuel: &mut *self.fuel,
            locals,
        };
        for (register, value) in template.captures.iter().zip(captured) {
            inner.bind(*register, value.clone());
        }
        if let Some(register) = template.itself {
            inner.bind(register, Value::Function(Arc::clone(function)));
        }
        inner.node(program.root())
    }

    pub(super) fn call_value(&mut self, function: NodeId, arguments: Operands) -> Step {
        match self.node(function)? {
            Value::Function(function) => {
                let arguments = self.operands(arguments)?;
                self.invoke(&function, arguments)
            }
            other => Ok(self.not_callable(&other)),
        }
    }

    pub(super) fn call_named(&mut self, function: NodeId, arguments: Operands) -> Step {
        let function = match self.node(function)? {
            Value::Function(function) => function,
            other => return Ok(self.not_callable(&other)),
        };
        let count = function.parameters().len();
        let mut placed: Vec<Option<Value>> = vec![None; count];
        for [name, value] in self.program.operands(arguments).as_chunks::<2>().0 {
            let value = self.node(*value)?;
            let name = self.program.value(*name).and_then(Value::as_text);
            let mut parameters = function.parameters().iter();
            let place = parameters.position(|parameter| Some(&*parameter.name) == name);
            match place.and_then(|place| placed.get_mut(place)) {
                Some(free @ None) => *free = Some(value),
                _ => return Ok(self.settle(Err(Fault::BadArgument))),
            }
        }
        // What is not given by name is `null`.
        let arguments = placed.into_iter().map(Option::unwrap_or_default).collect();
        self.invoke(&function, arguments)
    }

    fn not_callable(&self, value: &Value) -> Value {
        match value {
            Value::Unknown(causes) => Value::Unknown(causes.faulting()),
            Value::Fault(fault) => Value::Fault(*fault),
            _ => self.settle(Err(Fault::WrongType)),
        }
    }

    /// `sort(list, precedes)`: a stable merge sort; without a function, by the values' own order.
    ///
    /// Absent where the function does not say whether one element comes before another.
    pub(super) fn sort(&mut self, arguments: &[Value]) -> Step {
        let (list, precedes) = match arguments {
            [list] => (list, None),
            [list, Value::Absent] | [Value::Absent, list] if list.is_absent() => (list, None),
            [list, Value::Function(function)] | [Value::Function(function), list] => {
                (list, Some(function))
            }
            _ => return Ok(self.settle(Err(Fault::WrongType))),
        };
        let items = match list {
            Value::List(list) => match Value::List(Arc::clone(list)).causes() {
                Some(causes) => return Ok(Value::Unknown(causes.faulting())),
                None => list.items.clone(),
            },
            Value::Unknown(causes) => return Ok(Value::Unknown(causes.faulting())),
            Value::Fault(_) | Value::Absent => return Ok(list.clone()),
            single => vec![single.clone()],
        };
        if precedes.is_some_and(|function| !function.takes(2)) {
            return Ok(self.settle(Err(Fault::BadArgument)));
        }
        match self.merge_sort(items, precedes)? {
            Ok(items) => self.admit(Value::list(items)),
            Err(value) => Ok(value),
        }
    }

    /// The sorted elements, or the value that stands in the way. Merges runs from the bottom up.
    fn merge_sort(
        &mut self,
        mut items: Vec<Value>,
        precedes: Option<&Arc<Function>>,
    ) -> Step<Result<Vec<Value>, Value>> {
        let mut width = 1_usize;
        while width < items.len() {
            let mut merged = Vec::with_capacity(items.len());
            for pair in items.chunks(width.saturating_mul(2)) {
                let (left, right) = pair.split_at(width.min(pair.len()));
                let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
                while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                    match self.comes_first(b, a, precedes)? {
                        Value::Bool(true) => merged.extend(right.next().cloned()),
                        Value::Bool(false) => merged.extend(left.next().cloned()),
                        Value::Absent => merged.extend(left.next().cloned()),
                        other => return Ok(Err(self.not_a_truth(other))),
                    }
                }
                merged.extend(left.chain(right).cloned());
            }
            self.charge(items.len())?;
            items = merged;
            width = width.saturating_mul(2);
        }
        Ok(Ok(items))
    }

    fn not_a_truth(&self, value: Value) -> Value {
        match value {
            Value::Unknown(causes) => Value::Unknown(causes.faulting()),
            Value::Fault(fault) => Value::Fault(fault),
            _ => self.settle(Err(Fault::WrongType)),
        }
    }

    /// Whether `a` comes before `b`, as the function or their own order says.
    fn comes_first(&mut self, a: &Value, b: &Value, precedes: Option<&Arc<Function>>) -> Step {
        match precedes {
            Some(function) => self.invoke(function, vec![a.clone(), b.clone()]),
            None => Ok(crate::compare::ordered(a, b, core::cmp::Ordering::is_lt).into()),
        }
    }
}
