//! The counts that show that the cases are not lazy.

use crate::edges::CHARACTERS;
use crate::evaluate::Decided;
use crate::goals::{ANYWHERE, Goal};
use crate::search::VERDICTS;
use std::collections::{BTreeMap, BTreeSet};

/// Least share of each verdict, in percent.
const LEAST_SHARE: usize = 10;

/// What all cases together show.
#[derive(Default)]
pub struct Report {
    cases: usize,
    items: BTreeMap<String, usize>,
    verdicts: BTreeMap<String, usize>,
    seen: BTreeMap<Goal, usize>,
    wanted: BTreeSet<Goal>,
}

impl Report {
    /// Counts a case and what it shows.
    pub fn add(&mut self, decided: &Decided) {
        self.cases += 1;
        *self.items.entry(decided.case.item.clone()).or_default() += 1;
        *self.verdicts.entry(decided.verdict.clone()).or_default() += 1;
        for goal in &decided.shown {
            match self.seen.get_mut(goal) {
                Some(count) => *count += 1,
                None => drop(self.seen.insert(goal.clone(), 1)),
            }
        }
    }

    /// Notes what must occur.
    pub fn want(&mut self, goals: impl IntoIterator<Item = Goal>) {
        self.wanted.extend(goals);
    }

    /// Prints the counts; gives what is missing.
    pub fn print(&self) -> Vec<String> {
        println!("{} cases over {} items", self.cases, self.items.len());
        let line = |counts: &BTreeMap<String, usize>| {
            counts
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        println!("  items: {}", line(&self.items));
        println!("  verdicts: {}", line(&self.verdicts));
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut missing = Vec::new();
        for goal in self.wanted.iter().map(String::as_str).chain(ANYWHERE) {
            let kind = kinds
                .entry(goal.split(' ').next().unwrap_or(goal))
                .or_default();
            kind.1 += 1;
            if self.seen.contains_key(goal) {
                kind.0 += 1;
            } else {
                missing.push(format!("`{goal}` does not occur"));
            }
        }
        for (kind, (seen, wanted)) in &kinds {
            println!("  {kind}: {seen} of {wanted} occur");
        }
        self.states("condition", &["met", "not-met", "unknown"]);
        self.states("risk", &["fired", "silent", "unknown"]);
        self.states("material", &["needed", "perhaps", "not-needed"]);
        self.states(
            "way",
            &[
                "provided", "shared", "rendered", "promised", "deferred", "fetched", "covered",
            ],
        );
        self.states("document", &["valid", "invalid", "unusual"]);
        self.states(
            "edge",
            &["least", "below", "most", "above", "longest", "too-long"],
        );
        self.states("unknown", &["empty", "unreachable", "no-data", "not-asked"]);
        self.states("characters", &CHARACTERS.map(|(name, _)| name));
        for verdict in VERDICTS {
            let count = self.verdicts.get(verdict).copied().unwrap_or(0);
            if count * 100 < self.cases * LEAST_SHARE {
                missing.push(format!(
                    "the verdict `{verdict}` has {count} of {} cases, less than {LEAST_SHARE} %",
                    self.cases
                ));
            }
        }
        missing
    }

    /// How often each state of a kind occurs, over all items.
    fn states(&self, kind: &str, states: &[&str]) {
        let counts = states.iter().map(|state| {
            let of = |goal: &str| {
                goal.starts_with(&format!("{kind} ")) && goal.ends_with(&format!(" {state}"))
            };
            let count: usize = self
                .seen
                .iter()
                .filter(|(goal, _)| of(goal))
                .map(|(_, count)| count)
                .sum();
            format!("{state} {count}")
        });
        println!(
            "  {kind}, times seen: {}",
            counts.collect::<Vec<_>>().join(", ")
        );
    }
}
