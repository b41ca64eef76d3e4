//! Civil dates of the proleptic Gregorian calendar. No clock, no zone.
//!
//! Rules and facts have the years 1 to 9999. The `standard` profile also has the years
//! −999999999 to 999999999 (feature `standard`); only its functions make such dates.

use crate::fault::Fault;
use core::fmt;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the civil calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, month and day in one number that orders like the date: `year << 9 | month << 5 | day`.
    packed: i64,
}

/// Days of 400 years, after which the calendar repeats, weekdays included.
const CYCLE: i64 = 146_097;

/// Whether `year` has a 29 February.
#[must_use]
pub const fn is_leap(year: i32) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// Days of a month (1–12); 0 for any other month.
#[must_use]
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Weeks of a year after ISO 8601: 53 where it starts or ends on a Thursday.
fn weeks(year: i32) -> u32 {
    match (Date::pack(year, 1, 1).weekday(), is_leap(year)) {
        (4, _) | (3, true) => 53,
        _ => 52,
    }
}

impl Date {
    /// 0001-01-01.
    pub const MIN: Self = Self {
        packed: (1 << 9) | (1 << 5) | 1,
    };
    /// 9999-12-31.
    pub const MAX: Self = Self {
        packed: (9999 << 9) | (12 << 5) | 31,
    };

    /// The date, if there is such a day in years 1 to 9999.
    #[must_use]
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < 1 || year > 9999 || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self::pack(year, month, day))
    }

    /// The date, if there is such a day in the years −999999999 to 999999999 of the `standard`
    /// profile; year 0 comes before year 1.
    #[must_use]
    pub const fn far(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < -999_999_999 || year > 999_999_999 || day < 1 || day > days_in_month(year, month)
        {
            return None;
        }
        Some(Self::pack(year, month, day))
    }

    /// Packs parts that make a date.
    const fn pack(year: i32, month: u32, day: u32) -> Self {
        Self {
            packed: ((year as i64) << 9) | ((month as i64) << 5) | day as i64,
        }
    }

    /// Whether the year is one that rules have, 1 to 9999.
    #[must_use]
    pub const fn is_near(self) -> bool {
        self.year() >= 1 && self.year() <= 9999
    }

    /// The year.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "below 1000000000 either way"
    )]
    pub const fn year(self) -> i32 {
        (self.packed >> 9) as i32
    }

    /// The month, 1–12.
    #[must_use]
    #[expect(clippy::cast_sign_loss, reason = "four bits")]
    pub const fn month(self) -> u32 {
        ((self.packed >> 5) & 15) as u32
    }

    /// The day of the month, 1–31.
    #[must_use]
    #[expect(clippy::cast_sign_loss, reason = "five bits")]
    pub const fn day(self) -> u32 {
        (self.packed & 31) as u32
    }

    /// A number that orders like the date.
    pub(crate) const fn packed(self) -> i64 {
        self.packed
    }

    /// The date of a [`Self::packed`] number, if it is one of the years 1 to 9999.
    pub(crate) fn from_packed(packed: i64) -> Option<Self> {
        let part = |bits: i64| u32::try_from(bits).ok();
        let year = i32::try_from(packed >> 9).ok()?;
        Self::new(year, part((packed >> 5) & 15)?, part(packed & 31)?)
    }

    /// Days of a [`Self::packed`] number, counted from a day before all others: for differences. Anything else gives any number.
    pub(crate) const fn days_of_packed(packed: i64) -> i64 {
        let (year, month, day) = (packed >> 9, (packed >> 5) & 15, packed & 31);
        // Years start in March, so that the leap day is the last.
        let late = (month <= 2) as i64;
        let year = year.wrapping_sub(late);
        let month = month.wrapping_add(late.wrapping_mul(12)).wrapping_sub(3);
        let leaps = (year >> 2)
            .wrapping_sub(year.div_euclid(100))
            .wrapping_add(year.div_euclid(400));
        let before = month.wrapping_mul(153).wrapping_add(2).div_euclid(5);
        year.wrapping_mul(365)
            .wrapping_add(leaps)
            .wrapping_add(before)
            .wrapping_add(day)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return None;
        };
        Self::from_digits([y1, y2, y3, y4], [m1, m2], [d1, d2])
    }

    /// Reads ASCII digits.
    #[must_use]
    pub fn from_digits(year: [u8; 4], month: [u8; 2], day: [u8; 2]) -> Option<Self> {
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u32, |sum, byte| {
                byte.is_ascii_digit().then(|| {
                    sum.saturating_mul(10)
                        .saturating_add(u32::from(byte.saturating_sub(b'0')))
                })
            })
        };
        Self::new(
            i32::try_from(number(&year)?).ok()?,
            number(&month)?,
            number(&day)?,
        )
    }

    /// Days since 0001-01-01 (which is 0); right for the years 1 to 9999.
    #[must_use]
    pub fn days(self) -> i32 {
        let before = self.year().saturating_sub(1);
        let leaps = (before / 4)
            .saturating_sub(before / 100)
            .saturating_add(before / 400);
        let mut days = before.saturating_mul(365).saturating_add(leaps);
        for month in 1..self.month() {
            days = days.saturating_add_unsigned(days_in_month(self.year(), month));
        }
        days.saturating_add_unsigned(self.day().saturating_sub(1))
    }

    /// The date that lies `days` after 0001-01-01.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        if !(0..=Self::MAX.days()).contains(&days) {
            return None;
        }
        let (cycles, days) = (days / 146_097, days % 146_097);
        let centuries = (days / 36_524).min(3);
        let days = days.saturating_sub(centuries.saturating_mul(36_524));
        let (fours, days) = (days / 1461, days % 1461);
        let years = (days / 365).min(3);
        let mut left = days
            .saturating_sub(years.saturating_mul(365))
            .unsigned_abs();
        let year = cycles
            .saturating_mul(400)
            .saturating_add(centuries.saturating_mul(100))
            .saturating_add(fours.saturating_mul(4))
            .saturating_add(years)
            .saturating_add(1);
        for month in 1..=12 {
            let length = days_in_month(year, month);
            if left < length {
                return Self::new(year, month, left.saturating_add(1));
            }
            left = left.saturating_sub(length);
        }
        None
    }

    /// This many days later (or earlier, if negative).
    ///
    /// # Errors
    /// `Fault::DateOutOfRange` outside the years 1 to 9999.
    pub fn add_days(self, days: i64) -> Result<Self, Fault> {
        if !self.is_near() {
            return Err(Fault::DateOutOfRange);
        }
        i64::from(self.days())
            .checked_add(days)
            .and_then(|sum| i32::try_from(sum).ok())
            .and_then(Self::from_days)
            .ok_or(Fault::DateOutOfRange)
    }

    /// This many months later; a day that the month does not have becomes its last day.
    ///
    /// # Errors
    /// `Fault::DateOutOfRange` outside the years 1 to 9999.
    pub fn add_months(self, months: i64) -> Result<Self, Fault> {
        if !self.is_near() {
            return Err(Fault::DateOutOfRange);
        }
        let total = self
            .months()
            .checked_add(months)
            .ok_or(Fault::DateOutOfRange)?;
        let year = i32::try_from(total.div_euclid(12)).map_err(|_| Fault::DateOutOfRange)?;
        let month = u32::try_from(total.rem_euclid(12))
            .unwrap_or(0)
            .saturating_add(1);
        let day = self.day().min(days_in_month(year, month));
        Self::new(year, month, day).ok_or(Fault::DateOutOfRange)
    }

    /// Months since January of year 0.
    const fn months(self) -> i64 {
        (self.year() as i64)
            .saturating_mul(12)
            .saturating_add(self.month() as i64)
            .saturating_sub(1)
    }

    /// The same day of the first 400 years, which have the same weekdays, and the 400 years between.
    fn folded(self) -> (Self, i64) {
        let years = i64::from(self.year()).saturating_sub(1);
        let year = i32::try_from(years.rem_euclid(400)).unwrap_or(0);
        let near = Self::pack(year.saturating_add(1), self.month(), self.day());
        (near, years.div_euclid(400))
    }

    /// Days since 0001-01-01 (which is 0), for every year.
    #[must_use]
    pub fn day_number(self) -> i64 {
        let (near, cycles) = self.folded();
        cycles
            .saturating_mul(CYCLE)
            .saturating_add(i64::from(near.days()))
    }

    /// The date that lies so many days after 0001-01-01, in any year of the `standard` profile.
    #[must_use]
    pub fn from_day_number(days: i64) -> Option<Self> {
        let near = Self::from_days(i32::try_from(days.rem_euclid(CYCLE)).ok()?)?;
        let years = days.div_euclid(CYCLE).checked_mul(400)?;
        let year = years.checked_add(i64::from(near.year()))?;
        Self::far(i32::try_from(year).ok()?, near.month(), near.day())
    }

    /// This many months later, in any year of the `standard` profile.
    #[must_use]
    pub fn far_months(self, months: i64) -> Option<Self> {
        let total = self.months().checked_add(months)?;
        let year = i32::try_from(total.div_euclid(12)).ok()?;
        let month = u32::try_from(total.rem_euclid(12)).ok()?.saturating_add(1);
        Self::far(year, month, self.day().min(days_in_month(year, month)))
    }

    /// Days from `earlier` to this date (negative if it is later).
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.days().saturating_sub(earlier.days())
    }

    /// Whole months from `earlier` to this date; negative if it is later.
    ///
    /// A month is whole when the day of the month is reached again; the last day of a shorter
    /// month does not count as reaching it (as FEEL's `years and months duration`).
    #[must_use]
    pub fn months_since(self, earlier: Self) -> i64 {
        let months = self.months().saturating_sub(earlier.months());
        if months > 0 && self.day() < earlier.day() {
            months.saturating_sub(1)
        } else if months < 0 && self.day() > earlier.day() {
            months.saturating_add(1)
        } else {
            months
        }
    }

    /// Day of the week, Monday = 1 to Sunday = 7.
    #[must_use]
    pub fn weekday(self) -> u32 {
        // 0001-01-01 is a Monday.
        (self.folded().0.days().rem_euclid(7))
            .unsigned_abs()
            .saturating_add(1)
    }

    /// Week of the year after ISO 8601, 1–53: weeks start on Monday, and belong to the year that
    /// has most of their days.
    #[must_use]
    pub fn week_of_year(self) -> u32 {
        let thursday = self
            .day_of_year()
            .saturating_add(10)
            .saturating_sub(self.weekday());
        match thursday / 7 {
            0 => weeks(self.year().saturating_sub(1)),
            53 if weeks(self.year()) == 52 => 1,
            week => week,
        }
    }

    /// Day of the year, 1–366.
    #[must_use]
    pub fn day_of_year(self) -> u32 {
        (1..self.month()).fold(self.day(), |sum, month| {
            sum.saturating_add(days_in_month(self.year(), month))
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year() < 0 {
            f.write_str("-")?;
        }
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year().unsigned_abs(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            let packed = self.is_near().then(|| u32::try_from(self.packed).ok());
            match packed.flatten() {
                Some(packed) => serializer.serialize_u32(packed),
                None => Err(serde::ser::Error::custom(
                    "a date outside the years 1 to 9999 cannot be stored",
                )),
            }
        }
    }
}

impl Date {
    /// The first day that can be stored.
    pub(crate) const FIRST: Self = Self {
        packed: 1 << 9 | 1 << 5 | 1,
    };

    /// From the number that is stored, if it is a date.
    pub(crate) fn stored(packed: u32) -> Option<Self> {
        Self::from_packed(i64::from(packed))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = if deserializer.is_human_readable() {
            Self::parse(&std::borrow::Cow::<'de, str>::deserialize(deserializer)?)
        } else {
            Self::stored(u32::deserialize(deserializer)?)
        };
        date.ok_or_else(|| D::Error::custom("not a date of the form YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn only_real_days_in_the_strict_form() {
        for text in ["2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29"] {
            assert_eq!(d(text).to_string(), text);
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-01-00",
            "0000-01-01",
            "2024-1-1",
            "20240101",
            "2024-01-01 ",
            "２０２４-01-01",
            "-024-01-01",
            "+024-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_clamp_to_the_end() {
        assert_eq!(d("2024-01-31").add_months(1).unwrap(), d("2024-02-29"));
        assert_eq!(d("2023-01-31").add_months(1).unwrap(), d("2023-02-28"));
        assert_eq!(d("1965-05-10").add_months(722).unwrap(), d("2025-07-10"));
        assert_eq!(d("2024-03-31").add_months(-1).unwrap(), d("2024-02-29"));
        assert_eq!(d("9999-12-01").add_months(1), Err(Fault::DateOutOfRange));
        assert_eq!(d("0001-01-01").add_days(-1), Err(Fault::DateOutOfRange));
        assert_eq!(
            d("2024-01-01").add_months(i64::MAX),
            Err(Fault::DateOutOfRange)
        );
        assert_eq!(
            d("2024-01-01").add_days(i64::MIN),
            Err(Fault::DateOutOfRange)
        );
    }

    #[test]
    fn whole_months_between() {
        for (from, to, months) in [
            ("1965-01-01", "1965-01-31", 0),
            ("1965-01-15", "1965-02-14", 0),
            ("1965-01-15", "1965-02-15", 1),
            ("1965-02-15", "1965-01-15", -1),
            ("1965-02-15", "1965-01-16", 0),
            ("1960-01-01", "2025-07-10", 786),
        ] {
            assert_eq!(d(to).months_since(d(from)), months, "{from} to {to}");
        }
    }

    #[test]
    fn weekdays() {
        assert_eq!(d("2026-11-23").weekday(), 1);
        assert_eq!(d("2024-02-29").weekday(), 4);
        assert_eq!(d("2024-12-31").day_of_year(), 366);
    }

    proptest! {
        #[test]
        fn packed_dates_differ_by_their_days(a in 0..=3_652_058_i32, b in 0..=3_652_058_i32) {
            let (a, b) = (Date::from_days(a).unwrap(), Date::from_days(b).unwrap());
            let days = |date: Date| Date::days_of_packed(date.packed());
            prop_assert_eq!(days(a) - days(b), i64::from(a.days_since(b)));
        }

        #[test]
        fn days_and_dates_are_one_to_one(days in 0..=3_652_058_i32) {
            let date = Date::from_days(days).unwrap();
            prop_assert_eq!(date.days(), days);
            if let Some(next) = Date::from_days(days + 1) {
                prop_assert!(date < next);
            }
        }

        #[test]
        fn adding_months_moves_the_month_by_as_many(days in 800_000..3_000_000_i32, months in -2000..2000_i64) {
            let date = Date::from_days(days).unwrap();
            let moved = date.add_months(months).unwrap();
            prop_assert_eq!(moved.months() - date.months(), months);
            prop_assert!(moved.day() == date.day() || moved.day() == days_in_month(moved.year(), moved.month()));
        }
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        for (date, week) in [
            ("2019-09-17", 38),
            ("2003-12-29", 1),
            ("2004-01-01", 1),
            ("2010-01-03", 53),
            ("2010-01-04", 1),
            ("2005-01-01", 53),
            ("2020-12-31", 53),
            ("2021-01-01", 53),
            ("2023-01-01", 52),
            ("0001-01-01", 1),
        ] {
            assert_eq!(d(date).week_of_year(), week, "{date}");
        }
    }

    #[test]
    fn far_years_have_the_same_calendar() {
        let far = |y, m, d| Date::far(y, m, d).unwrap();
        assert_eq!(far(-2021, 1, 1).to_string(), "-2021-01-01");
        assert_eq!(far(99999, 12, 31).to_string(), "99999-12-31");
        assert_eq!(far(1, 1, 1).day_number(), 0);
        assert_eq!(far(0, 12, 31).day_number(), -1);
        assert_eq!(
            far(-2021, 1, 1).far_months(-1).unwrap().to_string(),
            "-2022-12-01"
        );
        assert_eq!(far(-400, 2, 29).weekday(), far(2000, 2, 29).weekday());
        for date in [far(-999_999_999, 1, 1), far(999_999_999, 12, 31)] {
            assert_eq!(Date::from_day_number(date.day_number()), Some(date));
        }
        assert_eq!(far(999_999_999, 12, 31).far_months(1), None);
        assert_eq!(Date::from_day_number(i64::MAX), None);
        assert!(far(-1, 1, 1) < far(0, 1, 1) && far(-2, 12, 31) < far(-1, 1, 1));
        assert!(serde_json::to_string(&far(-1, 1, 1)).is_ok());
        assert!(postcard::to_allocvec(&far(-1, 1, 1)).is_err());
    }

    #[test]
    fn there_are_as_many_days_as_the_calendar_has() {
        assert_eq!(Date::MAX.days(), 3_652_058);
        assert_eq!(Date::from_days(3_652_059), None);
        assert_eq!(Date::from_days(-1), None);
    }
}
