//! Lists: elements put in, taken out, counted; sums and other statistics.

use super::Outcome;
use crate::builtin::Builtin;
use crate::decimal::Decimal;
use crate::env::Env;
use crate::eval::lists::{place, whole};
use crate::eval::{Machine, Step};
use crate::fault::Fault;
use crate::function::Function;
use crate::value::Value;
use std::sync::Arc;

pub(super) fn call(builtin: Builtin, arguments: &[Value]) -> Outcome {
    use super::super::lists as shared;
    match (builtin, arguments) {
        (_, [Value::Absent, ..]) => Ok(Value::Absent),
        (
            Builtin::Sum | Builtin::Product | Builtin::Mean | Builtin::Min | Builtin::Max,
            [Value::List(_)],
        )
        | (Builtin::DistinctValues | Builtin::Reverse, [Value::List(_)])
        | (Builtin::Flatten, [Value::List(_)])
        | (Builtin::IndexOf, [Value::List(_), _]) => {
            shared::call(builtin, arguments).unwrap_or(Err(Fault::WrongType))
        }
        (Builtin::Union, lists) if lists.iter().all(|list| matches!(list, Value::List(_))) => {
            shared::call(builtin, arguments).unwrap_or(Err(Fault::WrongType))
        }
        (Builtin::Stddev | Builtin::Median | Builtin::Mode, [Value::List(list)]) => {
            statistic(builtin, &list.items)
        }
        (
            Builtin::Sublist | Builtin::InsertBefore | Builtin::Remove,
            [Value::List(_), Value::Number(_), ..],
        ) => match arguments {
            [_, _, Value::Absent] if builtin == Builtin::Sublist => Ok(Value::Absent),
            _ => shared::call(builtin, arguments).unwrap_or(Err(Fault::WrongType)),
        },
        (Builtin::Partition, [Value::List(list), Value::Number(size)]) => {
            let size = usize::try_from(whole(*size)?).map_err(|_| Fault::BadArgument)?;
            if size == 0 {
                return Err(Fault::BadArgument);
            }
            let parts = list
                .items
                .chunks(size)
                .map(|part| Value::list(part.to_vec()));
            Ok(Value::list(parts.collect()))
        }
        _ => Err(Fault::WrongType),
    }
}

fn statistic(builtin: Builtin, items: &[Value]) -> Outcome {
    let mut numbers = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::Number(number) => numbers.push(*number),
            _ => return Err(Fault::WrongType),
        }
    }
    match builtin {
        Builtin::Stddev => crate::decimal::deviation(&numbers).map(Value::Number),
        Builtin::Median => median(numbers),
        _ => Ok(mode(numbers)),
    }
}

/// The middle number, or the mean of the two in the middle; absent of none.
fn median(mut numbers: Vec<Decimal>) -> Outcome {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    let upper = numbers.get(middle).copied();
    let lower = middle
        .checked_sub(1)
        .and_then(|at| numbers.get(at))
        .copied();
    match (lower, upper) {
        (_, None) => Ok(Value::Absent),
        (Some(lower), Some(upper)) if numbers.len().is_multiple_of(2) => {
            let two = Decimal::from(2_i64);
            lower.add(upper)?.div(two).map(Value::Number)
        }
        (_, Some(upper)) => Ok(Value::Number(upper)),
    }
}

/// The most frequent numbers, ascending.
fn mode(mut numbers: Vec<Decimal>) -> Value {
    numbers.sort_unstable();
    let runs: Vec<&[Decimal]> = numbers.chunk_by(|a, b| a == b).collect();
    let most = runs.iter().map(|run| run.len()).max().unwrap_or(0);
    let frequent = runs.iter().filter(|run| run.len() == most);
    Value::list(
        frequent
            .filter_map(|run| run.first())
            .map(|number| Value::Number(*number))
            .collect(),
    )
}

impl<E: Env + ?Sized> Machine<'_, E> {
    /// `list replace(list, position, newItem)`, or with a function of element and new item that
    /// says which elements are replaced.
    pub(super) fn list_replace(&mut self, arguments: &[Value]) -> Step {
        if let [list, Value::Function(function), item] = arguments {
            if let Some(value) = super::stopped(std::slice::from_ref(list)) {
                return Ok(value);
            }
            return match list {
                Value::List(list) => self.replace_matching(&list.items, function, item),
                _ => Ok(self.settle(Err(Fault::WrongType))),
            };
        }
        // The new item may be unknown: it only takes a place.
        let place_of = arguments.get(..2).unwrap_or(arguments);
        if let Some(value) = super::stopped(place_of) {
            return Ok(value);
        }
        let outcome = match arguments {
            [Value::Absent, ..] => Ok(Value::Absent),
            [Value::List(list), Value::Number(position), item] => place(&list.items, *position)
                .map(|at| {
                    let mut items = list.items.clone();
                    if let Some(old) = items.get_mut(at) {
                        *old = item.clone();
                    }
                    Value::list(items)
                }),
            _ => Err(Fault::WrongType),
        };
        let value = self.settle(outcome);
        self.admit(value)
    }

    fn replace_matching(&mut self, items: &[Value], matches: &Arc<Function>, new: &Value) -> Step {
        let mut replaced = Vec::with_capacity(items.len());
        for item in items {
            match self.invoke(matches, vec![item.clone(), new.clone()])? {
                Value::Bool(true) => replaced.push(new.clone()),
                Value::Bool(false) => replaced.push(item.clone()),
                Value::Unknown(causes) => return Ok(Value::Unknown(causes.faulting())),
                Value::Fault(fault) => return Ok(Value::Fault(fault)),
                _ => return Ok(self.settle(Err(Fault::WrongType))),
            }
        }
        self.admit(Value::list(replaced))
    }
}
