//! Working days: dated data, never a guess for a year that is not published.

use crate::date::Date;
use crate::fault::Fault;
use crate::limits::MAX_WORKING_DAYS;
use crate::sorted::{SortedMap, SortedSet};
use crate::unknown::{Reason, What};
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// The working-day calendar. Saturdays and Sundays are free in every covered year, but for make-up days.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// The years that are published.
    pub years: SortedMap<i32, CalendarYear>,
}

/// One published year.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CalendarYear {
    /// Free days (法定节假日 and the days moved to them); weekends need not be listed.
    pub holidays: SortedSet<Date>,
    /// Saturdays and Sundays that are worked (调休上班).
    pub workdays: SortedSet<Date>,
}

impl Calendar {
    /// Whether the day is worked; `None` in a year that is not published.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> Option<bool> {
        let year = self.years.get(&date.year())?;
        Some(if date.weekday() >= 6 {
            year.workdays.contains(&date) && !year.holidays.contains(&date)
        } else {
            !year.holidays.contains(&date)
        })
    }

    /// The `n`th working day after `date` (before it, if negative); `n = 0` gives `date` itself.
    ///
    /// Day 1 is the next working day after `date`. A year that is not published makes the result
    /// unknown.
    #[must_use]
    pub fn add_working_days(&self, date: Date, n: i64) -> Value {
        if n.unsigned_abs() > MAX_WORKING_DAYS.unsigned_abs() {
            return Value::Fault(Fault::BadArgument);
        }
        let step = n.signum();
        let (mut date, mut left) = (date, n.unsigned_abs());
        while left > 0 {
            match date.add_days(step) {
                Ok(next) => date = next,
                Err(fault) => return Value::Fault(fault),
            }
            match self.is_working_day(date) {
                Some(true) => left = left.saturating_sub(1),
                Some(false) => {}
                None => return Value::unknown(What::CalendarYear(date.year()), Reason::NoData),
            }
        }
        Value::Date(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// Two weeks around the national day 2026, as an example of the shape.
    fn calendar() -> Calendar {
        let year = CalendarYear {
            holidays: (1..=7)
                .map(|day| Date::new(2026, 10, day).unwrap())
                .collect(),
            workdays: SortedSet::from([d("2026-10-10")]),
        };
        Calendar {
            years: SortedMap::from([(2026, year)]),
        }
    }

    #[test]
    fn holidays_are_skipped_and_make_up_days_count() {
        let c = calendar();
        assert_eq!(
            c.add_working_days(d("2026-09-30"), 1),
            Value::Date(d("2026-10-08"))
        );
        assert_eq!(
            c.add_working_days(d("2026-09-30"), 3),
            Value::Date(d("2026-10-10"))
        );
        assert_eq!(
            c.add_working_days(d("2026-09-30"), 4),
            Value::Date(d("2026-10-12"))
        );
        assert_eq!(
            c.add_working_days(d("2026-10-08"), -1),
            Value::Date(d("2026-09-30"))
        );
        assert_eq!(
            c.add_working_days(d("2026-10-03"), 0),
            Value::Date(d("2026-10-03"))
        );
    }

    #[test]
    fn an_uncovered_year_is_unknown_and_never_guessed() {
        let c = calendar();
        let unknown = Value::unknown(What::CalendarYear(2027), Reason::NoData);
        assert_eq!(c.add_working_days(d("2026-12-31"), 1), unknown);
        assert_eq!(c.add_working_days(d("2026-12-01"), 200), unknown);
        assert_eq!(c.is_working_day(d("2027-01-01")), None);
    }

    #[test]
    fn the_number_of_days_is_bounded() {
        let c = calendar();
        assert_eq!(
            c.add_working_days(d("2026-01-01"), MAX_WORKING_DAYS + 1),
            Value::Fault(Fault::BadArgument)
        );
        assert_eq!(
            c.add_working_days(d("2026-01-01"), i64::MIN),
            Value::Fault(Fault::BadArgument)
        );
        assert!(matches!(
            c.add_working_days(d("2026-01-01"), MAX_WORKING_DAYS),
            Value::Unknown(_)
        ));
    }
}
