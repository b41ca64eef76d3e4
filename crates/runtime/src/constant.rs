//! Constants of a program, flat: a list refers to earlier constants, so decoding cannot recurse.

use crate::date::Date;
use crate::decimal::Decimal;
use crate::duration::{DaysTime, YearsMonths};
use crate::value::{Range, RangeForm, Value};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A constant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Constant {
    /// `null`.
    Absent,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// Text.
    Text(Box<str>),
    /// A date.
    Date(Date),
    /// Months.
    YearsMonths(YearsMonths),
    /// Seconds.
    DaysTime(DaysTime),
    /// A list of earlier constants.
    List(Vec<u32>),
    /// A range between earlier constants.
    Range {
        /// Lower end.
        low: Option<u32>,
        /// Whether it belongs to the range.
        low_closed: bool,
        /// Upper end.
        high: Option<u32>,
        /// Whether it belongs to the range.
        high_closed: bool,
    },
}

impl Constant {
    /// The value of a constant that refers to no other; others give `Absent`.
    pub(crate) fn scalar(&self) -> Value {
        match self {
            Self::Absent | Self::List(_) | Self::Range { .. } => Value::Absent,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(value) => Value::Number(*value),
            Self::Text(value) => Value::Text(Arc::from(&**value)),
            Self::Date(value) => Value::Date(*value),
            Self::YearsMonths(value) => Value::YearsMonths(*value),
            Self::DaysTime(value) => Value::DaysTime(*value),
        }
    }

    /// The value, given those of the earlier constants; `None` if it refers to no earlier one.
    pub(crate) fn value(&self, earlier: &[Value]) -> Option<Value> {
        let get = |id: &u32| earlier.get(usize::try_from(*id).ok()?).cloned();
        Some(match self {
            Self::List(items) => Value::list(items.iter().map(get).collect::<Option<_>>()?),
            Self::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => {
                let end = |id: &Option<u32>| match id {
                    Some(id) => get(id).map(Some),
                    None => Some(None),
                };
                Value::Range(Arc::new(Range {
                    low: end(low)?,
                    low_closed: *low_closed,
                    high: end(high)?,
                    high_closed: *high_closed,
                    form: RangeForm::Interval,
                }))
            }
            scalar => scalar.scalar(),
        })
    }
}
