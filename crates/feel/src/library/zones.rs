//! Offsets of named zones, from the IANA database that is built in.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use tongban_runtime::Date;
use tongban_runtime::duration::DAY;

/// Years that the database is asked for. Rules repeat every 400 years after the last change, and
/// nothing changes before the first.
const LAST: i32 = 9000;
const FIRST: i32 = -9000;

/// A zone by its name in the database.
fn zone(name: &str) -> Option<TimeZone> {
    let zone = TimeZone::get(name).ok()?;
    (!zone.is_unknown()).then_some(zone)
}

/// A year with the same calendar for which the database has rules.
fn near(year: i32) -> i32 {
    if year > LAST {
        LAST - 400 + (year - LAST).rem_euclid(400)
    } else if year < FIRST {
        FIRST + (year - FIRST).rem_euclid(400)
    } else {
        year
    }
}

/// The offset when the zone's clocks show this. What they show twice is the first time; what
/// they never show is counted on from before the change.
pub(super) fn offset_at_local(name: &str, date: Date, second: u32) -> Option<i32> {
    let zone = zone(name)?;
    let date = Date::far(near(date.year()), date.month(), date.day())?;
    let part = |number: u32| i8::try_from(number).ok();
    let local = DateTime::new(
        i16::try_from(date.year()).ok()?,
        part(date.month())?,
        part(date.day())?,
        part(second / 3600)?,
        part(second % 3600 / 60)?,
        part(second % 60)?,
        0,
    )
    .ok()?;
    let moment = zone.to_timestamp(local).ok()?;
    let shown = (date.day_number() - epoch()) * DAY + i64::from(second);
    i32::try_from(shown - moment.as_second()).ok()
}

/// The offset at a moment, in seconds since the start of 0001-01-01 in Greenwich.
pub(super) fn offset_at(name: &str, moment: i64) -> Option<i32> {
    let zone = zone(name)?;
    let date = Date::from_day_number(moment.div_euclid(DAY))?;
    let date = Date::far(near(date.year()), date.month(), date.day())?;
    let seconds = (date.day_number() - epoch()) * DAY + moment.rem_euclid(DAY);
    let moment = Timestamp::from_second(seconds).ok()?;
    Some(zone.to_offset(moment).seconds())
}

/// Days from 0001-01-01 to 1970-01-01.
fn epoch() -> i64 {
    Date::new(1970, 1, 1).map_or(0, Date::day_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, date: (i32, u32, u32), second: u32) -> Option<i32> {
        offset_at_local(zone, Date::far(date.0, date.1, date.2).unwrap(), second)
    }

    #[test]
    fn offsets_follow_the_zone_s_history() {
        assert_eq!(at("Asia/Shanghai", (2025, 7, 1), 0), Some(28_800));
        // Shanghai had summer time from 1986 to 1991.
        assert_eq!(at("Asia/Shanghai", (1988, 7, 1), 0), Some(32_400));
        assert_eq!(at("Europe/Paris", (2018, 2, 8), 0), Some(3600));
        assert_eq!(at("Europe/Paris", (2018, 10, 8), 0), Some(7200));
        assert_eq!(at("Australia/Melbourne", (2021, 1, 1), 0), Some(39_600));
        assert_eq!(at("Etc/UTC", (2021, 1, 1), 0), Some(0));
        for name in ["xyz/abc", "", "Europe", "../etc/passwd", "Etc/Unknown"] {
            assert_eq!(at(name, (2021, 1, 1), 0), None, "{name}");
        }
    }

    #[test]
    fn changes_of_the_clock_have_one_meaning() {
        // 2021-03-28: 02:00 becomes 03:00; 2021-10-31: 03:00 becomes 02:00 again.
        assert_eq!(at("Europe/Paris", (2021, 3, 28), 9000), Some(3600));
        assert_eq!(at("Europe/Paris", (2021, 10, 31), 9000), Some(7200));
    }

    #[test]
    fn far_years_have_offsets() {
        assert_eq!(
            at("Europe/Paris", (999_999_999, 12, 31), 86_399),
            Some(3600)
        );
        assert_eq!(at("Europe/Paris", (99_999, 7, 1), 0), Some(7200));
        // Local mean time of Paris.
        assert_eq!(at("Europe/Paris", (-999_999_999, 1, 1), 0), Some(561));
        assert_eq!(offset_at("Europe/Paris", i64::MAX), None);
        let late = Date::far(999_999_999, 12, 31).unwrap().day_number() * DAY;
        assert_eq!(offset_at("Europe/Paris", late), Some(3600));
    }
}
