//! Operations on known scalars, for register code: what they give here they give there.

use super::{arithmetic, builtins, dates};
use crate::builtin::Builtin;
use crate::fault::Fault;
use crate::program::{Arithmetic, Property};
use crate::value::Value;

/// Two-place arithmetic.
pub(crate) fn binary(op: Arithmetic, left: &Value, right: &Value) -> Result<Value, Fault> {
    arithmetic::binary(op, left, right)
}

/// Arithmetic minus.
pub(crate) fn negate(value: &Value) -> Result<Value, Fault> {
    arithmetic::negate(value)
}

/// A part of a date or duration.
pub(crate) fn property(value: &Value, property: Property) -> Result<Value, Fault> {
    if value.is_absent() {
        return Ok(Value::Absent);
    }
    dates::property(value, property)
}

/// Whether [`call`] knows the function: it takes scalars, gives a scalar, and asks nothing of the environment.
pub(crate) const fn is_scalar(builtin: Builtin) -> bool {
    matches!(
        builtin,
        Builtin::Floor
            | Builtin::Ceiling
            | Builtin::Decimal
            | Builtin::RoundUp
            | Builtin::RoundDown
            | Builtin::RoundHalfUp
            | Builtin::RoundHalfDown
            | Builtin::Abs
            | Builtin::Modulo
            | Builtin::Odd
            | Builtin::Even
            | Builtin::YearsAndMonthsDuration
            | Builtin::MonthsBetween
            | Builtin::DaysBetween
            | Builtin::AddMonths
            | Builtin::DayOfYear
            | Builtin::LastDayOfMonth
    )
}

/// A function of which [`is_scalar`] holds, over known scalars.
pub(crate) fn call(builtin: Builtin, arguments: &[Value]) -> Result<Value, Fault> {
    if arguments.iter().any(Value::is_absent) {
        return Ok(Value::Absent);
    }
    builtins::scalar(builtin, arguments)
}
