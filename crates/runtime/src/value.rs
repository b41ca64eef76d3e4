//! Values: what facts hold and what rules give.

use crate::date::Date;
use crate::decimal::Decimal;
use crate::duration::{DaysTime, YearsMonths};
use crate::fault::Fault;
use crate::limits::{MAX_VALUE_DEPTH, MAX_WEIGHT};
use crate::sorted::SortedMap;
use crate::time::{DateTime, Time};
use crate::unknown::{Reason, Unknowns, What};
use std::sync::Arc;

/// A value. Cheap to clone; `Send + Sync`.
///
/// `==` is structural (for tests and caches); what rules call equal is
/// [`crate::compare::equal`], which knows unknowns.
#[derive(Clone, PartialEq, Debug, Default)]
#[non_exhaustive]
pub enum Value {
    /// Known to be absent: FEEL's `null`.
    #[default]
    Absent,
    /// True or false.
    Bool(bool),
    /// An exact decimal number.
    Number(Decimal),
    /// Text.
    Text(Arc<str>),
    /// A civil date.
    Date(Date),
    /// A duration of months.
    YearsMonths(YearsMonths),
    /// A duration of seconds.
    DaysTime(DaysTime),
    /// A list; its elements may be unknown, and it may be open.
    List(Arc<List>),
    /// Named values, ordered by name.
    Context(Arc<Context>),
    /// A range of ordered values.
    Range(Arc<Range>),
    /// Not known, because of these causes.
    Unknown(Arc<Unknowns>),
    /// No value, because something went wrong.
    Fault(Fault),
    /// A time of day (`standard` only).
    Time(Arc<Time>),
    /// A date with a time of day (`standard` only).
    DateTime(Arc<DateTime>),
    /// A function.
    #[cfg(feature = "standard")]
    Function(Arc<crate::function::Function>),
}

/// A list of values.
///
/// An *open* list is a part of the true one: further elements may stand anywhere among those
/// that are here (rows not entered yet, or rows of which it is not known whether they belong).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct List {
    /// The elements that are certainly in the list, in order.
    pub items: Vec<Value>,
    /// Why more elements may come; `None` for a complete list.
    pub open: Option<Arc<Unknowns>>,
}

/// Named values, ordered by name.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Context {
    /// The fields.
    pub fields: SortedMap<Arc<str>, Value>,
}

/// A range; a missing end is unbounded.
#[derive(Clone, PartialEq, Debug)]
pub struct Range {
    /// The lower end.
    pub low: Option<Value>,
    /// Whether the lower end belongs to the range.
    pub low_closed: bool,
    /// The upper end.
    pub high: Option<Value>,
    /// Whether the upper end belongs to the range.
    pub high_closed: bool,
    /// How it was written, where that makes a difference.
    pub form: RangeForm,
}

/// How a range was written: two ends, or a test of equality as in `(= 5)` and `(!= 5)`.
///
/// A range of one value has that value at both ends; one of all others lies outside of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RangeForm {
    /// All values between two ends.
    #[default]
    Interval,
    /// Exactly one value.
    Only,
    /// All values but one.
    Except,
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }

    /// A complete list.
    #[must_use]
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Arc::new(List { items, open: None }))
    }

    /// An open list: `items` are in it, and more may come because of `open`.
    #[must_use]
    pub fn open_list(items: Vec<Self>, open: Arc<Unknowns>) -> Self {
        Self::List(Arc::new(List {
            items,
            open: Some(open),
        }))
    }

    /// A context.
    #[must_use]
    pub fn context<K: Into<Arc<str>>>(fields: impl IntoIterator<Item = (K, Self)>) -> Self {
        let fields = fields
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect();
        Self::Context(Arc::new(Context { fields }))
    }

    /// An unknown value with one cause.
    #[must_use]
    pub fn unknown(what: What, reason: Reason) -> Self {
        Self::Unknown(Unknowns::one(what, reason))
    }

    /// Whether this is `Absent`.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The date, if it is one.
    #[must_use]
    pub const fn as_date(&self) -> Option<Date> {
        if let Self::Date(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The list, if it is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&List> {
        if let Self::List(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The context, if it is one.
    #[must_use]
    pub fn as_context(&self) -> Option<&Context> {
        if let Self::Context(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The causes, if the value itself is unknown.
    #[must_use]
    pub const fn as_unknown(&self) -> Option<&Arc<Unknowns>> {
        if let Self::Unknown(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// All causes anywhere inside; `None` if the value is wholly known.
    #[must_use]
    pub fn causes(&self) -> Option<Arc<Unknowns>> {
        let mut found = None;
        self.collect_causes(&mut found, 0);
        found
    }

    /// Whether nothing inside is unknown.
    #[must_use]
    pub fn is_total(&self) -> bool {
        match self {
            Self::List(_) | Self::Context(_) | Self::Range(_) => self.causes().is_none(),
            Self::Unknown(_) => false,
            _ => true,
        }
    }

    /// Whether it is a fault, holds one, or may turn out so.
    #[must_use]
    pub fn may_fault(&self) -> bool {
        match self {
            Self::Fault(_) => true,
            Self::Unknown(causes) => causes.may_fault(),
            Self::List(list) => {
                list.open.as_ref().is_some_and(|open| open.may_fault())
                    || list.items.iter().any(Self::may_fault)
            }
            Self::Context(context) => context.fields.values().any(Self::may_fault),
            _ => false,
        }
    }

    fn collect_causes(&self, found: &mut Option<Arc<Unknowns>>, depth: u32) {
        if depth > MAX_VALUE_DEPTH {
            return;
        }
        let next = depth.saturating_add(1);
        match self {
            Self::Unknown(causes) => Unknowns::merge(found, causes),
            Self::List(list) => {
                if let Some(open) = &list.open {
                    Unknowns::merge(found, open);
                }
                for item in &list.items {
                    item.collect_causes(found, next);
                }
            }
            Self::Context(context) => {
                for value in context.fields.values() {
                    value.collect_causes(found, next);
                }
            }
            Self::Range(range) => {
                for end in range.low.iter().chain(&range.high) {
                    end.collect_causes(found, next);
                }
            }
            _ => {}
        }
    }

    /// How many values there are inside, counted at every level (shared ones each time).
    ///
    /// # Errors
    /// `Fault::TooLarge` for more than the limit, or nesting deeper than the limit.
    pub fn weight(&self) -> Result<usize, Fault> {
        let mut weight = 0;
        self.weigh(&mut weight, 0)?;
        Ok(weight)
    }

    fn weigh(&self, weight: &mut usize, depth: u32) -> Result<(), Fault> {
        *weight = weight.saturating_add(1);
        if *weight > MAX_WEIGHT || depth > MAX_VALUE_DEPTH {
            return Err(Fault::TooLarge);
        }
        let next = depth.saturating_add(1);
        match self {
            Self::List(list) => list
                .items
                .iter()
                .try_for_each(|item| item.weigh(weight, next)),
            Self::Context(context) => context
                .fields
                .values()
                .try_for_each(|value| value.weigh(weight, next)),
            Self::Range(range) => range
                .low
                .iter()
                .chain(&range.high)
                .try_for_each(|end| end.weigh(weight, next)),
            #[cfg(feature = "standard")]
            Self::Function(function) => function.admissible(),
            _ => Ok(()),
        }
    }

    /// Whether other values can be inside.
    #[must_use]
    pub const fn is_compound(&self) -> bool {
        matches!(self, Self::List(_) | Self::Context(_) | Self::Range(_))
    }
}

impl Context {
    /// A field's value, if the field is there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields.get(key)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(Decimal::from(value))
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<Time> for Value {
    fn from(value: Time) -> Self {
        Self::Time(Arc::new(value))
    }
}

impl From<DateTime> for Value {
    fn from(value: DateTime) -> Self {
        Self::DateTime(Arc::new(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::text(value)
    }
}

impl From<Fault> for Value {
    fn from(value: Fault) -> Self {
        Self::Fault(value)
    }
}

impl From<Arc<Unknowns>> for Value {
    fn from(value: Arc<Unknowns>) -> Self {
        Self::Unknown(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_small_and_can_cross_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Value>();
        assert!(size_of::<Value>() <= 24, "{}", size_of::<Value>());
    }

    #[test]
    fn causes_are_found_inside() {
        let unknown = Value::unknown(What::Parameter(7), Reason::NoData);
        let nested = Value::list(vec![Value::context([("a", unknown)]), Value::from(1)]);
        assert_eq!(nested.causes().unwrap().iter().len(), 1);
        assert!(!nested.is_total());
        assert!(Value::list(vec![]).is_total());
        assert_eq!(nested.weight(), Ok(4));
    }
}
