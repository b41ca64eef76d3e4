//! A packet under a newer module: what would come out otherwise today, in words.

use crate::words::{Lang, without_rows};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use tongban_engine::api::{Diagnostic, Draft, OpenOptions, Packet, SortedMap, WireValue};
use tongban_engine::{Engine, Session, differences};

/// What a newer module says of a packet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Under {
    /// Digest of the module that made the packet.
    pub made_with: String,
    /// Digest of the module that decided now.
    pub module: String,
    /// What comes out otherwise, in the order of the decision; empty: nothing does.
    pub changes: Vec<Change>,
    /// What is not taken over from the packet as it was.
    pub notes: Vec<Diagnostic>,
    /// The decision now.
    pub decision: WireValue,
    /// Its SHA-256, lower-case hex.
    pub decision_digest: String,
}

/// One result that comes out otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Where: `conditions.months`, `deadlines.promised`, `verdict.kind`.
    pub what: String,
    /// Its name in words.
    pub name: String,
    /// The whole as a sentence, answers masked.
    pub text: String,
    /// Why it is so now: the rule's message and the facts that decide, masked, a line each; empty for what is gone.
    pub why: Vec<String>,
}

/// Decides a packet's own entries with this module and explains what differs. `made_by` is the module that made it,
/// for the names of what is gone, where this program can read it.
///
/// # Errors
/// Those of reading a packet; `item.unknown` when the module does not have the item any more, and the other errors of
/// opening a session.
pub fn under(
    engine: &Arc<Engine>,
    made_by: Option<&Arc<Engine>>,
    packet: &[u8],
    lang: &str,
) -> Result<Under, Diagnostic> {
    let packet = Engine::read_packet(packet)?;
    let session = reopened(engine, &packet, lang)?;
    let decision = session.decision_value();
    let mut names = made_by
        .and_then(|engine| reopened(engine, &packet, lang).ok())
        .map(|session| names(&session))
        .unwrap_or_default();
    names.extend(self::names(&session));
    let lang = Lang::new(lang);
    let mut changes: Vec<Change> = Vec::new();
    for difference in whole(
        differences(&packet.decision, &decision),
        &packet.decision,
        &decision,
    ) {
        let Some((name, text)) = lang.sentence(&difference, &names) else {
            continue;
        };
        let why = if difference.ours.is_null() {
            Vec::new()
        } else {
            why(&session, &difference.what)
        };
        changes.push(Change {
            what: difference.what,
            name,
            text,
            why,
        });
    }
    Ok(Under {
        made_with: text(&packet, "module").unwrap_or_default(),
        module: engine.digest().to_owned(),
        changes,
        // That it is another edition is what was asked for.
        notes: session
            .notes()
            .into_iter()
            .filter(|note| note.code != "draft.module")
            .collect(),
        decision_digest: session.decision_digest(),
        decision,
    })
}

/// A limit is told as a whole, not by its amount and its date.
fn whole(
    found: Vec<tongban_engine::api::Difference>,
    packet: &WireValue,
    ours: &WireValue,
) -> Vec<tongban_engine::api::Difference> {
    let mut out: Vec<tongban_engine::api::Difference> = Vec::new();
    for mut difference in found {
        for limit in ["promised", "statutory"] {
            let place = format!("deadlines.{limit}");
            if difference.what.starts_with(&format!("{place}.")) {
                let part = |decision: &WireValue| {
                    decision
                        .pointer(&format!("/deadlines/{limit}"))
                        .cloned()
                        .unwrap_or_default()
                };
                difference.packet = part(packet);
                difference.ours = part(ours);
                difference.what = place;
            }
        }
        if out.last().is_none_or(|last| last.what != difference.what) {
            out.push(difference);
        }
    }
    out
}

fn text(packet: &Packet, key: &str) -> Option<String> {
    packet
        .decision
        .get(key)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// A session with a packet's entries, as far as they fit this module.
fn reopened(engine: &Arc<Engine>, packet: &Packet, lang: &str) -> Result<Session, Diagnostic> {
    let needed = |key: &str| {
        text(packet, key).ok_or_else(|| {
            Diagnostic::error(
                "packet.decision",
                format!("the packet's decision has no `{key}`"),
            )
        })
    };
    let draft = Draft {
        schema: tongban_engine::DRAFT_SCHEMA.to_owned(),
        item: needed("item")?,
        module: needed("module")?,
        as_of: needed("asOf")?,
        region: text(packet, "region"),
        facts: packet.facts.clone(),
        complete: packet.complete.clone(),
        materials: packet.materials.clone(),
        names: SortedMap::new(),
        members: SortedMap::new(),
    };
    engine.open(OpenOptions {
        item: draft.item.clone(),
        as_of: draft.as_of.clone(),
        region: draft.region.clone(),
        capabilities: Vec::new(),
        lang: Some(lang.to_owned()),
        draft: Some(draft),
    })
}

/// Names of fields by path without rows, of conditions, materials and risk points.
fn names(session: &Session) -> BTreeMap<String, String> {
    let view = session.view();
    let mut names = BTreeMap::new();
    for field in &view.fields {
        names.insert(without_rows(&field.path), field.label.clone());
    }
    for condition in &view.conditions {
        names.insert(
            format!("conditions.{}", condition.id),
            condition.name.clone(),
        );
    }
    for material in &view.materials {
        names.insert(format!("materials.{}", material.id), material.name.clone());
    }
    for risk in &view.risks {
        names.insert(format!("risks.{}", risk.id), risk.name.clone());
    }
    names
}

/// Why a result is as it is, without its first line, which the sentence tells.
fn why(session: &Session, what: &str) -> Vec<String> {
    let (part, id) = what.split_once('.').unwrap_or((what, ""));
    let id = id.split('.').next().unwrap_or(id);
    let of = match part {
        "conditions" => format!("condition:{id}"),
        "materialStates" => format!("material:{id}"),
        "risks" => format!("risk:{id}"),
        "deadlines" => "deadline".to_owned(),
        "route" => "route".to_owned(),
        "verdict" => "verdict".to_owned(),
        _ => return Vec::new(),
    };
    let explained = session.explain(&of);
    let lines = |text: String| text.lines().skip(1).map(str::to_owned).collect();
    explained.map_or_else(|_| Vec::new(), |found| lines(found.text))
}
