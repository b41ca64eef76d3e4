//! The decision of a bundle, what is handed in, and what is kept of it under way.

use super::BundleSession;
use crate::EngineError;
use crate::api::{
    BundleMaterial, BundlePacket, BundlePart, Diagnostic, Draft, GivenInPart, PacketFact, WireValue,
};
use crate::json::canonical;
use crate::packet::is_id;
use crate::session::DRAFT;
use serde_json::json;
use tongban_runtime::sorted::SortedMap;

/// The schema of bundles' packets.
pub const BUNDLE: &str = "tongban.bundle/1";
/// The schema of bundles' decisions.
pub(super) const DECISION: &str = "tongban.bundle-decision/1";

impl BundleSession {
    /// Which items take part, in which order, and the digest of each one's decision, as JSON.
    #[must_use]
    pub fn decision_value(&self) -> WireValue {
        let members = self.shown.members.iter().flatten().zip(&self.members);
        let members: Vec<WireValue> = members
            .map(|(view, session)| {
                let takes = matches!(view.state.as_str(), "goes" | "waits");
                json!({
                    "item": view.item,
                    "state": view.state,
                    "needs": view.needs,
                    "decision": takes.then(|| session.decision_digest()),
                })
            })
            .collect();
        json!({
            "schema": DECISION,
            "module": self.engine.digest(),
            "bundle": self.own.plan.item.id,
            "asOf": self.own.as_of.to_string(),
            "region": self.own.region,
            "facts": self.own.known_facts(),
            "members": members,
            "verdict": self.shown.verdict.kind,
        })
    }

    /// The decision's canonical bytes (RFC 8785).
    #[must_use]
    pub fn decision(&self) -> Vec<u8> {
        // Texts, lists and nulls at a known depth: there are always canonical bytes.
        canonical(&self.decision_value()).unwrap_or_default()
    }

    /// SHA-256 of the decision, lower-case hex.
    #[must_use]
    pub fn decision_digest(&self) -> String {
        crate::module::digest(&self.decision())
    }

    /// The decision with that of each item that takes part, as [`crate::Engine::decide`] answers.
    #[must_use]
    pub fn answer(&self) -> WireValue {
        let members: Vec<WireValue> = self
            .taking_part()
            .map(|(_, session)| {
                json!({
                    "item": session.plan.item.id,
                    "decision": session.decision_value(),
                    "digest": session.decision_digest(),
                })
            })
            .collect();
        json!({"decision": self.decision_value(), "digest": self.decision_digest(), "members": members})
    }

    /// What is handed in, whatever the verdict: the items that take part, every fact and every file once.
    ///
    /// # Errors
    /// `packet.id` when an id is not 32 lower-case hex digits.
    pub fn packet(&self, id: &str, supersedes: Option<&str>) -> Result<BundlePacket, EngineError> {
        if !is_id(id) || supersedes.is_some_and(|other| !is_id(other) || other == id) {
            return Err(Diagnostic::error(
                "packet.id",
                "a packet's id is not 32 lower-case hex digits, or replaces itself",
            )
            .with_help("make 128 random bits when the application starts"));
        }
        let mut facts: SortedMap<String, PacketFact> = self.own.entries(true);
        let mut materials: SortedMap<String, BundleMaterial> = SortedMap::new();
        let mut members = Vec::new();
        for (_, session) in self.taking_part() {
            let item = session.plan.item.id.clone();
            let entries = session.entries(true);
            let decision = session.decision();
            members.push(BundlePart {
                item: item.clone(),
                decision_digest: crate::module::digest(&decision),
                decision: session.decision_value(),
                facts: entries.keys().cloned().collect(),
                complete: session.complete(true),
            });
            for (path, fact) in entries {
                facts.or_insert_with(path, || fact);
            }
            for (material, given) in session.manifest(true) {
                let held = materials.or_insert_with(material, || BundleMaterial {
                    files: Vec::new(),
                    given: SortedMap::new(),
                });
                let files = given.files.iter().map(|file| file.sha256.clone()).collect();
                for file in given.files {
                    if !held.files.contains(&file) {
                        held.files.push(file);
                    }
                }
                let given = GivenInPart {
                    how: given.how,
                    files,
                    signed: given.signed,
                    due: given.due,
                };
                held.given.insert(item.clone(), given);
            }
        }
        let decision = self.decision();
        Ok(BundlePacket {
            schema: BUNDLE.to_owned(),
            id: id.to_owned(),
            supersedes: supersedes.map(str::to_owned),
            decision_digest: crate::module::digest(&decision),
            decision: self.decision_value(),
            members,
            facts,
            materials,
        })
    }

    /// The answers so far, hidden ones included.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let mut facts = SortedMap::new();
        let mut complete: Vec<String> = Vec::new();
        let mut members = SortedMap::new();
        let mut names = SortedMap::new();
        for session in self.sessions() {
            for (key, name) in session.draft_names() {
                names.or_insert_with(key, || name);
            }
            for (path, fact) in session.entries(false) {
                facts.or_insert_with(path, || fact);
            }
            for group in session.complete(false) {
                if !complete.contains(&group) {
                    complete.push(group);
                }
            }
            let given = session.manifest(false);
            if !given.is_empty() {
                members.insert(session.plan.item.id.clone(), given);
            }
        }
        Draft {
            schema: DRAFT.to_owned(),
            item: self.own.plan.item.id.clone(),
            module: self.engine.digest().to_owned(),
            as_of: self.own.as_of.to_string(),
            region: self.own.region.clone(),
            facts,
            complete,
            materials: SortedMap::new(),
            members,
            names,
        }
    }
}
