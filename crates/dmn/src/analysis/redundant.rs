//! Rows that do nothing.

use super::Answers;
use super::bits::Bits;
use super::goals::{FirstChanges, Uncovered};
use super::grid::{Answer, Goal, Grid};
use crate::table::Policy;

/// A row that does nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Redundant {
    /// The row, from 0.
    pub row: usize,
    /// Why.
    pub idle: Idle,
}

/// Why a row does nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Idle {
    /// No input fits it.
    Empty,
    /// Whatever fits it is answered by rows before it.
    Shadowed,
    /// Without it every answer would be the same.
    NoEffect,
}

/// The rows that can be taken away, one at a time, without changing any answer.
pub fn redundant(grid: &mut Grid, rows: usize, answers: &Answers) -> Vec<Redundant> {
    let mut found = Vec::new();
    // Two rows that stand in for each other must not both go.
    let mut gone = Bits::none(rows);
    for row in 0..rows {
        let idle = if grid.takes_nothing(row) {
            Some(Idle::Empty)
        } else {
            idle(grid, rows, row, answers, &gone)
        };
        if let Some(idle) = idle {
            gone.insert(row);
            found.push(Redundant { row, idle });
        }
    }
    found
}

fn idle(grid: &mut Grid, rows: usize, row: usize, answers: &Answers, gone: &Bits) -> Option<Idle> {
    let class = |row: usize| answers.class.get(row);
    let same = Bits::of(rows, |other| {
        other != row && !gone.contains(other) && class(other) == class(row)
    });
    let mut never = |goal: &dyn Goal| grid.search(goal) == Answer::None;
    match answers.policy {
        Policy::First | Policy::Priority => {
            let order: Vec<usize> = answers
                .order
                .iter()
                .copied()
                .filter(|other| !gone.contains(*other))
                .collect();
            let place = order.iter().position(|other| *other == row)?;
            let before = Bits::of(rows, |other| {
                order
                    .get(..place)
                    .is_some_and(|before| before.contains(&other))
            });
            if never(&Uncovered {
                by: &before,
                inside: Some(row),
                certain: false,
            }) {
                return Some(Idle::Shadowed);
            }
            never(&FirstChanges {
                row: place,
                order: &order,
                same: &same,
                default_same: answers.default && class(rows) == class(row),
            })
            .then_some(Idle::NoEffect)
        }
        Policy::Any => never(&Uncovered {
            by: &same,
            inside: Some(row),
            certain: false,
        })
        .then_some(Idle::NoEffect),
        Policy::Min | Policy::Max => {
            let ranks = answers.rank.as_ref()?;
            let own = ranks.get(row)?;
            let better = |rank: &usize| {
                if answers.policy == Policy::Min {
                    rank <= own
                } else {
                    rank >= own
                }
            };
            let by = Bits::of(rows, |other| {
                other != row && !gone.contains(other) && ranks.get(other).is_some_and(better)
            });
            never(&Uncovered {
                by: &by,
                inside: Some(row),
                certain: false,
            })
            .then_some(Idle::NoEffect)
        }
        _ => None,
    }
}
