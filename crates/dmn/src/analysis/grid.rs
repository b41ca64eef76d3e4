//! All combinations of the columns' pieces, searched row set by row set.

use super::bits::Bits;
use super::column::Column;
use std::collections::BTreeSet;

/// Most steps that one search may take.
const MAX_STEPS: usize = 150_000;
/// Most steps that all searches of one table may take.
const MAX_TABLE_STEPS: usize = 600_000;
/// Most words of remembered dead ends.
const MAX_REMEMBERED: usize = 4_000_000;

/// The columns as the search sees them.
pub struct Grid {
    rows: usize,
    columns: Vec<Slice>,
    /// For each row, the number of columns up to the last in which it does not take everything.
    bound: Vec<usize>,
    left: usize,
}

/// A column: for each kind of piece one that stands for it, and the rows that take it.
struct Slice {
    kinds: Vec<(usize, Bits, Bits)>,
    /// For each row the kinds that it certainly takes, and those that it may.
    by_row: Vec<(Bits, Bits)>,
}

/// What is looked for: a combination of pieces at which the rows are like this.
pub trait Goal {
    /// Whether no combination of the columns that are left can be wanted. `free` says whether a
    /// row takes everything in them.
    fn hopeless(&self, must: &Bits, may: &Bits, free: &dyn Fn(usize) -> bool) -> bool;

    /// Whether this combination is wanted; rows of `must` fit, others of `may` perhaps do.
    fn reached(&self, must: &Bits, may: &Bits) -> bool;
}

/// How a search ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// There is no such combination.
    None,
    /// A piece for each column.
    At(Vec<usize>),
    /// It would take too long.
    TooMany,
}

impl Grid {
    /// The combinations of columns.
    pub fn new(columns: &[Column], rows: usize) -> Self {
        let slices: Vec<Slice> = columns.iter().map(|column| slice(column, rows)).collect();
        let bound = (0..rows).map(|row| {
            let whole = |slice: &Slice| slice.kinds.iter().all(|(_, must, _)| must.contains(row));
            slices
                .iter()
                .rposition(|slice| !whole(slice))
                .map_or(0, |place| place + 1)
        });
        Self {
            rows,
            bound: bound.collect(),
            columns: slices,
            left: MAX_TABLE_STEPS,
        }
    }

    /// Looks for a combination.
    pub fn search(&mut self, goal: &dyn Goal) -> Answer {
        let limit = self.left.min(MAX_STEPS);
        let mut walk = Walk {
            grid: self,
            goal,
            steps: limit,
            seen: BTreeSet::new(),
            remembered: 0,
            at: Vec::new(),
        };
        let all = Bits::of(walk.grid.rows, |_| true);
        let found = walk.below(0, &all, &all);
        let (used, at) = (limit - walk.steps, core::mem::take(&mut walk.at));
        self.left -= used;
        match found {
            Some(true) => Answer::At(at),
            Some(false) => Answer::None,
            None => Answer::TooMany,
        }
    }

    /// The pieces, one a column, that both rows take.
    pub fn common(&self, first: usize, second: usize, certain: bool) -> Option<Vec<usize>> {
        let rows = |slice: &Slice, row: usize| {
            let (must, may) = slice.by_row.get(row)?;
            Some(if certain { must.clone() } else { may.clone() })
        };
        self.columns
            .iter()
            .map(|slice| {
                let kind = rows(slice, first)?.first_common(&rows(slice, second)?)?;
                slice.kinds.get(kind).map(|(piece, ..)| *piece)
            })
            .collect()
    }

    /// Whether some column leaves a row nothing to take.
    pub fn takes_nothing(&self, row: usize) -> bool {
        let empty = |slice: &Slice| slice.by_row.get(row).is_none_or(|(_, may)| may.is_empty());
        self.columns.iter().any(empty)
    }
}

fn slice(column: &Column, rows: usize) -> Slice {
    let mut kinds: Vec<(usize, Bits, Bits)> = Vec::new();
    let mut known = BTreeSet::new();
    for (piece, (must, may)) in column.takes.iter().enumerate() {
        if known.insert((must, may)) {
            kinds.push((piece, must.clone(), may.clone()));
        }
    }
    let by_row = (0..rows).map(|row| {
        let of = |pick: fn(&(usize, Bits, Bits)) -> &Bits| {
            Bits::of(kinds.len(), |kind| {
                kinds.get(kind).is_some_and(|kind| pick(kind).contains(row))
            })
        };
        (of(|(_, must, _)| must), of(|(_, _, may)| may))
    });
    Slice {
        by_row: by_row.collect(),
        kinds,
    }
}

struct Walk<'a> {
    grid: &'a Grid,
    goal: &'a dyn Goal,
    steps: usize,
    /// Row sets at a column below which nothing was found.
    seen: BTreeSet<(usize, Bits, Bits)>,
    remembered: usize,
    at: Vec<usize>,
}

impl Walk<'_> {
    /// Whether something was found below; `None` if the steps ran out.
    fn below(&mut self, place: usize, must: &Bits, may: &Bits) -> Option<bool> {
        let Some(slice) = self.grid.columns.get(place) else {
            return Some(self.goal.reached(must, may));
        };
        let free = |row: usize| {
            self.grid
                .bound
                .get(row)
                .is_some_and(|bound| *bound <= place)
        };
        if self.goal.hopeless(must, may, &free) {
            return Some(false);
        }
        let key = (place, must.clone(), may.clone());
        if self.seen.contains(&key) {
            return Some(false);
        }
        for (piece, takes, may_take) in &slice.kinds {
            self.steps = self.steps.checked_sub(1)?;
            self.at.push(*piece);
            if self.below(place + 1, &must.and(takes), &may.and(may_take))? {
                return Some(true);
            }
            self.at.pop();
        }
        self.remembered += self.grid.rows.div_ceil(32);
        if self.remembered <= MAX_REMEMBERED {
            self.seen.insert(key);
        }
        Some(false)
    }
}
