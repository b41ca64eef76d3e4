//! Rows turned into columns.

use super::bits::Rows;
use crate::code::cell::Cell;

/// Most rows of one batch.
pub const BATCH: usize = 1024;

/// One place of the frame over all rows of a batch.
#[derive(Clone, Debug)]
pub struct Column {
    /// What the first plain cell was; rows with another are odd.
    meta: u64,
    words: Vec<i64>,
    plain: Rows,
    absent: Rows,
    /// Cells that are not plain or have another `meta`, by row.
    odd: Vec<(usize, Cell)>,
}

impl Column {
    const fn new() -> Self {
        Self {
            meta: Cell::OPEN.meta,
            words: Vec::new(),
            plain: Rows::NONE,
            absent: Rows::NONE,
            odd: Vec::new(),
        }
    }

    /// Takes all cells out; every row is open again.
    pub fn clear(&mut self) {
        self.meta = Cell::OPEN.meta;
        self.words.clear();
        self.plain = Rows::NONE;
        self.absent = Rows::NONE;
        self.odd.clear();
    }

    /// Puts the cell of the next row in; rows come in ascending order.
    pub fn put(&mut self, row: usize, cell: Cell) {
        if self.meta == Cell::OPEN.meta && cell.is_plain() {
            self.meta = cell.meta;
        }
        let plain = cell.is_plain() && cell.meta == self.meta;
        if plain {
            self.plain.insert(row);
        } else if cell.is_absent() {
            self.absent.insert(row);
        } else if cell.is_decided() {
            self.odd.push((row, cell));
        }
        self.words.resize(row, 0);
        self.words.push(if plain { cell.word } else { 0 });
    }

    /// The same cell in every row that a batch can have.
    pub fn fill(&mut self, cell: Cell) {
        self.clear();
        if cell.is_plain() {
            self.load(cell, &[cell.word; BATCH], Rows::ALL, Rows::NONE);
        } else if cell.is_absent() {
            self.absent = Rows::ALL;
        } else if cell.is_decided() {
            self.odd.extend((0..BATCH).map(|row| (row, cell)));
        }
    }

    /// Cells of one kind from their words: `like` is any plain cell of the kind. Rows in neither set are open.
    pub fn load(&mut self, like: Cell, words: &[i64], plain: Rows, absent: Rows) {
        self.clear();
        self.absent = absent;
        if like.is_plain() {
            self.meta = like.meta;
            self.plain = plain;
            self.words.extend(words.iter().take(BATCH));
        }
    }

    /// Makes the rows of `hidden` absent and those of `undecided` open, whatever they held.
    pub fn hide(&mut self, hidden: Rows, undecided: Rows) {
        let kept = !(hidden | undecided);
        self.plain = self.plain & kept;
        self.absent = (self.absent & kept) | hidden;
        self.odd.retain(|(row, _)| kept.contains(*row));
    }

    fn cell(&self, row: usize) -> Cell {
        if self.plain.contains(row) {
            let word = self.words.get(row).copied().unwrap_or_default();
            return Cell {
                word,
                meta: self.meta,
            };
        }
        if self.absent.contains(row) {
            return Cell::ABSENT;
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

    pub(super) const fn absent(&self) -> Rows {
        self.absent
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
            column.put(self.rows, cell);
        }
        self.rows = self.rows.saturating_add(1);
        true
    }

    /// Takes all rows out, to be filled again.
    pub fn clear(&mut self) {
        self.columns.iter_mut().for_each(Column::clear);
        self.rows = 0;
    }

    /// Says how many rows the columns hold that were filled by themselves; at most [`BATCH`].
    pub fn set_len(&mut self, rows: usize) {
        self.rows = rows.min(BATCH);
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

    /// The column of a place of the frame, to fill it by itself.
    pub fn column_mut(&mut self, place: u16) -> Option<&mut Column> {
        self.columns.get_mut(usize::from(place))
    }

    pub(super) fn column(&self, place: u16) -> Option<&Column> {
        self.columns.get(usize::from(place))
    }
}
