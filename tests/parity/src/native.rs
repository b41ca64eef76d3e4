//! Checks that need no other host: the same digest whatever the order, the language, the capabilities, or the path.

use crate::evaluate::{Decided, failed, give, open, set};
use anyhow::{Context as _, Result, bail};
use fastrand::Rng;
use serde_json::Value;
use std::sync::Arc;
use tongban_engine::Engine;
use tongban_engine::api::OpenOptions;

/// Every this many cases the costlier variants are tried.
const SAMPLE: usize = 5;

/// Runs the checks; gives how many were made. The first difference is an error.
pub fn check(engine: &Arc<Engine>, cases: &[Decided], seed: u64) -> Result<u64> {
    let mut rng = Rng::with_seed(seed);
    let mut made = 0;
    for (number, decided) in cases.iter().enumerate() {
        same(decided, "bytes to bytes", &bytes(engine, decided)?)?;
        made += 1;
        if number % SAMPLE == 0 {
            same(
                decided,
                "another order, language and capabilities",
                &shuffled(engine, decided, &mut rng)?,
            )?;
            same(decided, "from its draft", &from_draft(engine, decided)?)?;
            made += 2;
        }
    }
    Ok(made)
}

fn same(decided: &Decided, how: &str, digest: &str) -> Result<()> {
    if decided.digest == digest {
        return Ok(());
    }
    bail!(
        "decided {how}, the digest is `{digest}`, not `{}`, for {}",
        decided.digest,
        decided.case.request()
    );
}

fn bytes(engine: &Arc<Engine>, decided: &Decided) -> Result<String> {
    let answer = engine.decide(decided.case.request().as_bytes());
    let answer: Value = serde_json::from_slice(&answer)?;
    let digest = answer
        .get("digest")
        .or_else(|| answer.get("decisionDigest"))
        .and_then(Value::as_str);
    Ok(digest
        .with_context(|| format!("no digest in {answer} for {}", decided.case.request()))?
        .to_owned())
}

fn shuffled(engine: &Arc<Engine>, decided: &Decided, rng: &mut Rng) -> Result<String> {
    let case = &decided.case;
    let session = engine.open(OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.clone(),
        region: case.region.clone(),
        capabilities: vec!["scan".into(), "read-card".into()],
        lang: Some(if rng.bool() {
            "en".into()
        } else {
            "zh-Hant".into()
        }),
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
    Ok(session.decision_digest())
}

fn from_draft(engine: &Arc<Engine>, decided: &Decided) -> Result<String> {
    let case = &decided.case;
    let first = open(engine, case).map_err(failed)?;
    let second = engine.open(OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.clone(),
        region: case.region.clone(),
        draft: Some(first.draft()),
        ..OpenOptions::default()
    });
    Ok(second.map_err(failed)?.decision_digest())
}
