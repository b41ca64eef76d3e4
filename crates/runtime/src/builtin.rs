//! The built-in functions. Their names are the compiler's business.

use serde::{Deserialize, Serialize};

/// A built-in function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "documented with their names in the language reference"
)]
#[non_exhaustive]
pub enum Builtin {
    // Truth values and absence.
    Not,
    IsDefined,
    All,
    Any,
    // Numbers.
    Floor,
    Ceiling,
    Decimal,
    RoundUp,
    RoundDown,
    RoundHalfUp,
    RoundHalfDown,
    Abs,
    Modulo,
    Odd,
    Even,
    Number,
    // Text.
    String,
    StringLength,
    Substring,
    SubstringBefore,
    SubstringAfter,
    UpperCase,
    LowerCase,
    Contains,
    StartsWith,
    EndsWith,
    Matches,
    StringJoin,
    Normalize,
    // Dates and durations.
    Date,
    Duration,
    YearsAndMonthsDuration,
    MonthsBetween,
    DaysBetween,
    AddMonths,
    AddWorkingDays,
    DayOfYear,
    DayOfWeek,
    LastDayOfMonth,
    // Lists.
    Count,
    Sum,
    Min,
    Max,
    Mean,
    Product,
    ListContains,
    Append,
    Concatenate,
    DistinctValues,
    Flatten,
    Reverse,
    IndexOf,
    Sublist,
    Union,
    // Contexts.
    GetValue,
    // Social insurance.
    LoanSchedule,
    // What follows is in the `standard` profile only, or was added later: new ones come last, so
    // that stored programs keep their numbers.
    Is,
    AtLiteral,
    // Numbers.
    Sqrt,
    Exp,
    Log,
    Stddev,
    Median,
    Mode,
    // Text.
    Replace,
    Split,
    // Times.
    Time,
    DateAndTime,
    Now,
    Today,
    MonthOfYear,
    WeekOfYear,
    // Lists.
    InsertBefore,
    Remove,
    ListReplace,
    Partition,
    Sort,
    // Contexts.
    Context,
    ContextPut,
    ContextMerge,
    GetEntries,
    // Ranges.
    Range,
    Before,
    After,
    Meets,
    MetBy,
    Overlaps,
    OverlapsBefore,
    OverlapsAfter,
    Finishes,
    FinishedBy,
    Includes,
    During,
    Starts,
    StartedBy,
    Coincides,
}
