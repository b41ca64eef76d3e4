//! Functions over lists, those that see through unknown elements and open lists first.

use super::arithmetic::blocked;
use super::builtins::blocked_all;
use crate::builtin::Builtin;
use crate::compare::{Truth, equal, order};
use crate::decimal::{Decimal, Rounding};
use crate::fault::Fault;
use crate::limits::{MAX_DISTINCT, MAX_LIST};
use crate::program::Arithmetic;
use crate::sorted;
use crate::unknown::Unknowns;
use crate::value::{List, Value};
use core::cmp::Ordering;
use std::sync::Arc;

type Outcome = Result<Value, Fault>;

/// `all(…)` or `any(…)` over one list or over the arguments.
pub(super) fn junction(arguments: &[Value], all: bool) -> Value {
    let (items, open) = match arguments {
        [Value::List(list)] => (list.items.as_slice(), list.open.clone()),
        [Value::Unknown(causes)] => return Value::Unknown(causes.faulting()),
        [value @ (Value::Fault(_) | Value::Absent)] => return value.clone(),
        items => (items, None),
    };
    let mut truth = if all { Truth::True } else { Truth::False };
    let ones = items.iter().map(Truth::of);
    for one in ones.chain(open.map(|causes| Truth::Unknown(causes.bare()))) {
        truth = if all { truth.and(one) } else { truth.or(one) };
    }
    truth.into()
}

/// The number of elements. A fault among them stays one; a known number needs a complete list.
pub(super) fn count(list: &Value) -> Value {
    let list = match list {
        Value::List(list) => list,
        Value::Unknown(causes) => return Value::Unknown(causes.faulting()),
        Value::Fault(_) | Value::Absent => return list.clone(),
        _ => return Value::from(1),
    };
    let mut doubt = list.open.as_ref().map(Unknowns::bare);
    let mut fault = None;
    for item in &list.items {
        match item {
            Value::Unknown(causes) if causes.may_fault() => Unknowns::merge(&mut doubt, causes),
            Value::Fault(found) if fault.is_none() => fault = Some(*found),
            _ => {}
        }
    }
    match (fault, doubt) {
        (Some(_), Some(causes)) => Value::Unknown(causes.faulting()),
        (None, Some(causes)) => Value::Unknown(causes),
        (Some(fault), None) => Value::Fault(fault),
        (None, None) => Value::from(i64::try_from(list.items.len()).unwrap_or(i64::MAX)),
    }
}

/// Whether an element equals `item`; certain as soon as one certainly does.
pub(super) fn contains(list: &Value, item: &Value) -> Value {
    let list = match list {
        Value::List(list) => list,
        Value::Unknown(causes) => return Value::Unknown(causes.faulting()),
        Value::Fault(_) | Value::Absent => return list.clone(),
        single => return Value::from(known(equal(single, item))),
    };
    let mut any = Truth::False;
    for other in &list.items {
        any = any.or(known(equal(other, item)));
        if any == Truth::True {
            break;
        }
    }
    if let Some(open) = &list.open {
        // Whatever the list still holds is compared with `item`, and faults where that does.
        let mut causes = Some(open.bare());
        if let Value::Unknown(also) = item {
            Unknowns::merge(&mut causes, also);
        }
        let faulty = matches!(item, Value::Fault(_)) || item.is_compound();
        let causes = causes.map(|causes| {
            if faulty {
                causes.faulting()
            } else {
                causes.bare()
            }
        });
        any = any.or(causes.map_or(Truth::False, Truth::Unknown));
    }
    any.into()
}

fn known(truth: Truth) -> Truth {
    if truth == Truth::Absent {
        Truth::False
    } else {
        truth
    }
}

pub(super) fn append(list: &Value, items: &[Value]) -> Value {
    let tail = Value::list(items.to_vec());
    concatenate(&[list.clone(), tail])
}

/// All lists in one; an unknown list leaves the result open.
pub(super) fn concatenate(lists: &[Value]) -> Value {
    let mut result = List::default();
    for list in lists {
        match list {
            Value::List(list) => {
                result.items.extend(list.items.iter().cloned());
                if let Some(open) = &list.open {
                    Unknowns::merge(&mut result.open, open);
                }
            }
            Value::Fault(_) => return list.clone(),
            Value::Unknown(causes) if causes.may_fault() => {
                let all = lists.iter().filter_map(Value::causes);
                return Value::Unknown(all.fold(Arc::clone(causes), |all, more| all.union(&more)));
            }
            // It may be absent, and then the result is one list with an absent element.
            Value::Unknown(causes) => Unknowns::merge(&mut result.open, &causes.faulting()),
            single => result.items.push(single.clone()),
        }
        if result.items.len() > MAX_LIST {
            return Value::Fault(Fault::TooLarge);
        }
    }
    Value::List(Arc::new(result))
}

/// The functions that need known lists; `None` if `builtin` is none of them.
pub(super) fn call(builtin: Builtin, arguments: &[Value]) -> Option<Outcome> {
    Some(match builtin {
        Builtin::Sum => fold(arguments, Arithmetic::Add),
        Builtin::Product => fold(arguments, Arithmetic::Multiply),
        Builtin::Mean => mean(arguments),
        Builtin::Min => extreme(arguments, Ordering::Less),
        Builtin::Max => extreme(arguments, Ordering::Greater),
        Builtin::DistinctValues => list_of(arguments).map(|items| Value::list(distinct(&items))),
        Builtin::Union => {
            let all: Vec<Value> = arguments.iter().flat_map(items_of).collect();
            if all.len() > MAX_DISTINCT {
                Err(Fault::TooLarge)
            } else {
                Ok(Value::list(distinct(&all)))
            }
        }
        Builtin::Flatten => {
            let mut flat = Vec::new();
            match arguments
                .iter()
                .try_for_each(|value| flatten(value, &mut flat, 0))
            {
                Ok(()) => Ok(Value::list(flat)),
                Err(fault) => Err(fault),
            }
        }
        Builtin::Reverse => list_of(arguments).map(|mut items| {
            items.reverse();
            Value::list(items)
        }),
        Builtin::IndexOf => match arguments {
            [list, item] => places(&items_of(list), item).map(Value::list),
            _ => Err(Fault::WrongType),
        },
        Builtin::Sublist => sublist(arguments),
        Builtin::InsertBefore => insert_before(arguments),
        Builtin::Remove => remove(arguments),
        _ => return None,
    })
}

fn items_of(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) => list.items.clone(),
        single => vec![single.clone()],
    }
}

fn list_of(arguments: &[Value]) -> Result<Vec<Value>, Fault> {
    match arguments {
        [Value::List(list)] if list.items.len() <= MAX_DISTINCT || all_text(arguments) => {
            Ok(list.items.clone())
        }
        [Value::List(_)] => Err(Fault::TooLarge),
        [single] => Ok(vec![single.clone()]),
        _ => Err(Fault::WrongType),
    }
}

/// One list argument, or the arguments themselves.
fn spread(arguments: &[Value]) -> &[Value] {
    match arguments {
        [Value::List(list)] => &list.items,
        items => items,
    }
}

fn fold(arguments: &[Value], op: Arithmetic) -> Outcome {
    let items = spread(arguments);
    if let Some(value) = blocked_all(items) {
        return Ok(value);
    }
    let mut total = None;
    for item in items {
        let Value::Number(number) = item else {
            return Err(Fault::WrongType);
        };
        total = Some(match (total, op) {
            (None, _) => *number,
            (Some(total), Arithmetic::Multiply) => Decimal::mul(total, *number)?,
            (Some(total), _) => Decimal::add(total, *number)?,
        });
    }
    Ok(total.map_or(Value::Absent, Value::Number))
}

fn mean(arguments: &[Value]) -> Outcome {
    let count = i64::try_from(spread(arguments).len()).unwrap_or(i64::MAX);
    match fold(arguments, Arithmetic::Add)? {
        Value::Number(sum) => sum.div(Decimal::from(count)).map(Value::Number),
        other => Ok(other),
    }
}

fn extreme(arguments: &[Value], wanted: Ordering) -> Outcome {
    let items = spread(arguments);
    if let Some(value) = blocked_all(items) {
        return Ok(value);
    }
    let Some((first, rest)) = items.split_first() else {
        return Ok(Value::Absent);
    };
    if order(first, first).is_none() {
        return Err(Fault::WrongType);
    }
    let mut best = first;
    for item in rest {
        if order(item, best).ok_or(Fault::WrongType)? == wanted {
            best = item;
        }
    }
    Ok(blocked(&[best]).unwrap_or_else(|| best.clone()))
}

/// Whether all elements are text, so that they can be told apart by looking them up.
pub(super) fn all_text(arguments: &[Value]) -> bool {
    let [Value::List(list)] = arguments else {
        return false;
    };
    list.items.iter().all(|item| matches!(item, Value::Text(_)))
}

pub(super) fn distinct(items: &[Value]) -> Vec<Value> {
    if items.iter().all(|item| matches!(item, Value::Text(_))) {
        let text = |place: usize| items.get(place).and_then(Value::as_text);
        // Equal texts side by side, the earliest first: that one stays.
        let mut first = vec![false; items.len()];
        let mut before = None;
        for place in sorted::order(items.len(), &|a, b| text(a).cmp(&text(b))) {
            if let Some(first) = first.get_mut(place) {
                *first = before != text(place);
            }
            before = text(place);
        }
        let kept = items.iter().zip(first).filter(|(_, first)| *first);
        return kept.map(|(item, _)| item.clone()).collect();
    }
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        if !kept.iter().any(|other| equal(other, item) == Truth::True) {
            kept.push(item.clone());
        }
    }
    kept
}

/// Where equal elements stand; a fault among them is no element that differs.
fn places(items: &[Value], wanted: &Value) -> Result<Vec<Value>, Fault> {
    let mut found = Vec::new();
    for (item, place) in items.iter().zip(1_i64..) {
        match equal(item, wanted) {
            Truth::True => found.push(Value::from(place)),
            Truth::Fault(fault) => return Err(fault),
            _ => {}
        }
    }
    Ok(found)
}

fn flatten(value: &Value, flat: &mut Vec<Value>, depth: u32) -> Result<(), Fault> {
    if depth > crate::limits::MAX_VALUE_DEPTH || flat.len() > MAX_LIST {
        return Err(Fault::TooLarge);
    }
    match value {
        Value::List(list) => list
            .items
            .iter()
            .try_for_each(|item| flatten(item, flat, depth.saturating_add(1))),
        other => {
            flat.push(other.clone());
            Ok(())
        }
    }
}

/// A position or size as a whole number; a fraction is dropped.
pub(super) fn whole(number: Decimal) -> Result<i64, Fault> {
    number
        .round(0, Rounding::Down)?
        .to_i64()
        .ok_or(Fault::BadArgument)
}

/// The index of the element at a position from 1, or from −1 at the end.
pub(super) fn place(items: &[Value], position: Decimal) -> Result<usize, Fault> {
    let position = whole(position)?;
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let index = match position {
        0 => return Err(Fault::BadArgument),
        from_end if from_end < 0 => count.saturating_add(from_end),
        from_start => from_start.saturating_sub(1),
    };
    if index >= count {
        return Err(Fault::BadArgument);
    }
    usize::try_from(index).map_err(|_| Fault::BadArgument)
}

fn sublist(arguments: &[Value]) -> Outcome {
    let (items, start, length) = match arguments {
        [Value::List(list), Value::Number(start)] => (&list.items, start, None),
        [
            Value::List(list),
            Value::Number(start),
            Value::Number(length),
        ] => (&list.items, start, Some(whole(*length)?)),
        _ => return Err(Fault::WrongType),
    };
    let rest = items.get(place(items, *start)?..).unwrap_or(&[]);
    let length = match length {
        None => rest.len(),
        Some(length) => usize::try_from(length).map_err(|_| Fault::BadArgument)?,
    };
    let part = rest.get(..length).ok_or(Fault::BadArgument)?;
    Ok(Value::list(part.to_vec()))
}

/// `insert before(list, position, newItem)`.
fn insert_before(arguments: &[Value]) -> Outcome {
    let [Value::List(list), Value::Number(position), item] = arguments else {
        return Err(Fault::WrongType);
    };
    let at = place(&list.items, *position)?;
    let mut items = list.items.clone();
    items.insert(at, item.clone());
    Ok(Value::list(items))
}

/// `remove(list, position)`.
fn remove(arguments: &[Value]) -> Outcome {
    let [Value::List(list), Value::Number(position)] = arguments else {
        return Err(Fault::WrongType);
    };
    let at = place(&list.items, *position)?;
    let mut items = list.items.clone();
    items.remove(at);
    Ok(Value::list(items))
}
