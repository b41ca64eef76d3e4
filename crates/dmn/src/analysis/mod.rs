//! Proofs about tables: no gap, no overlap, or a concrete row that shows one; rows that do
//! nothing, and rows that say the same.
//!
//! Each input column is cut into the finitely many pieces on which all its cells are constant; a
//! piece is represented by one value, and the cells are evaluated on it. A table is complete if
//! every combination of pieces is taken by some row.

mod bits;
mod column;
mod goals;
mod grid;
mod merge;
mod redundant;
mod witness;

pub use bits::Bits;
pub use column::{Column, Place, Setting};
pub use merge::Merge;
pub use redundant::{Idle, Redundant};
pub use witness::Witness;

use crate::table::Policy;
use goals::Uncovered;
use grid::{Answer, Grid};

/// Most overlaps that are reported.
const MAX_OVERLAPS: usize = 5;
/// Most pairs of rows that are compared.
const MAX_PAIRS: usize = 2_000_000;

/// What the rows answer, as far as it matters.
#[derive(Clone, Debug)]
pub struct Answers {
    /// How rows answer.
    pub policy: Policy,
    /// The rows in the order in which they are tried.
    pub order: Vec<usize>,
    /// A number for each row: rows of one number answer the same. The default stands last.
    pub class: Vec<usize>,
    /// Whether each row answers with a constant, so that another class is another answer. The
    /// default stands last.
    pub constant: Vec<bool>,
    /// The place of each row's answer in ascending order, where all are constants with an order.
    pub rank: Option<Vec<usize>>,
    /// Whether there is a default.
    pub default: bool,
}

/// Whether something holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Proof {
    /// It is proved.
    Proved,
    /// This row shows that it does not hold.
    Refuted(Witness),
    /// It is not proved; perhaps these inputs show that it does not hold, if facts give them.
    Open(Option<String>),
    /// There are too many combinations.
    TooMany,
}

/// Two rows that both fit.
#[derive(Clone, PartialEq, Debug)]
pub struct Overlap {
    /// The rows, from 0.
    pub rows: (usize, usize),
    /// What they both fit.
    pub witness: Witness,
}

/// What was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Whether some row always fits.
    pub complete: Proof,
    /// Whether no two rows can both fit.
    pub disjoint: bool,
    /// Pairs of rows that both fit, each with an example; some of them.
    pub overlaps: Vec<Overlap>,
    /// Rows that may both fit, of which no example was found.
    pub perhaps: Vec<(usize, usize)>,
    /// Row and column (from 1) of the cells that cannot be decided.
    pub undecided: Vec<(usize, usize)>,
    /// Rows that do nothing.
    pub redundant: Vec<Redundant>,
    /// Rows that one row could stand for.
    pub merges: Vec<Merge>,
    /// Whether the default is proved to be never used.
    pub default_unused: bool,
}

/// What may be taken for granted while a table is evaluated: no two rows both fit; some row
/// always fits.
#[must_use]
pub fn flags(columns: &[Column], rows: usize) -> (bool, bool) {
    let mut grid = Grid::new(columns, rows);
    let complete = gap(&mut grid, rows, false) == Answer::None;
    let disjoint = rows * rows <= 2 * MAX_PAIRS
        && pairs(rows).all(|(first, second)| grid.common(first, second, false).is_none());
    (disjoint, complete)
}

/// Looks at a table whose columns were cut.
#[must_use]
pub fn analyse(columns: &[Column], rows: usize, answers: &Answers) -> Report {
    let undecided: Vec<(usize, usize)> = (0..rows)
        .flat_map(|row| columns.iter().zip(1..).map(move |pair| (row, pair)))
        .filter(|(row, (column, _))| column.undecided.contains(*row))
        .map(|(row, (_, place))| (row + 1, place))
        .collect();
    let mut grid = Grid::new(columns, rows);
    let complete = complete(&mut grid, columns, rows);
    // Where one search is too long, one for each row would be.
    let redundant = if complete == Proof::TooMany {
        Vec::new()
    } else {
        redundant::redundant(&mut grid, rows, answers)
    };
    let mut report = Report {
        default_unused: answers.default && complete == Proof::Proved,
        complete,
        disjoint: false,
        overlaps: Vec::new(),
        perhaps: Vec::new(),
        undecided,
        redundant,
        merges: merge::merges(columns, rows, answers, &grid),
    };
    overlaps(&grid, columns, rows, answers, &mut report);
    report
}

fn gap(grid: &mut Grid, rows: usize, certain: bool) -> Answer {
    let by = Bits::of(rows, |_| true);
    grid.search(&Uncovered {
        by: &by,
        inside: None,
        certain,
    })
}

fn complete(grid: &mut Grid, columns: &[Column], rows: usize) -> Proof {
    match gap(grid, rows, false) {
        Answer::None => return Proof::Proved,
        Answer::TooMany => return Proof::TooMany,
        Answer::At(_) => {}
    }
    match gap(grid, rows, true) {
        Answer::At(pieces) => match witness::witness(columns, &pieces, rows) {
            Some(witness) => Proof::Refuted(witness),
            None => Proof::Open(Some(witness::show(columns, &pieces))),
        },
        Answer::None | Answer::TooMany => Proof::Open(None),
    }
}

fn overlaps(grid: &Grid, columns: &[Column], rows: usize, answers: &Answers, report: &mut Report) {
    report.disjoint = rows * rows <= 2 * MAX_PAIRS;
    if !report.disjoint || !matches!(answers.policy, Policy::Unique | Policy::Any) {
        report.disjoint &=
            pairs(rows).all(|(first, second)| grid.common(first, second, false).is_none());
        return;
    }
    for (first, second) in pairs(rows) {
        if grid.common(first, second, false).is_none() {
            continue;
        }
        report.disjoint = false;
        let class = |row: usize| answers.class.get(row);
        if answers.policy == Policy::Any && class(first) == class(second) {
            continue;
        }
        if report.overlaps.len() >= MAX_OVERLAPS || report.perhaps.len() >= MAX_OVERLAPS {
            break;
        }
        let pieces = grid.common(first, second, true);
        let witness = pieces.and_then(|pieces| witness::witness(columns, &pieces, rows));
        // Answers that are worked out may turn out equal.
        let constant = |row| answers.constant.get(row) == Some(&true);
        let differ = answers.policy == Policy::Unique || constant(first) && constant(second);
        match witness.filter(|_| differ) {
            Some(witness) => report.overlaps.push(Overlap {
                rows: (first, second),
                witness,
            }),
            None => report.perhaps.push((first, second)),
        }
    }
}

fn pairs(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rows).flat_map(move |first| (first + 1..rows).map(move |second| (first, second)))
}

/// The rows that fit a witness, by evaluating the cells; `None` if that is not certain.
#[must_use]
pub fn fitting(columns: &[Column], witness: &Witness, rows: usize) -> Option<Vec<usize>> {
    Some(witness::fitting(columns, witness, rows)?.iter().collect())
}
