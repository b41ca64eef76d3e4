//! The smallest case that still differs.

use crate::case::Case;
use anyhow::Result;

/// Most comparisons that are made.
const TRIES: usize = 400;

/// Drops facts, rows, materials and the region while `differs` still holds.
pub fn minimise(case: &Case, mut differs: impl FnMut(&Case) -> Result<bool>) -> Result<Case> {
    let mut best = case.clone();
    let mut tries = 0;
    'again: loop {
        for smaller in best.smaller() {
            tries += 1;
            if tries > TRIES {
                break 'again;
            }
            if differs(&smaller)? {
                best = smaller;
                continue 'again;
            }
        }
        break;
    }
    Ok(best)
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
        let least = minimise(&case, needs).unwrap();
        assert_eq!(
            serde_json::to_value(&least.facts).unwrap(),
            json!({"b": "2", "rows": [{"c": "2"}]})
        );
        assert_eq!((least.region, least.materials.len()), (None, 0));
    }
}
