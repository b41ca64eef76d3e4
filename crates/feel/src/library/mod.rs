//! What the `standard` profile asks of its host: regular expressions, named time zones, a clock.

mod blocks;
mod patterns;
mod xpath;
mod zones;

pub(crate) use patterns::is_pattern;
use std::fmt;
use std::sync::Arc;
use tongban_runtime::duration::DAY;
use tongban_runtime::{Date, DateTime, DaysTime, Fault, Library, Time, Zone};

/// A clock.
type Clock = Arc<dyn Fn() -> Option<DateTime> + Send + Sync>;

/// Regular expressions as XPath has them, the time zones of the IANA database (built in), and the
/// clock that it is given. Patterns compiled last are kept, so that one library is best made for one
/// evaluation.
#[derive(Clone, Default)]
pub struct StandardLibrary {
    clock: Option<Clock>,
    patterns: Arc<patterns::Patterns>,
}

impl StandardLibrary {
    /// A library without a clock: `now()` and `today()` give `null`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A library with a clock.
    #[must_use]
    pub fn with_clock(clock: impl Fn() -> Option<DateTime> + Send + Sync + 'static) -> Self {
        Self {
            clock: Some(Arc::new(clock)),
            ..Self::default()
        }
    }
}

impl fmt::Debug for StandardLibrary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = self.clock.is_some();
        f.debug_struct("StandardLibrary")
            .field("clock", &clock)
            .finish()
    }
}

/// The moment so many seconds after 1970-01-01T00:00:00Z, for clocks.
#[must_use]
pub fn moment(seconds: i64, nanos: u32) -> Option<DateTime> {
    let epoch = Date::new(1970, 1, 1)?.day_number();
    let day = epoch.checked_add(seconds.div_euclid(DAY))?;
    let rest = i128::from(seconds.rem_euclid(DAY)) * 1_000_000_000 + i128::from(nanos);
    let start = DateTime {
        date: Date::from_day_number(day)?,
        time: Time::midnight(Zone::Offset(0)),
    };
    start.plus(DaysTime::from_nanos(rest)?)
}

impl Library for StandardLibrary {
    fn matches(&self, input: &str, pattern: &str, flags: &str) -> Result<bool, Fault> {
        self.patterns.matches(input, pattern, flags)
    }

    fn replace(
        &self,
        input: &str,
        pattern: &str,
        replacement: &str,
        flags: &str,
    ) -> Result<String, Fault> {
        self.patterns.replace(input, pattern, replacement, flags)
    }

    fn split(&self, input: &str, delimiter: &str) -> Result<Vec<String>, Fault> {
        self.patterns.split(input, delimiter)
    }

    fn offset_at_local(&self, zone: &str, date: Date, second: u32) -> Option<i32> {
        zones::offset_at_local(zone, date, second)
    }

    fn offset_at(&self, zone: &str, moment: i64) -> Option<i32> {
        zones::offset_at(zone, moment)
    }

    fn now(&self) -> Option<DateTime> {
        self.clock.as_ref().and_then(|clock| clock())
    }
}
