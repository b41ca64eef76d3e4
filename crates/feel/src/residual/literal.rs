//! Values written out.

use crate::ast::ExprKind;
use std::collections::BTreeSet;
use tongban_runtime::Value;

/// A value as a literal; `None` for one that cannot be written as one, or that could be read as something else.
pub(super) fn literal(value: &Value, labels: &BTreeSet<String>) -> Option<ExprKind> {
    Some(match value {
        Value::Absent => ExprKind::Null,
        Value::Bool(value) => ExprKind::Bool(*value),
        Value::Number(number) => ExprKind::Number(*number),
        // Where an enumeration is meant, a label would become its id.
        Value::Text(text) if !labels.contains(&**text) => ExprKind::Text(text.to_string()),
        Value::Date(date) => ExprKind::At(date.to_string()),
        Value::YearsMonths(months) => ExprKind::At(months.to_string()),
        Value::DaysTime(time) => ExprKind::At(time.to_string()),
        _ => return None,
    })
}
