//! Setting facts: read everything first, then store, then sweep once.

use super::Session;
use super::path::{Path, RowRef, parse, resolve, row_id};
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
    /// A whole group: for each row its slots with their entries.
    Rows(u32, Vec<Vec<(u32, Entry)>>),
    /// A group without rows: absent, or unknown.
    NoRows(u32, Input),
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
                self.read_entry(place.slot, kind, value)?,
            )),
            SlotKind::Rows => self.rows(place.slot, value),
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

    fn read_entry(
        &self,
        slot: u32,
        kind: &FactKind,
        value: &WireValue,
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

    fn rows(&self, slot: u32, value: &WireValue) -> Result<Store, EngineError> {
        let planned = self.plan.of(slot).ok_or_else(missing)?;
        let group = planned.rows.ok_or_else(missing)?;
        if value.is_null() {
            return Ok(Store::NoRows(group, Input::Absent));
        }
        if let Some(reason) = wire::unknown(value) {
            return match reason? {
                Reason::NotAsked => Ok(Store::NoRows(group, Input::Untouched)),
                _ if !planned.unasked && !planned.looked_up => Err(only_asked()),
                reason => Ok(Store::NoRows(group, Input::Unknown(reason))),
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
                let slot = self.plan.names.get(&(Some(group), fact.clone())).copied();
                let slot = slot.ok_or_else(|| {
                    Diagnostic::error(
                        "path.unknown",
                        "a row holds a fact that is not in the group",
                    )
                })?;
                match self.read_at(Place { slot, row: 0 }, value)? {
                    Store::Cell(_, entry) => cells.push((slot, entry)),
                    Store::Rows(..) | Store::NoRows(..) => return Err(missing()),
                }
            }
            rows.push(cells);
        }
        Ok(Store::Rows(group, rows))
    }

    /// Stores what was read and settles what it touches.
    pub(super) fn store(&mut self, sweep: &mut Sweep, store: Store, origin: Origin) {
        let plan = Arc::clone(&self.plan);
        match store {
            Store::Cell(place, entry) => {
                let Some(cell) = self.state.cell_mut(&plan, place.slot, place.row) else {
                    return;
                };
                cell.origin = origin;
                if origin == Origin::Asked {
                    cell.dispute = None;
                }
                cell.entry = entry;
                sweep.settle(self, place);
            }
            Store::Rows(group, list) => {
                self.clear_rows(sweep, group, Input::Known(Value::Absent), origin);
                for row in list {
                    if self.push_row(sweep, group, row, origin).is_none() {
                        return;
                    }
                }
                if let Some(rows) = self.state.groups.get_mut(group as usize) {
                    rows.complete = true;
                }
                sweep.rows_changed(self, group);
            }
            Store::NoRows(group, input) => self.clear_rows(sweep, group, input, origin),
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
        if let Path::Row(group, row) | Path::Cell(group, row, _) = parse(path)? {
            let group = self.plan.group_named(group)?;
            let RowRef::Position(position) = row else {
                return Err(Diagnostic::error(
                    "path.row",
                    "rows of a draft or packet are named by position",
                ));
            };
            let most = self.plan.group(group).map_or(0, |group| group.max_rows);
            if position >= most {
                return Err(too_many(most));
            }
            while row_id(&self.state, group, row).is_none() {
                self.push_row(sweep, group, Vec::new(), Origin::Asked)
                    .ok_or_else(|| too_many(most))?;
            }
        }
        if matches!(parse(path)?, Path::Row(..)) {
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
