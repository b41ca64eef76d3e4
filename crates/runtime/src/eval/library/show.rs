//! `string(…)`: any value as text; inside of lists and contexts as FEEL would read it.

use super::Outcome;
use crate::fault::Fault;
use crate::limits::{MAX_TEXT, MAX_VALUE_DEPTH};
use crate::value::{Range, RangeForm, Value};
use std::sync::Arc;

pub(super) fn show(value: &Value) -> Outcome {
    if let Value::Text(text) = value {
        return Ok(Value::Text(Arc::clone(text)));
    }
    let mut text = String::new();
    match value {
        Value::Date(date) => text.push_str(&date.to_string()),
        Value::Time(time) => text.push_str(&time.to_string()),
        Value::DateTime(moment) => text.push_str(&moment.to_string()),
        Value::YearsMonths(months) => text.push_str(&months.to_string()),
        Value::DaysTime(time) => text.push_str(&time.to_string()),
        other => write(other, &mut text, 0)?,
    }
    Ok(Value::Text(text.into()))
}

fn write(value: &Value, text: &mut String, depth: u32) -> Result<(), Fault> {
    if depth > MAX_VALUE_DEPTH || text.len() > MAX_TEXT {
        return Err(Fault::TooLarge);
    }
    let next = depth.saturating_add(1);
    match value {
        Value::Absent => text.push_str("null"),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Text(inner) => quote(inner, text),
        Value::Date(date) => literal(&date.to_string(), text),
        Value::Time(time) => literal(&time.to_string(), text),
        Value::DateTime(moment) => literal(&moment.to_string(), text),
        Value::YearsMonths(months) => literal(&months.to_string(), text),
        Value::DaysTime(time) => literal(&time.to_string(), text),
        Value::List(list) => {
            text.push('[');
            for (place, item) in list.items.iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                write(item, text, next)?;
            }
            text.push(']');
        }
        Value::Context(context) => {
            text.push('{');
            for (place, (key, value)) in context.fields.iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                if is_name(key) {
                    text.push_str(key);
                } else {
                    quote(key, text);
                }
                text.push_str(": ");
                write(value, text, next)?;
            }
            text.push('}');
        }
        Value::Range(range) => write_range(range, text, next)?,
        Value::Function(function) => {
            text.push_str("function(");
            for (place, parameter) in function.parameters().iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                text.push_str(&parameter.name);
            }
            text.push(')');
        }
        Value::Unknown(_) | Value::Fault(_) => return Err(Fault::WrongType),
    }
    if text.len() > MAX_TEXT {
        return Err(Fault::TooLarge);
    }
    Ok(())
}

fn literal(inner: &str, text: &mut String) {
    text.push_str("@\"");
    text.push_str(inner);
    text.push('"');
}

fn quote(inner: &str, text: &mut String) {
    text.push('"');
    for c in inner.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c => text.push(c),
        }
    }
    text.push('"');
}

/// Whether a key can be written without quotes: words of letters and digits.
fn is_name(key: &str) -> bool {
    let starts = key
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_' || c == '?');
    starts
        && !key.ends_with(' ')
        && !key.contains("  ")
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '?' | ' '))
}

fn write_range(range: &Range, text: &mut String, depth: u32) -> Result<(), Fault> {
    let test = match range.form {
        RangeForm::Only => Some("(= "),
        RangeForm::Except => Some("(!= "),
        RangeForm::Interval => match (&range.low, &range.high) {
            (None, Some(_)) if range.high_closed => Some("(<= "),
            (None, Some(_)) => Some("(< "),
            (Some(_), None) if range.low_closed => Some("(>= "),
            (Some(_), None) => Some("(> "),
            _ => None,
        },
    };
    if let (Some(test), Some(end)) = (test, range.low.as_ref().or(range.high.as_ref())) {
        text.push_str(test);
        write(end, text, depth)?;
        text.push(')');
        return Ok(());
    }
    text.push(if range.low_closed { '[' } else { '(' });
    write(range.low.as_ref().unwrap_or(&Value::Absent), text, depth)?;
    text.push_str("..");
    write(range.high.as_ref().unwrap_or(&Value::Absent), text, depth)?;
    text.push(if range.high_closed { ']' } else { ')' });
    Ok(())
}
