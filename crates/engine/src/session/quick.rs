//! One fact by its slot, and what changed as bytes: a keystroke without names, paths or JSON.
//!
//! Numbers are LEB128. A change of a field is one of two records:
//!
//! ```text
//! 1 slot row flags length value    nothing wrong, as typed or without a text of its own, no group
//! 2 length json                    any other, as `FieldChange`
//! ```
//!
//! Flags, from the lowest bit: visible; required; `Knowledge` (3 bits); `Origin`, 0 for none (3 bits); the value (3 bits): null,
//! false, true, text, or the text that was said; then `length` and `value` follow only for text. `0` ends the fields;
//! after it comes JSON of `Changes` without its fields, or nothing where only fields changed.

use super::refresh::Drawn;
use super::state::Place;
use super::sweep::Sweep;
use super::{Session, Store};
use crate::EngineError;
use crate::api::{Knowledge, Origin};
use crate::json::write;
use crate::plan::at;
use crate::wire::{self, Said};
use tongban_image::SlotKind;
use tongban_runtime::Value;

/// The value of a field, in its flags.
const TEXT: u32 = 3;
const SAID: u32 = 4;

/// What is left of a field's change once its path is known.
pub(crate) struct Brief {
    pub visible: bool,
    pub required: bool,
    pub knowledge: Knowledge,
    pub origin: Option<Origin>,
}

impl Session {
    /// Where a path leads as long as its rows are there: a fact that is answered, rows named by their ids.
    pub(crate) fn lasting(&self, path: &str) -> Option<Place> {
        let by_id = path.split('[').skip(1).all(|row| row.starts_with('r'));
        let place = self.place(path).ok().filter(|_| by_id)?;
        (self.plan.slot(place.slot)?.kind == SlotKind::Input).then_some(place)
    }

    /// Sets a fact where it stands. None: nothing is set, and a call by its path says why.
    pub(crate) fn set_at(&mut self, place: Place, said: Said<'_>, origin: Origin) -> Option<Drawn> {
        let slot = self.plan.slot(place.slot)?;
        let fact = at(&self.engine.image().facts, slot.fact)?;
        self.state.cell(&self.plan, place.slot, place.row)?;
        if slot.kind != SlotKind::Input {
            return None;
        }
        let read: Result<_, EngineError> = self.read_entry(place.slot, &fact.kind, said);
        let mut sweep = Sweep::default();
        self.store(&mut sweep, Store::Cell(place, read.ok()?), origin);
        Some(self.draw(sweep))
    }

    /// What changed, as bytes; `said` is the text that was set.
    pub(crate) fn pack(&self, drawn: &Drawn, said: Option<&str>, out: &mut Vec<u8>) {
        let mut text = String::new();
        for (number, row, whole) in &drawn.fields {
            if self
                .pack_field(*number, *row, said, &mut text, out)
                .is_some()
            {
                continue;
            }
            if let Some(change) = self.field_change(*number, *row, *whole) {
                let json = write(&change);
                out.push(2);
                leb(out, json.len());
                out.extend(json.as_bytes());
            }
        }
        out.push(0);
        if drawn.is_more_than_fields() {
            out.extend(write(&self.other_changes(drawn)).as_bytes());
        }
    }

    fn pack_field(
        &self,
        number: u32,
        row: u32,
        said: Option<&str>,
        text: &mut String,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        let field = at(&self.plan.item.fields, number)?;
        let cell = self.state.cell(&self.plan, field.slot, row)?;
        let brief = self.brief(field, row, cell)?;
        if self.plan.of(field.slot)?.rows.is_some()
            || cell.dispute.is_some()
            || self.is_troubled(field, row, cell, brief.required)
        {
            return None;
        }
        text.clear();
        let value = match &cell.value {
            Value::Bool(value) => 1_u32.saturating_add(u32::from(*value)),
            value if wire::write_text(value, text) => {
                if cell.entry.typed.as_ref().is_some_and(|typed| typed != text) {
                    return None;
                }
                if said == Some(text) { SAID } else { TEXT }
            }
            _ if cell.entry.typed.is_some() => return None,
            _ => 0,
        };
        let origin = brief
            .origin
            .map_or(0, |origin| (origin as u32).saturating_add(1));
        let flags = u32::from(brief.visible)
            | u32::from(brief.required) << 1
            | (brief.knowledge as u32) << 2
            | origin << 5
            | value << 8;
        out.push(1);
        leb(out, field.slot as usize);
        leb(out, row as usize);
        leb(out, flags as usize);
        if value == TEXT {
            leb(out, text.len());
            out.extend(text.as_bytes());
        }
        Some(())
    }
}

/// A number in sevens of bits, the lowest first.
fn leb(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}
