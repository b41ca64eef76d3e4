//! The two durations of FEEL: years and months, and days to seconds. They never mix.

use core::fmt;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A duration of whole months.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct YearsMonths(
    /// Months; negative for backwards.
    pub i64,
);

/// A duration of seconds, written as days, hours, minutes and seconds.
///
/// Facts and rules have whole seconds; the `standard` profile also has fractions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct DaysTime {
    /// Whole seconds, rounded down; negative for backwards.
    seconds: i64,
    /// Nanoseconds on top of them, below 1000000000.
    nanos: u32,
}

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Nanoseconds of a second.
pub const NANOS: i64 = 1_000_000_000;

/// Either duration, as read from text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Duration {
    /// Months.
    YearsMonths(YearsMonths),
    /// Seconds.
    DaysTime(DaysTime),
}

impl DaysTime {
    /// So many whole seconds.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// A number of days, if it fits.
    #[must_use]
    pub const fn from_days(days: i64) -> Option<Self> {
        match days.checked_mul(DAY) {
            Some(seconds) => Some(Self::from_seconds(seconds)),
            None => None,
        }
    }

    /// So many nanoseconds, if they fit.
    #[must_use]
    pub fn from_nanos(nanos: i128) -> Option<Self> {
        let second = i128::from(NANOS);
        Some(Self {
            seconds: i64::try_from(nanos.div_euclid(second)).ok()?,
            nanos: u32::try_from(nanos.rem_euclid(second)).ok()?,
        })
    }

    /// Whole seconds, rounded down.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds on top of the whole seconds, below 1000000000.
    #[must_use]
    pub const fn nanos(self) -> u32 {
        self.nanos
    }

    /// All of it in nanoseconds.
    #[must_use]
    pub fn total_nanos(self) -> i128 {
        i128::from(self.seconds)
            .saturating_mul(i128::from(NANOS))
            .saturating_add(i128::from(self.nanos))
    }

    /// Whether it runs backwards.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.seconds < 0
    }

    /// The sum, if it fits.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        let nanos = self.nanos.saturating_add(other.nanos);
        let (carry, nanos) = if nanos >= 1_000_000_000 {
            (1, nanos.saturating_sub(1_000_000_000))
        } else {
            (0, nanos)
        };
        match self.seconds.checked_add(other.seconds) {
            Some(seconds) => match seconds.checked_add(carry) {
                Some(seconds) => Some(Self { seconds, nanos }),
                None => None,
            },
            None => None,
        }
    }

    /// The same length the other way, if it fits.
    #[must_use]
    pub const fn checked_neg(self) -> Option<Self> {
        let (down, nanos) = if self.nanos == 0 {
            (0, 0)
        } else {
            (1, 1_000_000_000_u32.saturating_sub(self.nanos))
        };
        match self.seconds.checked_neg() {
            Some(seconds) => match seconds.checked_sub(down) {
                Some(seconds) => Some(Self { seconds, nanos }),
                None => None,
            },
            None => None,
        }
    }
}

impl Serialize for DaysTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.nanos != 0 {
            return Err(S::Error::custom(
                "a duration with a fraction of a second cannot be stored",
            ));
        }
        self.seconds.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DaysTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::from_seconds)
    }
}

impl Duration {
    /// Reads ISO 8601 `P1Y2M` or `P3DT4H5M6S`, with an optional leading minus.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let body = body.strip_prefix('P')?;
        let (date, time) = match body.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (body, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let months = parts(date, &[('Y', 12), ('M', 1)]);
        if time.is_empty()
            && let Some(months) = months
        {
            return Some(Self::YearsMonths(YearsMonths(if negative {
                months.checked_neg()?
            } else {
                months
            })));
        }
        let days = parts(date, &[('D', DAY)])?;
        let rest = parts(time, &[('H', 3600), ('M', 60), ('S', 1)])?;
        let seconds = days.checked_add(rest)?;
        Some(Self::DaysTime(DaysTime::from_seconds(if negative {
            seconds.checked_neg()?
        } else {
            seconds
        })))
    }
}

/// Sums `number unit` pairs whose units come in the given order.
fn parts(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let (mut rest, mut sum) = (text, 0_i64);
    let mut units = units.iter();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, tail) = rest.split_at_checked(end)?;
        let mut tail = tail.chars();
        let unit = tail.next()?;
        let (_, factor) = units.find(|(name, _)| *name == unit)?;
        sum = sum.checked_add(number.parse::<i64>().ok()?.checked_mul(*factor)?)?;
        rest = tail.as_str();
    }
    Some(sum)
}

impl fmt::Display for YearsMonths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let months = self.0.unsigned_abs();
        let (years, months) = (months / 12, months % 12);
        f.write_str(if self.0 < 0 { "-P" } else { "P" })?;
        match (years, months) {
            (0, months) => write!(f, "{months}M"),
            (years, 0) => write!(f, "{years}Y"),
            (years, months) => write!(f, "{years}Y{months}M"),
        }
    }
}

impl fmt::Display for DaysTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = if self.is_negative() {
            self.checked_neg().unwrap_or(*self)
        } else {
            *self
        };
        let seconds = plain.seconds.unsigned_abs();
        let (days, rest) = (seconds / 86_400, seconds % 86_400);
        let (hours, minutes, seconds) = (rest / 3600, rest % 3600 / 60, rest % 60);
        f.write_str(if self.is_negative() { "-P" } else { "P" })?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        let some = rest > 0 || plain.nanos > 0;
        if some || days == 0 {
            f.write_str("T")?;
        }
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if plain.nanos > 0 {
            let fraction = format!("{:09}", plain.nanos);
            write!(f, "{seconds}.{}S", fraction.trim_end_matches('0'))?;
        } else if seconds > 0 || (rest == 0 && days == 0) {
            write!(f, "{seconds}S")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_round() {
        for text in [
            "P1Y2M",
            "P3Y",
            "P7M",
            "-P1Y",
            "P1D",
            "PT1H",
            "P3DT4H5M6S",
            "-PT30M",
            "PT0S",
            "P0M",
        ] {
            let shown = match Duration::parse(text).unwrap() {
                Duration::YearsMonths(d) => d.to_string(),
                Duration::DaysTime(d) => d.to_string(),
            };
            assert_eq!(shown, text);
        }
        assert_eq!(
            Duration::parse("P14M").unwrap(),
            Duration::YearsMonths(YearsMonths(14))
        );
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1Y",
            "P1M1Y",
            "P1Y1D",
            "P1.5M",
            "P99999999999999999999Y",
            "P1DT",
            "PY",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }
}
