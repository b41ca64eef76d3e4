//! Why a value is unknown: an ordered, deduplicated, bounded set of causes.

use crate::limits::{MAX_CAUSES, MAX_ORIGIN};
use crate::sorted::SortedSet;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum What {
    /// A fact, in one row of its repeat group or outside any.
    Fact {
        /// The fact's slot.
        slot: u32,
        /// The row's stable id, where the fact belongs to a repeat group.
        row: Option<u32>,
    },
    /// A dated parameter.
    Parameter(u32),
    /// A year of the working-day calendar.
    CalendarYear(i32),
}

/// Why it is not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// Nobody asked yet.
    NotAsked,
    /// The register that would know cannot be reached.
    Unreachable,
    /// The data are not published.
    NoData,
}

/// One cause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Cause {
    /// What is not known.
    pub what: What,
    /// Why.
    pub reason: Reason,
}

/// The causes of an unknown value, never empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Unknowns {
    causes: SortedSet<Cause>,
    more: bool,
    may_fault: bool,
    bounds: Option<Bounds>,
    origin: Option<Arc<Origin>>,
}

/// How an unknown value comes about: two values of one origin are the same, whatever they are.
#[derive(Clone, PartialEq, Debug)]
pub struct Origin {
    /// A fact's slot, or a function.
    what: u64,
    /// What the function is given.
    of: Vec<Value>,
    /// How many values there are inside.
    weight: usize,
}

/// Between which values an unknown one lies, if it is no fault: two numbers, dates or durations of one kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Bounds {
    /// The least that it can be.
    pub low: Value,
    /// The most.
    pub high: Value,
    /// Whether it is a whole number.
    pub whole: bool,
}

impl Unknowns {
    /// One cause.
    #[must_use]
    pub fn one(what: What, reason: Reason) -> Arc<Self> {
        Arc::new(Self {
            causes: SortedSet::from([Cause { what, reason }]),
            more: false,
            may_fault: false,
            bounds: None,
            origin: None,
        })
    }

    /// The causes; `None` if there are none. Beyond the limit they are cut and `more` is set.
    #[must_use]
    pub fn of(causes: impl IntoIterator<Item = Cause>) -> Option<Arc<Self>> {
        let mut set = Self {
            causes: SortedSet::new(),
            more: false,
            may_fault: false,
            bounds: None,
            origin: None,
        };
        for cause in causes {
            set.insert(cause);
        }
        (!set.causes.is_empty()).then(|| Arc::new(set))
    }

    fn insert(&mut self, cause: Cause) {
        if self.causes.len() < MAX_CAUSES {
            self.causes.insert(cause);
        } else if !self.causes.contains(&cause) {
            self.more = true;
        }
    }

    /// Both sets together, without bounds: what they say together is another value.
    #[must_use]
    pub fn union(self: &Arc<Self>, other: &Arc<Self>) -> Arc<Self> {
        let mut both = self.bare();
        Self::absorb(&mut both, other);
        both
    }

    /// Adds `other` to what is held, which has no bounds. A set that nobody else holds grows in place, so that a list of
    /// thousands of unknowns costs no copy for each.
    pub fn absorb(held: &mut Arc<Self>, other: &Arc<Self>) {
        if Arc::ptr_eq(held, other) || other.is_within(held) {
            return;
        }
        if held.is_within(other) {
            *held = other.bare();
            return;
        }
        let set = Arc::make_mut(held);
        set.more |= other.more;
        set.may_fault |= other.may_fault;
        for cause in &other.causes {
            set.insert(*cause);
        }
    }

    fn is_within(&self, other: &Self) -> bool {
        self.more <= other.more
            && self.may_fault <= other.may_fault
            && self.causes.is_subset(&other.causes)
    }

    /// Adds `other` to what was found so far.
    pub fn merge(found: &mut Option<Arc<Self>>, other: &Arc<Self>) {
        match found {
            Some(held) => Self::absorb(held, other),
            None => *found = Some(other.bare()),
        }
    }

    /// The same causes, with the note that what is unknown may turn out to be a fault.
    ///
    /// `if 1/x > 2 then 3 else 3` is not certainly 3 while `x` is unknown: `x` may be 0.
    #[must_use]
    pub fn faulting(self: &Arc<Self>) -> Arc<Self> {
        self.with(true, None)
    }

    /// The same causes of another value, of which nothing is known.
    #[must_use]
    pub fn bare(self: &Arc<Self>) -> Arc<Self> {
        self.with(self.may_fault, None)
    }

    /// The same causes of another value.
    #[must_use]
    pub fn with(self: &Arc<Self>, may_fault: bool, bounds: Option<Bounds>) -> Arc<Self> {
        let plain = self.bounds.is_none() && self.origin.is_none();
        if self.may_fault == may_fault && plain && bounds.is_none() {
            return Arc::clone(self);
        }
        Arc::new(Self {
            causes: self.causes.clone(),
            more: self.more,
            may_fault,
            bounds,
            origin: None,
        })
    }

    /// The same, as what it comes from if that is not known yet: `what` of these values. Nothing is noted where one of
    /// them is unknown itself and comes from nowhere, or where it would be long to compare.
    #[must_use]
    pub fn come_from(self: &Arc<Self>, what: u64, of: &[Value]) -> Arc<Self> {
        if self.origin.is_some() {
            return Arc::clone(self);
        }
        let mut weight = 1_usize;
        for value in of {
            weight = weight.saturating_add(match value {
                Value::Unknown(causes) => match &causes.origin {
                    Some(origin) => origin.weight,
                    None => return Arc::clone(self),
                },
                value if value.is_compound() => return Arc::clone(self),
                _ => 1,
            });
        }
        if weight > MAX_ORIGIN {
            return Arc::clone(self);
        }
        let mut new = Self::clone(self);
        new.origin = Some(Arc::new(Origin {
            what,
            of: of.to_vec(),
            weight,
        }));
        Arc::new(new)
    }

    /// Whether both are the same value, whatever it is.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.origin.is_some() && self.origin == other.origin
    }

    /// Between which values it lies, if that is known.
    #[must_use]
    pub const fn bounds(&self) -> Option<&Bounds> {
        self.bounds.as_ref()
    }

    /// Whether some completion may be a fault.
    #[must_use]
    pub const fn may_fault(&self) -> bool {
        self.may_fault
    }

    /// The causes in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Cause> {
        self.causes.iter()
    }

    /// Whether there were more causes than are kept.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(slot: u32) -> Cause {
        Cause {
            what: What::Fact { slot, row: None },
            reason: Reason::NotAsked,
        }
    }

    #[test]
    fn causes_are_ordered_and_single() {
        let set = Unknowns::of([fact(3), fact(1), fact(3)]).unwrap();
        assert_eq!(set.iter().copied().collect::<Vec<_>>(), [fact(1), fact(3)]);
        assert_eq!(Unknowns::of([]), None);
    }

    #[test]
    fn the_limit_cuts_and_says_so() {
        let limit = u32::try_from(MAX_CAUSES).unwrap();
        assert!(!Unknowns::of((0..limit).map(fact)).unwrap().is_cut());
        let cut = Unknowns::of((0..=limit).map(fact)).unwrap();
        assert!(cut.is_cut());
        assert_eq!(cut.iter().len(), MAX_CAUSES);
    }

    #[test]
    fn union_reuses_the_larger_set() {
        let large = Unknowns::of([fact(1), fact(2)]).unwrap();
        let small = Unknowns::of([fact(2)]).unwrap();
        assert!(Arc::ptr_eq(&large.union(&small), &large));
        assert!(Arc::ptr_eq(&small.union(&large), &large));
    }
}
