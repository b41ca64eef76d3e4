//! Parts of dates and durations, and the functions that make them.

use super::arithmetic::blocked;
use crate::builtin::Builtin;
use crate::date::{Date, days_in_month};
use crate::decimal::Decimal;
use crate::duration::{DAY, DaysTime, Duration, YearsMonths};
use crate::env::Env;
use crate::fault::Fault;
use crate::program::Property;
use crate::value::Value;

type Outcome = Result<Value, Fault>;

/// A property by its name in the language.
pub(super) fn property_named(name: &str) -> Option<Property> {
    Some(match name {
        "year" => Property::Year,
        "month" => Property::Month,
        "day" => Property::Day,
        "weekday" => Property::Weekday,
        "years" => Property::Years,
        "months" => Property::Months,
        "days" => Property::Days,
        "hours" => Property::Hours,
        "minutes" => Property::Minutes,
        "seconds" => Property::Seconds,
        "hour" => Property::Hour,
        "minute" => Property::Minute,
        "second" => Property::Second,
        "time offset" => Property::TimeOffset,
        "timezone" => Property::Timezone,
        "start" => Property::Start,
        "end" => Property::End,
        "start included" => Property::StartIncluded,
        "end included" => Property::EndIncluded,
        _ => return None,
    })
}

pub(super) fn property(value: &Value, property: Property) -> Outcome {
    let number = match (value, property) {
        (Value::Date(date), Property::Year) => i64::from(date.year()),
        (Value::Date(date), Property::Month) => i64::from(date.month()),
        (Value::Date(date), Property::Day) => i64::from(date.day()),
        (Value::Date(date), Property::Weekday) => i64::from(date.weekday()),
        (Value::YearsMonths(months), Property::Years) => months.0 / 12,
        (Value::YearsMonths(months), Property::Months) => months.0 % 12,
        (Value::DaysTime(time), Property::Days) => toward_zero(*time) / DAY,
        (Value::DaysTime(time), Property::Hours) => toward_zero(*time) % DAY / 3600,
        (Value::DaysTime(time), Property::Minutes) => toward_zero(*time) % 3600 / 60,
        (Value::DaysTime(time), Property::Seconds) => toward_zero(*time) % 60,
        _ => return Err(Fault::WrongType),
    };
    Ok(Value::Number(Decimal::from(number)))
}

/// Whole seconds, rounded towards zero.
pub(super) fn toward_zero(time: DaysTime) -> i64 {
    let partly = time.is_negative() && time.nanos() > 0;
    time.seconds().saturating_add(i64::from(partly))
}

/// `date(text)`, `date(date)` or `date(year, month, day)`.
pub(super) fn date(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(date)] => Ok(Value::Date(*date)),
        [Value::Text(text)] => Date::parse(text).map(Value::Date).ok_or(Fault::NotADate),
        [
            Value::Number(year),
            Value::Number(month),
            Value::Number(day),
        ] => {
            let part = |number: &Decimal| number.to_i64().ok_or(Fault::NotADate);
            let year = i32::try_from(part(year)?).map_err(|_| Fault::NotADate)?;
            let month = u32::try_from(part(month)?).map_err(|_| Fault::NotADate)?;
            let day = u32::try_from(part(day)?).map_err(|_| Fault::NotADate)?;
            Date::new(year, month, day)
                .map(Value::Date)
                .ok_or(Fault::NotADate)
        }
        _ => Err(Fault::WrongType),
    }
}

pub(super) fn duration(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Text(text)] => match Duration::parse(text).ok_or(Fault::NotADate)? {
            Duration::YearsMonths(months) => Ok(Value::YearsMonths(months)),
            Duration::DaysTime(time) => Ok(Value::DaysTime(time)),
        },
        [value @ (Value::YearsMonths(_) | Value::DaysTime(_))] => Ok(value.clone()),
        _ => Err(Fault::WrongType),
    }
}

/// Whole months from the first date to the second.
pub(super) fn months_between(arguments: &[Value], as_duration: bool) -> Outcome {
    match arguments {
        [Value::Date(from), Value::Date(to)] => {
            let months = to.months_since(*from);
            Ok(if as_duration {
                Value::YearsMonths(YearsMonths(months))
            } else {
                Value::Number(Decimal::from(months))
            })
        }
        _ => Err(Fault::WrongType),
    }
}

/// Days from the first date to the second.
pub(super) fn days_between(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(from), Value::Date(to)] => {
            Ok(Value::Number(Decimal::from(to.days_since(*from))))
        }
        _ => Err(Fault::WrongType),
    }
}

/// The date so many months later, clamped to the end of the month.
pub(super) fn add_months(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(date), Value::Number(months)] => date
            .add_months(months.to_i64().ok_or(Fault::BadArgument)?)
            .map(Value::Date),
        _ => Err(Fault::WrongType),
    }
}

/// The last day of the date's month.
pub(super) fn last_day_of_month(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(date)] => Date::new(
            date.year(),
            date.month(),
            days_in_month(date.year(), date.month()),
        )
        .map(Value::Date)
        .ok_or(Fault::DateOutOfRange),
        _ => Err(Fault::WrongType),
    }
}

/// The working day so many steps after the date.
pub(super) fn add_working_days<E: Env + ?Sized>(env: &E, arguments: &[Value]) -> Outcome {
    let refs: Vec<&Value> = arguments.iter().collect();
    if let Some(value) = blocked(&refs) {
        return Ok(value);
    }
    match arguments {
        [Value::Date(date), Value::Number(days)] => {
            let days = days.to_i64().ok_or(Fault::BadArgument)?;
            match env
                .calendar()
                .ok_or(Fault::Missing)?
                .add_working_days(*date, days)
            {
                Value::Fault(fault) => Err(fault),
                value => Ok(super::bounds::call(
                    Builtin::AddWorkingDays,
                    arguments,
                    value,
                )),
            }
        }
        _ => Err(Fault::WrongType),
    }
}

pub(super) fn day_of_week(arguments: &[Value]) -> Outcome {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    match arguments {
        [Value::Date(date)] => {
            let place = usize::try_from(date.weekday().saturating_sub(1)).unwrap_or(0);
            Ok(Value::text(NAMES.get(place).copied().unwrap_or_default()))
        }
        _ => Err(Fault::WrongType),
    }
}

pub(super) fn day_of_year(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(date)] => Ok(Value::Number(Decimal::from(date.day_of_year()))),
        _ => Err(Fault::WrongType),
    }
}

pub(super) fn month_of_year(arguments: &[Value]) -> Outcome {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match arguments {
        [Value::Date(date)] => {
            let place = usize::try_from(date.month().saturating_sub(1)).unwrap_or(0);
            Ok(Value::text(NAMES.get(place).copied().unwrap_or_default()))
        }
        _ => Err(Fault::WrongType),
    }
}

pub(super) fn week_of_year(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(date)] => Ok(Value::Number(Decimal::from(date.week_of_year()))),
        _ => Err(Fault::WrongType),
    }
}
