//! Values as they are printed and as they go over the wire.

use serde_json::{Value as Json, json};
use tongban_runtime::Value;

/// The first fault in a value.
pub fn fault(value: &Value) -> Option<&'static str> {
    match value {
        Value::Fault(fault) => Some(fault.code()),
        Value::List(list) => list.items.iter().find_map(fault),
        Value::Context(context) => context.fields.values().find_map(fault),
        _ => None,
    }
}

/// A value as JSON: decimals, dates, times and durations as strings; ranges, functions and faults as what they are.
pub fn wire(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(value) => value.to_string().into(),
        Value::Text(value) => value.to_string().into(),
        Value::Date(value) => value.to_string().into(),
        Value::Time(value) => value.to_string().into(),
        Value::DateTime(value) => value.to_string().into(),
        Value::YearsMonths(value) => value.to_string().into(),
        Value::DaysTime(value) => value.to_string().into(),
        Value::List(list) => list.items.iter().map(wire).collect(),
        Value::Context(context) => context
            .fields
            .iter()
            .map(|(key, value)| (key.to_string(), wire(value)))
            .collect(),
        Value::Range(range) => json!({
            "low": range.low.as_ref().map(wire), "lowIncluded": range.low_closed,
            "high": range.high.as_ref().map(wire), "highIncluded": range.high_closed,
        }),
        Value::Function(_) => json!({ "function": true }),
        Value::Fault(fault) => json!({ "fault": fault.code() }),
        _ => Json::Null,
    }
}
