//! Packets that channels send, honest ones.

use super::module::{fact, packet, unreachable};
use super::{Answer, Client, TODAY};
use serde_json::{Value, json};
use tongban_engine::api::{Origin, Packet, PacketFact};

pub const ID: &str = "0123456789abcdef0123456789abcdef";
pub const OTHER: &str = "fedcba9876543210fedcba9876543210";

pub fn text(value: &str, origin: Origin) -> PacketFact {
    fact(Value::from(value), origin)
}

/// What an honest portal sends for the person who can retire.
pub fn pension(id: &str) -> Packet {
    let facts = [
        ("name", text("张三", Origin::Register)),
        (
            "documentNumber",
            text("500103196505109037", Origin::Register),
        ),
        ("paidMonths", text("200", Origin::Register)),
        ("activeSpell", fact(json!(false), Origin::Register)),
        ("faceScore", unreachable()),
    ];
    packet(id, "pension", TODAY, &facts, &[])
}

pub fn contact(id: &str, mobile: &str) -> Packet {
    let facts = [
        ("recordedMobile", text("13900000001", Origin::Register)),
        ("newMobile", text(mobile, Origin::Asked)),
    ];
    packet(id, "contact", TODAY, &facts, &[])
}

pub fn with(mut old: Packet, key: &str, fact: PacketFact) -> Packet {
    old.facts.insert(key.to_owned(), fact);
    let facts: Vec<(&str, PacketFact)> = old
        .facts
        .iter()
        .map(|(k, f)| (k.as_str(), f.clone()))
        .collect();
    let materials: Vec<_> = old
        .materials
        .iter()
        .map(|(k, m)| (k.as_str(), m.clone()))
        .collect();
    packet(
        &old.id,
        old.decision["item"].as_str().unwrap(),
        old.decision["asOf"].as_str().unwrap(),
        &facts,
        &materials,
    )
}

pub async fn send(client: &Client, packet: &Packet) -> Answer {
    client
        .post("/v1/packets", &serde_json::to_value(packet).unwrap())
        .await
}
