//! Contexts: made from entries, changed and merged.

use super::Outcome;
use crate::builtin::Builtin;
use crate::fault::Fault;
use crate::limits::MAX_VALUE_DEPTH;
use crate::sorted::SortedMap;
use crate::value::{Context, Value};
use std::sync::Arc;

pub(super) fn call(builtin: Builtin, arguments: &[Value]) -> Outcome {
    match (builtin, arguments) {
        (Builtin::GetValue, [Value::Context(context), Value::Text(key)]) => {
            Ok(context.get(key).cloned().unwrap_or_default())
        }
        (Builtin::GetEntries, [Value::Context(context)]) => Ok(entries(context)),
        (Builtin::Context, [Value::List(list)]) => made(&list.items),
        (Builtin::ContextPut, [Value::Context(context), Value::Text(key), value]) => {
            Ok(put(context, key, value.clone()))
        }
        (Builtin::ContextPut, [Value::Context(context), Value::List(keys), value]) => {
            put_inside(context, &keys.items, value, 0)
        }
        (Builtin::ContextMerge, [Value::List(list)]) => merged(&list.items),
        _ => Err(Fault::WrongType),
    }
}

fn entries(context: &Context) -> Value {
    let entry = |(key, value): (&Arc<str>, &Value)| {
        Value::context([
            ("key", Value::Text(Arc::clone(key))),
            ("value", value.clone()),
        ])
    };
    Value::list(context.fields.iter().map(entry).collect())
}

/// Every entry has a `key`, each another text, and a `value`.
fn made(entries: &[Value]) -> Outcome {
    let mut fields: SortedMap<Arc<str>, Value> = SortedMap::new();
    for entry in entries {
        let entry = entry.as_context().ok_or(Fault::WrongType)?;
        let (Some(Value::Text(key)), Some(value)) = (entry.get("key"), entry.get("value")) else {
            return Err(Fault::BadArgument);
        };
        if fields.insert(Arc::clone(key), value.clone()).is_some() {
            return Err(Fault::BadArgument);
        }
    }
    Ok(Value::Context(Arc::new(Context { fields })))
}

fn put(context: &Context, key: &Arc<str>, value: Value) -> Value {
    let mut fields = context.fields.clone();
    fields.insert(Arc::clone(key), value);
    Value::Context(Arc::new(Context { fields }))
}

/// Puts a value where the path of keys leads; all but the last key must be there.
fn put_inside(context: &Context, keys: &[Value], value: &Value, depth: u32) -> Outcome {
    if depth > MAX_VALUE_DEPTH {
        return Err(Fault::TooLarge);
    }
    match keys {
        [Value::Text(key)] => Ok(put(context, key, value.clone())),
        [Value::Text(key), rest @ ..] if !rest.is_empty() => match context.get(key) {
            Some(Value::Context(inner)) => {
                let inner = put_inside(inner, rest, value, depth.saturating_add(1))?;
                Ok(put(context, key, inner))
            }
            _ => Err(Fault::BadArgument),
        },
        _ => Err(Fault::WrongType),
    }
}

fn merged(contexts: &[Value]) -> Outcome {
    let mut fields = SortedMap::new();
    for context in contexts {
        let context = context.as_context().ok_or(Fault::WrongType)?;
        fields.extend(context.fields.clone());
    }
    Ok(Value::Context(Arc::new(Context { fields })))
}
