//! Rosters (单位批量): thousands of rows of one group, from CSV bytes to findings.
//!
//! Columns are read straight from bytes and rules run over batches of 1,024 rows. That decides, for most rows, that nothing
//! is wrong; every other row is put into the item's own session, alone, and what the session says of it is the finding. So a
//! roster never says anything of a cell that a session with these rows does not, and the fast way can only be right or not used.
//!
//! `roster.*` codes are about the file: what a session never sees.

mod csv;
mod duplicates;
mod headings;
mod lane;
mod open;
mod reading;
mod report;
mod row;
mod rules;
mod totals;

use crate::api::{RosterFinding, RosterMapping, RosterProgress, RosterSummary, Severity};
use crate::limits::{MAX_ROSTER_COLUMNS, MAX_ROSTER_ROWS};
use crate::session::Session;
use csv::Span;
use duplicates::Seen;
use lane::Lane;
use reading::Reader;
use rules::Rules;
use std::collections::BTreeMap;
use tongban_runtime::code::columns::{BATCH, Rows};
use totals::Totals;

/// A column of the file.
#[derive(Debug)]
struct Column {
    heading: String,
    /// The slot it stands for; none: not read.
    slot: Option<u32>,
}

/// A fact of the rows.
#[derive(Debug)]
struct Fact {
    id: String,
    name: String,
    reader: Reader,
    sensitive: bool,
    /// Ids of its options, by number.
    options: Vec<crate::api::Choice>,
    /// Column of the file that holds it.
    column: Option<usize>,
    required: bool,
}

/// A roster under way: read it with [`Roster::next_batch`] until it is done, then take the report.
#[derive(Debug)]
pub struct Roster {
    session: Session,
    group: u32,
    text: String,
    delimiter: u8,
    header: Option<u32>,
    columns: Vec<Column>,
    /// By slot, in form order.
    facts: Vec<(u32, Fact)>,
    mapping: RosterMapping,
    lanes: Vec<Lane>,
    /// Ids of options by number, by slot.
    ids: BTreeMap<u32, Vec<String>>,
    /// Order in which lanes are read: those that choose a format first.
    order: Vec<usize>,
    rules: Rules,
    /// Rules of a row look beyond it, so that only a session with all rows can tell.
    whole: bool,
    /// Columns in which no two rows may be the same.
    unique: Vec<(u32, usize, Seen)>,
    at: usize,
    record: u32,
    /// Where each row starts in the text, and its record's number.
    starts: Vec<(u32, u32)>,
    /// The worst that was found in each row.
    worst: Vec<Option<Severity>>,
    findings: Vec<RosterFinding>,
    summary: RosterSummary,
    totals: Totals,
    done: bool,
    cells: Vec<Span>,
}

impl Roster {
    /// Reads at most so many rows more.
    pub fn next_batch(&mut self, rows: u32) -> RosterProgress {
        let mut left = rows.max(1) as usize;
        while left > 0 && !self.done {
            let taken = self.take(left.min(BATCH));
            left = left.saturating_sub(taken.max(1));
        }
        RosterProgress {
            rows: self.summary.rows,
            findings: self.summary.findings,
            bytes: u32::try_from(self.at).unwrap_or(u32::MAX),
            size: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            done: self.done,
        }
    }

    /// Reads and judges one batch; gives how many rows it had.
    fn take(&mut self, most: usize) -> usize {
        let first = self.starts.len();
        for lane in &mut self.lanes {
            lane.clear();
        }
        let mut rows = 0_usize;
        let mut broken = Rows::NONE;
        while rows < most {
            let start = self.at;
            let end = csv::record(
                &self.text,
                self.delimiter,
                start,
                MAX_ROSTER_COLUMNS,
                &mut self.cells,
            );
            let Some(end) = end else {
                self.done = true;
                break;
            };
            self.at = end.next;
            self.record = self.record.saturating_add(1);
            if self
                .cells
                .iter()
                .all(|cell| cell.raw(&self.text).trim().is_empty())
            {
                self.summary.blank = self.summary.blank.saturating_add(1);
                continue;
            }
            if self.summary.rows >= MAX_ROSTER_ROWS {
                self.too_many(MAX_ROSTER_ROWS);
                self.done = true;
                break;
            }
            let place = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
            self.starts
                .push((u32::try_from(start).unwrap_or(u32::MAX), self.record));
            self.worst.push(None);
            self.summary.rows = self.summary.rows.saturating_add(1);
            if end.unclosed {
                self.about_row(place, "roster.quote", &[]);
                self.done = true;
            } else if self.has_more() {
                broken.insert(rows);
            }
            self.read(rows, place);
            rows = rows.saturating_add(1);
        }
        self.judge(first, rows, broken);
        if self.done {
            self.finish();
        }
        rows
    }

    /// Whether the record has cells beyond the headings with something in them.
    fn has_more(&self) -> bool {
        let more = self.cells.get(self.columns.len()..).unwrap_or(&[]);
        more.iter()
            .any(|cell| !cell.raw(&self.text).trim().is_empty())
    }

    /// Reads a record into the lanes.
    fn read(&mut self, row: usize, place: u32) {
        let text = &self.text;
        for number in &self.order {
            let Some(lane) = self.lanes.get(*number) else {
                continue;
            };
            let decider = lane.decider().and_then(|decider| self.lanes.get(decider));
            let option = decider.and_then(|decider| decider.option(row));
            let Some(lane) = self.lanes.get_mut(*number) else {
                continue;
            };
            match self.cells.get(lane.column) {
                // Doubled marks are rare: the session's reading takes them.
                Some(cell) if cell.is_doubled() => lane.take_odd(),
                Some(cell) => lane.take(row, cell.raw(text), option, self.rules.symbols()),
                None => lane.take(row, "", option, self.rules.symbols()),
            }
        }
        for (_, column, seen) in &mut self.unique {
            if let Some(cell) = self.cells.get(*column) {
                let value = cell.raw(text).trim();
                if !value.is_empty() {
                    seen.add(place, value);
                }
            }
        }
    }

    /// Judges the rows of a batch: by columns, and by the session where columns leave a doubt.
    fn judge(&mut self, first: usize, rows: usize, broken: Rows) {
        if rows == 0 || self.whole {
            for row in broken.iter() {
                self.cells_missing(first.saturating_add(row));
            }
            return;
        }
        let plan = std::sync::Arc::clone(&self.session.plan);
        let judged = self.rules.judge(&plan, &self.lanes, rows);
        let doubtful = judged.doubtful | broken;
        let right = Rows::first(rows) & !doubtful;
        let mut said = doubtful;
        for lane in &self.lanes {
            let visible = judged
                .visible
                .get(&lane.slot)
                .map_or(Rows::ALL, |visible| visible.yes);
            said = said | (lane.serial & visible);
            let ids: &[String] = self.ids.get(&lane.slot).map_or(&[], Vec::as_slice);
            self.totals.add(lane, right & visible, ids);
        }
        for row in said.iter() {
            let place = first.saturating_add(row);
            if broken.contains(row) {
                self.cells_missing(place);
            }
            if doubtful.contains(row) {
                self.look(place);
            } else {
                self.note_serials(place, row, &judged);
            }
        }
    }
}
