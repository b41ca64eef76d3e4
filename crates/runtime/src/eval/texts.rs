//! Functions over text. Positions count characters from 1.

use crate::builtin::Builtin;
use crate::case;
use crate::decimal::Decimal;
use crate::fault::Fault;
use crate::limits::MAX_TEXT;
use crate::normalize::normalize_text;
use crate::pattern::Pattern;
use crate::value::Value;

type Outcome = Result<Value, Fault>;

pub(super) fn call(builtin: Builtin, arguments: &[Value]) -> Outcome {
    match (builtin, arguments) {
        (Builtin::String, [value]) => show(value).map(Value::from_string),
        (Builtin::Number, [Value::Text(text)]) => Decimal::parse(text)
            .map(Value::Number)
            .ok_or(Fault::NotANumber),
        (Builtin::Number, [Value::Number(number)]) => Ok(Value::Number(*number)),
        (Builtin::StringLength, [Value::Text(text)]) => Ok(length(text)),
        (Builtin::Substring, [Value::Text(text), Value::Number(start)]) => {
            substring(text, *start, None)
        }
        (
            Builtin::Substring,
            [
                Value::Text(text),
                Value::Number(start),
                Value::Number(length),
            ],
        ) => substring(text, *start, Some(*length)),
        (Builtin::SubstringBefore, [Value::Text(text), Value::Text(mark)]) => Ok(Value::text(
            text.split_once(&**mark).map_or("", |(before, _)| before),
        )),
        (Builtin::SubstringAfter, [Value::Text(text), Value::Text(mark)]) => Ok(Value::text(
            text.split_once(&**mark).map_or("", |(_, after)| after),
        )),
        (Builtin::UpperCase, [Value::Text(text)]) => Ok(Value::from_string(case::upper(text))),
        (Builtin::LowerCase, [Value::Text(text)]) => Ok(Value::from_string(case::lower(text))),
        (Builtin::Contains, [Value::Text(text), Value::Text(part)]) => {
            Ok(Value::Bool(text.contains(&**part)))
        }
        (Builtin::StartsWith, [Value::Text(text), Value::Text(part)]) => {
            Ok(Value::Bool(text.starts_with(&**part)))
        }
        (Builtin::EndsWith, [Value::Text(text), Value::Text(part)]) => {
            Ok(Value::Bool(text.ends_with(&**part)))
        }
        (Builtin::Matches, [Value::Text(text), Value::Text(pattern)]) => {
            let pattern = Pattern::parse(pattern).map_err(|_| Fault::BadArgument)?;
            Ok(Value::Bool(pattern.matches_part(text)))
        }
        (Builtin::Normalize, [Value::Text(text)]) => Ok(Value::from_string(normalize_text(text))),
        (Builtin::StringJoin, [Value::List(list)]) => join(&list.items, ""),
        (Builtin::StringJoin, [Value::List(list), Value::Text(between)]) => {
            join(&list.items, between)
        }
        _ => Err(Fault::WrongType),
    }
}

impl Value {
    fn from_string(text: String) -> Self {
        Self::Text(text.into())
    }
}

fn length(text: &str) -> Value {
    Value::from(i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
}

fn substring(text: &str, start: Decimal, length: Option<Decimal>) -> Outcome {
    let whole = |number: Decimal| number.to_i64().ok_or(Fault::BadArgument);
    let start = whole(start)?;
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let skip = match start {
        0 => return Err(Fault::BadArgument),
        from_end if from_end < 0 => count.saturating_add(from_end).max(0),
        from_start => from_start.saturating_sub(1),
    };
    let take = match length {
        None => i64::MAX,
        Some(length) => whole(length)?,
    };
    if take < 1 {
        return Ok(Value::text(""));
    }
    let size = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    Ok(Value::from_string(
        text.chars().skip(size(skip)).take(size(take)).collect(),
    ))
}

fn join(items: &[Value], between: &str) -> Outcome {
    let mut text = String::new();
    let mut first = true;
    for item in items {
        match item {
            Value::Text(part) => {
                if !first {
                    text.push_str(between);
                }
                first = false;
                text.push_str(part);
                if text.len() > MAX_TEXT {
                    return Err(Fault::TooLarge);
                }
            }
            Value::Absent => {}
            Value::Fault(fault) => return Err(*fault),
            _ => return Err(Fault::WrongType),
        }
    }
    Ok(Value::from_string(text))
}

/// A value as text, for `string(…)`.
fn show(value: &Value) -> Result<String, Fault> {
    Ok(match value {
        Value::Text(text) => (**text).to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::YearsMonths(months) => months.to_string(),
        Value::DaysTime(time) => time.to_string(),
        _ => return Err(Fault::WrongType),
    })
}
