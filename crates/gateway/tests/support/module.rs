//! A module that decides three small items by plain rules: what a service needs to be tested without a catalogue.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use tongban_engine::api::{
    BundlePacket, DeadlineView, Effect, LimitView, Origin, Packet, PacketFact, PacketMaterial,
    Reason, RouteView, SortedMap, Verdict,
};
use tongban_gateway::Diagnostic;
use tongban_gateway::ports::{
    Attribution, BundlePolicy, ChannelPolicy, Decided, DecisionModule, Difference, ItemPolicy,
    Redecide, Redecided, RegisterSource, Replay,
};

pub const DIGEST: &str = "aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11";

/// `contact`: instant, everywhere. `pension`: accepted, portal, counter and kiosk. `file`: at the counter only.
pub struct TestModule {
    items: BTreeMap<&'static str, Arc<ItemPolicy>>,
}

fn source(fact: &str, card: Option<&str>, register: &str, field: &str, asked: bool) -> Attribution {
    let register = Some(RegisterSource {
        register: register.into(),
        field: field.into(),
    });
    Attribution {
        fact: fact.into(),
        in_row: false,
        card: card.map(Into::into),
        register,
        asked,
    }
}

fn item(
    id: &str,
    code: &str,
    channels: &[&str],
    instant: bool,
    sources: Vec<Attribution>,
) -> Arc<ItemPolicy> {
    let texts = |list: &[&str]| list.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    Arc::new(ItemPolicy {
        id: id.into(),
        code: code.into(),
        channels: texts(channels),
        online: channels.contains(&"portal"),
        audience: texts(&["person"]),
        assurance: 3,
        taken_at: texts(&["district", "street"]),
        instant,
        milestones: texts(&["received", "accepted", "done"]),
        sources,
        shareable: texts(&["identity-document"]),
    })
}

impl Default for TestModule {
    fn default() -> Self {
        let name = || source("name", Some("name"), "person", "name", true);
        let number = || {
            source(
                "documentNumber",
                Some("documentNumber"),
                "person",
                "documentNumber",
                true,
            )
        };
        let contact = item(
            "contact",
            "B11",
            &["portal", "counter", "bank", "kiosk"],
            true,
            vec![
                name(),
                number(),
                source("recordedMobile", None, "contact", "mobile", true),
            ],
        );
        let pension_facts = vec![
            name(),
            number(),
            source("paidMonths", None, "pension", "paidMonths", true),
            source("activeSpell", None, "pension", "activeSpell", false),
            source("faceScore", None, "case", "faceScore", false),
        ];
        let pension = item(
            "pension",
            "E01",
            &["portal", "counter", "kiosk"],
            false,
            pension_facts,
        );
        let file = item("file", "E02", &["counter"], false, vec![name(), number()]);
        Self {
            items: BTreeMap::from([("contact", contact), ("pension", pension), ("file", file)]),
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

fn canonical(value: &Value) -> Vec<u8> {
    tongban_engine::json::canonical(value).unwrap()
}

/// The rules. Months under 180: not met. An active spell blocks; not knowing it, or a low face score, is reviewed.
pub fn decision(
    item: &str,
    as_of: &str,
    facts: &SortedMap<String, PacketFact>,
    materials: &SortedMap<String, PacketMaterial>,
) -> Value {
    let known = |id: &str| {
        facts
            .get(id)
            .filter(|f| f.unknown.is_none())
            .map(|f| &f.value)
    };
    let mut conditions = Map::new();
    let mut risks = Map::new();
    let mut post = if item == "contact" { "done" } else { "handle" };
    if item == "pension" {
        let months = known("paidMonths").and_then(|v| v.as_str()?.parse::<u32>().ok());
        conditions.insert(
            "months".into(),
            json!(months.map_or("unknown", |m| if m >= 180 { "met" } else { "not-met" })),
        );
        risks.insert(
            "double".into(),
            json!(known("activeSpell").map_or("unknown", |v| if *v == true {
                "fired"
            } else {
                "silent"
            })),
        );
        let score = known("faceScore").and_then(|v| v.as_str()?.parse::<u32>().ok());
        risks.insert(
            "face".into(),
            json!(score.map_or("unknown", |s| if s < 60 { "fired" } else { "silent" })),
        );
        if risks["double"] == "unknown" || risks["face"] != "silent" {
            post = "review-1";
        }
    }
    let blocked = conditions.values().any(|s| s == "not-met")
        || risks.get("double").is_some_and(|s| s == "fired");
    let missing =
        item == "pension" && known("paidMonths").is_none() && !facts.contains_key("paidMonths");
    let verdict = if blocked {
        "blocked"
    } else if missing {
        "incomplete"
    } else {
        "ready"
    };
    let values: Map<String, Value> = facts
        .iter()
        .filter(|(_, f)| f.unknown.is_none())
        .map(|(k, f)| (k.clone(), f.value.clone()))
        .collect();
    let given: Vec<Value> = materials
        .iter()
        .map(|(id, m)| json!({"id": id, "how": m.how}))
        .collect();
    json!({
        "schema": "tongban.decision/1", "module": DIGEST, "item": item, "asOf": as_of, "region": null, "facts": values, "given": given,
        "conditions": conditions, "risks": risks, "route": {"post": post}, "verdict": {"kind": verdict},
    })
}

impl DecisionModule for TestModule {
    fn digest(&self) -> &str {
        DIGEST
    }
    fn bytes(&self) -> axum::body::Bytes {
        axum::body::Bytes::from_static(b"\0asm\x01\0\0\0")
    }
    fn revision(&self) -> u32 {
        7
    }
    fn from(&self) -> &str {
        "2025-01-01"
    }
    fn channel(&self, id: &str) -> Option<ChannelPolicy> {
        Some(ChannelPolicy {
            backdate_days: if id == "kiosk" { 3 } else { 0 },
            offline: id == "kiosk",
        })
    }
    fn item(&self, id: &str) -> Option<Arc<ItemPolicy>> {
        self.items.get(id).cloned()
    }
    fn bundle(&self, _: &str) -> Option<Arc<BundlePolicy>> {
        None
    }
    fn replay_bundle(&self, _: &BundlePacket) -> Option<Result<Replay, Vec<Diagnostic>>> {
        None
    }
    fn names(&self, item: &str, _: &str) -> (String, BTreeMap<String, String>) {
        (
            format!("事项{item}"),
            BTreeMap::from([("received".into(), "已收件".into())]),
        )
    }
    fn counted(&self, _: &str, _: (u32, &str), _: &str, _: &str) -> Option<LimitView> {
        None
    }
    fn normalise(
        &self,
        _: &str,
        _: &str,
        values: BTreeMap<String, Value>,
    ) -> BTreeMap<String, Value> {
        values
    }
    fn replay(&self, packet: &[u8]) -> Result<Replay, Vec<Diagnostic>> {
        let packet: Packet = serde_json::from_slice(packet).unwrap();
        let said = &packet.decision;
        if said["module"] != DIGEST {
            return Err(vec![Diagnostic::error(
                "replay.module",
                "made with another module",
            )]);
        }
        let ours = decision(
            said["item"].as_str().unwrap(),
            said["asOf"].as_str().unwrap(),
            &packet.facts,
            &packet.materials,
        );
        let mut differences = Vec::new();
        for key in ["facts", "given", "conditions", "risks", "route", "verdict"] {
            if said[key] != ours[key] {
                differences.push(Difference {
                    what: key.into(),
                    packet: said[key].clone(),
                    ours: ours[key].clone(),
                });
            }
        }
        let same = canonical(said) == canonical(&ours);
        Ok(Replay {
            same,
            differences,
            packet_digest: String::new(),
            decision_digest: digest(&canonical(&ours)),
        })
    }
    fn redecide(&self, request: Redecide) -> Result<Redecided, Vec<Diagnostic>> {
        let ours = decision(
            &request.item,
            &request.as_of,
            &request.facts,
            &request.materials,
        );
        let kind = ours["verdict"]["kind"].as_str().unwrap().to_owned();
        let reason = |code: &str| Reason {
            code: code.into(),
            kind: "blocks".into(),
            message: "还差几个月".into(),
            focus: None,
            basis: vec![],
        };
        let mobile = request.facts.get("newMobile").map(|f| f.value.clone());
        Ok(Redecided {
            digest: digest(&canonical(&ours)),
            verdict: Verdict {
                reasons: if kind == "blocked" {
                    vec![reason("condition:months")]
                } else {
                    vec![]
                },
                kind,
                text: String::new(),
            },
            route: RouteView {
                id: None,
                target: Some("here".into()),
                region: None,
                post: ours["route"]["post"].as_str().map(Into::into),
                reason: String::new(),
                because: vec![],
            },
            deadline: DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: vec![],
            },
            undated: DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: vec![],
            },
            left_out: Vec::new(),
            effects: mobile
                .map(|value| Effect {
                    register: "contact".into(),
                    field: "mobile".into(),
                    value,
                })
                .into_iter()
                .collect(),
            labels: BTreeMap::new(),
            decision: ours,
        })
    }
    fn decide(&self, request: &[u8]) -> Decided {
        serde_json::from_slice(request)
            .map_err(|_| vec![Diagnostic::error("json.syntax", "not JSON")])
    }
}

/// A fact of a packet.
pub fn fact(value: Value, origin: Origin) -> PacketFact {
    PacketFact {
        value,
        raw: None,
        origin,
        unknown: None,
        disputed: None,
    }
}

pub fn unreachable() -> PacketFact {
    PacketFact {
        value: Value::Null,
        raw: None,
        origin: Origin::Register,
        unknown: Some("unreachable".into()),
        disputed: None,
    }
}

/// An honest packet of a channel: the decision is what the facts give.
pub fn packet(
    id: &str,
    item: &str,
    as_of: &str,
    facts: &[(&str, PacketFact)],
    materials: &[(&str, PacketMaterial)],
) -> Packet {
    let facts: SortedMap<String, PacketFact> = facts
        .iter()
        .map(|(k, f)| ((*k).to_owned(), f.clone()))
        .collect();
    let materials: SortedMap<String, PacketMaterial> = materials
        .iter()
        .map(|(k, m)| ((*k).to_owned(), m.clone()))
        .collect();
    let decision = decision(item, as_of, &facts, &materials);
    Packet {
        schema: "tongban.packet/1".into(),
        id: id.into(),
        supersedes: None,
        decision_digest: digest(&canonical(&decision)),
        decision,
        facts,
        complete: vec![],
        materials,
    }
}
