//! Setting facts in every session that knows them: read everywhere first, then stored, so that all agree.

use super::BundleSession;
use crate::EngineError;
use crate::api::{Changes, Diagnostic, Origin, PacketFact, WireFacts, WireValue};
use crate::limits::MAX_FACTS;
use crate::plan::Plan;
use crate::session::{Session, parse_path};
use crate::wire;
use serde_json::Value;
use tongban_runtime::Reason;
use tongban_runtime::sorted::SortedMap;

/// Whether a session takes a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It has it.
    Takes,
    /// It has it, but there only the person answers it: no register can be out of reach.
    Asked,
    /// It does not have it.
    Unknown,
}

/// Whether an item has the fact of a path; `out_of_reach`: a register did not answer.
pub(super) fn fit(plan: &Plan, path: &str, out_of_reach: bool) -> Fit {
    let slot = slot_of(plan, path);
    match slot.and_then(|slot| plan.of(slot)) {
        None => Fit::Unknown,
        Some(slot) if out_of_reach && !slot.unasked && !slot.looked_up => Fit::Asked,
        Some(_) => Fit::Takes,
    }
}

/// The slot that a path leads to, whatever rows there are; of a row as such, that of its group.
fn slot_of(plan: &Plan, path: &str) -> Option<u32> {
    let parsed = parse_path(path).ok()?;
    let mut group = None;
    let mut slot = None;
    for (name, _) in parsed.rows() {
        slot = plan.name_in(group, name);
        group = Some(plan.of(slot?)?.rows?);
    }
    match parsed.fact {
        Some(fact) => plan.name_in(group, fact),
        None => slot,
    }
}

/// The group that a path leads to, whatever rows there are.
fn group_of(plan: &Plan, path: &str) -> Option<u32> {
    plan.of(slot_of(plan, path)?)?.rows
}

pub(super) fn unknown(path: &str) -> Diagnostic {
    let shown: String = path
        .chars()
        .filter(|c| c.is_ascii_graphic())
        .take(80)
        .collect();
    Diagnostic::error(
        "path.unknown",
        format!("`{shown}` is no fact of any item of this bundle"),
    )
    .with_help("use a fact's id, or `group[r1].fact` in a row")
}

impl BundleSession {
    /// Sets a fact by path in every item that has it, and returns what changed.
    ///
    /// # Errors
    /// As [`Session::set`]; nothing is set then.
    pub fn set(
        &mut self,
        path: &str,
        value: &WireValue,
        origin: Origin,
    ) -> Result<Changes, EngineError> {
        self.set_many(&[(path.to_owned(), value.clone(), origin)])
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
        let mut lists: Vec<Vec<(String, WireValue, Origin)>> =
            self.sessions().map(|_| Vec::new()).collect();
        for (path, value, origin) in facts {
            self.deal(path, value, *origin, &mut lists)?;
        }
        for (session, list) in self.sessions_mut().zip(&lists) {
            session.set_many(list)?;
        }
        Ok(self.redraw())
    }

    /// What each session is to be told of one fact.
    fn deal(
        &self,
        path: &str,
        value: &WireValue,
        origin: Origin,
        lists: &mut [Vec<(String, WireValue, Origin)>],
    ) -> Result<(), EngineError> {
        let out_of_reach = out_of_reach(value);
        let fits: Vec<Fit> = self
            .sessions()
            .map(|session| fit(&session.plan, path, out_of_reach))
            .collect();
        let taken = fits.contains(&Fit::Takes);
        if !taken && !fits.contains(&Fit::Asked) {
            return Err(unknown(path));
        }
        self.columns(path, value)?;
        for ((session, fit), list) in self.sessions().zip(fits).zip(lists) {
            let value = match fit {
                Fit::Unknown => continue,
                // Elsewhere a register did not answer; here the person has not yet.
                Fit::Asked if taken => serde_json::json!({ wire::UNKNOWN: "not-asked" }),
                Fit::Asked | Fit::Takes => own_columns(session, path, value),
            };
            session.can_read(path, &value)?;
            list.push((path.to_owned(), value, origin));
        }
        Ok(())
    }

    /// Every column of given rows belongs to some item.
    fn columns(&self, path: &str, value: &WireValue) -> Result<(), EngineError> {
        let groups: Vec<(&Plan, u32)> = self
            .sessions()
            .filter_map(|session| Some((&*session.plan, group_of(&session.plan, path)?)))
            .collect();
        if !groups.is_empty() && has_stranger(&groups, value) {
            return Err(Diagnostic::error(
                "path.unknown",
                "a row holds a fact that is not in the group",
            )
            .about(path.chars().take(80).collect::<String>()));
        }
        Ok(())
    }

    /// Says that a fact is not known: `not-asked` (which also clears it), `unreachable` or `no-data`.
    ///
    /// # Errors
    /// As [`Session::mark_unknown`].
    pub fn mark_unknown(&mut self, path: &str, reason: &str) -> Result<Changes, EngineError> {
        let value = serde_json::json!({ wire::UNKNOWN: reason });
        self.set(path, &value, Origin::Register)
    }

    /// Sets facts by id or path, as facts files give them: groups first, then rows by position.
    ///
    /// # Errors
    /// As [`BundleSession::set`]; nothing is set then.
    pub fn set_facts(&mut self, facts: &WireFacts) -> Result<(), EngineError> {
        let asked = |value: &WireValue| PacketFact {
            value: value.clone(),
            raw: None,
            origin: Origin::Asked,
            unknown: None,
            disputed: None,
        };
        for (path, value) in facts {
            let known =
                |session: &Session| fit(&session.plan, path, out_of_reach(value)) != Fit::Unknown;
            if !self.sessions().any(known) {
                return Err(unknown(path));
            }
            self.columns(path, value)?;
        }
        // A later item may refuse what an earlier one has taken.
        let mut all = self.clone();
        for session in all.sessions_mut() {
            let mine: SortedMap<String, PacketFact> = facts
                .iter()
                .filter_map(|(path, value)| {
                    Some((path.clone(), asked(&own_value(session, path, value)?)))
                })
                .collect();
            session.restore_packet(&mine, &[])?;
        }
        all.redraw();
        *self = all;
        Ok(())
    }

    /// Adds an empty row to a group in every item that has it and returns its stable id.
    ///
    /// # Errors
    /// `path.group`, `rows.too-many`.
    pub fn add_row(&mut self, group: &str) -> Result<(String, Changes), EngineError> {
        let mut added = None;
        for session in self.with_group(group)? {
            // Rows come and go together, so every item gives the same id.
            added = Some(session.add_row(group)?.0);
        }
        let row = added.ok_or_else(|| unknown(group))?;
        Ok((row, self.redraw()))
    }

    /// Removes a row.
    ///
    /// # Errors
    /// `path.group`, `path.row`.
    pub fn remove_row(&mut self, group: &str, row: &str) -> Result<Changes, EngineError> {
        for session in self.with_group(group)? {
            session.remove_row(group, row)?;
        }
        Ok(self.redraw())
    }

    /// Moves a row to another position among those beside it, from 0; beyond the last: to the end.
    ///
    /// # Errors
    /// `path.group`, `path.row`.
    pub fn move_row(&mut self, group: &str, row: &str, to: u32) -> Result<Changes, EngineError> {
        for session in self.with_group(group)? {
            session.move_row(group, row, to)?;
        }
        Ok(self.redraw())
    }

    /// Says that a group's rows are all there, or that more may come.
    ///
    /// # Errors
    /// `path.group`.
    pub fn confirm(&mut self, group: &str, complete: bool) -> Result<Changes, EngineError> {
        for session in self.with_group(group)? {
            session.confirm(group, complete)?;
        }
        Ok(self.redraw())
    }

    /// Says that a register's or card's value is wrong (对数据有异议); each item that has it goes to review.
    ///
    /// # Errors
    /// As [`Session::dispute`].
    pub fn dispute(
        &mut self,
        path: &str,
        reason: &str,
        claimed: Option<WireValue>,
    ) -> Result<Changes, EngineError> {
        let mut disputed = false;
        for session in self.sessions_mut() {
            if fit(&session.plan, path, false) == Fit::Takes {
                session.dispute(path, reason, claimed.clone())?;
                disputed = true;
            }
        }
        if !disputed {
            return Err(unknown(path));
        }
        Ok(self.redraw())
    }

    /// The sessions that have a group.
    fn with_group(&mut self, group: &str) -> Result<Vec<&mut Session>, EngineError> {
        let missing = self.own.group(group).err();
        let found: Vec<&mut Session> = self
            .sessions_mut()
            .filter(|session| group_of(&session.plan, group).is_some())
            .collect();
        match missing {
            Some(missing) if found.is_empty() => Err(missing),
            _ => Ok(found),
        }
    }
}

/// Whether a value says that a register did not answer.
fn out_of_reach(value: &WireValue) -> bool {
    matches!(wire::unknown(value), Some(Ok(reason)) if reason != Reason::NotAsked)
}

/// What an item is told of a fact; none where it does not have it.
pub(super) fn own_value(session: &Session, path: &str, value: &WireValue) -> Option<WireValue> {
    (fit(&session.plan, path, out_of_reach(value)) == Fit::Takes)
        .then(|| own_columns(session, path, value))
}

/// Whether rows hold a column that none of these groups has.
fn has_stranger(groups: &[(&Plan, u32)], rows: &WireValue) -> bool {
    let rows = rows.as_array().into_iter().flatten();
    rows.filter_map(Value::as_object)
        .flatten()
        .any(|(column, value)| {
            let slots: Vec<(&Plan, u32)> = groups
                .iter()
                .filter_map(|(plan, group)| Some((*plan, plan.name_in(Some(*group), column)?)))
                .collect();
            let inner: Vec<(&Plan, u32)> = slots
                .iter()
                .filter_map(|(plan, slot)| Some((*plan, plan.of(*slot)?.rows?)))
                .collect();
            slots.is_empty() || (!inner.is_empty() && has_stranger(&inner, value))
        })
}

/// Rows with the columns that an item has; any other value as it is.
fn own_columns(session: &Session, path: &str, value: &WireValue) -> WireValue {
    match group_of(&session.plan, path) {
        Some(group) => own_rows(&session.plan, group, value),
        None => value.clone(),
    }
}

fn own_rows(plan: &Plan, group: u32, value: &WireValue) -> WireValue {
    let Some(rows) = value.as_array() else {
        return value.clone();
    };
    let own = |row: &WireValue| match row.as_object() {
        Some(row) => {
            let columns = row.iter().filter_map(|(column, value)| {
                let slot = plan.name_in(Some(group), column)?;
                let value = match plan.of(slot)?.rows {
                    Some(inner) => own_rows(plan, inner, value),
                    None => value.clone(),
                };
                Some((column.clone(), value))
            });
            Value::Object(columns.collect())
        }
        None => row.clone(),
    };
    Value::Array(rows.iter().map(own).collect())
}
