//! Deciding a packet again: from its own facts (replay), and with what registers answer now (decide again).

use crate::EngineError;
use crate::api::{Diagnostic, Difference, OpenOptions, Origin, Packet, ReplayReport, WireValue};
use crate::engine::Engine;
use crate::json::{canonical, read, shape};
use crate::packet::{PACKET, is_id};
use crate::session::Session;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use tongban_runtime::SortedSet;

/// A packet decided again with other answers.
#[derive(Debug, Clone)]
pub struct Redecision {
    /// The session with the new answers: its view, route, deadline, verdict, decision.
    pub session: Session,
    /// What the new decision says otherwise than the packet's.
    pub differences: Vec<Difference>,
}

fn wrong(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::error(code, message.to_owned())
}

impl Engine {
    /// Reads a packet strictly: bytes, UTF-8, depth, duplicate keys, shape, ids.
    ///
    /// # Errors
    /// `json.*`, `packet.schema`, `packet.id`.
    pub fn read_packet(bytes: &[u8]) -> Result<Packet, EngineError> {
        let packet: Packet = shape(read(bytes)?)?;
        if packet.schema != PACKET {
            return Err(Diagnostic::error(
                "packet.schema",
                format!("the packet is not of the form `{PACKET}`"),
            ));
        }
        if !is_id(&packet.id)
            || packet
                .supersedes
                .as_ref()
                .is_some_and(|other| !is_id(other) || *other == packet.id)
        {
            return Err(wrong(
                "packet.id",
                "a packet's id is not 32 lower-case hex digits, or replaces itself",
            ));
        }
        Ok(packet)
    }

    /// Decides a packet again from its own facts, date and module, and says what differs: in the decision, its digest,
    /// and the entries (`entries.name.value`), confirmed groups and materials (`given.identity-document.how`) beside it.
    ///
    /// # Errors
    /// `json.*`, `packet.*`, `replay.module` when another module made it, and the errors of opening and setting for
    /// facts that the item does not have.
    pub fn replay(self: &Arc<Self>, packet: &[u8]) -> Result<ReplayReport, EngineError> {
        let packet = Self::read_packet(packet)?;
        self.replay_packet(&packet)
    }

    /// The same, bytes to bytes, for hosts without JavaScript: the report, or `{"diagnostics": […]}`. Canonical both.
    #[must_use]
    pub fn replay_bytes(self: &Arc<Self>, packet: &[u8]) -> Vec<u8> {
        let answer = match self.replay(packet) {
            Ok(report) => crate::json::canonical_of(&report),
            Err(error) => canonical(&serde_json::json!({"diagnostics": [error]})),
        };
        answer.unwrap_or_else(|_| crate::decide::NO_ANSWER.to_vec())
    }

    /// The same for a packet that was read.
    ///
    /// # Errors
    /// As [`Engine::replay`].
    pub fn replay_packet(self: &Arc<Self>, packet: &Packet) -> Result<ReplayReport, EngineError> {
        let mut session = self.session_of(packet)?;
        let decision = session.decision_value();
        let decision_digest = session.decision_digest();
        let mut differences = Vec::new();
        compare("", &packet.decision, &decision, &mut differences);
        // What stands beside the decision must be what it was made from: `value` and `raw` of an entry, and no more.
        let own = session.packet(&packet.id, None)?;
        let parts = |packet: &Packet| serde_json::json!({"entries": packet.facts, "complete": packet.complete, "given": packet.materials});
        compare("", &parts(packet), &parts(&own), &mut differences);
        if packet.decision_digest != decision_digest {
            differences.push(Difference {
                what: "decisionDigest".to_owned(),
                packet: Value::String(packet.decision_digest.clone()),
                ours: Value::String(decision_digest.clone()),
            });
        }
        let same = differences.is_empty();
        // A promise may have been signed before an answer changed: an officer reads it, nothing is refused for it.
        session.compare_signed(packet, &mut differences)?;
        let bytes = crate::json::canonical_of(packet)?;
        Ok(ReplayReport {
            same,
            differences,
            decision,
            decision_digest,
            packet_digest: crate::module::digest(&bytes),
        })
    }

    /// Decides a packet again with other answers by path: what registers say now, or `{"$unknown": reason}`. The
    /// packet's other facts, its groups and materials stay; facts set so come from the register.
    ///
    /// # Errors
    /// As [`Engine::replay`], and those of setting a fact.
    pub fn redecide(
        self: &Arc<Self>,
        packet: &Packet,
        answers: &BTreeMap<String, WireValue>,
    ) -> Result<Redecision, EngineError> {
        let mut session = self.session_of(packet)?;
        let answers: Vec<_> = answers
            .iter()
            .map(|(path, value)| (path.clone(), value.clone(), Origin::Register))
            .collect();
        session.set_many(&answers)?;
        let mut differences = Vec::new();
        compare(
            "",
            &packet.decision,
            &session.decision_value(),
            &mut differences,
        );
        Ok(Redecision {
            session,
            differences,
        })
    }

    /// A session with exactly a packet's facts, groups and materials.
    ///
    /// # Errors
    /// As [`Engine::replay`].
    pub fn session_of(self: &Arc<Self>, packet: &Packet) -> Result<Session, EngineError> {
        let text = |key: &str| {
            packet
                .decision
                .get(key)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let module = text("module")
            .ok_or_else(|| wrong("packet.decision", "the packet's decision names no module"))?;
        if module != self.digest() {
            return Err(
                wrong("replay.module", "the packet was made with another module")
                    .with_help("replay it with that module"),
            );
        }
        let item = text("item")
            .ok_or_else(|| wrong("packet.decision", "the packet's decision names no item"))?;
        let as_of = text("asOf").ok_or_else(|| {
            wrong(
                "packet.decision",
                "the packet's decision has no application date",
            )
        })?;
        let mut session = self.open(OpenOptions {
            item,
            as_of,
            region: text("region"),
            ..OpenOptions::default()
        })?;
        session.restore_packet(&packet.facts, &packet.complete)?;
        for (material, given) in &packet.materials {
            session.restore_given(material, given)?;
        }
        session.redraw_materials();
        Ok(session)
    }
}

/// What one decision says otherwise than another, in a stable order.
#[must_use]
pub fn differences(packet: &WireValue, ours: &WireValue) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", packet, ours, &mut found);
    found
}

/// Compares two JSON values; lists of objects with an `id` by that id, other lists by position.
pub(crate) fn compare(path: &str, packet: &Value, ours: &Value, found: &mut Vec<Difference>) {
    if packet == ours {
        return;
    }
    let join = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    let named = (by_id(packet), by_id(ours));
    let (left, right) = match (packet, ours, &named) {
        (Value::Object(left), Value::Object(right), _) => (left, right),
        (_, _, (Some(left), Some(right))) if !(left.is_empty() && right.is_empty()) => {
            (left, right)
        }
        (Value::Array(left), Value::Array(right), _) if path.starts_with("facts") => {
            for position in 0..left.len().max(right.len()) {
                let entry = |list: &[Value]| list.get(position).cloned().unwrap_or(Value::Null);
                compare(
                    &format!("{path}[{position}]"),
                    &entry(left),
                    &entry(right),
                    found,
                );
            }
            return;
        }
        _ => {
            found.push(Difference {
                what: path.to_owned(),
                packet: packet.clone(),
                ours: ours.clone(),
            });
            return;
        }
    };
    let keys: SortedSet<&String> = left.keys().chain(right.keys()).collect();
    let before = found.len();
    for key in keys {
        let (a, b) = (
            left.get(key).unwrap_or(&Value::Null),
            right.get(key).unwrap_or(&Value::Null),
        );
        if a != b {
            compare(&join(key), a, b, found);
        }
    }
    if found.len() == before {
        // The same entries in another order or number: still other bytes.
        found.push(Difference {
            what: path.to_owned(),
            packet: packet.clone(),
            ours: ours.clone(),
        });
    }
}

fn by_id(value: &Value) -> Option<Map<String, Value>> {
    let list = value.as_array()?;
    let entries = list.iter().map(|entry| {
        let mut object = entry.as_object()?.clone();
        let id = object.remove("id")?.as_str()?.to_owned();
        // What is left of `{id, state}` is told as `conditions.age`, not `conditions.age.state`.
        let value = match object.len() {
            1 => object.into_iter().next().map(|(_, value)| value)?,
            _ => Value::Object(object),
        };
        Some((id, value))
    });
    let map: Option<Map<String, Value>> = entries.collect();
    map.filter(|map| map.len() == list.len())
}

/// Whether two values have the same canonical bytes.
#[must_use]
pub fn same_bytes(a: &Value, b: &Value) -> bool {
    matches!((canonical(a), canonical(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn differences(packet: Value, ours: Value) -> Vec<(String, Value, Value)> {
        let mut found = Vec::new();
        compare("", &packet, &ours, &mut found);
        found
            .into_iter()
            .map(|d| (d.what, d.packet, d.ours))
            .collect()
    }

    #[test]
    fn differences_are_named_by_what_they_are_about() {
        let packet = json!({"conditions": [{"id": "age", "state": "met"}], "verdict": {"kind": "ready", "reasons": []}, "facts": {"staff": [{"a": "1"}]}});
        let ours = json!({"conditions": [{"id": "age", "state": "not-met"}], "verdict": {"kind": "blocked", "reasons": ["condition:age"]}, "facts": {"staff": [{"a": "2"}]}});
        assert_eq!(
            differences(packet, ours),
            [
                ("conditions.age".into(), json!("met"), json!("not-met")),
                ("facts.staff[0].a".into(), json!("1"), json!("2")),
                ("verdict.kind".into(), json!("ready"), json!("blocked")),
                (
                    "verdict.reasons".into(),
                    json!([]),
                    json!(["condition:age"])
                ),
            ]
        );
    }

    #[test]
    fn another_order_is_a_difference_too() {
        let one = json!({"risks": [{"id": "a", "state": "x"}, {"id": "b", "state": "x"}]});
        let other = json!({"risks": [{"id": "b", "state": "x"}, {"id": "a", "state": "x"}]});
        assert_eq!(differences(one, other)[0].0, "risks");
        assert_eq!(differences(json!(null), json!({"a": 1}))[0].0, "");
    }
}
