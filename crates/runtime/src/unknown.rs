//! Why a value is unknown: an ordered, deduplicated, bounded set of causes.

use crate::limits::MAX_CAUSES;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknowns {
    causes: BTreeSet<Cause>,
    more: bool,
    may_fault: bool,
}

impl Unknowns {
    /// One cause.
    #[must_use]
    pub fn one(what: What, reason: Reason) -> Arc<Self> {
        // Inserted, as building a set from an array would bring a sort into the wasm.
        let mut causes = BTreeSet::new();
        causes.insert(Cause { what, reason });
        Arc::new(Self {
            causes,
            more: false,
            may_fault: false,
        })
    }

    /// The causes; `None` if there are none. Beyond the limit they are cut and `more` is set.
    #[must_use]
    pub fn of(causes: impl IntoIterator<Item = Cause>) -> Option<Arc<Self>> {
        let mut set = Self {
            causes: BTreeSet::new(),
            more: false,
            may_fault: false,
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

    /// Both sets together.
    #[must_use]
    pub fn union(self: &Arc<Self>, other: &Arc<Self>) -> Arc<Self> {
        let mut both = Arc::clone(self);
        Self::absorb(&mut both, other);
        both
    }

    /// Adds `other` to what is held. A set that nobody else holds grows in place, so that a list of thousands of
    /// unknowns costs no copy for each.
    pub fn absorb(held: &mut Arc<Self>, other: &Arc<Self>) {
        if Arc::ptr_eq(held, other) || other.is_within(held) {
            return;
        }
        if held.is_within(other) {
            *held = Arc::clone(other);
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
            None => *found = Some(Arc::clone(other)),
        }
    }

    /// The same causes, with the note that what is unknown may turn out to be a fault.
    ///
    /// `if 1/x > 2 then 3 else 3` is not certainly 3 while `x` is unknown: `x` may be 0.
    #[must_use]
    pub fn faulting(self: &Arc<Self>) -> Arc<Self> {
        if self.may_fault {
            return Arc::clone(self);
        }
        Arc::new(Self {
            causes: self.causes.clone(),
            more: self.more,
            may_fault: true,
        })
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
