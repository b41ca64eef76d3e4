//! A roster as JavaScript holds it: read it batch by batch, then take its report and its rows as JSON text.

use crate::boundary::to_text;
use tongban_engine::Roster;
use wasm_bindgen::prelude::*;

/// A roster under way.
#[wasm_bindgen]
pub struct RosterHandle {
    roster: Roster,
}

impl RosterHandle {
    /// Around an opened roster.
    pub(crate) const fn new(roster: Roster) -> Self {
        Self { roster }
    }
}

#[wasm_bindgen]
impl RosterHandle {
    /// Reads at most so many rows more; gives how far it is (`RosterProgress`).
    pub fn next(&mut self, rows: u32) -> String {
        to_text(&self.roster.next_batch(rows))
    }

    /// What was found (`RosterReport`).
    pub fn report(&self) -> String {
        to_text(&self.roster.report())
    }

    /// Facts of `count` rows from a place on, as a session's group takes them.
    pub fn facts(&mut self, from: u32, count: u32) -> String {
        to_text(&self.roster.facts(from, count))
    }
}
