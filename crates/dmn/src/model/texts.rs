//! Values of inputs that are written as texts, by the type that is wanted.

use tongban_feel::{NoNames, Profile, compile};
use tongban_runtime::env::Library;
use tongban_runtime::{Decimal, Env, Fuel, Shape, Value, eval};

/// An environment with a library alone.
struct WithLibrary<'l>(Option<&'l dyn Library>);

impl Env for WithLibrary<'_> {
    fn fact(&self, _: u32) -> Value {
        Value::Absent
    }

    fn library(&self) -> Option<&dyn Library> {
        self.0
    }
}

/// The value that a text writes, where values look like this; `None` if it writes none. Where any
/// value may be, it is a text.
#[must_use]
pub fn read_text(text: &str, shape: &Shape, library: Option<&dyn Library>) -> Option<Value> {
    match shape {
        Shape::Boolean => text.parse().ok().map(Value::Bool),
        Shape::Number => Decimal::parse(text).map(Value::Number),
        Shape::Date => call("date", text, library),
        Shape::Time => call("time", text, library),
        Shape::DateTime => call("date and time", text, library),
        Shape::YearsMonths | Shape::DaysTime => {
            let duration = call("duration", text, library)?;
            let months = matches!(duration, Value::YearsMonths(_));
            (months == (*shape == Shape::YearsMonths)).then_some(duration)
        }
        Shape::Bounded(_) => Decimal::parse(text).map(Value::Number),
        Shape::OneOf(_) => Some(Value::text(text)),
        // Whether the value passes is seen where it is given.
        Shape::Present(base) | Shape::Tested { base, .. } => read_text(text, base, library),
        // One value stands for a list of it.
        Shape::List(item) => read_text(text, item, library),
        Shape::Any | Shape::Text => Some(Value::text(text)),
        _ => None,
    }
}

/// What a built-in function of the language reads from a text.
fn call(function: &str, text: &str, library: Option<&dyn Library>) -> Option<Value> {
    let plain = |c: char| c.is_alphanumeric() || "-+:./@_".contains(c);
    if !text.chars().all(plain) {
        return None;
    }
    let source = format!("{function}(\"{text}\")");
    let compiled = compile(&source, &NoNames, None, Profile::Standard).ok()?;
    let value = eval(
        &compiled.program,
        &WithLibrary(library),
        &mut Fuel::default(),
    );
    (!matches!(value, Value::Absent | Value::Fault(_))).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_the_type_that_is_wanted() {
        let read = |text, shape| read_text(text, &shape, None);
        assert_eq!(read("12", Shape::Any), Some(Value::from("12")));
        assert_eq!(read("12", Shape::Number), Some(Value::from(12)));
        assert_eq!(
            read("12", Shape::list(Shape::Number)),
            Some(Value::from(12))
        );
        assert_eq!(read("true", Shape::Boolean), Some(Value::Bool(true)));
        assert!(matches!(
            read("2025-01-31", Shape::Date),
            Some(Value::Date(_))
        ));
        assert!(matches!(
            read("2025-01-31T10:00:00Z", Shape::DateTime),
            Some(Value::DateTime(_))
        ));
        assert_eq!(read("2025-02-31", Shape::Date), None);
        assert_eq!(read("P1Y", Shape::DaysTime), None);
        assert_eq!(read("\") + (\"", Shape::Date), None);
    }
}
