//! Values of test files as values of the evaluation, and values for people to read.

use crate::case::Written;
use std::fmt::Write as _;
use tongban_dmn::model::read_text;
use tongban_runtime::env::Library;
use tongban_runtime::{Decimal, Shape, Value};

/// The value of an input; what cannot be read is null.
#[must_use]
pub fn value(written: &Written, library: Option<&dyn Library>) -> Value {
    match written {
        Written::Null => Value::Absent,
        Written::List(items) => {
            Value::list(items.iter().map(|item| value(item, library)).collect())
        }
        Written::Context(entries) => {
            let entries = entries.iter();
            Value::context(entries.map(|(name, entry)| (name.as_str(), value(entry, library))))
        }
        Written::Simple { ty, text } => simple(ty, text, library).unwrap_or_default(),
    }
}

/// A simple value; `None` if the text is none of its type.
pub(crate) fn simple(ty: &str, text: &str, library: Option<&dyn Library>) -> Option<Value> {
    let trimmed = text.trim();
    let read = |shape: Shape| read_text(trimmed, &shape, library);
    match ty {
        "boolean" => match trimmed {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        "decimal" | "double" | "float" | "integer" | "int" | "long" | "short" | "byte"
        | "positiveInteger" | "nonNegativeInteger" | "negativeInteger" => {
            number(trimmed).map(|(number, _)| Value::Number(number))
        }
        "date" => read(Shape::Date),
        "time" => read(Shape::Time),
        "dateTime" => read(Shape::DateTime),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => {
            read(Shape::DaysTime).or_else(|| read(Shape::YearsMonths))
        }
        _ => Some(Value::text(text)),
    }
}

/// A number and how many decimals it is written with; exponents are read, too.
pub(crate) fn number(text: &str) -> Option<(Decimal, i32)> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let decimals = i32::try_from(decimals).ok()?.checked_sub(exponent)?;
    let whole: i128 = digits.replacen('.', "", 1).parse().ok()?;
    let number = if decimals >= 0 {
        Decimal::new(whole, decimals).ok()?
    } else {
        let factor = 10_i128.checked_pow(decimals.unsigned_abs())?;
        Decimal::new(whole.checked_mul(factor)?, 0).ok()?
    };
    Some((number, decimals.max(0)))
}

/// A value for people.
#[must_use]
pub fn show(value: &Value) -> String {
    match value {
        Value::Absent => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::YearsMonths(months) => months.to_string(),
        Value::DaysTime(time) => time.to_string(),
        Value::List(list) => {
            let items: Vec<String> = list.items.iter().map(show).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Context(context) => {
            let mut text = String::from("{");
            for (place, (key, value)) in context.fields.iter().enumerate() {
                let comma = if place > 0 { ", " } else { "" };
                // Writing to a string cannot fail.
                let _ = write!(text, "{comma}{key}: {}", show(value));
            }
            text.push('}');
            text
        }
        Value::Range(range) => {
            let end = |end: &Option<Value>| end.as_ref().map_or_else(String::new, show);
            let (open, close) = (
                if range.low_closed { '[' } else { '(' },
                if range.high_closed { ']' } else { ')' },
            );
            format!("{open}{}..{}{close}", end(&range.low), end(&range.high))
        }
        Value::Fault(fault) => format!("fault {}", fault.code()),
        Value::Function(_) => "a function".to_owned(),
        _ => "unknown".to_owned(),
    }
}

/// A written value for people.
#[must_use]
pub fn show_written(written: &Written) -> String {
    match written {
        Written::Null => "null".to_owned(),
        Written::Simple { ty, text } if matches!(ty.as_str(), "string" | "") => {
            format!("{text:?}")
        }
        Written::Simple { text, .. } => text.trim().to_owned(),
        Written::List(items) => {
            let items: Vec<String> = items.iter().map(show_written).collect();
            format!("[{}]", items.join(", "))
        }
        Written::Context(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, value)| format!("{name}: {}", show_written(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_decimals() {
        let read = |text| number(text).map(|(number, decimals)| (number.to_string(), decimals));
        assert_eq!(read("1.50"), Some(("1.5".into(), 2)));
        assert_eq!(read("-1.5E1"), Some(("-15".into(), 0)));
        assert_eq!(read("15e-1"), Some(("1.5".into(), 1)));
        assert_eq!(read("1E3"), Some(("1000".into(), 0)));
        assert_eq!(read("NaN"), None);
    }
}
