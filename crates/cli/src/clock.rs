//! Today, for commands that were not told a date. Rules never see it by themselves.

use crate::trouble::Trouble;
use anyhow::Result;
use std::time::{SystemTime, UNIX_EPOCH};
use tongban_runtime::{Date, DateTime, Zone};

/// Seconds that China Standard Time is ahead of UTC, all year.
const CHINA: u64 = 8 * 3_600;
const DAY: u64 = 86_400;

/// Today's date in China, wherever the machine stands.
pub fn today() -> Result<Date> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the default of --as-of on the command line; decisions carry the date they used"
    )]
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_err(|_| Trouble::Clock)?;
    let days = i64::try_from((now.as_secs() + CHINA) / DAY)?;
    let epoch = Date::new(1970, 1, 1).ok_or(Trouble::Clock)?;
    Ok(epoch.add_days(days).map_err(|_| Trouble::Clock)?)
}

/// The date that a text is.
pub fn day(text: &str) -> Result<Date, Trouble> {
    Date::parse(text).ok_or_else(|| Trouble::NotADate {
        text: text.to_owned(),
    })
}

/// The date that was given, or today.
pub fn date_or_today(text: Option<&str>) -> Result<Date> {
    match text {
        Some(text) => Ok(day(text)?),
        None => today(),
    }
}

/// What the machine's clock shows, in China's time, for `now()` and `today()` of plain FEEL; the catalogue's rules
/// have neither.
pub fn moment() -> Option<DateTime> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock of plain FEEL on the command line; rules of a catalogue have none"
    )]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs().checked_add(CHINA)?).ok()?;
    let mut now = tongban_feel::library::moment(seconds, since.subsec_nanos())?;
    now.time.zone = Zone::Offset(i32::try_from(CHINA).ok()?);
    Some(now)
}
