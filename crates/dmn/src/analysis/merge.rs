//! Rows that differ in one cell only and answer the same: one row could stand for both.

use super::Answers;
use super::column::Column;
use super::grid::Grid;
use crate::region::cell_of;
use crate::table::Policy;

/// Most merges that are reported.
const MAX_MERGES: usize = 20;

/// Two rows that one row could stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merge {
    /// The rows, from 0.
    pub rows: (usize, usize),
    /// The column in which they differ, from 0.
    pub column: usize,
    /// The cell that takes what both take.
    pub cell: String,
}

/// Pairs of rows that can be merged; each row stands in one pair at most.
pub fn merges(columns: &[Column], rows: usize, answers: &Answers, grid: &Grid) -> Vec<Merge> {
    let mut merges: Vec<Merge> = Vec::new();
    let mut taken = vec![false; rows];
    for first in 0..rows {
        if merges.len() >= MAX_MERGES {
            break;
        }
        // Where the order counts, only neighbours change places without effect.
        let ordered = !matches!(answers.policy, Policy::Unique | Policy::Any);
        let last = if ordered { rows.min(first + 2) } else { rows };
        for second in first + 1..last {
            if taken.get(first) == Some(&true) || taken.get(second) == Some(&true) {
                continue;
            }
            let class = |row: usize| answers.class.get(row);
            if class(first) != class(second) {
                continue;
            }
            // A list or a sum counts a row that fits twice, twice.
            let counted = !answers.policy.is_single();
            if counted && grid.common(first, second, false).is_some() {
                continue;
            }
            if let Some((column, cell)) = differing(columns, first, second) {
                for row in [first, second] {
                    if let Some(taken) = taken.get_mut(row) {
                        *taken = true;
                    }
                }
                merges.push(Merge {
                    rows: (first, second),
                    column,
                    cell,
                });
            }
        }
    }
    merges
}

/// The one column in which two rows differ, and the cell that takes what both take.
fn differing(columns: &[Column], first: usize, second: usize) -> Option<(usize, String)> {
    let mut found = None;
    for (place, column) in columns.iter().enumerate() {
        let sure = |row| !column.undecided.contains(row);
        if !sure(first) || !sure(second) {
            return None;
        }
        let marks = |row: usize| -> Vec<bool> {
            let takes = column.takes.iter();
            takes.map(|(must, _)| must.contains(row)).collect()
        };
        let (a, b) = (marks(first), marks(second));
        if a == b {
            continue;
        }
        if found.is_some() {
            return None;
        }
        let both: Vec<bool> = a.iter().zip(&b).map(|(a, b)| *a || *b).collect();
        found = Some((place, cell_of(&column.pieces, &both)?));
    }
    found
}
