//! Programs: their nodes and constants. What is read is checked as a whole before it is a program.

use super::{Reader, Stored};
use crate::builtin::Builtin;
use crate::constant::Constant;
use crate::program::{
    Arithmetic, Comparison, Declared, FormatPart, Hit, Kind, Node, Operands, Program, Property,
};
use crate::validate::Wire;
use crate::{stored, stored_names};

stored! {
    Operands { start, len }
    Declared { node, range, whole, each }
}

stored_names! {
    Arithmetic [Add, Subtract, Multiply, Divide, Power]
    Comparison [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual]
    Property [Year, Month, Day, Weekday, Years, Months, Days, Hours, Minutes, Seconds, Hour, Minute, Second, TimeOffset, Timezone, Start, End, StartIncluded, EndIncluded]
    Kind [Any, Null, Boolean, Number, Text, Date, YearsMonths, DaysTime, List, Context, Range, Time, DateTime]
    FormatPart [Valid, BirthDate, Gender, Normalized]
    Hit [Unique, Any, First, Collect]
    Builtin [Not, IsDefined, All, Any, Floor, Ceiling, Decimal, RoundUp, RoundDown, RoundHalfUp, RoundHalfDown, Abs, Modulo, Odd, Even, Number, String, StringLength, Substring, SubstringBefore, SubstringAfter, UpperCase, LowerCase, Contains, StartsWith, EndsWith, Matches, StringJoin, Normalize, Date, Duration, YearsAndMonthsDuration, MonthsBetween, DaysBetween, AddMonths, AddWorkingDays, DayOfYear, DayOfWeek, LastDayOfMonth, Count, Sum, Min, Max, Mean, Product, ListContains, Append, Concatenate, DistinctValues, Flatten, Reverse, IndexOf, Sublist, Union, GetValue, LoanSchedule, Is, AtLiteral, Sqrt, Exp, Log, Stddev, Median, Mode, Replace, Split, Time, DateAndTime, Now, Today, MonthOfYear, WeekOfYear, InsertBefore, Remove, ListReplace, Partition, Sort, Context, ContextPut, ContextMerge, GetEntries, Range, Before, After, Meets, MetBy, Overlaps, OverlapsBefore, OverlapsAfter, Finishes, FinishedBy, Includes, During, Starts, StartedBy, Coincides]
}

impl Stored for Node {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(28) {
            0 => Self::Constant(Stored::read(from)),
            1 => Self::Fact(Stored::read(from)),
            2 => Self::Local(Stored::read(from)),
            3 => Self::Parameter {
                id: Stored::read(from),
                at: Stored::read(from),
            },
            4 => Self::Not(Stored::read(from)),
            5 => Self::Negate(Stored::read(from)),
            6 => Self::And(Stored::read(from)),
            7 => Self::Or(Stored::read(from)),
            8 => Self::Arithmetic {
                op: Stored::read(from),
                left: Stored::read(from),
                right: Stored::read(from),
            },
            9 => Self::Compare {
                op: Stored::read(from),
                left: Stored::read(from),
                right: Stored::read(from),
            },
            10 => Self::Between {
                value: Stored::read(from),
                low: Stored::read(from),
                high: Stored::read(from),
            },
            11 => Self::In {
                value: Stored::read(from),
                test: Stored::read(from),
            },
            12 => Self::If {
                condition: Stored::read(from),
                then: Stored::read(from),
                otherwise: Stored::read(from),
            },
            13 => Self::Let {
                local: Stored::read(from),
                value: Stored::read(from),
                body: Stored::read(from),
            },
            14 => Self::For {
                local: Stored::read(from),
                list: Stored::read(from),
                body: Stored::read(from),
                flatten: Stored::read(from),
            },
            15 => Self::Quantified {
                every: Stored::read(from),
                local: Stored::read(from),
                list: Stored::read(from),
                body: Stored::read(from),
            },
            16 => Self::Index {
                list: Stored::read(from),
                position: Stored::read(from),
            },
            17 => Self::Filter {
                local: Stored::read(from),
                list: Stored::read(from),
                condition: Stored::read(from),
            },
            18 => Self::List(Stored::read(from)),
            19 => Self::Context(Stored::read(from)),
            20 => Self::Field {
                value: Stored::read(from),
                key: Stored::read(from),
            },
            21 => Self::Property {
                value: Stored::read(from),
                property: Stored::read(from),
            },
            22 => Self::Range {
                low: Stored::read(from),
                low_closed: Stored::read(from),
                high: Stored::read(from),
                high_closed: Stored::read(from),
            },
            23 => Self::Call {
                builtin: Stored::read(from),
                arguments: Stored::read(from),
            },
            24 => Self::User {
                id: Stored::read(from),
                arguments: Stored::read(from),
            },
            25 => Self::Format {
                id: Stored::read(from),
                part: Stored::read(from),
                value: Stored::read(from),
            },
            26 => Self::Table {
                policy: Stored::read(from),
                disjoint: Stored::read(from),
                complete: Stored::read(from),
                rows: Stored::read(from),
                default: Stored::read(from),
            },
            _ => Self::InstanceOf {
                value: Stored::read(from),
                kind: Stored::read(from),
            },
        }
    }
}

impl Stored for Constant {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(9) {
            0 => Self::Absent,
            1 => Self::Bool(Stored::read(from)),
            2 => Self::Number(Stored::read(from)),
            3 => Self::Text(Stored::read(from)),
            4 => Self::Date(Stored::read(from)),
            5 => Self::YearsMonths(Stored::read(from)),
            6 => Self::DaysTime(Stored::read(from)),
            7 => Self::List(Stored::read(from)),
            _ => Self::Range {
                low: Stored::read(from),
                low_closed: Stored::read(from),
                high: Stored::read(from),
                high_closed: Stored::read(from),
            },
        }
    }
}

impl Stored for Program {
    fn read(from: &mut Reader<'_>) -> Self {
        let wire = Wire {
            nodes: Stored::read(from),
            operands: Stored::read(from),
            constants: Stored::read(from),
            locals: Stored::read(from),
            parameters: Stored::read(from),
            lenient: Stored::read(from),
            declared: Stored::read(from),
            #[cfg(feature = "standard")]
            templates: Vec::new(),
            #[cfg(feature = "standard")]
            shapes: Vec::new(),
        };
        // Nothing is checked of what is no program anyway.
        if from.failed() {
            return Self::boolean(false);
        }
        Self::try_from(wire).unwrap_or_else(|_| {
            from.fail();
            Self::boolean(false)
        })
    }
}
