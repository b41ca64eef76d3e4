//! Texts: numbers read with separators, joined lists, regular expressions, ranges.

use super::Outcome;
use crate::builtin::Builtin;
use crate::decimal::Rounding;
use crate::env::Library;
use crate::fault::Fault;
use crate::limits::{MAX_LIST, MAX_TEXT};
use crate::reading;
use crate::value::Value;
use std::sync::Arc;

pub(super) fn call(
    builtin: Builtin,
    arguments: &[Value],
    library: Option<&dyn Library>,
) -> Outcome {
    let library = || library.ok_or(Fault::Missing);
    match (builtin, arguments) {
        (_, [Value::Absent, ..]) => Ok(Value::Absent),
        (Builtin::Number, [Value::Text(text)]) => reading::number(text)
            .map(Value::Number)
            .ok_or(Fault::NotANumber),
        (Builtin::Number, [Value::Text(text), grouping, decimal]) => {
            number(text, grouping, decimal)
        }
        (Builtin::StringJoin, [list] | [list, Value::Absent]) => {
            super::super::texts::call(builtin, std::slice::from_ref(list))
        }
        (Builtin::StringJoin, [Value::List(_), Value::Text(_)]) => {
            super::super::texts::call(builtin, arguments)
        }
        (Builtin::Matches, [Value::Text(text), Value::Text(pattern)]) => {
            library()?.matches(text, pattern, "").map(Value::Bool)
        }
        (Builtin::Matches, [Value::Text(text), Value::Text(pattern), flags]) => library()?
            .matches(text, pattern, given(flags)?)
            .map(Value::Bool),
        (Builtin::Replace, [Value::Text(text), Value::Text(pattern), Value::Text(by)]) => {
            bounded(library()?.replace(text, pattern, by, "")?)
        }
        (
            Builtin::Replace,
            [
                Value::Text(text),
                Value::Text(pattern),
                Value::Text(by),
                flags,
            ],
        ) => bounded(library()?.replace(text, pattern, by, given(flags)?)?),
        (Builtin::Split, [Value::Text(text), Value::Text(delimiter)]) => {
            let parts = library()?.split(text, delimiter)?;
            if parts.len() > MAX_LIST {
                return Err(Fault::TooLarge);
            }
            let parts = parts.into_iter().map(|part| Value::Text(part.into()));
            Ok(Value::list(parts.collect()))
        }
        (Builtin::Substring, [Value::Text(_), Value::Number(_), ..]) => substring(arguments),
        _ => Err(Fault::WrongType),
    }
}

fn bounded(text: String) -> Outcome {
    if text.len() > MAX_TEXT {
        return Err(Fault::TooLarge);
    }
    Ok(Value::Text(text.into()))
}

/// Flags; none if they are absent.
fn given(flags: &Value) -> Result<&str, Fault> {
    match flags {
        Value::Absent => Ok(""),
        Value::Text(flags) => Ok(flags),
        _ => Err(Fault::WrongType),
    }
}

/// Positions and lengths count whole characters; a fraction is dropped.
fn substring(arguments: &[Value]) -> Outcome {
    let mut whole = Vec::with_capacity(arguments.len());
    for value in arguments {
        whole.push(match value {
            Value::Number(number) => Value::Number(number.round(0, Rounding::Down)?),
            Value::Absent => return Ok(Value::Absent),
            other => other.clone(),
        });
    }
    super::super::texts::call(Builtin::Substring, &whole)
}

/// A number written with a grouping separator (space, comma, point) and a decimal separator
/// (point, comma).
fn number(text: &str, grouping: &Value, decimal: &Value) -> Outcome {
    let grouping = given(grouping)?;
    let decimal = match given(decimal)? {
        "" if decimal.is_absent() => ".",
        other => other,
    };
    let known = (grouping.is_empty() || matches!(grouping, " " | "," | "."))
        && matches!(decimal, "." | ",")
        && grouping != decimal;
    if !known {
        return Err(Fault::BadArgument);
    }
    let mut plain = text.to_owned();
    if !grouping.is_empty() {
        plain = plain.replace(grouping, "");
    }
    if decimal == "," {
        if plain.contains('.') {
            return Err(Fault::NotANumber);
        }
        plain = plain.replace(',', ".");
    }
    reading::number(&plain)
        .map(Value::Number)
        .ok_or(Fault::NotANumber)
}

pub(super) fn range(arguments: &[Value], library: Option<&dyn Library>) -> Outcome {
    match arguments {
        [Value::Absent] => Ok(Value::Absent),
        [Value::Text(text)] => reading::range(text, library)
            .map(|range| Value::Range(Arc::new(range)))
            .ok_or(Fault::BadArgument),
        _ => Err(Fault::WrongType),
    }
}
