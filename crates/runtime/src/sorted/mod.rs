//! Maps and sets as sorted vectors, and one sort for all: small code, where a tree costs each of its types kilobytes of wasm.
//!
//! What is appended in order costs nothing to place; what is put elsewhere moves what follows it. So these are for what comes in
//! order or stays small; queues and large tables filled at random keep their tree.

mod map;
mod set;

pub use map::SortedMap;
pub use set::SortedSet;

use core::cmp::Ordering;

/// The places `0..count` in the order that `compare` gives them; equal ones keep their order.
#[must_use]
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        merged.clear();
        for pair in places.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((first, rest)), Some((other, others))) =
                (left.split_first(), right.split_first())
            {
                if compare(*other, *first).is_lt() {
                    merged.push(*other);
                    right = others;
                } else {
                    merged.push(*first);
                    left = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        core::mem::swap(&mut places, &mut merged);
        width = width.saturating_mul(2);
    }
    places
}

/// Sorts by `compare`; equal ones keep their order.
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let sorted = places
        .into_iter()
        .filter_map(|place| taken.get_mut(place)?.take());
    items.extend(sorted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in proptest::collection::vec((0_u8..20, any::<u8>()), 0..200)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_map_is_as_a_tree(steps in proptest::collection::vec((0_u8..3, 0_u8..30, any::<u8>()), 0..200)) {
            let (mut ours, mut theirs) = (SortedMap::new(), BTreeMap::new());
            for (step, key, value) in steps {
                match step {
                    0 => prop_assert_eq!(ours.remove(&key), theirs.remove(&key)),
                    1 => {
                        let (ours, theirs) = (ours.or_default(key), theirs.entry(key).or_default());
                        prop_assert_eq!(&*ours, &*theirs);
                        (*ours, *theirs) = (value, value);
                    }
                    _ => prop_assert_eq!(ours.insert(key, value), theirs.insert(key, value)),
                }
                prop_assert_eq!(ours.get(&key), theirs.get(&key));
                prop_assert!(ours.iter().eq(theirs.iter()));
                prop_assert!(ours.iter().rev().eq(theirs.iter().rev()));
            }
            prop_assert_eq!(&theirs.iter().map(|(key, value)| (*key, *value)).collect::<SortedMap<_, _>>(), &ours);
            prop_assert_eq!(theirs.into_iter().rev().collect::<SortedMap<_, _>>(), ours);
        }

        #[test]
        fn a_set_is_as_a_tree(some in proptest::collection::vec(0_u8..30, 0..40), others in proptest::collection::vec(0_u8..30, 0..40)) {
            let (ours, more) = (some.iter().copied().collect::<SortedSet<_>>(), others.iter().copied().collect::<SortedSet<_>>());
            let (theirs, trees) = (BTreeSet::from_iter(some), BTreeSet::from_iter(others));
            prop_assert!(ours.iter().eq(theirs.iter()));
            prop_assert_eq!(ours.is_subset(&more), theirs.is_subset(&trees));
            prop_assert_eq!(more.iter().all(|item| ours.contains(item)), trees.is_subset(&theirs));
        }
    }
}
