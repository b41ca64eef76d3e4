//! What a session holds of each fact.

use super::totals::{Piece, Tally};
use crate::api::{Dispute, Knowledge, Origin};
use crate::plan::index;
use std::collections::{BTreeMap, BTreeSet};
use tongban_runtime::{Reason, Value};

/// What was said of a fact.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Input {
    /// Nothing yet.
    #[default]
    Untouched,
    /// A value (of text: folded, not yet checked against a format).
    Known(Value),
    /// Known to be absent.
    Absent,
    /// Asked, but not known.
    Unknown(Reason),
    /// Something that is no value of its type.
    Wrong,
}

/// Something wrong with a value, whatever other facts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Code of the violation; its text is `violation.<code>`.
    pub code: &'static str,
    /// Arguments of the text.
    pub args: Vec<String>,
}

/// A finding of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Code of the finding: `check-digit`.
    pub code: String,
    /// How much it weighs.
    pub severity: crate::api::Severity,
}

/// What came in for one fact, before it is stored.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Entry {
    /// What was said.
    pub input: Input,
    /// As typed, for text and for what is wrong.
    pub typed: Option<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// One fact in one place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// What was said, as typed, and what is wrong.
    pub entry: Entry,
    /// Where it came from.
    pub origin: Origin,
    /// 对数据有异议.
    pub dispute: Option<Dispute>,
    /// The normalised value.
    pub value: Value,
    /// What its format found.
    pub findings: Vec<Finding>,
    /// What rules see.
    pub effective: Value,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            entry: Entry::default(),
            origin: Origin::Asked,
            dispute: None,
            value: Value::Absent,
            findings: Vec::new(),
            effective: Value::Absent,
        }
    }
}

impl Cell {
    /// Whether it cannot stand as it is.
    pub(crate) fn is_wrong(&self) -> bool {
        self.is_wrong_with(&self.findings)
    }

    /// The same, were this what its format found.
    pub(crate) fn is_wrong_with(&self, findings: &[Finding]) -> bool {
        self.entry.input == Input::Wrong
            || !self.entry.problems.is_empty()
            || findings
                .iter()
                .any(|finding| finding.severity == crate::api::Severity::Error)
    }

    /// What is known of it, for views.
    pub(crate) fn knowledge(&self, unasked: bool) -> Knowledge {
        match &self.entry.input {
            Input::Known(_) => Knowledge::Known,
            Input::Absent => Knowledge::Absent,
            Input::Wrong | Input::Unknown(Reason::NotAsked) => Knowledge::NotAsked,
            Input::Unknown(Reason::NoData) => Knowledge::NoData,
            Input::Unknown(Reason::Unreachable) => Knowledge::Unreachable,
            Input::Untouched if unasked => Knowledge::Unreachable,
            Input::Untouched => Knowledge::NotAsked,
        }
    }
}

/// One row of a group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Stable id, from 1; among all rows of the group, wherever they stand.
    pub id: u32,
    /// Id of the row that it stands in; 0: in none.
    pub outer: u32,
    /// Where it stands among the rows beside it.
    pub position: u32,
    /// By cell of the group.
    pub cells: Vec<Cell>,
    /// Results of the group's nodes.
    pub results: Vec<Value>,
    /// The row as the group's list holds it; none once one of its facts changed.
    pub listed: Option<Value>,
    /// What it says to each total of the group.
    pub pieces: Vec<Piece>,
}

/// The rows that stand beside each other: those of a group, or of a group in one row.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Listing {
    /// Their ids, in order.
    pub order: Vec<u32>,
    /// Confirmed complete.
    pub complete: bool,
    /// Rows changed since the list was built.
    pub stale: bool,
    /// The totals stand as they are.
    pub settled: bool,
    /// Rows whose say is to be worked out anew.
    pub dirty: Vec<u32>,
    /// That of all rows is.
    pub all_dirty: bool,
    /// By total of the group.
    pub tallies: Vec<Tally>,
    /// What the totals are, by total of the item.
    pub totals: BTreeMap<u32, Value>,
}

/// All rows of a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rows {
    /// By id.
    rows: Vec<Row>,
    /// By the id of the row that they stand in; 0: in none.
    listings: BTreeMap<u32, Listing>,
    /// Id of the last row that was made.
    last: u32,
    /// Rows of the outer group whose lists or totals are to be worked out anew.
    loose: BTreeSet<u32>,
}

impl Rows {
    /// A row by its id.
    pub(crate) fn row(&self, id: u32) -> Option<&Row> {
        self.rows.get(self.place(id)?)
    }

    fn place(&self, id: u32) -> Option<usize> {
        // Until the first row goes, each stands where its id says.
        let guess = (id as usize).checked_sub(1)?;
        if self.rows.get(guess).is_some_and(|row| row.id == id) {
            return Some(guess);
        }
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }

    /// A row by its id, to change it.
    pub(crate) fn row_mut(&mut self, id: u32) -> Option<&mut Row> {
        let place = self.place(id)?;
        self.rows.get_mut(place)
    }

    /// All rows, by id.
    pub(crate) fn all(&self) -> &[Row] {
        &self.rows
    }

    /// The rows that stand in one row of the outer group (0: in none), in order.
    pub(crate) fn within(&self, outer: u32) -> impl DoubleEndedIterator<Item = &Row> {
        let order = self.ids(outer).iter();
        order.filter_map(|id| self.row(*id))
    }

    /// Their ids.
    pub(crate) fn ids(&self, outer: u32) -> &[u32] {
        self.listings
            .get(&outer)
            .map_or(&[][..], |listing| &listing.order)
    }

    /// Whether they are confirmed complete.
    pub(crate) fn is_complete(&self, outer: u32) -> bool {
        self.listings
            .get(&outer)
            .is_some_and(|listing| listing.complete)
    }

    /// Where they stand; made when first asked for.
    pub(crate) fn listing(&mut self, outer: u32) -> &mut Listing {
        self.listings.entry(outer).or_default()
    }

    /// The listing of rows in one row of the outer group, of which something is to be worked out anew.
    pub(crate) fn loosen(&mut self, outer: u32) -> &mut Listing {
        self.loose.insert(outer);
        let listing = self.listing(outer);
        listing.settled = false;
        listing
    }

    /// Rows of the outer group whose lists or totals are to be worked out anew; they are taken to be.
    pub(crate) fn take_loose(&mut self) -> BTreeSet<u32> {
        core::mem::take(&mut self.loose)
    }

    /// In which rows of the outer group there are lists.
    pub(crate) fn outers(&self) -> Vec<u32> {
        self.listings.keys().copied().collect()
    }

    /// A total over the rows in one row of the outer group.
    pub(crate) fn total(&self, outer: u32, total: u32) -> Option<&Value> {
        self.listings.get(&outer)?.totals.get(&total)
    }

    /// What the rows in one row of the outer group say to a total, by its place among those of the group.
    pub(crate) fn tally(&self, outer: u32, place: usize) -> Option<&Tally> {
        self.listings.get(&outer)?.tallies.get(place)
    }

    /// Puts what a row says to each total in the place of what it said.
    pub(crate) fn say(&mut self, id: u32, pieces: Vec<Piece>) {
        let Some(row) = self.row_mut(id) else { return };
        let outer = row.outer;
        let said = core::mem::replace(&mut row.pieces, pieces.clone());
        let tallies = &mut self.listing(outer).tallies;
        tallies.resize_with(pieces.len(), Tally::default);
        for (place, tally) in tallies.iter_mut().enumerate() {
            let (old, new) = (said.get(place), pieces.get(place));
            if old == new {
                continue;
            }
            old.into_iter().for_each(|piece| tally.remove(id, piece));
            new.into_iter().for_each(|piece| tally.add(id, piece));
        }
    }

    /// Appends an empty row; its id.
    pub(crate) fn push(&mut self, outer: u32, cells: usize, results: usize) -> Option<u32> {
        let id = self.last.checked_add(1)?;
        self.last = id;
        let listing = self.listing(outer);
        let position = index(listing.order.len());
        listing.order.push(id);
        self.rows.push(Row {
            id,
            outer,
            position,
            cells: vec![Cell::default(); cells],
            results: vec![Value::Absent; results],
            listed: None,
            pieces: Vec::new(),
        });
        self.loosen(outer).dirty.push(id);
        Some(id)
    }

    /// Takes a row away; whether it was there.
    pub(crate) fn remove(&mut self, id: u32) -> bool {
        let Some(place) = self.place(id) else {
            return false;
        };
        let gone = self.rows.remove(place);
        let outer = gone.outer;
        let listing = self.loosen(outer);
        listing.order.retain(|held| *held != id);
        for (tally, piece) in listing.tallies.iter_mut().zip(&gone.pieces) {
            tally.remove(id, piece);
        }
        self.number(outer);
        true
    }

    /// Moves a row among those beside it; whether it was there.
    pub(crate) fn shift(&mut self, id: u32, to: u32) -> bool {
        let Some(outer) = self.row(id).map(|row| row.outer) else {
            return false;
        };
        let order = &mut self.listing(outer).order;
        order.retain(|held| *held != id);
        let place = order.len().min(to as usize);
        order.insert(place, id);
        self.number(outer);
        true
    }

    /// Takes away all rows that stand in one row of the outer group; with `keep` the place stays, not complete.
    pub(crate) fn clear(&mut self, outer: u32, keep: bool) {
        self.rows.retain(|row| row.outer != outer);
        if keep {
            *self.loosen(outer) = Listing::default();
        } else {
            self.loose.remove(&outer);
            self.listings.remove(&outer);
        }
    }

    fn number(&mut self, outer: u32) {
        let order = self.ids(outer).to_vec();
        for (position, id) in order.into_iter().enumerate() {
            if let Some(row) = self.row_mut(id) {
                row.position = index(position);
            }
        }
    }
}

/// Everything that was said and what follows from it.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// Facts outside groups.
    pub cells: Vec<Cell>,
    /// Results of nodes outside groups.
    pub results: Vec<Value>,
    /// Groups.
    pub groups: Vec<Rows>,
    /// What rules see of the facts outside groups, for register code.
    pub frame: Vec<tongban_runtime::code::Cell>,
}

/// Where a fact stands: its slot, and the id of the row of its group (0 outside rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Slot.
    pub slot: u32,
    /// Row id, or 0.
    pub row: u32,
}
