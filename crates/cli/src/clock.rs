//! Today, for commands that were not told a date. Rules never see it by themselves.

use anyhow::{Context, Result};
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
        .context("the machine's clock stands before 1970; give `--as-of`")?;
    let days = i64::try_from((now.as_secs() + CHINA) / DAY)?;
    let epoch = Date::new(1970, 1, 1).context("there is no 1970")?;
    epoch
        .add_days(days)
        .ok()
        .context("the machine's clock is beyond all dates; give `--as-of`")
}

/// The date that was given, or today.
pub fn date_or_today(text: Option<&str>) -> Result<Date> {
    match text {
        Some(text) => Date::parse(text)
            .with_context(|| format!("`{text}` is no date of the calendar; write `YYYY-MM-DD`")),
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
