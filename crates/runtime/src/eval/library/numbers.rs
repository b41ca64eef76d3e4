//! Numbers: root, exponential, logarithm.

use super::Outcome;
use crate::builtin::Builtin;
use crate::fault::Fault;
use crate::value::Value;

pub(super) fn call(builtin: Builtin, arguments: &[Value]) -> Outcome {
    let number = match arguments {
        [Value::Number(number)] => *number,
        [Value::Absent] => return Ok(Value::Absent),
        _ => return Err(Fault::WrongType),
    };
    let result = match builtin {
        Builtin::Sqrt => number.sqrt(),
        Builtin::Exp => number.exp(),
        _ => number.ln(),
    };
    result.map(Value::Number)
}
