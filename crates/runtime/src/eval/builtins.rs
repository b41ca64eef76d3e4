//! The built-in functions: which of them see unknowns, and how each is reached.

use super::arithmetic::blocked;
use super::{Machine, Step, bounds, dates, lists, texts};
use crate::builtin::Builtin;
use crate::compare::Truth;
use crate::decimal::{Decimal, Rounding};
use crate::env::Env;
use crate::fault::Fault;
use crate::loan;
use crate::unknown::Unknowns;
use crate::value::Value;

type Outcome = Result<Value, Fault>;

/// What marks a function as an origin, apart from the slots of facts.
const FUNCTIONS: u64 = 1 << 32;

impl<E: Env + ?Sized> Machine<'_, E> {
    #[inline(never)]
    pub(super) fn builtin(&mut self, builtin: Builtin, arguments: &[Value]) -> Step {
        #[cfg(feature = "standard")]
        if self.program.lenient {
            return self.library(builtin, arguments);
        }
        self.charge(size(arguments))?;
        // These see through unknowns: they may be sure where an argument is not.
        match (builtin, arguments) {
            (Builtin::Not, [value]) => return Ok(Truth::of(value).negate().into()),
            (Builtin::IsDefined, [value]) => {
                return Ok(match value {
                    Value::Unknown(causes) => Value::Unknown(causes.bare()),
                    Value::Fault(_) => value.clone(),
                    other => Value::Bool(!other.is_absent()),
                });
            }
            (Builtin::All, arguments) => return Ok(lists::junction(arguments, true)),
            (Builtin::Any, arguments) => return Ok(lists::junction(arguments, false)),
            (Builtin::Count, [list]) => return Ok(lists::count(list)),
            (Builtin::ListContains, [list, item]) => {
                if item.is_compound() {
                    self.charge_pair(list, item)?;
                }
                return Ok(lists::contains(list, item));
            }
            (Builtin::Append, [list, items @ ..]) => {
                return self.admit(lists::append(list, items));
            }
            (Builtin::Concatenate, lists) => return self.admit(lists::concatenate(lists)),
            _ => {}
        }
        for value in arguments {
            self.charge_pair(value, &Value::Absent)?;
        }
        if matches!(
            builtin,
            Builtin::DistinctValues | Builtin::Union | Builtin::IndexOf
        ) && !(builtin == Builtin::DistinctValues && lists::all_text(arguments))
        {
            // Each element is compared with those before it.
            let size = size(arguments);
            self.charge(size.saturating_mul(size) / 16)?;
        }
        if let Some(value) = stopped_in(builtin, arguments) {
            return Ok(match bounds::call(builtin, arguments, value) {
                Value::Unknown(causes) => {
                    let what = FUNCTIONS | u64::from(builtin as u8);
                    Value::Unknown(causes.come_from(what, arguments))
                }
                value => value,
            });
        }
        let outcome = if let Builtin::AddWorkingDays = builtin {
            dates::add_working_days(self.env, arguments)
        } else if let Some(outcome) = lists::call(builtin, arguments) {
            outcome
        } else if arguments.iter().any(Value::is_absent) {
            Ok(Value::Absent)
        } else {
            scalar(builtin, arguments)
        };
        match outcome {
            Err(fault @ Fault::TooLarge) => Err(fault),
            outcome => {
                let value = self.settle(outcome);
                self.admit(value)
            }
        }
    }
}

/// Work that the arguments may cause, in steps.
pub(super) fn size(arguments: &[Value]) -> usize {
    arguments.iter().fold(1, |sum, value| {
        sum.saturating_add(match value {
            Value::List(list) => list.items.len(),
            Value::Text(text) => text.len() / 16,
            _ => 0,
        })
    })
}

/// Faults and unknowns anywhere in the arguments; what is unknown may make the function a fault.
pub(super) fn stopped(arguments: &[Value]) -> Option<Value> {
    let mut causes = None;
    for value in arguments {
        match value {
            Value::Fault(fault) if causes.is_none() => return Some(Value::Fault(*fault)),
            Value::List(_) | Value::Context(_) | Value::Unknown(_) | Value::Range(_) => {
                if let Some(more) = value.causes() {
                    Unknowns::merge(&mut causes, &more);
                }
            }
            _ => {}
        }
    }
    causes.map(|causes| Value::Unknown(causes.faulting()))
}

/// The same for a function, of which it may be known that it has no faults of its own.
fn stopped_in(builtin: Builtin, arguments: &[Value]) -> Option<Value> {
    let faulty = |value: &Value| match value {
        Value::Unknown(causes) => causes.may_fault(),
        Value::Fault(_) => true,
        // It may hold faults of which its causes do not tell.
        other => other.is_compound(),
    };
    if !never_faults(builtin, arguments) || arguments.iter().any(faulty) {
        return stopped(arguments);
    }
    let mut causes = None;
    for value in arguments {
        if let Value::Unknown(more) = value {
            Unknowns::merge(&mut causes, more);
        }
    }
    causes.map(Value::Unknown)
}

/// Whether the function has a value for every argument of its type.
fn never_faults(builtin: Builtin, arguments: &[Value]) -> bool {
    if let (Builtin::Substring, [_, rest @ ..]) = (builtin, arguments) {
        // A place and a length that are known to be some.
        return rest.iter().all(|value| {
            let number = value.as_number().filter(|number| !number.is_zero());
            number.is_some_and(|number| number.to_i64().is_some())
        });
    }
    matches!(
        builtin,
        Builtin::String
            | Builtin::StringLength
            | Builtin::SubstringBefore
            | Builtin::SubstringAfter
            | Builtin::UpperCase
            | Builtin::LowerCase
            | Builtin::Contains
            | Builtin::StartsWith
            | Builtin::EndsWith
            | Builtin::Matches
            | Builtin::Normalize
            | Builtin::YearsAndMonthsDuration
            | Builtin::MonthsBetween
            | Builtin::DaysBetween
            | Builtin::LastDayOfMonth
            | Builtin::DayOfWeek
            | Builtin::DayOfYear
    )
}

pub(super) fn scalar(builtin: Builtin, arguments: &[Value]) -> Outcome {
    match builtin {
        Builtin::Floor => round(arguments, Rounding::Floor),
        Builtin::Ceiling => round(arguments, Rounding::Ceiling),
        Builtin::Decimal => round(arguments, Rounding::HalfEven),
        Builtin::RoundUp => round(arguments, Rounding::Up),
        Builtin::RoundDown => round(arguments, Rounding::Down),
        Builtin::RoundHalfUp => round(arguments, Rounding::HalfUp),
        Builtin::RoundHalfDown => round(arguments, Rounding::HalfDown),
        Builtin::Abs => match arguments {
            [Value::Number(number)] => Ok(Value::Number(number.abs())),
            [value @ Value::YearsMonths(months)] if months.0 < 0 => {
                super::arithmetic::negate(value)
            }
            [value @ Value::DaysTime(time)] if time.is_negative() => {
                super::arithmetic::negate(value)
            }
            [value @ (Value::YearsMonths(_) | Value::DaysTime(_))] => Ok(value.clone()),
            _ => Err(Fault::WrongType),
        },
        Builtin::Modulo => match arguments {
            [Value::Number(a), Value::Number(b)] => a.modulo(*b).map(Value::Number),
            _ => Err(Fault::WrongType),
        },
        Builtin::Odd | Builtin::Even => match arguments {
            [Value::Number(number)] => {
                let rest = number.modulo(Decimal::from(2_i64))?;
                let wanted = if builtin == Builtin::Odd {
                    Decimal::ONE
                } else {
                    Decimal::ZERO
                };
                Ok(Value::Bool(rest == wanted))
            }
            _ => Err(Fault::WrongType),
        },
        Builtin::Date => dates::date(arguments),
        Builtin::Duration => dates::duration(arguments),
        Builtin::YearsAndMonthsDuration => dates::months_between(arguments, true),
        Builtin::MonthsBetween => dates::months_between(arguments, false),
        Builtin::DaysBetween => dates::days_between(arguments),
        Builtin::AddMonths => dates::add_months(arguments),
        Builtin::LastDayOfMonth => dates::last_day_of_month(arguments),
        Builtin::DayOfWeek => dates::day_of_week(arguments),
        Builtin::DayOfYear => dates::day_of_year(arguments),
        Builtin::MonthOfYear => dates::month_of_year(arguments),
        Builtin::WeekOfYear => dates::week_of_year(arguments),
        Builtin::LoanSchedule => match arguments {
            [
                Value::Number(principal),
                Value::Number(rate),
                Value::Number(payment),
            ] => {
                let payments = loan::schedule(*principal, *rate, *payment)?;
                Ok(Value::list(payments.into_iter().map(Value::from).collect()))
            }
            _ => Err(Fault::WrongType),
        },
        Builtin::GetValue => match arguments {
            [Value::Context(context), Value::Text(key)] => {
                Ok(context.get(key).cloned().unwrap_or_default())
            }
            _ => Err(Fault::WrongType),
        },
        _ => texts::call(builtin, arguments),
    }
}

/// Rounding to a scale; without one, to a whole number.
fn round(arguments: &[Value], mode: Rounding) -> Outcome {
    let (number, scale) = match arguments {
        [Value::Number(number)] => (number, 0),
        [Value::Number(number), Value::Number(scale)] => {
            let scale = scale
                .round(0, Rounding::Down)?
                .to_i64()
                .ok_or(Fault::BadArgument)?;
            (
                number,
                i32::try_from(scale).map_err(|_| Fault::BadArgument)?,
            )
        }
        _ => return Err(Fault::WrongType),
    };
    if !(crate::decimal::MIN_SCALE..=crate::decimal::MAX_SCALE).contains(&scale) {
        return Err(Fault::BadArgument);
    }
    number.round(scale, mode).map(Value::Number)
}

/// As [`blocked`], over a slice.
pub(super) fn blocked_all(values: &[Value]) -> Option<Value> {
    blocked(&values.iter().collect::<Vec<_>>())
}
