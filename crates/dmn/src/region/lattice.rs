//! Cutting lines: numbers of so many places, all numbers, days, months.

use core::ops::Bound;
use std::collections::BTreeSet;
use tongban_runtime::{Date, Decimal, YearsMonths};

/// A value for a piece, and the piece's ends.
pub(super) type Cut<T> = (T, (Bound<T>, Bound<T>));

/// Cuts a line at `ends` within `bounds`. `before` gives a value of the line strictly between
/// two ends, if there is one; `on` says whether an end is itself on the line.
fn cut<T: Copy + Ord>(
    ends: &BTreeSet<T>,
    (min, max): (Option<T>, Option<T>),
    any: T,
    on: impl Fn(T) -> bool,
    between: impl Fn(Option<T>, Option<T>) -> Option<T>,
) -> Vec<Cut<T>> {
    let mut ends = ends.clone();
    ends.extend(min);
    ends.extend(max);
    ends.retain(|end| min.is_none_or(|min| *end >= min) && max.is_none_or(|max| *end <= max));
    if ends.is_empty() {
        return vec![(any, (Bound::Unbounded, Bound::Unbounded))];
    }
    let mut cuts = Vec::new();
    let mut last = None;
    let open = |end: Option<T>| end.map_or(Bound::Unbounded, Bound::Excluded);
    for end in ends {
        // Below the least value there is nothing.
        if (last.is_some() || min.is_none())
            && let Some(value) = between(last, Some(end))
        {
            cuts.push((value, (open(last), Bound::Excluded(end))));
        }
        if on(end) {
            cuts.push((end, (Bound::Included(end), Bound::Included(end))));
        }
        last = Some(end);
    }
    if max.is_none()
        && let Some(value) = between(last, None)
    {
        cuts.push((value, (open(last), Bound::Unbounded)));
    }
    cuts
}

/// All decimal numbers.
pub(super) fn dense(
    ends: &BTreeSet<Decimal>,
    bounds: (Option<Decimal>, Option<Decimal>),
) -> Vec<Cut<Decimal>> {
    cut(
        ends,
        bounds,
        Decimal::ZERO,
        |_| true,
        |low, high| {
            let value = match (low, high) {
                (None, Some(high)) => high.sub(Decimal::ONE),
                (Some(low), None) => low.add(Decimal::ONE),
                (Some(low), Some(high)) => match low.add(Decimal::ONE) {
                    Ok(next) if next < high => Ok(next),
                    _ => low.add(high).and_then(|sum| sum.div(Decimal::from(2_i64))),
                },
                (None, None) => Ok(Decimal::ZERO),
            };
            inside(value.ok()?, low, high)
        },
    )
}

/// Numbers of at most `scale` decimal places.
pub(super) fn places(
    ends: &BTreeSet<Decimal>,
    bounds: (Option<Decimal>, Option<Decimal>),
    scale: u8,
) -> Vec<Cut<Decimal>> {
    let scale = i32::from(scale);
    let Ok(step) = Decimal::new(1, scale) else {
        return dense(ends, bounds);
    };
    let on = |value: Decimal| value.floor(scale).is_ok_and(|floor| floor == value);
    cut(ends, bounds, Decimal::ZERO, on, |low, high| {
        let value = match (low, high) {
            (None, Some(high)) => high.ceiling(scale).and_then(|up| up.sub(step)),
            (Some(low), _) => low.floor(scale).and_then(|down| down.add(step)),
            (None, None) => Ok(Decimal::ZERO),
        };
        inside(value.ok()?, low, high)
    })
}

/// Days.
pub(super) fn days(ends: &BTreeSet<Date>, bounds: (Option<Date>, Option<Date>)) -> Vec<Cut<Date>> {
    let any = Date::new(2000, 1, 1).unwrap_or(Date::MIN);
    cut(
        ends,
        bounds,
        any,
        |_| true,
        |low, high| {
            let value = match (low, high) {
                (None, Some(high)) => high.add_days(-1),
                (Some(low), _) => low.add_days(1),
                (None, None) => Ok(any),
            };
            inside(value.ok()?, low, high)
        },
    )
}

/// Whole months.
pub(super) fn months(ends: &BTreeSet<YearsMonths>) -> Vec<Cut<YearsMonths>> {
    cut(
        ends,
        (None, None),
        YearsMonths(0),
        |_| true,
        |low, high| {
            let value = match (low, high) {
                (None, Some(high)) => high.0.checked_sub(1),
                (Some(low), _) => low.0.checked_add(1),
                (None, None) => Some(0),
            };
            inside(YearsMonths(value?), low, high)
        },
    )
}

fn inside<T: Copy + Ord>(value: T, low: Option<T>, high: Option<T>) -> Option<T> {
    (low.is_none_or(|low| low < value) && high.is_none_or(|high| value < high)).then_some(value)
}

/// Every number of so many places, if they are at most `limit`.
pub(super) fn all_places(
    min: Decimal,
    max: Decimal,
    scale: u8,
    limit: usize,
) -> Option<Vec<Decimal>> {
    let scale = i32::from(scale);
    let step = Decimal::new(1, scale).ok()?;
    let mut value = min.ceiling(scale).ok()?;
    let mut all = Vec::new();
    while value <= max {
        if all.len() >= limit {
            return None;
        }
        all.push(value);
        value = value.add(step).ok()?;
    }
    Some(all)
}

/// Every day, if they are at most `limit`.
pub(super) fn all_days(min: Date, max: Date, limit: usize) -> Option<Vec<Date>> {
    if usize::try_from(max.days_since(min)).ok()? >= limit {
        return None;
    }
    let mut all = vec![min];
    let mut day = min;
    while day < max {
        day = day.add_days(1).ok()?;
        all.push(day);
    }
    Some(all)
}
