//! One decision, bytes to bytes, for hosts in any language: `POST /v1/decide`, a wasm interpreter, tests.

use crate::EngineError;
use crate::api::{Diagnostic, FileView, OpenOptions, Origin, PacketMaterial, WireFacts};
use crate::engine::Engine;
use crate::json::{canonical, read, shape};
use crate::session::Session;
use crate::wire;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tongban_runtime::SortedMap;

/// What is answered when the answer cannot be written.
pub(crate) const NO_ANSWER: &[u8] =
    br#"{"diagnostics":[{"code":"engine.answer","severity":"error"}]}"#;

/// What is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecideRequest {
    /// Item id or code.
    pub item: String,
    /// Application date.
    pub as_of: String,
    /// Insured region.
    #[serde(default)]
    pub region: Option<String>,
    /// Facts by id or path.
    #[serde(default)]
    pub facts: WireFacts,
    /// Facts that are not known: path to reason.
    #[serde(default)]
    pub unknown: SortedMap<String, String>,
    /// Groups that are complete, for rows given by path.
    #[serde(default)]
    pub complete: Vec<String>,
    /// Given materials: id to `{how, files?}`, or to the way alone.
    #[serde(default)]
    pub materials: SortedMap<String, GivenMaterial>,
}

/// How a material is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum GivenMaterial {
    /// The way alone: `"shared"`.
    How(String),
    /// In full; a provided one without files stands for one that was seen.
    Full {
        /// The way.
        how: String,
        /// Files.
        #[serde(default)]
        files: Vec<FileView>,
    },
}

impl Engine {
    /// One decision, bytes to bytes: `{item, asOf, region?, facts?, unknown?, complete?, materials?}` gives
    /// `{"decision": …, "digest": …}`; errors give `{"diagnostics": […]}`. Canonical both.
    ///
    /// A bundle's answer also has `members`, each with its `item`, `decision` and `digest`.
    #[must_use]
    pub fn decide(self: &Arc<Self>, request: &[u8]) -> Vec<u8> {
        let answer = read(request)
            .and_then(shape)
            .and_then(|request| self.answer(request));
        let answer = answer.unwrap_or_else(|error| json!({"diagnostics": [error]}));
        canonical(&answer).unwrap_or_else(|_| NO_ANSWER.to_vec())
    }

    fn answer(self: &Arc<Self>, request: DecideRequest) -> Result<Value, EngineError> {
        if self.find_bundle(&request.item).is_none() {
            let session = self.decided(request)?;
            return Ok(
                json!({"decision": session.decision_value(), "digest": session.decision_digest()}),
            );
        }
        let mut bundle = self.open_bundle(options(&request))?;
        bundle.set_facts(&request.facts)?;
        for (path, reason) in &request.unknown {
            bundle.mark_unknown(path, reason)?;
        }
        for group in &request.complete {
            bundle.confirm(group, true)?;
        }
        for (material, given) in &request.materials {
            bundle.give(material, given)?;
        }
        Ok(bundle.answer())
    }

    /// The session behind [`Engine::decide`].
    ///
    /// # Errors
    /// `json.*`, those of opening and setting, `material.*`.
    pub fn decide_session(self: &Arc<Self>, request: &[u8]) -> Result<Session, EngineError> {
        self.decided(shape(read(request)?)?)
    }

    fn decided(self: &Arc<Self>, request: DecideRequest) -> Result<Session, EngineError> {
        let mut session = self.open(options(&request))?;
        session.set_facts(&request.facts)?;
        for (path, reason) in &request.unknown {
            session.set(path, &json!({ wire::UNKNOWN: reason }), Origin::Register)?;
        }
        for group in &request.complete {
            session.confirm(group, true)?;
        }
        for (material, given) in &request.materials {
            session.give(material, given)?;
        }
        Ok(session)
    }
}

fn options(request: &DecideRequest) -> OpenOptions {
    OpenOptions {
        item: request.item.clone(),
        as_of: request.as_of.clone(),
        region: request.region.clone(),
        ..OpenOptions::default()
    }
}

impl Session {
    /// Sets facts by id or path, as facts files and requests give them: groups first, then rows by position, which
    /// are made as they are named.
    ///
    /// # Errors
    /// As [`Session::set`]; nothing more is set after the first error.
    pub fn set_facts(&mut self, facts: &WireFacts) -> Result<(), EngineError> {
        let facts: SortedMap<String, crate::api::PacketFact> = facts
            .iter()
            .map(|(path, value)| {
                let fact = crate::api::PacketFact {
                    value: value.clone(),
                    raw: None,
                    origin: Origin::Asked,
                    unknown: None,
                    disputed: None,
                };
                (path.clone(), fact)
            })
            .collect();
        self.restore_packet(&facts, &[])
    }

    /// Gives a material in the way a request or a worked case names.
    ///
    /// # Errors
    /// `material.*`, `file.*`.
    pub fn give(&mut self, material: &str, given: &GivenMaterial) -> Result<(), EngineError> {
        let (how, files) = match given {
            GivenMaterial::How(how) => (how, &[][..]),
            GivenMaterial::Full { how, files } => (how, files.as_slice()),
        };
        if how == "provided" && files.is_empty() {
            let file = self.stand_in(material)?;
            self.attach(material, file)?;
            return Ok(());
        }
        let given = PacketMaterial {
            how: how.clone(),
            files: files.to_vec(),
            signed: None,
            due: None,
        };
        self.restore_given(material, &given)?;
        self.redraw_materials();
        Ok(())
    }

    /// A file that stands for one that was seen: a decision holds no file.
    fn stand_in(&self, material: &str) -> Result<FileView, EngineError> {
        let number = self.material_named(material).ok_or_else(|| {
            Diagnostic::error("material.unknown", "the item does not have this material")
        })?;
        let media = self
            .material(number)
            .and_then(|(_, material)| material.media.first().cloned())
            .unwrap_or_else(|| "application/pdf".to_owned());
        Ok(FileView {
            name: "given".to_owned(),
            media,
            size: 1,
            sha256: "0".repeat(64),
        })
    }
}

/// A facts file read as JSON.
///
/// # Errors
/// `json.*`, `facts.shape` when it is not an object.
pub fn read_facts(bytes: &[u8]) -> Result<WireFacts, EngineError> {
    match read(bytes)? {
        Value::Object(facts) => Ok(facts.into_iter().collect::<WireFacts>()),
        _ => Err(
            Diagnostic::error("facts.shape", "the facts are not a JSON object")
                .with_help("write `{\"birthDate\": \"1965-05-10\"}`"),
        ),
    }
}
