//! Splitting a bundle's packet into its items' packets, and deciding it again.

use super::open::out_of_reach;
use super::packet::BUNDLE;
use super::set::{Fit, fit};
use crate::EngineError;
use crate::api::{
    BundlePacket, BundleReplay, Diagnostic, Difference, OpenOptions, Packet, PacketFact,
    PacketMaterial,
};
use crate::engine::Engine;
use crate::json::{canonical_of, read, shape};
use crate::packet::{PACKET, is_id};
use crate::replay::compare;
use serde_json::Value;
use std::sync::Arc;
use tongban_runtime::sorted::{SortedMap, SortedSet};

fn wrong(code: &'static str, message: String) -> Diagnostic {
    Diagnostic::error(code, message)
}

/// The packet id of an item of a bundle: the first half of SHA-256 over schema, bundle packet's id and item.
fn part_id(packet: &str, item: &str) -> String {
    let mut digest = crate::module::digest(format!("{BUNDLE}\n{packet}\n{item}").as_bytes());
    digest.truncate(32);
    digest
}

/// One packet for each item, in order. No rule is run: the packet says which facts and files belong to which item. Where
/// the bundle replaces another one, each item's packet replaces the other's of the same item.
///
/// # Errors
/// `packet.bundle` when an item stands twice, names a fact or file that the packet does not hold, or is decided with
/// another module, date or region than the bundle.
pub fn split(packet: &BundlePacket) -> Result<Vec<Packet>, EngineError> {
    let mut seen = SortedSet::new();
    let mut packets = Vec::new();
    for part in &packet.members {
        if !seen.insert(&part.item) {
            return Err(wrong(
                "packet.bundle",
                "an item stands twice in the bundle's packet".to_owned(),
            ));
        }
        // The decision is what is replayed: it must be about the item that the packet says.
        if part.decision.get("item").and_then(Value::as_str) != Some(part.item.as_str()) {
            return Err(wrong(
                "packet.bundle",
                "the decision of an item of the bundle is about another item".to_owned(),
            ));
        }
        // One application: its items are decided by one module, at one date, for one region.
        if ["module", "asOf", "region"]
            .iter()
            .any(|key| part.decision.get(*key) != packet.decision.get(*key))
        {
            return Err(wrong(
                "packet.bundle",
                "an item of the bundle is decided with another module, date or region than the bundle"
                    .to_owned(),
            ));
        }
        let mut facts: SortedMap<String, PacketFact> = SortedMap::new();
        for path in &part.facts {
            let fact = packet.facts.get(path).ok_or_else(|| {
                let shown: String = path
                    .chars()
                    .filter(char::is_ascii_graphic)
                    .take(80)
                    .collect();
                wrong(
                    "packet.bundle",
                    format!("an item names the fact `{shown}`, which the packet does not hold"),
                )
            })?;
            facts.insert(path.clone(), fact.clone());
        }
        let mut materials = SortedMap::new();
        for (id, material) in &packet.materials {
            let Some(given) = material.given.get(&part.item) else {
                continue;
            };
            let file = |sha256: &String| {
                let file = material.files.iter().find(|file| file.sha256 == *sha256);
                file.cloned().ok_or_else(|| {
                    wrong(
                        "packet.bundle",
                        "an item names a file that the packet does not hold".to_owned(),
                    )
                })
            };
            let given = PacketMaterial {
                how: given.how.clone(),
                files: given.files.iter().map(file).collect::<Result<_, _>>()?,
                signed: given.signed.clone(),
                due: given.due.clone(),
            };
            materials.insert(id.clone(), given);
        }
        packets.push(Packet {
            schema: PACKET.to_owned(),
            id: part_id(&packet.id, &part.item),
            supersedes: packet
                .supersedes
                .as_ref()
                .map(|other| part_id(other, &part.item)),
            decision: part.decision.clone(),
            decision_digest: part.decision_digest.clone(),
            facts,
            complete: part.complete.clone(),
            materials,
        });
    }
    Ok(packets)
}

impl Engine {
    /// Reads a bundle's packet strictly: bytes, UTF-8, depth, duplicate keys, shape, ids.
    ///
    /// # Errors
    /// `json.*`, `packet.schema`, `packet.id`.
    pub fn read_bundle_packet(bytes: &[u8]) -> Result<BundlePacket, EngineError> {
        let packet: BundlePacket = shape(read(bytes)?)?;
        if packet.schema != BUNDLE {
            return Err(wrong(
                "packet.schema",
                format!("the packet is not of the form `{BUNDLE}`"),
            ));
        }
        let replaces = packet.supersedes.as_ref();
        if !is_id(&packet.id) || replaces.is_some_and(|other| !is_id(other) || *other == packet.id)
        {
            return Err(wrong(
                "packet.id",
                "a packet's id is not 32 lower-case hex digits, or replaces itself".to_owned(),
            ));
        }
        Ok(packet)
    }

    /// Decides a bundle's packet again from its own facts, date and module, and splits it into one packet an item.
    ///
    /// # Errors
    /// `packet.*`, `bundle.unknown`, `replay.module` when another module made it, and those of [`Engine::replay`].
    pub fn replay_bundle(
        self: &Arc<Self>,
        packet: &BundlePacket,
    ) -> Result<BundleReplay, EngineError> {
        let packets = split(packet)?;
        let mut differences = Vec::new();
        let mut same = true;
        for (part, own) in packet.members.iter().zip(&packets) {
            let report = self.replay_packet(own)?;
            same &= report.same;
            differences.extend(report.differences.into_iter().map(|found| Difference {
                what: format!("{}.{}", part.item, found.what),
                ..found
            }));
        }
        let ours = self.bundle_of_packet(packet, &packets)?;
        let again = ours.packet(&packet.id, packet.supersedes.as_deref())?;
        let before = differences.len();
        compare("", &packet.decision, &again.decision, &mut differences);
        // The packet's items are those that take part, in order; everything in it belongs to one of them or to the
        // bundle's own questions, and nothing is left out.
        let parts = |packet: &BundlePacket| {
            let facts: Vec<&String> = packet.facts.keys().collect();
            let materials: SortedMap<&String, (Vec<&String>, Vec<&String>)> = packet
                .materials
                .iter()
                .map(|(id, one)| {
                    let files = one.files.iter().map(|file| &file.sha256).collect();
                    (id, (files, one.given.keys().collect()))
                })
                .collect();
            let items: Vec<&String> = packet.members.iter().map(|part| &part.item).collect();
            serde_json::json!({"items": items, "entries": facts, "given": materials})
        };
        compare("", &parts(packet), &parts(&again), &mut differences);
        if packet.decision_digest != again.decision_digest {
            differences.push(Difference {
                what: "decisionDigest".to_owned(),
                packet: Value::String(packet.decision_digest.clone()),
                ours: Value::String(again.decision_digest.clone()),
            });
        }
        same &= differences.len() == before;
        Ok(BundleReplay {
            same,
            differences,
            decision: again.decision,
            decision_digest: again.decision_digest,
            packet_digest: crate::module::digest(&canonical_of(packet)?),
            packets,
        })
    }

    /// A bundle session with exactly a packet's facts and materials.
    fn bundle_of_packet(
        self: &Arc<Self>,
        packet: &BundlePacket,
        packets: &[Packet],
    ) -> Result<super::BundleSession, EngineError> {
        let text = |key: &str| packet.decision.get(key).and_then(Value::as_str);
        let lacks = |what: &str| {
            wrong(
                "packet.decision",
                format!("the bundle's decision names no {what}"),
            )
        };
        if text("module").ok_or_else(|| lacks("module"))? != self.digest() {
            return Err(wrong(
                "replay.module",
                "the packet was made with another module".to_owned(),
            )
            .with_help("replay it with that module"));
        }
        let bundle = text("bundle").ok_or_else(|| lacks("bundle"))?;
        let place = self.find_bundle(bundle).ok_or_else(|| {
            wrong(
                "bundle.unknown",
                "there is no such bundle in the catalogue".to_owned(),
            )
        })?;
        let options = OpenOptions {
            as_of: text("asOf")
                .ok_or_else(|| lacks("application date"))?
                .to_owned(),
            region: text("region").map(str::to_owned),
            ..OpenOptions::default()
        };
        let (own, plans) = self.bundle_plans_of(place)?;
        let mut own_session = self.begin(Arc::clone(&own), options.clone())?;
        let facts = packet.facts.iter();
        let facts = facts
            .filter(|(path, fact)| fit(&own, path, out_of_reach(fact)) == Fit::Takes)
            .map(|(path, fact)| (path.clone(), fact.clone()))
            .collect();
        own_session.restore_packet(&facts, &[])?;
        let mut members = Vec::new();
        for plan in plans {
            let part = packet.members.iter().zip(packets);
            let mut part = part
                .filter(|(part, _)| part.item == plan.item.id)
                .map(|(_, own)| own);
            members.push(match part.next_back() {
                Some(own) => self.session_of(own)?,
                None => self.begin(plan, options.clone())?,
            });
        }
        Ok(self.bundle_of(place, own_session, members))
    }
}
