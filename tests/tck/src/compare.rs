//! Whether a result is the expected one.

use crate::case::{Expected, Written};
use crate::value::{number, simple};
use tongban_runtime::compare::{Truth, equal};
use tongban_runtime::env::Library;
use tongban_runtime::{Rounding, Value};

/// Whether an actual value passes. A number passes when it is equal after rounding to the decimals
/// that the expected one is written with; where an error is expected, null passes.
#[must_use]
pub fn passes(actual: &Value, expected: &Expected, library: Option<&dyn Library>) -> bool {
    if expected.error {
        return matches!(actual, Value::Absent | Value::Fault(_));
    }
    same(actual, &expected.value, library)
}

fn same(actual: &Value, expected: &Written, library: Option<&dyn Library>) -> bool {
    match (expected, actual) {
        (Written::Null, actual) => actual.is_absent(),
        (Written::List(expected), Value::List(actual)) => {
            expected.len() == actual.items.len()
                && expected
                    .iter()
                    .zip(&actual.items)
                    .all(|(expected, actual)| same(actual, expected, library))
        }
        (Written::Context(expected), Value::Context(actual)) => {
            expected.len() == actual.fields.len()
                && expected.iter().all(|(name, expected)| {
                    actual
                        .get(name)
                        .is_some_and(|actual| same(actual, expected, library))
                })
        }
        (Written::Simple { ty, text }, Value::Number(actual))
            if !matches!(ty.as_str(), "string") =>
        {
            let Some((expected, decimals)) = number(text.trim()) else {
                return false;
            };
            let rounded = actual.round(decimals, Rounding::HalfEven);
            rounded.is_ok_and(|rounded| rounded == expected)
                || ty == "double" && same_double(&actual.to_string(), text.trim())
        }
        (Written::Simple { ty, text }, Value::Text(actual)) if is_text(ty) => **actual == **text,
        (Written::Simple { ty, text }, actual) => match simple(kind(ty, actual), text, library) {
            Some(expected) => {
                expected == *actual || matches!(equal(&expected, actual), Truth::True)
            }
            None => false,
        },
        _ => false,
    }
}

/// Whether a written value of this type is a text; one without a type may be.
fn is_text(ty: &str) -> bool {
    matches!(
        ty,
        "" | "string" | "anySimpleType" | "normalizedString" | "token"
    )
}

/// The type of a written value: where none is written, that of the actual one.
fn kind<'t>(ty: &'t str, actual: &Value) -> &'t str {
    match (ty, actual) {
        ("", Value::Bool(_)) => "boolean",
        ("", Value::Date(_)) => "date",
        ("", Value::Time(_)) => "time",
        ("", Value::DateTime(_)) => "dateTime",
        ("", Value::YearsMonths(_) | Value::DaysTime(_)) => "duration",
        _ => ty,
    }
}

/// Whether two numbers are the same binary double: what is expected as a `double` has no more
/// digits that mean something.
#[expect(
    clippy::float_cmp,
    reason = "the nearest doubles of two decimal texts are the same or not"
)]
fn same_double(actual: &str, expected: &str) -> bool {
    match (actual.parse::<f64>(), expected.parse::<f64>()) {
        (Ok(actual), Ok(expected)) => actual == expected,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(ty: &str, text: &str) -> Expected {
        Expected {
            name: String::new(),
            error: false,
            value: Written::Simple {
                ty: ty.to_owned(),
                text: text.to_owned(),
            },
        }
    }

    fn number_of(text: &str) -> Value {
        Value::Number(number(text).unwrap().0)
    }

    #[test]
    fn numbers_pass_when_equal_after_rounding() {
        let third = number_of("0.3333333333");
        assert!(passes(&third, &expected("decimal", "0.333"), None));
        assert!(!passes(&third, &expected("decimal", "0.334"), None));
        assert!(passes(&number_of("2.0"), &expected("decimal", "2"), None));
        assert!(!passes(&Value::from("2"), &expected("decimal", "2"), None));
    }

    #[test]
    fn a_double_has_the_digits_of_a_double() {
        let actual = number_of("2858.11609989659140087");
        assert!(passes(
            &actual,
            &expected("double", "2858.1160998965915"),
            None
        ));
        assert!(!passes(
            &actual,
            &expected("decimal", "2858.1160998965915"),
            None
        ));
        assert!(!passes(
            &actual,
            &expected("double", "2858.116099896592"),
            None
        ));
    }

    #[test]
    fn an_expected_error_is_null() {
        let mut wanted = expected("string", "anything");
        wanted.error = true;
        assert!(passes(&Value::Absent, &wanted, None));
        assert!(!passes(&Value::from("anything"), &wanted, None));
    }

    #[test]
    fn contexts_have_no_more_entries_than_expected() {
        let wanted = Expected {
            value: Written::Context(vec![("a".into(), Written::Null)]),
            ..expected("", "")
        };
        assert!(passes(
            &Value::context([("a", Value::Absent)]),
            &wanted,
            None
        ));
        let more = Value::context([("a", Value::Absent), ("b", Value::Absent)]);
        assert!(!passes(&more, &wanted, None));
    }
}
