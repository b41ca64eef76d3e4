//! The built-in functions of the `standard` profile (DMN 1.5, 10.3.4): how arguments are taken,
//! and which function does what. What does not fit a function's parameters gives `null`.

mod contexts;
mod lists;
mod moments;
mod numbers;
mod ranges;
mod show;
mod texts;

pub(super) use moments::{binary, property};

use super::builtins::{scalar, size, stopped};
use super::{Machine, Step};
use crate::builtin::Builtin;
use crate::compare::Truth;
use crate::env::Env;
use crate::fault::Fault;
use crate::value::Value;

pub(super) type Outcome = Result<Value, Fault>;

impl<E: Env + ?Sized> Machine<'_, E> {
    #[inline(never)]
    pub(super) fn library(&mut self, builtin: Builtin, arguments: &[Value]) -> Step {
        self.charge(size(arguments))?;
        for value in arguments {
            self.charge_pair(value, &Value::Absent)?;
        }
        let arguments = taken(builtin, arguments);
        if let Some(value) = through(builtin, &arguments) {
            return self.admit(value);
        }
        match builtin {
            Builtin::Sort => return self.sort(&arguments),
            Builtin::ListReplace => return self.list_replace(&arguments),
            _ => {}
        }
        if let Some(value) = stopped(&arguments) {
            return Ok(value);
        }
        if let Builtin::DistinctValues | Builtin::Union | Builtin::IndexOf | Builtin::Mode = builtin
            && !super::lists::all_text(&arguments)
        {
            // Each element is compared with those before it.
            let size = size(&arguments);
            self.charge(size.saturating_mul(size) / 16)?;
        }
        if let (
            Builtin::Matches | Builtin::Replace | Builtin::Split,
            [_, Value::Text(pattern), ..],
        ) = (builtin, arguments.as_slice())
        {
            // The pattern is compiled for each call.
            self.charge(pattern.len().saturating_mul(500).saturating_add(2000))?;
        }
        let outcome = self.dispatch(builtin, &arguments);
        match outcome {
            Err(fault @ Fault::TooLarge) => Err(fault),
            outcome => {
                let value = self.settle(outcome);
                self.admit(value)
            }
        }
    }

    fn dispatch(&mut self, builtin: Builtin, arguments: &[Value]) -> Outcome {
        use Builtin as B;
        let library = self.env.library();
        match builtin {
            B::Is => ranges::is(arguments),
            B::Before
            | B::After
            | B::Meets
            | B::MetBy
            | B::Overlaps
            | B::OverlapsBefore
            | B::OverlapsAfter
            | B::Finishes
            | B::FinishedBy
            | B::Includes
            | B::During
            | B::Starts
            | B::StartedBy
            | B::Coincides => ranges::relation(builtin, arguments),
            B::Sum
            | B::Product
            | B::Mean
            | B::Min
            | B::Max
            | B::Stddev
            | B::Median
            | B::Mode
            | B::DistinctValues
            | B::Union
            | B::Flatten
            | B::Reverse
            | B::IndexOf
            | B::Sublist
            | B::InsertBefore
            | B::Remove
            | B::Partition
            | B::Append
            | B::Concatenate => lists::call(builtin, arguments),
            B::Context | B::ContextPut | B::ContextMerge | B::GetEntries | B::GetValue => {
                contexts::call(builtin, arguments)
            }
            B::Range => texts::range(arguments, library),
            B::String => match arguments {
                [Value::Absent] => Ok(Value::Absent),
                [value] => show::show(value),
                _ => Err(Fault::BadArgument),
            },
            B::Number | B::StringJoin | B::Matches | B::Replace | B::Split | B::Substring => {
                texts::call(builtin, arguments, library)
            }
            B::AtLiteral
            | B::Date
            | B::Time
            | B::DateAndTime
            | B::Duration
            | B::YearsAndMonthsDuration
            | B::MonthsBetween
            | B::DaysBetween
            | B::AddMonths
            | B::DayOfYear
            | B::DayOfWeek
            | B::MonthOfYear
            | B::WeekOfYear
            | B::LastDayOfMonth
            | B::Now
            | B::Today => moments::call(builtin, arguments, library),
            B::AddWorkingDays => super::dates::add_working_days(self.env, arguments),
            B::Sqrt | B::Exp | B::Log => numbers::call(builtin, arguments),
            _ if arguments.iter().any(Value::is_absent) => Ok(Value::Absent),
            _ => scalar(builtin, arguments),
        }
    }
}

/// The functions that may be sure where an argument is not known.
fn through(builtin: Builtin, arguments: &[Value]) -> Option<Value> {
    use super::lists as shared;
    Some(match (builtin, arguments) {
        (Builtin::Not, [value]) => Truth::of(value).negate().into(),
        (Builtin::IsDefined, [value]) => match value {
            Value::Unknown(causes) => Value::Unknown(causes.bare()),
            Value::Fault(_) => value.clone(),
            other => Value::Bool(!other.is_absent()),
        },
        (Builtin::All | Builtin::Any, []) => Value::Absent,
        (Builtin::All, arguments) => shared::junction(arguments, true),
        (Builtin::Any, arguments) => shared::junction(arguments, false),
        (Builtin::Count, [list]) => shared::count(list),
        (Builtin::ListContains, [list, item]) => shared::contains(list, item),
        (Builtin::Append, [list @ Value::List(_), items @ ..]) if !items.is_empty() => {
            shared::append(list, items)
        }
        (Builtin::Concatenate, lists)
            if lists.iter().all(|list| matches!(list, Value::List(_))) =>
        {
            shared::concatenate(lists)
        }
        _ => return None,
    })
}

/// What a parameter takes, as far as it changes an argument.
enum Takes {
    /// One value; a list of one stands for its element.
    One,
    /// A list; one value stands for a list of it.
    List,
    /// Anything, as it is.
    Any,
}

fn takes(builtin: Builtin, place: usize) -> Takes {
    use Builtin as B;
    match (builtin, place) {
        (B::Concatenate | B::Union, _)
        | (
            B::Count
            | B::ListContains
            | B::Append
            | B::DistinctValues
            | B::Flatten
            | B::Reverse
            | B::IndexOf
            | B::Sublist
            | B::InsertBefore
            | B::Remove
            | B::ListReplace
            | B::Partition
            | B::Sort
            | B::StringJoin
            | B::Context
            | B::ContextMerge,
            0,
        ) => Takes::List,
        (B::IsDefined | B::All | B::Any | B::Is | B::String | B::Append, _)
        | (B::ListContains | B::IndexOf | B::ContextPut | B::Sort, 1)
        | (B::InsertBefore | B::ListReplace | B::ContextPut, 2) => Takes::Any,
        _ if gathers(builtin) => Takes::Any,
        _ => Takes::One,
    }
}

/// Whether a function takes one list, or its elements as arguments.
const fn gathers(builtin: Builtin) -> bool {
    matches!(
        builtin,
        Builtin::Sum
            | Builtin::Product
            | Builtin::Mean
            | Builtin::Min
            | Builtin::Max
            | Builtin::Stddev
            | Builtin::Median
            | Builtin::Mode
    )
}

/// The arguments as their parameters take them (DMN 1.5, 10.3.2.9.4).
fn taken(builtin: Builtin, arguments: &[Value]) -> Vec<Value> {
    match arguments {
        [Value::List(_) | Value::Absent | Value::Unknown(_) | Value::Fault(_)] | [] => {}
        elements if gathers(builtin) => return vec![Value::list(elements.to_vec())],
        _ => {}
    }
    let places = arguments.iter().enumerate();
    places
        .map(|(place, value)| match (takes(builtin, place), value) {
            (Takes::One, Value::List(list)) if list.open.is_none() => match list.items.as_slice() {
                [single] => single.clone(),
                _ => value.clone(),
            },
            (Takes::One | Takes::Any, _)
            | (_, Value::Absent | Value::List(_) | Value::Unknown(_) | Value::Fault(_)) => {
                value.clone()
            }
            (Takes::List, single) => Value::list(vec![single.clone()]),
        })
        .collect()
}
