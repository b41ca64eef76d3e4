//! Checks that need no other host: the same digest whatever the order, the language, the capabilities, or the path.

use crate::case::Case;
use crate::evaluate::{decision, failed, give, open, set};
use crate::hosts::Difference;
use crate::minimise;
use anyhow::{Context as _, Result};
use fastrand::Rng;
use serde_json::Value;
use std::sync::Arc;
use tongban_engine::api::OpenOptions;
use tongban_engine::{Engine, Session};

/// Languages that a session is opened in.
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];
const CAPABILITIES: [&str; 6] = ["scan", "read-card", "upload", "print", "clerk", "offline"];

/// Another way to the same decision.
type Way = fn(&Arc<Engine>, &Case, u64) -> Result<String>;

/// All of them, by name.
pub const WAYS: [(&str, Way); 3] = [
    ("bytes to bytes", bytes),
    (
        "another order, language and capabilities, with wrong turns",
        shuffled,
    ),
    ("from its draft", from_draft),
];

/// Decides a case in each way; gives the first that differs, made small.
pub fn check(
    engine: &Arc<Engine>,
    case: &Case,
    ours: &str,
    seed: u64,
) -> Result<Option<Difference>> {
    for (how, way) in WAYS {
        let theirs = way(engine, case, seed)?;
        if theirs == ours {
            continue;
        }
        let differs = |case: &Case| {
            let Some(ours) = decision(engine, case)? else {
                return Ok(false);
            };
            // A way that fails on a smaller case is no difference of bytes.
            Ok(way(engine, case, seed).is_ok_and(|theirs| theirs != ours))
        };
        let least = minimise::minimise(case, |cases| minimise::each(cases, differs))?;
        return Ok(Some(Difference {
            ours: decision(engine, &least)?.unwrap_or_default(),
            theirs: way(engine, &least, seed)?,
            how: how.to_owned(),
            case: least,
        }));
    }
    Ok(None)
}

fn text(session: &Session) -> Result<String> {
    String::from_utf8(session.decision()).context("a decision is not text")
}

fn bytes(engine: &Arc<Engine>, case: &Case, _: u64) -> Result<String> {
    let answer = String::from_utf8(engine.decide(case.request().as_bytes()))?;
    // Cut out of the answer as it stands: read and written again, differences of spelling would vanish.
    let decision = answer
        .strip_prefix("{\"decision\":")
        .and_then(|rest| rest.rsplit_once(",\"digest\":"));
    match decision {
        Some((decision, _)) => Ok(decision.to_owned()),
        None => Ok(answer),
    }
}

fn shuffled(engine: &Arc<Engine>, case: &Case, seed: u64) -> Result<String> {
    let mut rng = Rng::with_seed(seed);
    let mut capabilities: Vec<String> = CAPABILITIES.map(String::from).into();
    rng.shuffle(&mut capabilities);
    capabilities.truncate(rng.usize(0..=CAPABILITIES.len()));
    let session = engine.open(OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.clone(),
        region: case.region.clone(),
        capabilities,
        lang: rng.choice(LANGUAGES).map(str::to_owned),
        draft: None,
    });
    let mut session = session.map_err(failed)?;
    let mut facts: Vec<(&String, &Value)> = case.facts.iter().collect();
    rng.shuffle(&mut facts);
    for (path, value) in facts {
        // A wrong turn first, now and then: what was taken back leaves no trace.
        if rng.u32(0..6) == 0 && !value.is_array() {
            let _ = session.mark_unknown(path, "unreachable");
            let _ = session.view();
        }
        set(&mut session, path, value).map_err(failed)?;
    }
    let mut materials: Vec<(&String, &Value)> = case.materials.iter().collect();
    rng.shuffle(&mut materials);
    give(&mut session, materials).map_err(failed)?;
    text(&session)
}

fn from_draft(engine: &Arc<Engine>, case: &Case, _: u64) -> Result<String> {
    let first = open(engine, case).map_err(failed)?;
    let second = engine.open(OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.clone(),
        region: case.region.clone(),
        draft: Some(first.draft()),
        ..OpenOptions::default()
    });
    text(&second.map_err(failed)?)
}
