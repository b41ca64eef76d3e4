//! One case through the engine.

use super::compare::compare;
use crate::opening::Refused;
use anyhow::Result;
use serde_json::json;
use std::sync::Arc;
use tongban_catalog::authored::Case;
use tongban_engine::api::{OpenOptions, WireFacts};
use tongban_engine::{Engine, GivenMaterial, Session};

/// What a case expected and what came out.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Failure {
    /// Which result, such as `condition:age`.
    pub what: String,
    /// What the case says.
    pub expected: String,
    /// What the engine says.
    pub found: String,
}

/// Runs a case; an empty list is a pass.
pub fn run_case(engine: &Arc<Engine>, case: &Case) -> Result<Vec<Failure>> {
    let session = session(engine, case)?;
    Ok(compare(&session, case))
}

pub(super) fn session(engine: &Arc<Engine>, case: &Case) -> Result<Session> {
    let options = OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.value.clone(),
        region: case.region.as_ref().map(|region| region.value.clone()),
        ..OpenOptions::default()
    };
    let mut session = engine.open(options).map_err(Refused)?;
    let mut facts: WireFacts = case
        .facts
        .iter()
        .map(|(fact, value)| (fact.value.clone(), value.clone()))
        .collect();
    let unknown = [
        ("unreachable", &case.unreachable),
        ("no-data", &case.no_data),
    ];
    for (reason, list) in unknown {
        facts.extend(
            list.iter()
                .map(|fact| (fact.value.clone(), json!({ "$unknown": reason }))),
        );
    }
    session.set_facts(&facts).map_err(Refused)?;
    for given in &case.materials {
        session
            .give(
                &given.material.value,
                &GivenMaterial::How(given.how.value.clone()),
            )
            .map_err(Refused)?;
    }
    Ok(session)
}
