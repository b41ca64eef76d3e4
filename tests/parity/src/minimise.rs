//! The smallest case that still differs.

use crate::case::Case;
use anyhow::Result;

/// Most steps, each of which asks the host once about all cases that are a little smaller.
const STEPS: usize = 200;

/// Drops facts, rows, materials and the region while the host still differs. `first` gives the place of the first case of a list that does.
pub fn minimise(
    case: &Case,
    mut first: impl FnMut(&[Case]) -> Result<Option<usize>>,
) -> Result<Case> {
    let mut best = case.clone();
    for _ in 0..STEPS {
        let mut smaller = best.smaller();
        match first(&smaller)? {
            Some(place) if place < smaller.len() => best = smaller.swap_remove(place),
            _ => break,
        }
    }
    Ok(best)
}

/// The first case that differs, where each can be asked on its own.
pub fn each(
    cases: &[Case],
    mut differs: impl FnMut(&Case) -> Result<bool>,
) -> Result<Option<usize>> {
    for (place, case) in cases.iter().enumerate() {
        if differs(case)? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_matters_stays() {
        let case = Case {
            item: "x".into(),
            as_of: "2026-01-01".into(),
            region: Some("500103".into()),
            facts: [
                ("a", json!("1")),
                ("b", json!("2")),
                ("rows", json!([{"c": "1"}, {"c": "2"}])),
            ]
            .map(|(id, value)| (id.to_owned(), value))
            .into(),
            materials: [("m".to_owned(), json!({"how": "provided"}))].into(),
        };
        let needs = |case: &Case| {
            let rows = case
                .facts
                .get("rows")
                .and_then(|rows| rows.as_array().cloned())
                .unwrap_or_default();
            Ok(case.facts.contains_key("b") && rows.iter().any(|row| row["c"] == "2"))
        };
        let least = minimise(&case, |cases| each(cases, needs)).unwrap();
        assert_eq!(
            serde_json::to_value(&least.facts).unwrap(),
            json!({"b": "2", "rows": [{"c": "2"}]})
        );
        assert_eq!((least.region, least.materials.len()), (None, 0));
    }
}
