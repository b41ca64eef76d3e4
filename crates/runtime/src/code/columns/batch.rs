//! Rows turned into columns.

use super::bits::Rows;
use crate::code::cell::Cell;

/// Most rows of one batch.
pub const BATCH: usize = 1024;

/// One place of the frame over all rows of a batch.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What the first plain cell was; rows with another are odd.
    meta: u64,
    words: Vec<i64>,
    plain: Rows,
    /// Cells that are not plain or have another `meta`, by row.
    odd: Vec<(usize, Cell)>,
}

impl Column {
    fn new() -> Self {
        Self {
            meta: Cell::OPEN.meta,
            words: Vec::with_capacity(BATCH),
            plain: Rows::NONE,
            odd: Vec::new(),
        }
    }

    fn push(&mut self, row: usize, cell: Cell) {
        if self.meta == Cell::OPEN.meta && cell.is_plain() {
            self.meta = cell.meta;
        }
        if cell.is_plain() && cell.meta == self.meta {
            self.words.push(cell.word);
            self.plain.insert(row);
        } else {
            self.words.push(0);
            self.odd.push((row, cell));
        }
    }

    fn cell(&self, row: usize) -> Cell {
        if self.plain.contains(row) {
            let word = self.words.get(row).copied().unwrap_or_default();
            return Cell {
                word,
                meta: self.meta,
            };
        }
        let odd = self.odd.binary_search_by_key(&row, |(row, _)| *row).ok();
        odd.and_then(|place| self.odd.get(place))
            .map_or(Cell::OPEN, |(_, cell)| *cell)
    }

    pub(super) const fn meta(&self) -> u64 {
        self.meta
    }

    pub(super) fn words(&self) -> &[i64] {
        &self.words
    }

    pub(super) const fn plain(&self) -> Rows {
        self.plain
    }
}

/// Up to [`BATCH`] rows of one width, as columns.
#[derive(Clone, Debug)]
pub struct Batch {
    columns: Vec<Column>,
    rows: usize,
}

impl Batch {
    /// An empty batch of rows with so many cells.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self {
            columns: (0..width).map(|_| Column::new()).collect(),
            rows: 0,
        }
    }

    /// Adds a row, missing cells open; gives whether there was room.
    pub fn push(&mut self, frame: &[Cell]) -> bool {
        if self.rows >= BATCH {
            return false;
        }
        let cells = frame.iter().copied().chain(std::iter::repeat(Cell::OPEN));
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(self.rows, cell);
        }
        self.rows = self.rows.saturating_add(1);
        true
    }

    /// Takes all rows out, to be filled again.
    pub fn clear(&mut self) {
        for column in &mut self.columns {
            column.words.clear();
            column.odd.clear();
            column.plain = Rows::NONE;
            column.meta = Cell::OPEN.meta;
        }
        self.rows = 0;
    }

    /// Number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Puts a row's cells into `frame`.
    pub fn row(&self, row: usize, frame: &mut Vec<Cell>) {
        frame.clear();
        frame.extend(self.columns.iter().map(|column| column.cell(row)));
    }

    pub(super) fn column(&self, slot: u16) -> Option<&Column> {
        self.columns.get(usize::from(slot))
    }
}
