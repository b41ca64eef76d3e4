//! What an evaluation may see: facts, dated parameters, functions, formats, one calendar.
//!
//! There is no clock, no random number and no channel here; the application date is a fact.

use crate::calendar::Calendar;
use crate::date::Date;
use crate::fault::Fault;
use crate::format::Format;
#[cfg(feature = "standard")]
use crate::limits::STANDARD_FUEL;
use crate::limits::{DEFAULT_FUEL, MAX_DEPTH};
use crate::program::Program;
use crate::time::DateTime;
use crate::value::Value;

/// The outside of a program.
pub trait Env {
    /// A fact's value, possibly absent or unknown.
    fn fact(&self, slot: u32) -> Value;

    /// A parameter's value at a date; without one, at the application date.
    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        let _ = (id, at);
        Value::Fault(Fault::Missing)
    }

    /// A function of the catalogue; its arguments are its first registers.
    fn function(&self, id: u32) -> Option<&Program> {
        let _ = id;
        None
    }

    /// Calls a function that is not a program, where [`Self::function`] has none of this id: one
    /// of a host of the `standard` profile. It uses the caller's fuel and nesting.
    fn native(&self, id: u32, arguments: &[Value], fuel: &mut Fuel) -> Option<Value> {
        let _ = (id, arguments, fuel);
        None
    }

    /// Is told that a function was not called in the `standard` profile, because the argument at
    /// a place, counted from 0, is not of the type that it declares: the call gives `null`.
    fn refused(&self, id: u32, argument: u32) {
        let _ = (id, argument);
    }

    /// A format of the catalogue.
    fn format(&self, id: u32) -> Option<&Format> {
        let _ = id;
        None
    }

    /// The working-day calendar.
    fn calendar(&self) -> Option<&Calendar> {
        None
    }

    /// Regular expressions, named zones and the clock, for the `standard` profile.
    fn library(&self) -> Option<&dyn Library> {
        None
    }
}

/// What only the `standard` profile asks of the outside: the text functions with full regular
/// expressions, the named time zones, and the clock. Programs of the `strict` profile never do.
pub trait Library {
    /// Whether a part of `input` matches an XPath regular expression.
    ///
    /// # Errors
    /// `Fault::BadArgument` for a pattern or flags that are none.
    fn matches(&self, input: &str, pattern: &str, flags: &str) -> Result<bool, Fault>;

    /// `input` with every match replaced; `$1` in the replacement stands for a group.
    ///
    /// # Errors
    /// `Fault::BadArgument` for a pattern, flags or replacement that is none, or for a pattern
    /// that matches the empty text; `Fault::TooLarge` for a long result.
    fn replace(
        &self,
        input: &str,
        pattern: &str,
        replacement: &str,
        flags: &str,
    ) -> Result<String, Fault>;

    /// The parts of `input` between the matches of `delimiter`.
    ///
    /// # Errors
    /// As for [`Self::replace`].
    fn split(&self, input: &str, delimiter: &str) -> Result<Vec<String>, Fault>;

    /// The offset, in seconds east of Greenwich, of a named zone when its own clocks show a day
    /// and a second of that day; `None` if there is no such zone.
    fn offset_at_local(&self, zone: &str, date: Date, second: u32) -> Option<i32>;

    /// The offset of a named zone at a moment, in seconds since the start of 0001-01-01 in
    /// Greenwich; `None` if there is no such zone.
    fn offset_at(&self, zone: &str, moment: i64) -> Option<i32>;

    /// What the clock shows; `None` where there is none.
    fn now(&self) -> Option<DateTime>;
}

/// An environment without facts, for constant expressions.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFacts;

impl Env for NoFacts {
    fn fact(&self, _: u32) -> Value {
        Value::Absent
    }
}

/// The steps and the nesting that one evaluation may still use.
#[derive(Clone, Debug)]
pub struct Fuel {
    left: u64,
    pub(crate) depth: u32,
}

impl Fuel {
    /// So many steps, and the usual nesting.
    #[must_use]
    pub const fn new(steps: u64) -> Self {
        Self {
            left: steps,
            depth: MAX_DEPTH,
        }
    }

    /// The steps of the `standard` profile, and the usual nesting.
    #[cfg(feature = "standard")]
    #[must_use]
    pub const fn standard() -> Self {
        Self::new(STANDARD_FUEL)
    }

    /// Steps that are left.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Uses steps; a host's own work is counted, too.
    ///
    /// # Errors
    /// `Fault::FuelExhausted` if fewer are left.
    pub const fn burn(&mut self, steps: u64) -> Result<(), Fault> {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Fault::FuelExhausted)
            }
        }
    }
}

impl Default for Fuel {
    fn default() -> Self {
        Self::new(DEFAULT_FUEL)
    }
}
