//! The functions of the slow evaluator, each in the most obvious way.

use super::reference::{Outcome, arithmetic, blocked, items, same, value_text};
use super::world::calendar;
use tongban_runtime::pattern::Pattern;
use tongban_runtime::program::Arithmetic;
use tongban_runtime::{
    Date, Decimal, Duration, Fault, Rounding, Value, YearsMonths, normalize_code, normalize_text,
};

/// The functions over values of which none is a fault.
pub(super) fn built_in(name: &str, values: &[Value]) -> Outcome {
    if let Some(outcome) = of_list(name, values) {
        return outcome;
    }
    if values.iter().any(Value::is_absent) {
        return Ok(Value::Absent);
    }
    let text = |text: String| Ok(Value::text(&text));
    let whole = |number: &Decimal| number.to_i64().ok_or(Fault::BadArgument);
    match (name, values) {
        ("floor", [Value::Number(n)]) => Ok(n.round(0, Rounding::Floor)?.into()),
        ("floor" | "ceiling", [Value::Number(n), Value::Number(scale)]) => {
            let mode = if name == "floor" {
                Rounding::Floor
            } else {
                Rounding::Ceiling
            };
            let scale = i32::try_from(scale.to_i64().unwrap()).unwrap();
            Ok(n.round(scale, mode)?.into())
        }
        ("ceiling", [Value::Number(n)]) => Ok(n.round(0, Rounding::Ceiling)?.into()),
        ("abs", [Value::Number(n)]) => Ok(if *n < Decimal::ZERO { n.neg() } else { *n }.into()),
        (
            "decimal" | "round up" | "round down" | "round half up" | "round half down",
            [Value::Number(n), Value::Number(scale)],
        ) => {
            let mode = match name {
                "decimal" => Rounding::HalfEven,
                "round up" => Rounding::Up,
                "round down" => Rounding::Down,
                "round half up" => Rounding::HalfUp,
                _ => Rounding::HalfDown,
            };
            Ok(
                n.round(i32::try_from(scale.to_i64().unwrap()).unwrap(), mode)?
                    .into(),
            )
        }
        ("modulo", [Value::Number(a), Value::Number(b)]) => {
            let times = a.div(*b)?.round(0, Rounding::Floor)?;
            Ok(a.sub(times.mul(*b)?)?.into())
        }
        ("odd" | "even", [Value::Number(n)]) => {
            let half = n.div(Decimal::from(2_i64))?;
            let is_whole = n.round(0, Rounding::Floor)? == *n;
            let even = half.round(0, Rounding::Floor)? == half;
            Ok(Value::Bool(is_whole && even == (name == "even")))
        }
        ("number", [Value::Text(text)]) => Decimal::parse(text)
            .map(Value::Number)
            .ok_or(Fault::NotANumber),
        ("string", [value]) => text(value_text(value)),
        ("string length", [Value::Text(text)]) => {
            Ok(Value::from(i64::try_from(text.chars().count()).unwrap()))
        }
        ("substring", [Value::Text(of), Value::Number(start), rest @ ..]) => {
            let all: Vec<char> = of.chars().collect();
            let length = i64::try_from(all.len()).unwrap();
            let from = match whole(start)? {
                0 => return Err(Fault::BadArgument),
                negative if negative < 0 => (length + negative).max(0),
                positive => positive - 1,
            };
            let count = match rest {
                [Value::Number(count)] => whole(count)?,
                _ => length,
            };
            text(
                (from..from + count.max(0))
                    .filter_map(|at| all.get(usize::try_from(at).unwrap()))
                    .collect(),
            )
        }
        ("substring before", [Value::Text(of), Value::Text(part)]) => {
            text(of.find(&**part).map_or("", |at| &of[..at]).to_owned())
        }
        ("substring after", [Value::Text(of), Value::Text(part)]) => text(
            of.find(&**part)
                .map_or("", |at| &of[at + part.len()..])
                .to_owned(),
        ),
        ("upper case", [Value::Text(of)]) => text(of.to_uppercase()),
        ("lower case", [Value::Text(of)]) => text(of.to_lowercase()),
        ("normalize text", [Value::Text(of)]) => text(normalize_text(of)),
        ("手机号规范", [Value::Text(of)]) => text(normalize_code(of)),
        ("是手机号", [Value::Text(of)]) => {
            let code = normalize_code(of);
            let digits = code.chars().all(|c| c.is_ascii_digit());
            Ok(Value::Bool(
                code.len() == 11 && digits && code.starts_with('1') && code[1..2] >= *"3",
            ))
        }
        ("contains", [Value::Text(of), Value::Text(part)]) => Ok(Value::Bool(of.contains(&**part))),
        ("starts with", [Value::Text(of), Value::Text(part)]) => {
            Ok(Value::Bool(of.starts_with(&**part)))
        }
        ("ends with", [Value::Text(of), Value::Text(part)]) => {
            Ok(Value::Bool(of.ends_with(&**part)))
        }
        ("matches", [Value::Text(of), Value::Text(pattern)]) => Ok(Value::Bool(
            Pattern::parse(pattern).unwrap().matches_part(of),
        )),
        ("string join", [Value::List(list), rest @ ..]) => {
            let between = rest.first().and_then(Value::as_text).unwrap_or_default();
            if let Some(fault) = list
                .items
                .iter()
                .find(|item| matches!(item, Value::Fault(_)))
            {
                return Ok(fault.clone());
            }
            let parts: Vec<&str> = list.items.iter().filter_map(Value::as_text).collect();
            text(parts.join(between))
        }
        ("date", [Value::Text(text)]) => Ok(Date::parse(text).unwrap().into()),
        (
            "date",
            [
                Value::Number(year),
                Value::Number(month),
                Value::Number(day),
            ],
        ) => {
            let part = |number: &Decimal| {
                number
                    .to_i64()
                    .and_then(|part| u32::try_from(part).ok())
                    .ok_or(Fault::NotADate)
            };
            let year = i32::try_from(part(year)?).map_err(|_| Fault::NotADate)?;
            Date::new(year, part(month)?, part(day)?)
                .map(Value::Date)
                .ok_or(Fault::NotADate)
        }
        ("duration", [Value::Text(text)]) => Ok(match Duration::parse(text).unwrap() {
            Duration::YearsMonths(months) => Value::YearsMonths(months),
            Duration::DaysTime(time) => Value::DaysTime(time),
        }),
        ("years and months duration", [Value::Date(from), Value::Date(to)]) => {
            Ok(Value::YearsMonths(YearsMonths(months(*from, *to)?.into())))
        }
        ("months between", [Value::Date(from), Value::Date(to)]) => {
            Ok(Value::from(i64::from(months(*from, *to)?)))
        }
        ("days between", [Value::Date(from), Value::Date(to)]) => {
            Ok(Value::from(i64::from(to.days_since(*from))))
        }
        ("add months", [Value::Date(date), Value::Number(n)]) => {
            Ok(date.add_months(whole(n)?)?.into())
        }
        ("add working days", [Value::Date(date), Value::Number(n)]) => {
            Ok(calendar().add_working_days(*date, whole(n)?))
        }
        ("last day of month", [Value::Date(date)]) => {
            let next = Date::new(date.year(), date.month(), 1)
                .unwrap()
                .add_months(1)?;
            Ok(next.add_days(-1)?.into())
        }
        ("date", [Value::Date(date)]) => Ok(Value::Date(*date)),
        ("month of year", [Value::Date(date)]) => {
            let names = [
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
            let month = usize::try_from(date.month()).unwrap();
            Ok(Value::text(names[month - 1]))
        }
        ("week of year", [Value::Date(date)]) => {
            // The week belongs to the year of its Thursday.
            let monday = Date::parse("2024-01-01").unwrap();
            let weekday = i64::from(date.days_since(monday).rem_euclid(7));
            let thursday = date.add_days(3 - weekday)?;
            let first = Date::new(thursday.year(), 1, 1).unwrap();
            Ok(Value::from(i64::from(thursday.days_since(first)) / 7 + 1))
        }
        (
            "loan schedule",
            [
                Value::Number(principal),
                Value::Number(rate),
                Value::Number(payment),
            ],
        ) => {
            let all = tongban_runtime::loan::schedule(*principal, *rate, *payment)?;
            Ok(Value::list(all.into_iter().map(Value::from).collect()))
        }
        ("day of year", [Value::Date(date)]) => {
            let first = Date::new(date.year(), 1, 1).unwrap();
            Ok(Value::from(i64::from(date.days_since(first)) + 1))
        }
        ("day of week", [Value::Date(date)]) => {
            let monday = Date::parse("2024-01-01").unwrap();
            let names = [
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ];
            Ok(Value::text(
                names[usize::try_from(date.days_since(monday).rem_euclid(7)).unwrap()],
            ))
        }
        other => panic!("the generator calls no {other:?}"),
    }
}

/// Whole months, toward zero: a month is over when its day comes again.
fn months(from: Date, to: Date) -> Result<i32, Fault> {
    if to < from {
        return Ok(-months(to, from)?);
    }
    let all = (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap()
        - i32::try_from(from.month()).unwrap();
    Ok(if to.day() < from.day() { all - 1 } else { all })
}

/// Functions over lists; the elements may be faults or null.
fn of_list(name: &str, values: &[Value]) -> Option<Outcome> {
    let spread = match values {
        [Value::List(list)] => list.items.clone(),
        several => several.to_vec(),
    };
    let fold = |start: Option<Value>, op: Arithmetic| -> Outcome {
        if let Some(value) = blocked(&spread) {
            return Ok(value);
        }
        let mut sum = start;
        for item in &spread {
            sum = Some(match sum {
                None => item.clone(),
                Some(sum) => match arithmetic(op, &sum, item)? {
                    fault @ Value::Fault(_) => return Ok(fault),
                    value => value,
                },
            });
        }
        Ok(sum.unwrap_or_default())
    };
    let distinct = |all: Vec<Value>| {
        let mut kept: Vec<Value> = Vec::new();
        for item in all {
            if !kept
                .iter()
                .any(|other| same(other, &item) == Value::Bool(true))
            {
                kept.push(item);
            }
        }
        Value::list(kept)
    };
    Some(match (name, values) {
        ("sum", _) => fold(None, Arithmetic::Add),
        ("product", _) => fold(None, Arithmetic::Multiply),
        ("mean", _) => fold(None, Arithmetic::Add).and_then(|sum| match sum {
            Value::Number(sum) => Ok(sum
                .div(Decimal::from(i64::try_from(spread.len()).unwrap()))?
                .into()),
            other => Ok(other),
        }),
        ("min" | "max", _) => match blocked(&spread) {
            Some(value) => Ok(value),
            None => {
                let numbers = spread.iter().filter_map(Value::as_number);
                let best = if name == "min" {
                    numbers.min()
                } else {
                    numbers.max()
                };
                Ok(best.map_or(Value::Absent, Value::Number))
            }
        },
        ("reverse", [list]) => Ok(Value::list(items(list).into_iter().rev().collect())),
        ("distinct values", [list]) => Ok(distinct(items(list))),
        ("union", lists) => Ok(distinct(lists.iter().flat_map(items).collect())),
        ("flatten", [list]) => {
            fn flat(value: &Value) -> Vec<Value> {
                match value {
                    Value::List(list) => list.items.iter().flat_map(flat).collect(),
                    single => vec![single.clone()],
                }
            }
            Ok(Value::list(flat(list)))
        }
        ("index of", [list, item]) => {
            let all = items(list);
            let mut places = Vec::new();
            for (other, place) in all.iter().zip(1..) {
                match same(other, item) {
                    Value::Bool(true) => places.push(Value::from(place)),
                    Value::Fault(fault) => return Some(Err(fault)),
                    _ => {}
                }
            }
            Ok(Value::list(places))
        }
        ("get value", [Value::Context(context), Value::Text(key)]) => {
            Ok(context.get(key).cloned().unwrap_or_default())
        }
        ("insert before", [Value::List(list), Value::Number(position), item]) => {
            let mut all = list.items.clone();
            match place(all.len(), position) {
                Some(at) => {
                    all.insert(at, item.clone());
                    Ok(Value::list(all))
                }
                None => Err(Fault::BadArgument),
            }
        }
        ("remove", [Value::List(list), Value::Number(position)]) => {
            let mut all = list.items.clone();
            match place(all.len(), position) {
                Some(at) => {
                    all.remove(at);
                    Ok(Value::list(all))
                }
                None => Err(Fault::BadArgument),
            }
        }
        (
            "sublist",
            [
                Value::List(list),
                Value::Number(start),
                Value::Number(length),
            ],
        ) => {
            let length = usize::try_from(length.to_i64().unwrap()).unwrap();
            match place(list.items.len(), start) {
                Some(at) if at + length <= list.items.len() => {
                    Ok(Value::list(list.items[at..at + length].to_vec()))
                }
                _ => Err(Fault::BadArgument),
            }
        }
        ("sublist", [Value::List(list), Value::Number(start)]) => {
            let length = i64::try_from(list.items.len()).unwrap();
            let start = start.to_i64().unwrap();
            let from = if start < 0 { length + start } else { start - 1 };
            if !(0..length).contains(&from) {
                return Some(Err(Fault::BadArgument));
            }
            Ok(Value::list(
                list.items[usize::try_from(from).unwrap()..].to_vec(),
            ))
        }
        _ => return None,
    })
}

/// The index of a position, counted from 1, or from −1 at the end.
fn place(len: usize, position: &Decimal) -> Option<usize> {
    let len = i64::try_from(len).unwrap();
    let position = position.to_i64().unwrap();
    let at = if position < 0 {
        len + position
    } else {
        position - 1
    };
    (0..len).contains(&at).then(|| usize::try_from(at).unwrap())
}
