//! Dates, times and durations: made, taken apart, moved.

use super::Outcome;
use crate::builtin::Builtin;
use crate::date::{Date, days_in_month};
use crate::decimal::Decimal;
use crate::duration::{DaysTime, NANOS, YearsMonths};
use crate::env::Library;
use crate::eval::lists::whole;
use crate::fault::Fault;
use crate::program::{Arithmetic, Property};
use crate::reading;
use crate::time::{DateTime, Time, Zone};
use crate::value::Value;

pub(super) fn call(
    builtin: Builtin,
    arguments: &[Value],
    library: Option<&dyn Library>,
) -> Outcome {
    match (builtin, arguments) {
        (Builtin::Now, []) => now(library).map(Value::from),
        (Builtin::Today, []) => now(library).map(|now| Value::Date(now.date)),
        // The offset of `time` may be left out as `null`.
        (Builtin::Time, [hour, minute, second, Value::Absent]) => call(
            builtin,
            &[hour.clone(), minute.clone(), second.clone()],
            library,
        ),
        (_, arguments) if arguments.iter().any(Value::is_absent) => Ok(Value::Absent),
        (Builtin::AtLiteral, [Value::Text(text)]) => {
            reading::at_literal(text, library).ok_or(Fault::NotADate)
        }
        (Builtin::Date, arguments) => date(arguments).map(Value::Date),
        (Builtin::Time, arguments) => time(arguments, library).map(Value::from),
        (Builtin::DateAndTime, arguments) => date_time(arguments, library).map(Value::from),
        (Builtin::Duration, [Value::Text(text)]) => reading::duration(text).ok_or(Fault::NotADate),
        (Builtin::Duration, [value @ (Value::YearsMonths(_) | Value::DaysTime(_))]) => {
            Ok(value.clone())
        }
        (Builtin::YearsAndMonthsDuration | Builtin::MonthsBetween, [from, to]) => {
            let months = day(to)?.months_since(day(from)?);
            Ok(if builtin == Builtin::MonthsBetween {
                Value::Number(Decimal::from(months))
            } else {
                Value::YearsMonths(YearsMonths(months))
            })
        }
        (Builtin::DaysBetween, [from, to]) => {
            let days = day(to)?.day_number().checked_sub(day(from)?.day_number());
            Ok(Value::from(days.ok_or(Fault::Overflow)?))
        }
        (Builtin::AddMonths, [Value::Date(date), Value::Number(months)]) => date
            .far_months(whole(*months)?)
            .map(Value::Date)
            .ok_or(Fault::DateOutOfRange),
        (Builtin::LastDayOfMonth, [value]) => {
            let date = day(value)?;
            let last = days_in_month(date.year(), date.month());
            Date::far(date.year(), date.month(), last)
                .map(Value::Date)
                .ok_or(Fault::DateOutOfRange)
        }
        (Builtin::DayOfYear, [value]) => Ok(Value::from(i64::from(day(value)?.day_of_year()))),
        (Builtin::DayOfWeek, [value]) => {
            super::super::dates::day_of_week(&[Value::Date(day(value)?)])
        }
        (Builtin::MonthOfYear, [value]) => {
            super::super::dates::month_of_year(&[Value::Date(day(value)?)])
        }
        (Builtin::WeekOfYear, [value]) => {
            super::super::dates::week_of_year(&[Value::Date(day(value)?)])
        }
        _ => Err(Fault::WrongType),
    }
}

fn now(library: Option<&dyn Library>) -> Result<DateTime, Fault> {
    library.and_then(Library::now).ok_or(Fault::Missing)
}

/// The day of a date or of a date and time.
fn day(value: &Value) -> Result<Date, Fault> {
    match value {
        Value::Date(date) => Ok(*date),
        Value::DateTime(moment) => Ok(moment.date),
        _ => Err(Fault::WrongType),
    }
}

fn date(arguments: &[Value]) -> Result<Date, Fault> {
    match arguments {
        [Value::Text(text)] => reading::date(text).ok_or(Fault::NotADate),
        [value] => day(value),
        [
            Value::Number(year),
            Value::Number(month),
            Value::Number(day),
        ] => {
            let year = i32::try_from(whole(*year)?).map_err(|_| Fault::NotADate)?;
            Date::far(year, part(*month)?, part(*day)?).ok_or(Fault::NotADate)
        }
        _ => Err(Fault::WrongType),
    }
}

fn part(number: Decimal) -> Result<u32, Fault> {
    u32::try_from(whole(number)?).map_err(|_| Fault::NotADate)
}

fn time(arguments: &[Value], library: Option<&dyn Library>) -> Result<Time, Fault> {
    match arguments {
        [Value::Text(text)] => reading::time(text, library).ok_or(Fault::NotADate),
        [Value::Time(time)] => Ok((**time).clone()),
        [Value::DateTime(moment)] => Ok(moment.time.clone()),
        [Value::Date(_)] => Ok(Time::midnight(Zone::Offset(0))),
        [
            Value::Number(hour),
            Value::Number(minute),
            Value::Number(second),
            offset @ ..,
        ] => {
            let zone = match offset {
                [] => Zone::Local,
                [Value::DaysTime(offset)] => {
                    let seconds =
                        i32::try_from(offset.seconds()).map_err(|_| Fault::BadArgument)?;
                    if offset.nanos() > 0 || seconds.abs() > reading::MAX_OFFSET {
                        return Err(Fault::BadArgument);
                    }
                    Zone::Offset(seconds)
                }
                _ => return Err(Fault::WrongType),
            };
            let whole_second = second.floor(0)?;
            let fraction = second.sub(whole_second)?.mul(Decimal::from(NANOS))?;
            Time::new(
                part(*hour)?,
                part(*minute)?,
                part(whole_second)?,
                part(fraction)?,
                zone,
            )
            .ok_or(Fault::NotADate)
        }
        _ => Err(Fault::WrongType),
    }
}

fn date_time(arguments: &[Value], library: Option<&dyn Library>) -> Result<DateTime, Fault> {
    match arguments {
        [Value::Text(text)] => reading::date_time(text, library).ok_or(Fault::NotADate),
        [Value::DateTime(moment)] => Ok((**moment).clone()),
        [Value::Date(date)] => Ok(midnight(*date)),
        [day_of, Value::Time(time)] => {
            let date = day(day_of)?;
            let zone = match &time.zone {
                Zone::Named { name, .. } => {
                    reading::named(name, date, time, library).ok_or(Fault::NotADate)?
                }
                fixed => fixed.clone(),
            };
            let time = time.at(zone);
            Ok(DateTime { date, time })
        }
        _ => Err(Fault::WrongType),
    }
}

/// A date as a moment: its start in Greenwich.
const fn midnight(date: Date) -> DateTime {
    DateTime {
        date,
        time: Time::midnight(Zone::Offset(0)),
    }
}

pub(in crate::eval) fn property(value: &Value, property: Property) -> Outcome {
    let (date, time) = match value {
        Value::Time(time) => (None, &**time),
        Value::DateTime(moment) => (Some(moment.date), &moment.time),
        Value::Range(range) => {
            let end = |end: &Option<Value>| end.clone().unwrap_or_default();
            return match property {
                Property::Start => Ok(end(&range.low)),
                Property::End => Ok(end(&range.high)),
                Property::StartIncluded => Ok(Value::Bool(range.low_closed)),
                Property::EndIncluded => Ok(Value::Bool(range.high_closed)),
                _ => Err(Fault::WrongType),
            };
        }
        _ => return Err(Fault::WrongType),
    };
    match (property, date) {
        (Property::Hour, _) => Ok(Value::from(i64::from(time.hour()))),
        (Property::Minute, _) => Ok(Value::from(i64::from(time.minute()))),
        (Property::Second, _) => {
            let nanos = i128::from(time.second())
                .saturating_mul(i128::from(NANOS))
                .saturating_add(i128::from(time.nano()));
            Decimal::new(nanos, 9).map(|number| Value::Number(number.normalized()))
        }
        (Property::TimeOffset, _) => Ok(time.zone.offset().map_or(Value::Absent, |offset| {
            Value::DaysTime(DaysTime::from_seconds(i64::from(offset)))
        })),
        (Property::Timezone, _) => Ok(match &time.zone {
            Zone::Named { name, .. } => Value::Text(name.clone()),
            _ => Value::Absent,
        }),
        (property, Some(date)) => super::super::dates::property(&Value::Date(date), property),
        _ => Err(Fault::WrongType),
    }
}

/// Arithmetic that rules do not have: far dates, times, and powers that are not whole.
pub(in crate::eval) fn binary(
    op: Arithmetic,
    left: &Value,
    right: &Value,
    library: Option<&dyn Library>,
) -> Outcome {
    match (op, left, right) {
        (Arithmetic::Power, Value::Number(a), Value::Number(b)) => a.power(*b).map(Value::Number),
        (
            Arithmetic::Add,
            moment @ (Value::Date(_) | Value::Time(_) | Value::DateTime(_)),
            duration,
        )
        | (Arithmetic::Add, duration @ (Value::YearsMonths(_) | Value::DaysTime(_)), moment) => {
            later(moment, duration, library)
        }
        (Arithmetic::Subtract, moment, Value::YearsMonths(YearsMonths(months))) => {
            let back = months.checked_neg().ok_or(Fault::Overflow)?;
            later(moment, &Value::YearsMonths(YearsMonths(back)), library)
        }
        (Arithmetic::Subtract, moment, Value::DaysTime(time)) => {
            let back = time.checked_neg().ok_or(Fault::Overflow)?;
            later(moment, &Value::DaysTime(back), library)
        }
        (Arithmetic::Subtract, Value::Time(a), Value::Time(b)) => {
            same_kind(&a.zone, &b.zone)?;
            let nanos = a.universal_nanos().saturating_sub(b.universal_nanos());
            DaysTime::from_nanos(nanos)
                .map(Value::DaysTime)
                .ok_or(Fault::Overflow)
        }
        (Arithmetic::Subtract, Value::DateTime(a), Value::DateTime(b)) => between(a, b),
        (Arithmetic::Subtract, Value::DateTime(a), Value::Date(b)) => between(a, &midnight(*b)),
        (Arithmetic::Subtract, Value::Date(a), Value::DateTime(b)) => between(&midnight(*a), b),
        _ => Err(Fault::WrongType),
    }
}

fn between(later: &DateTime, earlier: &DateTime) -> Outcome {
    same_kind(&later.time.zone, &earlier.time.zone)?;
    later
        .since(earlier)
        .map(Value::DaysTime)
        .ok_or(Fault::Overflow)
}

/// One with a zone and one without cannot be compared.
const fn same_kind(a: &Zone, b: &Zone) -> Result<(), Fault> {
    if a.offset().is_some() == b.offset().is_some() {
        Ok(())
    } else {
        Err(Fault::WrongType)
    }
}

fn later(moment: &Value, duration: &Value, library: Option<&dyn Library>) -> Outcome {
    match (moment, duration) {
        (Value::Date(date), Value::YearsMonths(months)) => {
            date.far_months(months.0).map(Value::Date)
        }
        (Value::Date(date), Value::DaysTime(time)) => {
            let days = time.seconds().div_euclid(crate::duration::DAY);
            date.day_number()
                .checked_add(days)
                .and_then(Date::from_day_number)
                .map(Value::Date)
        }
        (Value::Time(time), Value::DaysTime(duration)) => Some(Value::from(time.plus(*duration).0)),
        (Value::DateTime(moment), Value::YearsMonths(months)) => {
            months_later(moment, months.0, library).map(Value::from)
        }
        (Value::DateTime(moment), Value::DaysTime(duration)) => {
            time_later(moment, *duration, library).map(Value::from)
        }
        _ => return Err(Fault::WrongType),
    }
    .ok_or(Fault::DateOutOfRange)
}

/// The same clock reading in another month.
fn months_later(moment: &DateTime, months: i64, library: Option<&dyn Library>) -> Option<DateTime> {
    let date = moment.date.far_months(months)?;
    let zone = match &moment.time.zone {
        Zone::Named { name, .. } => reading::named(name, date, &moment.time, library)?,
        fixed => fixed.clone(),
    };
    let time = moment.time.at(zone);
    Some(DateTime { date, time })
}

/// So much later in real time, shown by the zone's own clocks.
fn time_later(
    moment: &DateTime,
    duration: DaysTime,
    library: Option<&dyn Library>,
) -> Option<DateTime> {
    let Zone::Named { name, offset } = &moment.time.zone else {
        return moment.plus(duration);
    };
    let seconds = |seconds: i32| DaysTime::from_seconds(i64::from(seconds));
    let there = DateTime {
        date: moment.date,
        time: moment.time.at(Zone::Offset(0)),
    };
    let universal = there.plus(seconds(offset.checked_neg()?))?.plus(duration)?;
    let offset = library?.offset_at(name, universal.local_seconds())?;
    let shown = universal.plus(seconds(offset))?;
    let name = name.clone();
    Some(DateTime {
        date: shown.date,
        time: shown.time.at(Zone::Named { name, offset }),
    })
}
