//! The decision: canonical JSON that is the same on every host, in every language, by every way of asking.
//!
//! Absent facts are left out; rows stand in order; codes of places in rows name them by position.

use crate::api::{DeadlineView, LimitView, WireValue};
use crate::json::canonical;
use crate::plan::{at, indices};
use crate::results::{How, how_id};
use crate::session::{Place, Session, Tri};
use crate::wire;
use serde_json::{Map, Value, json};
use tongban_image::Field;

/// The schema of decisions.
pub const SCHEMA: &str = "tongban.decision/1";

impl Session {
    /// The decision as JSON.
    #[must_use]
    pub fn decision_value(&self) -> WireValue {
        let views = &self.views;
        let states = |list: Vec<(&String, &String)>| -> Vec<Value> {
            list.into_iter()
                .map(|(id, state)| json!({"id": id, "state": state}))
                .collect()
        };
        json!({
            "schema": SCHEMA,
            "module": self.engine.digest(),
            "item": self.plan.item.id,
            "asOf": self.as_of.to_string(),
            "region": self.region,
            "facts": self.known_facts(),
            "materials": self.given_materials(),
            "conditions": states(views.conditions.iter().map(|view| (&view.id, &view.state)).collect()),
            "materialStates": states(views.materials.iter().map(|view| (&view.id, &view.state)).collect()),
            "risks": views
                .risks
                .iter()
                .map(|view| json!({"id": view.id, "code": view.code, "state": view.state, "level": view.level}))
                .collect::<Vec<_>>(),
            "route": {"id": views.route.id, "target": views.route.target, "post": views.route.post, "region": views.route.region},
            "deadlines": deadlines(&views.deadline),
            "verdict": {
                "kind": views.verdict.kind,
                "reasons": views.verdict.reasons.iter().map(|reason| reason.code.clone()).collect::<Vec<_>>(),
            },
        })
    }

    /// The decision's canonical bytes (RFC 8785).
    #[must_use]
    pub fn decision(&self) -> Vec<u8> {
        self.decided().to_vec()
    }

    fn decided(&self) -> &[u8] {
        // The value is made of texts, lists and integers of limits, at a known depth: it always has canonical bytes.
        self.decided
            .get_or_init(|| canonical(&self.decision_value()).unwrap_or_default())
    }

    /// SHA-256 of the decision, lower-case hex.
    #[must_use]
    pub fn decision_digest(&self) -> String {
        crate::module::digest(self.decided())
    }

    /// Every known value of a visible field, by fact id; rows as lists.
    pub(crate) fn known_facts(&self) -> Map<String, Value> {
        let mut facts = Map::new();
        for field in &self.plan.form {
            let Some(field) =
                at(&self.plan.item.fields, *field).filter(|field| field.group.is_none())
            else {
                continue;
            };
            let id = self.fact_id(field.slot).to_owned();
            match self.plan.of(field.slot).and_then(|slot| slot.rows) {
                None => {
                    if let Some(value) = self.known(field.slot, 0) {
                        facts.insert(id, value);
                    }
                }
                Some(group) => {
                    if let Some(rows) = self.known_rows(group, field, 0) {
                        facts.insert(id, rows);
                    }
                }
            }
        }
        facts
    }

    /// The rows of a shown group that stand in one row of the outer group (0: in none), if there are any.
    fn known_rows(&self, group: u32, field: &Field, outer: u32) -> Option<Value> {
        let place = Place {
            slot: field.slot,
            row: outer,
        };
        let rows = self.rows_of(group, outer);
        let rows: Vec<Value> = rows.map(|row| self.known_row(group, row.id)).collect();
        (self.is_shown(place) && !rows.is_empty()).then_some(Value::Array(rows))
    }

    fn known_row(&self, group: u32, row: u32) -> Value {
        let fields = self
            .plan
            .group(group)
            .map_or(&[][..], |group| &group.fields);
        let known = fields.iter().filter_map(|field| {
            let field = at(&self.plan.item.fields, *field)?;
            let value = match self.plan.of(field.slot)?.rows {
                Some(inner) => self.known_rows(inner, field, row)?,
                None => self.known(field.slot, row)?,
            };
            Some((self.fact_id(field.slot).to_owned(), value))
        });
        Value::Object(known.collect())
    }

    fn known(&self, slot: u32, row: u32) -> Option<Value> {
        if !self.is_shown(Place { slot, row }) {
            return None;
        }
        wire::write(&self.state.cell(&self.plan, slot, row)?.effective)
    }

    /// Whether the field at a place is shown, whatever the groups around it.
    fn is_shown(&self, place: Place) -> bool {
        let visible = self
            .plan
            .field_of(place.slot)
            .and_then(|field| field.visible);
        !matches!(
            self.scope().at(place).holds(visible),
            Tri::No | Tri::Maybe(_)
        )
    }

    /// Whether the facts at a place count: its field is shown, and so are those of the groups around it.
    pub(crate) fn counts(&self, place: Place) -> bool {
        self.is_shown(place) && self.group_counts(place)
    }

    /// Whether the groups in whose rows a place stands are shown.
    pub(crate) fn group_counts(&self, place: Place) -> bool {
        let group = self.plan.of(place.slot).and_then(|slot| slot.group);
        let Some(planned) = group.and_then(|group| self.plan.group(group)) else {
            return true;
        };
        let rows = self.state.around(&self.plan, group, place.row);
        self.counts(Place {
            slot: planned.slot,
            row: if planned.outer.is_some() { rows[0] } else { 0 },
        })
    }

    fn given_materials(&self) -> Vec<Value> {
        let given = indices(&self.plan.item.materials).filter_map(|number| {
            if self.material_need(number) == Tri::No {
                return None;
            }
            let how = match self.how(number)? {
                // A form rendered from the answers and signed is provided.
                How::Rendered => How::Provided,
                how => how,
            };
            Some(json!({"id": self.material(number)?.1.id, "how": how_id(how)}))
        });
        given.collect()
    }
}

fn deadlines(view: &DeadlineView) -> Value {
    let limit = |limit: &Option<LimitView>| {
        limit
            .as_ref()
            .map(|limit| json!({"amount": limit.amount, "kind": limit.kind, "date": limit.date}))
    };
    json!({"id": view.id, "promised": limit(&view.promised), "statutory": limit(&view.statutory)})
}
