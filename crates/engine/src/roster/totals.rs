//! Sums and counts over the rows where a column applies and is right.

use super::lane::Lane;
use crate::api::{Choice, RosterCount, RosterSum};
use std::collections::BTreeMap;
use tongban_runtime::code::columns::Rows;
use tongban_runtime::{Decimal, Value};

/// Totals by slot.
#[derive(Debug, Default)]
pub(super) struct Totals {
    sums: BTreeMap<u32, Sum>,
    counts: BTreeMap<u32, BTreeMap<String, u32>>,
}

#[derive(Debug, Default)]
struct Sum {
    count: u32,
    /// By scale: mantissas of many rows fit easily.
    words: BTreeMap<u8, i128>,
    others: Decimal,
    /// Too large to be said.
    over: bool,
}

impl Totals {
    /// Adds the rows of a batch that are right.
    pub(super) fn add(&mut self, lane: &Lane, rows: Rows, ids: &[String]) {
        let rows = rows & lane.fine;
        if let Some(scale) = lane.scale() {
            let sum = self.sums.entry(lane.slot).or_default();
            let words = rows.iter().map(|row| i128::from(lane.word(row)));
            let word = sum.words.entry(scale).or_default();
            *word = words.fold(*word, i128::wrapping_add);
            sum.count = sum.count.saturating_add(rows.count());
        }
        if lane.has_options() {
            let mut often = vec![0_u32; ids.len()];
            for row in rows.iter() {
                let place = usize::try_from(lane.word(row)).unwrap_or(usize::MAX);
                if let Some(count) = often.get_mut(place) {
                    *count = count.saturating_add(1);
                }
            }
            for (id, count) in ids.iter().zip(often).filter(|(_, count)| *count > 0) {
                self.count(lane.slot, id, count);
            }
        }
    }

    /// Adds one value of a row that the session looked at.
    pub(super) fn add_value(&mut self, slot: u32, value: &Value, options: bool) {
        match value {
            Value::Number(number) => {
                let sum = self.sums.entry(slot).or_default();
                sum.count = sum.count.saturating_add(1);
                match sum.others.add(*number) {
                    Ok(total) => sum.others = total,
                    Err(_) => sum.over = true,
                }
            }
            Value::Text(id) if options => self.count(slot, id, 1),
            Value::Bool(value) => self.count(slot, if *value { "true" } else { "false" }, 1),
            _ => {}
        }
    }

    fn count(&mut self, slot: u32, id: &str, count: u32) {
        let counts = self.counts.entry(slot).or_default();
        let held = counts.entry(id.to_owned()).or_default();
        *held = held.saturating_add(count);
    }

    /// The sum of a column; none where no row had a value.
    pub(super) fn sum(&self, slot: u32, fact: &str, name: &str) -> Option<RosterSum> {
        let sum = self.sums.get(&slot)?;
        let mut total = (!sum.over).then_some(sum.others);
        for (scale, word) in &sum.words {
            let part = Decimal::new(*word, i32::from(*scale)).ok();
            total = total
                .zip(part)
                .and_then(|(total, part)| total.add(part).ok());
        }
        Some(RosterSum {
            fact: fact.to_owned(),
            name: name.to_owned(),
            count: sum.count,
            sum: total.map(|total| total.normalized().to_string()),
        })
    }

    /// How often each option occurs; none where no row had one.
    pub(super) fn options(
        &self,
        slot: u32,
        fact: &str,
        name: &str,
        options: &[Choice],
    ) -> Option<RosterCount> {
        let counts = self.counts.get(&slot)?;
        let often = options
            .iter()
            .filter_map(|option| Some((option.clone(), *counts.get(&option.id)?)));
        Some(RosterCount {
            fact: fact.to_owned(),
            name: name.to_owned(),
            options: often.collect(),
        })
    }
}
