//! Setting facts: read everything first, then store, then sweep once.

use super::Session;
use super::path::{RowRef, group_in, parse, resolve, row_id};
use super::state::{Entry, Input, Place};
use super::sweep::Sweep;
use crate::EngineError;
use crate::api::{Changes, Diagnostic, Origin, WireValue};
use crate::limits::MAX_FACTS;
use crate::plan::at;
use crate::wire;
use std::sync::Arc;
use tongban_image::{FactKind, SlotKind};
use tongban_runtime::{Reason, Value};

/// What is to be stored.
pub(super) enum Store {
    /// One fact.
    Cell(Place, Entry),
    /// A whole group in one row of the outer group (0: in none).
    Group(u32, u32, Line),
}

/// What a row says of one of its slots, or a group of its rows.
pub(super) enum Line {
    /// A fact.
    Entry(Entry),
    /// For each row its slots.
    Rows(Vec<Vec<(u32, Line)>>),
    /// No rows: absent, or unknown.
    NoRows(Input),
}

impl Session {
    /// Sets a fact by path and returns what changed. Null: known to be absent; `{"$unknown": reason}`: not known.
    ///
    /// # Errors
    /// `path.*` when the path is no fact that can be set, `wire.*` when the value has another JSON type than the
    /// fact, `rows.too-many`. A value that is merely wrong is kept and shown as a violation.
    pub fn set(
        &mut self,
        path: &str,
        value: &WireValue,
        origin: Origin,
    ) -> Result<Changes, EngineError> {
        let store = self.read(path, value)?;
        let mut sweep = Sweep::default();
        self.store(&mut sweep, store, origin);
        Ok(self.finish(sweep))
    }

    /// Sets many facts at once: all, or none when one cannot be read.
    ///
    /// # Errors
    /// As [`Session::set`].
    pub fn set_many(
        &mut self,
        facts: &[(String, WireValue, Origin)],
    ) -> Result<Changes, EngineError> {
        if facts.len() > MAX_FACTS {
            return Err(Diagnostic::error(
                "facts.too-many",
                format!("at most {MAX_FACTS} facts are set at once"),
            ));
        }
        let mut stores = Vec::with_capacity(facts.len());
        for (path, value, origin) in facts {
            stores.push((self.read(path, value)?, *origin));
        }
        let mut sweep = Sweep::default();
        for (store, origin) in stores {
            self.store(&mut sweep, store, origin);
        }
        Ok(self.finish(sweep))
    }

    /// Says that a fact is not known: `not-asked` (which also clears it), `unreachable` or `no-data`.
    ///
    /// # Errors
    /// `path.*`, `wire.reason`, and `unknown.asked` when only the person can answer: nothing can be out of reach then.
    pub fn mark_unknown(&mut self, path: &str, reason: &str) -> Result<Changes, EngineError> {
        let value = serde_json::json!({ wire::UNKNOWN: reason });
        self.set(path, &value, Origin::Register)
    }

    /// Whether a value can be set at a path; nothing is stored.
    pub(crate) fn can_read(&self, path: &str, value: &WireValue) -> Result<(), EngineError> {
        self.read(path, value).map(drop)
    }

    /// Reads a value for a path without storing it.
    pub(super) fn read(&self, path: &str, value: &WireValue) -> Result<Store, EngineError> {
        let place = resolve(&self.plan, &self.state, path)?;
        let place_text = || path.chars().take(80).collect::<String>();
        self.read_at(place, value).map_err(|error| {
            if error.at.reference.is_none() {
                error.about(place_text())
            } else {
                error
            }
        })
    }

    fn read_at(&self, place: Place, value: &WireValue) -> Result<Store, EngineError> {
        let slot = self.plan.slot(place.slot).ok_or_else(missing)?;
        let kind = &at(&self.engine.image().facts, slot.fact)
            .ok_or_else(missing)?
            .kind;
        match slot.kind {
            SlotKind::Input => Ok(Store::Cell(
                place,
                self.read_entry(place.slot, kind, value.into())?,
            )),
            SlotKind::Rows => {
                let planned = self.plan.of(place.slot).ok_or_else(missing)?;
                let group = planned.rows.ok_or_else(missing)?;
                let line = self.rows(place.slot, value)?;
                Ok(Store::Group(group, place.row, line))
            }
            SlotKind::Computed(_) => Err(Diagnostic::error(
                "path.computed",
                "the fact is computed by a rule, it cannot be set",
            )),
            SlotKind::ApplicationDate | SlotKind::InsuredRegion => Err(Diagnostic::error(
                "path.built-in",
                "the fact is given when a session opens",
            )
            .with_help("open another session")),
        }
    }

    pub(super) fn read_entry(
        &self,
        slot: u32,
        kind: &FactKind,
        value: wire::Said<'_>,
    ) -> Result<Entry, EngineError> {
        let mut entry = wire::read(kind, &self.engine.image().catalog.regions, value)?;
        if let Input::Unknown(reason) = entry.input {
            let planned = self.plan.of(slot).ok_or_else(missing)?;
            if reason == Reason::NotAsked {
                entry.input = Input::Untouched;
            } else if !planned.unasked && !planned.looked_up {
                return Err(only_asked());
            }
        }
        Ok(entry)
    }

    fn rows(&self, slot: u32, value: &WireValue) -> Result<Line, EngineError> {
        let planned = self.plan.of(slot).ok_or_else(missing)?;
        let group = planned.rows.ok_or_else(missing)?;
        if value.is_null() {
            return Ok(Line::NoRows(Input::Absent));
        }
        if let Some(reason) = wire::unknown(value) {
            return match reason? {
                Reason::NotAsked => Ok(Line::NoRows(Input::Untouched)),
                _ if !planned.unasked && !planned.looked_up => Err(only_asked()),
                reason => Ok(Line::NoRows(Input::Unknown(reason))),
            };
        }
        let list = value
            .as_array()
            .ok_or_else(|| Diagnostic::error("wire.rows", "the value is not a list of rows"))?;
        let most = self.plan.group(group).map_or(0, |group| group.max_rows);
        if list.len() > most as usize {
            return Err(too_many(most));
        }
        let mut rows = Vec::with_capacity(list.len());
        for row in list {
            let entries = row
                .as_object()
                .ok_or_else(|| Diagnostic::error("wire.rows", "a row is not an object of facts"))?;
            let mut cells = Vec::with_capacity(entries.len());
            for (fact, value) in entries {
                let slot = self.plan.name_in(Some(group), fact).ok_or_else(|| {
                    Diagnostic::error(
                        "path.unknown",
                        "a row holds a fact that is not in the group",
                    )
                })?;
                match self.read_at(Place { slot, row: 0 }, value)? {
                    Store::Cell(_, entry) => cells.push((slot, Line::Entry(entry))),
                    Store::Group(_, _, line) => cells.push((slot, line)),
                }
            }
            rows.push(cells);
        }
        Ok(Line::Rows(rows))
    }

    /// Stores what was read and settles what it touches.
    pub(super) fn store(&mut self, sweep: &mut Sweep, store: Store, origin: Origin) {
        let plan = Arc::clone(&self.plan);
        match store {
            Store::Cell(place, entry) => {
                let Some(cell) = self.state.cell_mut(&plan, place.slot, place.row) else {
                    return;
                };
                // What the person answers anew is no longer in dispute.
                let undisputed = origin == Origin::Asked && cell.dispute.take().is_some();
                if undisputed || cell.origin != origin || cell.entry != entry {
                    sweep.field(&plan, place);
                }
                cell.origin = origin;
                cell.entry = entry;
                sweep.settle(self, place);
            }
            Store::Group(group, outer, line) => {
                self.store_line(sweep, group, outer, line, origin);
            }
        }
    }

    /// Stores the rows of a group in one row of the outer group (0: in none).
    pub(super) fn store_line(
        &mut self,
        sweep: &mut Sweep,
        group: u32,
        outer: u32,
        line: Line,
        origin: Origin,
    ) {
        match line {
            Line::Rows(list) => {
                let input = Input::Known(Value::Absent);
                self.clear_rows(sweep, group, outer, input, origin);
                for row in list {
                    if self.push_row(sweep, group, outer, row, origin).is_none() {
                        return;
                    }
                }
                if let Some(rows) = self.state.groups.get_mut(group as usize) {
                    rows.listing(outer).complete = true;
                }
                sweep.rows_changed(self, group, outer);
            }
            Line::NoRows(input) => self.clear_rows(sweep, group, outer, input, origin),
            Line::Entry(_) => {}
        }
    }

    /// Stores one entry of a draft or packet; rows that it names are made. Nothing is stored on an error.
    pub(super) fn restore(
        &mut self,
        sweep: &mut Sweep,
        path: &str,
        value: &WireValue,
        origin: Origin,
    ) -> Result<Option<Place>, EngineError> {
        let parsed = parse(path)?;
        let (mut group, mut outer) = (None, 0);
        for (name, row) in parsed.rows() {
            let inner = group_in(&self.plan, group, name)?;
            let RowRef::Position(position) = row else {
                return Err(Diagnostic::error(
                    "path.row",
                    "rows of a draft or packet are named by position",
                ));
            };
            let most = self.plan.group(inner).map_or(0, |group| group.max_rows);
            if position >= most {
                return Err(too_many(most));
            }
            outer = loop {
                if let Some(id) = row_id(&self.state, inner, outer, row) {
                    break id;
                }
                self.push_row(sweep, inner, outer, Vec::new(), Origin::Asked)
                    .ok_or_else(|| too_many(most))?;
            };
            group = Some(inner);
        }
        if parsed.fact.is_none() {
            return if value.is_null() {
                Ok(None)
            } else {
                Err(Diagnostic::error("wire.row", "a row as such has no value"))
            };
        }
        let place = resolve(&self.plan, &self.state, path)?;
        let store = self.read(path, value)?;
        self.store(sweep, store, origin);
        Ok(Some(place))
    }
}

pub(crate) fn missing() -> Diagnostic {
    Diagnostic::error(
        "module.item",
        "the item refers to something that is not there",
    )
}

fn only_asked() -> Diagnostic {
    Diagnostic::error(
        "unknown.asked",
        "only the person can answer this fact, so no register can be out of reach",
    )
    .with_help("leave it unanswered")
}

pub(super) fn too_many(most: u32) -> Diagnostic {
    Diagnostic::error(
        "rows.too-many",
        format!("the group takes at most {most} rows"),
    )
}
