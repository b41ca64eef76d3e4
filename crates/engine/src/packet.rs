//! What is handed in, and what is kept of an application under way.

use crate::EngineError;
use crate::api::{
    Diagnostic, Draft, Effect, Origin, Packet, PacketFact, PacketMaterial, WireValue,
};
use crate::plan::{at, indices};
use crate::results::{How, how_id};
use crate::session::{Cell, DRAFT, Input, Place, Session, Tri};
use crate::wire;
use tongban_image::{Handling, SlotKind};
use tongban_runtime::{Reason, SortedMap};

/// The schema of packets.
pub const PACKET: &str = "tongban.packet/1";

/// Whether a text is 32 lower-case hex digits.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() == 32
        && id
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl Session {
    /// The answers so far, hidden ones included.
    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft {
            schema: DRAFT.to_owned(),
            item: self.plan.item.id.clone(),
            module: self.engine.digest().to_owned(),
            as_of: self.as_of.to_string(),
            region: self.region.clone(),
            facts: self.entries(false),
            complete: self.complete(false),
            materials: self.manifest(false),
            names: self.draft_names(),
            members: SortedMap::new(),
        }
    }

    /// What is handed in, whatever the verdict. `id` is made by the host when the application starts.
    ///
    /// # Errors
    /// `packet.id` when an id is not 32 lower-case hex digits.
    pub fn packet(&self, id: &str, supersedes: Option<&str>) -> Result<Packet, EngineError> {
        if !is_id(id) || supersedes.is_some_and(|other| !is_id(other) || other == id) {
            return Err(Diagnostic::error(
                "packet.id",
                "a packet's id is not 32 lower-case hex digits, or replaces itself",
            )
            .with_help("make 128 random bits when the application starts"));
        }
        let decision = self.decision();
        Ok(Packet {
            schema: PACKET.to_owned(),
            id: id.to_owned(),
            supersedes: supersedes.map(str::to_owned),
            decision_digest: crate::module::digest(&decision),
            decision: self.decision_value(),
            facts: self.entries(true),
            complete: self.complete(true),
            materials: self.manifest(true),
        })
    }

    /// Register fields that an instant item changes when it is done, with their new values.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        if self.entry().handling != Handling::Instant {
            return Vec::new();
        }
        let effects = self.plan.item.effects.iter();
        effects
            .filter_map(|(register, field, slot)| {
                let place = Place {
                    slot: *slot,
                    row: 0,
                };
                let cell = self
                    .state
                    .cell(&self.plan, *slot, 0)
                    .filter(|_| self.counts(place))?;
                let known = matches!(cell.entry.input, Input::Known(_))
                    || matches!(self.plan.slot(*slot)?.kind, SlotKind::Computed(_));
                let value = wire::write(&cell.effective).filter(|_| known)?;
                Some(Effect {
                    register: register.clone(),
                    field: field.clone(),
                    value,
                })
            })
            .collect()
    }

    /// Everything entered or read, by path; `shown` leaves out what does not count.
    pub(crate) fn entries(&self, shown: bool) -> SortedMap<String, PacketFact> {
        // Rows come by number and stand by text: sorted once, not entry by entry.
        let mut found = Vec::new();
        for slot in &self.plan.cells {
            let place = Place {
                slot: *slot,
                row: 0,
            };
            if let Some(fact) = self.entry_at(place, shown) {
                found.push((self.path(place, false), fact));
            }
        }
        for number in indices(&self.plan.groups) {
            let outermost = self
                .plan
                .group(number)
                .filter(|group| group.outer.is_none());
            if outermost.is_some() {
                self.row_entries(number, 0, shown, &mut found);
            }
        }
        found.into_iter().collect()
    }

    /// Entries of the rows of a group that stand in one row of the outer group (0: in none), and in their own rows.
    fn row_entries(
        &self,
        number: u32,
        outer: u32,
        shown: bool,
        found: &mut Vec<(String, PacketFact)>,
    ) {
        let Some(group) = self.plan.group(number) else {
            return;
        };
        for row in self.rows_of(number, outer) {
            let before = found.len();
            for slot in &group.cells {
                let place = Place {
                    slot: *slot,
                    row: row.id,
                };
                if let Some(fact) = self.entry_at(place, shown) {
                    found.push((self.path(place, false), fact));
                }
            }
            for inner in self.plan.inner(number) {
                self.row_entries(inner, row.id, shown, found);
            }
            let place = Place {
                slot: group.slot,
                row: outer,
            };
            if found.len() == before && (!shown || self.counts(place)) {
                let nothing = PacketFact {
                    value: WireValue::Null,
                    raw: None,
                    origin: Origin::Asked,
                    unknown: None,
                    disputed: None,
                };
                found.push((self.row_path(number, row.id), nothing));
            }
        }
    }

    fn entry_at(&self, place: Place, shown: bool) -> Option<PacketFact> {
        let cell: &Cell = self.state.cell(&self.plan, place.slot, place.row)?;
        let rows = self.plan.of(place.slot)?.rows.is_some();
        if (shown && !self.counts(place))
            || (cell.entry.input == Input::Untouched && cell.dispute.is_none())
        {
            return None;
        }
        if rows && matches!(cell.entry.input, Input::Known(_)) {
            // Rows are listed one by one.
            return None;
        }
        let unknown = match cell.entry.input {
            Input::Unknown(reason @ (Reason::Unreachable | Reason::NoData)) => {
                Some(wire::reason_id(reason).to_owned())
            }
            Input::Untouched => Some(wire::reason_id(Reason::NotAsked).to_owned()),
            _ => None,
        };
        let value = if unknown.is_some() {
            WireValue::Null
        } else {
            wire::write(&cell.value).unwrap_or(WireValue::Null)
        };
        let raw = cell
            .entry
            .typed
            .clone()
            .filter(|typed| value.as_str() != Some(typed));
        Some(PacketFact {
            value,
            raw,
            origin: cell.origin,
            unknown,
            disputed: cell.dispute.clone(),
        })
    }

    pub(crate) fn complete(&self, shown: bool) -> Vec<String> {
        let mut found = Vec::new();
        for number in indices(&self.plan.groups) {
            let (Some(group), Some(rows)) =
                (self.plan.group(number), at(&self.state.groups, number))
            else {
                continue;
            };
            let around = group.outer.map_or_else(
                || vec![0],
                |outer| self.rows_of(outer, 0).map(|row| row.id).collect(),
            );
            let complete = around.into_iter().filter(|outer| rows.is_complete(*outer));
            let places = complete.map(|row| Place {
                slot: group.slot,
                row,
            });
            let counted = places.filter(|place| !shown || self.counts(*place));
            found.extend(counted.map(|place| self.path(place, false)));
        }
        found
    }

    /// Given materials by id; `shown`: as they count now, with those taken by themselves.
    pub(crate) fn manifest(&self, shown: bool) -> SortedMap<String, PacketMaterial> {
        let mut found = SortedMap::new();
        for number in indices(&self.plan.item.materials) {
            let Some((material, catalogue)) = self.material(number) else {
                continue;
            };
            let given = self.given.get(&number);
            let how = if shown {
                if self.material_need(number) == Tri::No {
                    None
                } else {
                    self.how(number)
                }
            } else {
                given.and_then(|given| given.how)
            };
            let Some(how) = how else { continue };
            let way = self.way(material, how);
            let signed = given.and_then(|given| given.signed.clone());
            let signed = signed.or_else(|| match how {
                How::Promised | How::Rendered => way
                    .as_ref()
                    .and_then(|way| way.text.as_ref())
                    .map(|text| self.message(text, &self.scope())),
                _ => None,
            });
            let due = (how == How::Deferred)
                .then(|| way.as_ref().and_then(|way| self.due(way)))
                .flatten();
            found.insert(
                catalogue.id.clone(),
                PacketMaterial {
                    how: how_id(how).to_owned(),
                    files: given.map(|given| given.files.clone()).unwrap_or_default(),
                    signed,
                    due: due.map(|due| due.to_string()),
                },
            );
        }
        found
    }
}
