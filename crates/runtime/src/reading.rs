//! Texts of the `standard` profile's dates, times, durations and ranges, as XML Schema and FEEL
//! write them. What is written otherwise is `None`.

use crate::compare::order;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::duration::{DAY, DaysTime, NANOS, YearsMonths};
use crate::env::Library;
use crate::time::{DateTime, Time, Zone};
use crate::value::{Range, RangeForm, Value};
use core::cmp::Ordering;
use std::sync::Arc;

/// Farthest offset from Greenwich, in seconds (XML Schema: 14 hours).
pub const MAX_OFFSET: i32 = 14 * 3600;

/// A date `YYYY-MM-DD`; years have four digits or more, no plus and no needless zeros.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = rest.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() < 4 || (year.len() > 4 && year.starts_with('0')) {
        return None;
    }
    let year = i32::try_from(digits(year, 4..=9)?).ok()?;
    if negative && year == 0 {
        return None;
    }
    let year = if negative { year.checked_neg()? } else { year };
    let part = |text: &str| u32::try_from(digits(text, 2..=2)?).ok();
    Date::far(year, part(month)?, part(day)?)
}

/// So many ASCII digits as a number.
fn digits(text: &str, count: core::ops::RangeInclusive<usize>) -> Option<u64> {
    let fits = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// A time of day `hh:mm:ss`, with an optional fraction, and an offset, `Z` or `@zone` after it.
///
/// A named zone has the offset that it had on 1970-01-01.
#[must_use]
pub fn time(text: &str, library: Option<&dyn Library>) -> Option<Time> {
    let (clock, zone) = clock(text)?;
    zone.of(clock, Date::far(1970, 1, 1)?, library)
        .map(|moment| moment.time)
}

/// A date and time `YYYY-MM-DDThh:mm:ss…`, or a date alone for its first moment.
#[must_use]
pub fn date_time(text: &str, library: Option<&dyn Library>) -> Option<DateTime> {
    let Some((day, rest)) = text.split_once('T') else {
        return Some(DateTime {
            date: date(text)?,
            time: Time::midnight(Zone::Local),
        });
    };
    let (clock, zone) = clock(rest)?;
    zone.of(clock, date(day)?, library)
}

/// What a clock shows: hour (up to 24), minute, second, nanosecond.
type Clock = (u32, u32, u32, u32);

/// The zone as it is written.
enum Written<'t> {
    Fixed(Zone),
    Named(&'t str),
}

fn clock(text: &str) -> Option<(Clock, Written<'_>)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(end)?;
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = match second.split_once('.') {
        Some((second, fraction)) => (second, nanos(fraction, 1)?),
        None => (second, 0),
    };
    let part = |text: &str| u32::try_from(digits(text, 2..=2)?).ok();
    let clock = (part(hour)?, part(minute)?, part(second)?, fraction);
    let zone = match zone.strip_prefix('@') {
        Some(name) => Written::Named(name),
        None => Written::Fixed(offset(zone)?),
    };
    Some((clock, zone))
}

/// The digits after a point, as nanoseconds; what is finer is dropped.
fn nanos(fraction: &str, least: usize) -> Option<u32> {
    if fraction.len() < least || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept: String = fraction
        .chars()
        .chain(core::iter::repeat('0'))
        .take(9)
        .collect();
    kept.parse().ok()
}

fn offset(text: &str) -> Option<Zone> {
    if text.is_empty() {
        return Some(Zone::Local);
    }
    if text == "Z" {
        return Some(Zone::Offset(0));
    }
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+')?),
    };
    let mut seconds = 0_i32;
    let mut factor = 3600_i32;
    let mut count = 0_u32;
    for part in rest.split(':') {
        let number = i32::try_from(digits(part, 2..=2)?).ok()?;
        if factor == 0 || (factor < 3600 && number > 59) {
            return None;
        }
        seconds = seconds.checked_add(number.checked_mul(factor)?)?;
        factor /= 60;
        count = count.saturating_add(1);
    }
    if count < 2 || seconds > MAX_OFFSET {
        return None;
    }
    Some(Zone::Offset(if negative {
        seconds.checked_neg()?
    } else {
        seconds
    }))
}

impl Written<'_> {
    /// The moment of a clock's reading on a day; 24:00:00 is the first moment of the next day.
    fn of(
        self,
        (hour, minute, second, nano): Clock,
        date: Date,
        library: Option<&dyn Library>,
    ) -> Option<DateTime> {
        let next = hour == 24 && (minute, second, nano) == (0, 0, 0);
        let (hour, date) = if next {
            (0, Date::from_day_number(date.day_number().checked_add(1)?)?)
        } else {
            (hour, date)
        };
        let local = Time::new(hour, minute, second, nano, Zone::Local)?;
        let zone = match self {
            Self::Fixed(zone) => zone,
            Self::Named(name) => named(name, date, &local, library)?,
        };
        let time = local.at(zone);
        Some(DateTime { date, time })
    }
}

/// A named zone with its offset when its clocks show this.
pub(crate) fn named(
    name: &str,
    date: Date,
    time: &Time,
    library: Option<&dyn Library>,
) -> Option<Zone> {
    let offset = library?.offset_at_local(name, date, time.second_of_day())?;
    let name = Arc::from(name);
    Some(Zone::Named { name, offset })
}

/// A duration `P1Y2M` or `P3DT4H5M6.7S`, with an optional minus in front.
#[must_use]
pub fn duration(text: &str) -> Option<Value> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let body = body.strip_prefix('P')?;
    let (days, time) = match body.split_once('T') {
        Some((_, "")) => return None,
        Some((days, time)) => (days, time),
        None => (body, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let second = i128::from(NANOS);
    let months = parts(days, &[('Y', 12), ('M', 1)], false);
    if let (Some(months), true) = (months, time.is_empty()) {
        let months = i64::try_from(months).ok()?;
        let months = if negative {
            months.checked_neg()?
        } else {
            months
        };
        return Some(Value::YearsMonths(YearsMonths(months)));
    }
    let day = i128::from(DAY).checked_mul(second)?;
    let hour = second.checked_mul(3600)?;
    let minute = second.checked_mul(60)?;
    let days = parts(days, &[('D', day)], false)?;
    let rest = parts(time, &[('H', hour), ('M', minute), ('S', second)], true)?;
    let nanos = days.checked_add(rest)?;
    let nanos = if negative {
        nanos.checked_neg()?
    } else {
        nanos
    };
    DaysTime::from_nanos(nanos).map(Value::DaysTime)
}

/// Sums `number unit` pairs whose units come in the given order; seconds may have a fraction.
fn parts(text: &str, units: &[(char, i128)], fractions: bool) -> Option<i128> {
    let (mut rest, mut sum) = (text, 0_i128);
    let mut units = units.iter();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, tail) = rest.split_at_checked(end)?;
        let mut fraction = 0_u32;
        let mut tail = tail;
        if let (Some(digits), true) = (tail.strip_prefix('.'), fractions) {
            let end = digits.find(|c: char| !c.is_ascii_digit())?;
            let (digits, after) = digits.split_at_checked(end)?;
            fraction = nanos(digits, 0)?;
            tail = after;
            if !tail.starts_with('S') {
                return None;
            }
        }
        let mut tail = tail.chars();
        let unit = tail.next()?;
        let (_, factor) = units.find(|(name, _)| *name == unit)?;
        sum = sum.checked_add(number.parse::<i128>().ok()?.checked_mul(*factor)?)?;
        sum = sum.checked_add(i128::from(fraction))?;
        rest = tail.as_str();
    }
    Some(sum)
}

/// What stands between the quotes of `@"…"`: a date, date and time, time or duration.
#[must_use]
pub fn at_literal(text: &str, library: Option<&dyn Library>) -> Option<Value> {
    if let Some(date) = date(text) {
        return Some(Value::Date(date));
    }
    if let Some(duration) = duration(text) {
        return Some(duration);
    }
    if let Some(time) = time(text, library) {
        return Some(Value::from(time));
    }
    if text.contains('T') {
        return date_time(text, library).map(Value::from);
    }
    None
}

/// A FEEL number without an exponent's limit of its own: digits, perhaps a point, perhaps `e…`.
#[must_use]
pub fn number(text: &str) -> Option<Decimal> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => {
            let plain = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            (digits, exponent.parse::<i32>().ok()?)
        }
        None => (text, 0),
    };
    let bare = digits.strip_prefix('-').unwrap_or(digits);
    let filled;
    let digits = if bare.starts_with('.') {
        let sign = if bare.len() < digits.len() { "-" } else { "" };
        filled = format!("{sign}0{bare}");
        &filled
    } else {
        digits
    };
    let number = Decimal::parse(digits)?;
    if exponent == 0 {
        return Some(number);
    }
    let scale = number.scale().checked_sub(exponent)?;
    Decimal::new(number.mantissa(), scale).ok()
}

/// A range of literals, such as `[1..3]` or `(@"2025-01-01"..@"2025-12-31"]`, in order.
#[must_use]
pub fn range(text: &str, library: Option<&dyn Library>) -> Option<Range> {
    let text = text.trim();
    let mut inner = text.chars();
    let low_closed = match inner.next()? {
        '[' => true,
        '(' | ']' => false,
        _ => return None,
    };
    let high_closed = match inner.next_back()? {
        ']' => true,
        ')' | '[' => false,
        _ => return None,
    };
    let (low, rest) = literal(inner.as_str().trim_start(), library)?;
    let rest = rest.trim_start().strip_prefix("..")?;
    let (high, rest) = literal(rest.trim_start(), library)?;
    if !rest.trim().is_empty() || order(&low, &high)? == Ordering::Greater {
        return None;
    }
    Some(Range {
        low: Some(low),
        low_closed,
        high: Some(high),
        high_closed,
        form: RangeForm::Interval,
    })
}

/// A literal at the start of a text, and what comes after it.
fn literal<'t>(text: &'t str, library: Option<&dyn Library>) -> Option<(Value, &'t str)> {
    if text.starts_with('"') {
        let (text, rest) = quoted(text)?;
        return Some((Value::text(&text), rest));
    }
    if let Some(rest) = text.strip_prefix('@') {
        let (text, rest) = quoted(rest)?;
        return Some((at_literal(&text, library)?, rest));
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
        let end = number_end(text);
        let (digits, rest) = text.split_at_checked(end)?;
        return Some((Value::Number(number(digits)?), rest));
    }
    let (name, rest) = text.split_once('(')?;
    let (text, rest) = quoted(rest.trim_start())?;
    let rest = rest.trim_start().strip_prefix(')')?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let value = match words.join(" ").as_str() {
        "date" => Value::Date(date(&text)?),
        "time" => Value::from(time(&text, library)?),
        "date and time" => Value::from(date_time(&text, library)?),
        "duration" => duration(&text)?,
        _ => return None,
    };
    Some((value, rest))
}

/// Where a number ends: before `..`, which is not its point.
fn number_end(text: &str) -> usize {
    let mut end = 0;
    let mut last = ' ';
    for (place, c) in text.char_indices() {
        let rest = text.get(place..).unwrap_or("");
        let part = c.is_ascii_digit()
            || (c == '.' && !rest.starts_with(".."))
            || c == 'e'
            || c == 'E'
            || (matches!(c, '-' | '+') && (place == 0 || matches!(last, 'e' | 'E')));
        if !part {
            return place;
        }
        last = c;
        end = place.saturating_add(c.len_utf8());
    }
    end
}

/// A text in quotes, and what comes after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?.chars();
    let mut read = String::new();
    loop {
        match rest.next()? {
            '"' => return Some((read, rest.as_str())),
            '\\' => match rest.next()? {
                'n' => read.push('\n'),
                't' => read.push('\t'),
                'r' => read.push('\r'),
                c @ ('"' | '\'' | '\\') => read.push(c),
                'u' => read.push(code(&mut rest, 4)?),
                'U' => read.push(code(&mut rest, 6)?),
                other => read.extend(['\\', other]),
            },
            c => read.push(c),
        }
    }
}

fn code(rest: &mut core::str::Chars<'_>, count: usize) -> Option<char> {
    let hex: String = rest.take(count).collect();
    if hex.len() != count {
        return None;
    }
    char::from_u32(u32::from_str_radix(&hex, 16).ok()?)
}
