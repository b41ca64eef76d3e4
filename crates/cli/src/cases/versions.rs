//! Worked cases decided by two releases.

use super::run::session;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tongban_catalog::authored::Case;
use tongban_engine::Engine;

/// A case that comes out otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct CaseChange {
    /// The item.
    pub item: String,
    /// The case.
    pub case: String,
    /// What differs: `verdict`, `condition:<id>` …, before and after.
    pub differs: Vec<(String, Option<String>, Option<String>)>,
}

/// The cases that come out otherwise.
pub fn case_changes(old: &Arc<Engine>, new: &Arc<Engine>, cases: &[&Case]) -> Vec<CaseChange> {
    let mut changes = Vec::new();
    for case in cases {
        // A case that one release cannot take, for want of an item or a fact, says nothing here.
        let (Some(before), Some(after)) = (results(old, case), results(new, case)) else {
            continue;
        };
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let differs: Vec<_> = names
            .into_iter()
            .filter(|name| before.get(*name) != after.get(*name))
            .map(|name| {
                let (old, new) = (before.get(name).cloned(), after.get(name).cloned());
                (name.clone(), old, new)
            })
            .collect();
        if !differs.is_empty() {
            changes.push(CaseChange {
                item: case.item.clone(),
                case: case.name.value.clone(),
                differs,
            });
        }
    }
    changes
}

/// What comes out of a case, by name.
fn results(engine: &Arc<Engine>, case: &Case) -> Option<BTreeMap<String, String>> {
    let session = session(engine, case).ok()?;
    let view = session.view();
    let mut results = BTreeMap::from([("verdict".to_owned(), view.verdict.kind.clone())]);
    for one in &view.conditions {
        results.insert(format!("condition:{}", one.id), one.state.clone());
    }
    for one in &view.materials {
        results.insert(format!("material:{}", one.id), one.state.clone());
    }
    for one in &view.risks {
        results.insert(format!("risk:{}", one.id), one.state.clone());
    }
    if let Some(target) = &view.route.target {
        results.insert("route".to_owned(), target.clone());
    }
    let promised = view.deadline.promised.as_ref();
    if let Some(date) = promised.and_then(|limit| limit.date.clone()) {
        results.insert("deadline".to_owned(), date);
    }
    Some(results)
}
