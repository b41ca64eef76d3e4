//! Decides a case natively, and says what was seen in it.

use crate::case::Case;
use crate::goals::{self, Goal};
use crate::model::Model;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use tongban_engine::Engine;
use tongban_engine::api::{FileView, OpenOptions, Origin, View};
use tongban_engine::{EngineError, Session};
use tongban_image::Image;

/// A decided case that is kept.
pub struct Decided {
    /// The case.
    pub case: Case,
    /// The decision's canonical bytes, which are text.
    pub decision: String,
    /// Its digest.
    pub digest: String,
    /// The verdict.
    pub verdict: String,
    /// What it shows of what must occur.
    pub shown: BTreeSet<Goal>,
    /// Whether it comes from the folder of kept cases.
    pub kept: bool,
}

/// A case just decided, with what a page shows.
pub struct Seen {
    /// The case and its decision.
    pub decided: Arc<Decided>,
    /// The view, which is too large to keep.
    pub view: View,
}

/// A diagnostic of the engine as an error of this program.
pub fn failed(diagnostic: EngineError) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", diagnostic.code, diagnostic.message)
}

/// Opens the case as a channel does: sets facts, gives materials.
pub fn open(engine: &Arc<Engine>, case: &Case) -> Result<Session, EngineError> {
    let mut session = engine.open(OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.clone(),
        region: case.region.clone(),
        ..OpenOptions::default()
    })?;
    for (path, value) in &case.facts {
        set(&mut session, path, value)?;
    }
    give(&mut session, &case.materials)?;
    Ok(session)
}

/// Sets one fact.
pub fn set(session: &mut Session, path: &str, value: &Value) -> Result<(), EngineError> {
    match value.get("$unknown").and_then(Value::as_str) {
        Some(reason) => session.mark_unknown(path, reason)?,
        None => session.set(path, value, Origin::Asked)?,
    };
    if value.is_array() {
        session.confirm(path, true)?;
    }
    Ok(())
}

/// Gives the case's materials.
pub fn give<'a>(
    session: &mut Session,
    materials: impl IntoIterator<Item = (&'a String, &'a Value)>,
) -> Result<(), EngineError> {
    for (id, given) in materials {
        match given.get("how").and_then(Value::as_str).unwrap_or("") {
            "promised" => drop(session.promise(id)?),
            "deferred" => drop(session.defer(id)?),
            "shared" => drop(session.shared(id)?),
            "rendered" => drop(session.sign(id)?),
            "fetched" => drop(session.fetch(id)?),
            _ => {
                for file in given
                    .get("files")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                {
                    let file: FileView = serde_json::from_value(file.clone())
                        .map_err(|error| EngineError::error("parity.file", error.to_string()))?;
                    session.attach(id, file)?;
                }
            }
        }
    }
    Ok(())
}

/// Decides natively, for a comparison. None: the session refuses something of the case.
pub fn decision(engine: &Arc<Engine>, case: &Case) -> Result<Option<String>> {
    let Ok(session) = open(engine, case) else {
        return Ok(None);
    };
    Ok(Some(
        String::from_utf8(session.decision()).context("a decision is not text")?,
    ))
}

/// Decides a kept case.
pub fn kept(engine: &Arc<Engine>, case: Case) -> Result<Decided> {
    let session = open(engine, &case).map_err(failed)?;
    Ok(Decided {
        decision: String::from_utf8(session.decision()).context("a decision is not text")?,
        digest: session.decision_digest(),
        verdict: session.view().verdict.kind,
        shown: BTreeSet::new(),
        kept: true,
        case,
    })
}

/// Decides through a session, and says what was seen. None: the session refuses something of the case, which is no case then.
pub fn decide(
    engine: &Arc<Engine>,
    image: &Image,
    model: &Model,
    case: Case,
) -> Result<Option<Seen>> {
    let Ok(session) = open(engine, &case) else {
        return Ok(None);
    };
    let decision = String::from_utf8(session.decision()).context("a decision is not text")?;
    if decision.is_empty() {
        bail!("the engine gave no decision for {}", case.request());
    }
    let view = session.view();
    let decided = Arc::new(Decided {
        digest: session.decision_digest(),
        verdict: view.verdict.kind.clone(),
        shown: goals::shown(image, model, &case, &view),
        kept: false,
        decision,
        case,
    });
    Ok(Some(Seen { decided, view }))
}
