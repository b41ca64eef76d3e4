//! The clock: receipt dates, expiry. Rules never see it.

use time::format_description::well_known::Rfc3339;
use time::macros::offset;
use time::{OffsetDateTime, UtcOffset};

/// Civil time of the office: Asia/Shanghai, which has had one offset since 1991.
const OFFICE: UtcOffset = offset!(+8);

/// Where the service gets the time from.
pub trait Clock: Send + Sync + 'static {
    /// Seconds since 1970-01-01T00:00:00Z.
    fn unix_seconds(&self) -> i64;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the machine's clock"
    )]
    fn unix_seconds(&self) -> i64 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.ok()
            .and_then(|d| i64::try_from(d.as_secs()).ok())
            .unwrap_or(0)
    }
}

fn at(unix_seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(unix_seconds)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .to_offset(OFFICE)
}

/// The civil date at the office, `YYYY-MM-DD`.
pub fn civil_date(unix_seconds: i64) -> String {
    at(unix_seconds).date().to_string()
}

/// The moment as RFC 3339 in the office's time, to the second.
pub fn stamp(unix_seconds: i64) -> String {
    at(unix_seconds).format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_turns_at_midnight_in_shanghai() {
        // 2026-11-23T15:59:59Z and one second later.
        assert_eq!(civil_date(1_795_449_599), "2026-11-23");
        assert_eq!(civil_date(1_795_449_600), "2026-11-24");
        assert_eq!(stamp(1_795_449_600), "2026-11-24T00:00:00+08:00");
    }
}
