//! Times of day and dates with a time of day: values of the `standard` profile only.
//!
//! What a named zone means at a moment is looked up once, when the value is made
//! ([`crate::env::Library`]); comparing and printing need no zone data.

use crate::date::Date;
use crate::duration::{DAY, DaysTime, NANOS};
use core::fmt;
use std::sync::Arc;

/// Nanoseconds of a day.
const DAY_NANOS: i128 = 86_400_000_000_000;
/// Nanoseconds of a second.
const SECOND: u64 = 1_000_000_000;

/// Where a time of day holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Zone {
    /// Wherever the reader is.
    #[default]
    Local,
    /// At so many seconds east of Greenwich.
    Offset(i32),
    /// In a named zone.
    Named {
        /// Its name, such as `Asia/Shanghai`.
        name: Arc<str>,
        /// Its offset at the moment meant, in seconds east of Greenwich.
        offset: i32,
    },
}

impl Zone {
    /// Seconds east of Greenwich; `None` where the reader decides.
    #[must_use]
    pub const fn offset(&self) -> Option<i32> {
        match self {
            Self::Local => None,
            Self::Offset(seconds)
            | Self::Named {
                offset: seconds, ..
            } => Some(*seconds),
        }
    }
}

/// A time of day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Time {
    /// Nanoseconds since midnight, below a day's.
    nanos: u64,
    /// Where it holds.
    pub zone: Zone,
}

/// A date with a time of day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateTime {
    /// The day, where the time holds.
    pub date: Date,
    /// The time of that day.
    pub time: Time,
}

impl Time {
    /// A time of day; `None` for parts that no clock shows. There are no leap seconds.
    #[must_use]
    pub fn new(hour: u32, minute: u32, second: u32, nano: u32, zone: Zone) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 59 || nano > 999_999_999 {
            return None;
        }
        let minutes = u64::from(hour)
            .saturating_mul(60)
            .saturating_add(u64::from(minute));
        let seconds = minutes.saturating_mul(60).saturating_add(u64::from(second));
        let nanos = seconds
            .saturating_mul(SECOND)
            .saturating_add(u64::from(nano));
        Some(Self { nanos, zone })
    }

    /// The start of a day.
    #[must_use]
    pub const fn midnight(zone: Zone) -> Self {
        Self { nanos: 0, zone }
    }

    /// The hour, 0–23.
    #[must_use]
    pub fn hour(&self) -> u32 {
        self.second_of_day() / 3600
    }

    /// The minute of the hour, 0–59.
    #[must_use]
    pub fn minute(&self) -> u32 {
        self.second_of_day() % 3600 / 60
    }

    /// The second of the minute, 0–59.
    #[must_use]
    pub fn second(&self) -> u32 {
        self.second_of_day() % 60
    }

    /// Nanoseconds of the second, 0–999999999.
    #[must_use]
    pub fn nano(&self) -> u32 {
        u32::try_from(self.nanos % SECOND).unwrap_or(0)
    }

    /// Whole seconds since midnight.
    #[must_use]
    pub fn second_of_day(&self) -> u32 {
        u32::try_from(self.nanos / SECOND).unwrap_or(0)
    }

    /// The same time of day elsewhere.
    #[must_use]
    pub const fn at(&self, zone: Zone) -> Self {
        Self {
            nanos: self.nanos,
            zone,
        }
    }

    /// Nanoseconds since midnight in Greenwich (below 0 or above a day in other zones); of a
    /// local time, since its own midnight.
    #[must_use]
    pub fn universal_nanos(&self) -> i128 {
        let offset = i128::from(self.zone.offset().unwrap_or(0));
        i128::from(self.nanos).saturating_sub(offset.saturating_mul(i128::from(NANOS)))
    }

    /// The time of day so much later, and the days that went by.
    #[must_use]
    pub fn plus(&self, duration: DaysTime) -> (Self, i64) {
        let total = i128::from(self.nanos).saturating_add(duration.total_nanos());
        let time = Self {
            nanos: u64::try_from(total.rem_euclid(DAY_NANOS)).unwrap_or(0),
            zone: self.zone.clone(),
        };
        let days = i64::try_from(total.div_euclid(DAY_NANOS)).unwrap_or(i64::MAX);
        (time, days)
    }
}

impl DateTime {
    /// Seconds since the start of 0001-01-01 where it holds.
    #[must_use]
    pub fn local_seconds(&self) -> i64 {
        self.date
            .day_number()
            .saturating_mul(DAY)
            .saturating_add(i64::from(self.time.second_of_day()))
    }

    /// Seconds since the start of 0001-01-01 in Greenwich; of a local one, as local.
    #[must_use]
    pub fn universal_seconds(&self) -> i64 {
        let offset = self.time.zone.offset().unwrap_or(0);
        self.local_seconds().saturating_sub(i64::from(offset))
    }

    /// How long after `earlier` this is.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Option<DaysTime> {
        let seconds = i128::from(
            self.universal_seconds()
                .checked_sub(earlier.universal_seconds())?,
        );
        let nanos = i128::from(self.time.nano()).checked_sub(i128::from(earlier.time.nano()))?;
        DaysTime::from_nanos(seconds.checked_mul(i128::from(NANOS))?.checked_add(nanos)?)
    }

    /// The reading of a clock so much later that is not set in between; the zone's offset stays.
    #[must_use]
    pub fn plus(&self, duration: DaysTime) -> Option<Self> {
        let (time, days) = self.time.plus(duration);
        let date = Date::from_day_number(self.date.day_number().checked_add(days)?)?;
        Some(Self { date, time })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local => Ok(()),
            Self::Offset(0) => f.write_str("Z"),
            Self::Offset(offset) => {
                let seconds = offset.unsigned_abs();
                let sign = if *offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds % 3600 / 60)?;
                match seconds % 60 {
                    0 => Ok(()),
                    rest => write!(f, ":{rest:02}"),
                }
            }
            Self::Named { name, .. } => write!(f, "@{name}"),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.hour(), self.minute(), self.second());
        write!(f, "{hour:02}:{minute:02}:{second:02}")?;
        if self.nano() > 0 {
            let fraction = format!("{:09}", self.nano());
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        write!(f, "{}", self.zone)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(hour: u32, minute: u32, second: u32, nano: u32, zone: Zone) -> Time {
        Time::new(hour, minute, second, nano, zone).unwrap()
    }

    #[test]
    fn text_shows_what_is_there() {
        let paris = Zone::Named {
            name: "Europe/Paris".into(),
            offset: 3600,
        };
        for (time, text) in [
            (time(1, 2, 3, 0, Zone::Local), "01:02:03"),
            (time(1, 2, 3, 40_000_000, Zone::Local), "01:02:03.04"),
            (time(0, 0, 0, 1, Zone::Offset(0)), "00:00:00.000000001Z"),
            (
                time(23, 59, 59, 0, Zone::Offset(-9955)),
                "23:59:59-02:45:55",
            ),
            (time(10, 0, 0, 0, Zone::Offset(28800)), "10:00:00+08:00"),
            (time(10, 0, 0, 0, paris), "10:00:00@Europe/Paris"),
        ] {
            assert_eq!(time.to_string(), text);
        }
        for (hour, minute, second, nano) in [
            (24, 0, 0, 0),
            (0, 60, 0, 0),
            (0, 0, 60, 0),
            (0, 0, 0, 1_000_000_000),
        ] {
            assert_eq!(Time::new(hour, minute, second, nano, Zone::Local), None);
        }
    }

    #[test]
    fn time_goes_by() {
        let before = DateTime {
            date: Date::far(2020, 12, 31).unwrap(),
            time: time(23, 59, 59, 500_000_000, Zone::Offset(3600)),
        };
        let half = DaysTime::from_nanos(500_000_000).unwrap();
        let after = before.plus(half).unwrap();
        assert_eq!(after.to_string(), "2021-01-01T00:00:00+01:00");
        assert_eq!(after.since(&before), Some(half));
        assert_eq!(before.since(&after), half.checked_neg());
        let (early, days) = before.time.plus(DaysTime::from_days(-2).unwrap());
        assert_eq!((early, days), (before.time.clone(), -2));
        let far = DateTime {
            date: Date::far(999_999_999, 12, 31).unwrap(),
            time: before.time,
        };
        assert_eq!(far.plus(half), None);
    }
}
