//! Constants seen from inside and out: their scalars, and their way into a program.

use tongban_runtime::Value;
use tongban_runtime::build::Builder;
use tongban_runtime::constant::Constant;

/// Calls `see` for a value, or for the elements and ends inside it.
pub(super) fn scalars(value: &Value, see: &mut dyn FnMut(&Value)) {
    match value {
        Value::List(list) => list.items.iter().for_each(|item| scalars(item, see)),
        Value::Range(range) => range
            .low
            .iter()
            .chain(&range.high)
            .for_each(|end| scalars(end, see)),
        other => see(other),
    }
}

pub(super) fn has_text(value: &Value) -> bool {
    let mut found = false;
    scalars(value, &mut |value| found |= matches!(value, Value::Text(_)));
    found
}

pub(super) fn has_range(value: &Value) -> bool {
    match value {
        Value::Range(_) => true,
        Value::List(list) => list.items.iter().any(has_range),
        _ => false,
    }
}

/// A value as a constant of a program.
pub(super) fn pooled(builder: &mut Builder, value: &Value) -> Option<u32> {
    let constant = match value {
        Value::Absent => Constant::Absent,
        Value::Bool(value) => Constant::Bool(*value),
        Value::Number(value) => Constant::Number(*value),
        Value::Text(value) => Constant::Text((&**value).into()),
        Value::Date(value) => Constant::Date(*value),
        Value::YearsMonths(value) => Constant::YearsMonths(*value),
        Value::DaysTime(value) => Constant::DaysTime(*value),
        Value::List(list) if list.open.is_none() => {
            let items = list.items.iter().map(|item| pooled(builder, item));
            Constant::List(items.collect::<Option<_>>()?)
        }
        Value::Range(range) => {
            let mut end = |end: &Option<Value>| match end {
                Some(end) => pooled(builder, end).map(Some),
                None => Some(None),
            };
            Constant::Range {
                low: end(&range.low)?,
                low_closed: range.low_closed,
                high: end(&range.high)?,
                high_closed: range.high_closed,
            }
        }
        _ => return None,
    };
    Some(builder.pool(constant))
}
