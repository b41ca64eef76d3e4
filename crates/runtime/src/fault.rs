//! Faults: what went wrong in an evaluation, as a value and never as a trap.

use core::fmt;
use serde::{Deserialize, Serialize};

/// Why an expression has no value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Fault {
    /// A number beyond the range or digits that are kept.
    Overflow,
    /// A date outside the years 1 to 9999.
    DateOutOfRange,
    /// A division by zero.
    DivisionByZero,
    /// A value of a kind the operation does not take.
    WrongType,
    /// A text that is no number, date or duration.
    NotANumber,
    /// A text that is no date or duration.
    NotADate,
    /// An argument outside what a function takes.
    BadArgument,
    /// The evaluation took more steps than it may.
    FuelExhausted,
    /// The expression is nested deeper than it may be.
    TooDeep,
    /// A list, text or set became larger than it may be.
    TooLarge,
    /// A function, parameter, format or calendar that the program names is not there.
    Missing,
    /// More than one row of a table with a unique answer fits.
    Ambiguous,
    /// No row of a table fits and it has no default.
    NoRow,
}

impl Fault {
    /// Every fault, for pages and tests.
    pub const ALL: [Self; 13] = [
        Self::Overflow,
        Self::DateOutOfRange,
        Self::DivisionByZero,
        Self::WrongType,
        Self::NotANumber,
        Self::NotADate,
        Self::BadArgument,
        Self::FuelExhausted,
        Self::TooDeep,
        Self::TooLarge,
        Self::Missing,
        Self::Ambiguous,
        Self::NoRow,
    ];

    /// The stable code on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overflow => "overflow",
            Self::DateOutOfRange => "date-out-of-range",
            Self::DivisionByZero => "division-by-zero",
            Self::WrongType => "wrong-type",
            Self::NotANumber => "not-a-number",
            Self::NotADate => "not-a-date",
            Self::BadArgument => "bad-argument",
            Self::FuelExhausted => "fuel-exhausted",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::Missing => "missing",
            Self::Ambiguous => "ambiguous",
            Self::NoRow => "no-row",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Fault {}
