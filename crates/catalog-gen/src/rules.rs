//! Rules over generated facts.

use crate::facts::{Fact, Kind};
use crate::seed::Seed;

/// A field of the form, and whether it may be absent.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub fact: Fact,
    pub optional: bool,
}

/// A comparison that can be true and can be false.
pub(crate) fn comparison(asked: &Asked, seed: &mut Seed) -> String {
    let name = &asked.fact.name;
    let bare = match &asked.fact.kind {
        Kind::Amount => format!(
            "{name} {} {}",
            seed.of(&["<=", "<", ">="]),
            seed.from(1, 9000) * 100
        ),
        Kind::Months => format!(
            "{name} {} {}",
            seed.of(&[">=", ">", "<"]),
            seed.from(6, 360)
        ),
        Kind::Date => format!("{name} {} 申请日期", seed.of(&["<=", "<"])),
        Kind::Question => format!("{name} = {}", seed.of(&["true", "false"])),
        Kind::Choice(labels) => {
            let count = if labels.len() > 3 { 2 } else { 1 };
            let listed: Vec<String> = labels
                .iter()
                .take(count)
                .map(|label| format!("\"{label}\""))
                .collect();
            format!("{name} in ({})", listed.join(", "))
        }
        Kind::Text => format!("string length({name}) > {}", seed.from(1, 9)),
    };
    if asked.optional {
        format!("({name} != null and {bare})")
    } else {
        bare
    }
}

/// One to three comparisons over different facts.
pub(crate) fn rule(fields: &[Asked], seed: &mut Seed) -> String {
    let count = seed.from(1, 3);
    let mut parts: Vec<String> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for _ in 0..count {
        let asked = seed.of(fields);
        if !seen.contains(&asked.fact.id.as_str()) {
            seen.push(&asked.fact.id);
            parts.push(comparison(asked, seed));
        }
    }
    let word = if seed.chance(60) { " and " } else { " or " };
    parts.join(word)
}
