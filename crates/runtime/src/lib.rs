//! Values, compiled rule programs and their unknown-aware evaluation.
//!
//! What this crate does not have: a parser of the rule language, a clock, a random number, a
//! float, a file, a network, a panic. A [`program::Program`] is data; [`eval::eval`] gives its
//! value, *absent*, *unknown because of …*, or a fault.
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "tests fail by panicking"
    )
)]

pub mod build;
pub mod builtin;
pub mod calendar;
pub mod case;
pub mod code;
pub mod compare;
pub mod constant;
pub mod date;
pub mod decimal;
pub mod diagnostic;
pub mod duration;
pub mod env;
pub mod eval;
pub mod fault;
pub mod format;
#[cfg(feature = "standard")]
pub mod function;
pub mod limits;
pub mod loan;
pub mod normalize;
pub mod pattern;
pub mod program;
#[cfg(feature = "standard")]
pub mod reading;
#[cfg(feature = "standard")]
pub mod shape;
pub mod sorted;
pub mod stored;
pub mod time;
pub mod totals;
pub mod unknown;
pub mod validate;
pub mod value;

pub use calendar::{Calendar, CalendarYear};
pub use date::Date;
pub use decimal::{Decimal, Rounding};
pub use diagnostic::{Diagnostic, Related, Severity, Where, mask};
pub use duration::{DaysTime, Duration, YearsMonths};
pub use env::{Env, Fuel, Library, NoFacts};
pub use eval::{eval, eval_with};
pub use fault::Fault;
pub use format::{Format, FormatResult, QuickFormat};
#[cfg(feature = "standard")]
pub use function::Function;
pub use normalize::{normalize_code, normalize_text};
pub use program::Program;
#[cfg(feature = "standard")]
pub use shape::Shape;
pub use sorted::{SortedMap, SortedSet};
pub use time::{DateTime, Time, Zone};
pub use unknown::{Cause, Reason, Unknowns, What};
pub use value::{Context, List, Range, RangeForm, Value};

#[cfg(test)]
mod limits_tests;
