//! Values at the edges of what the dictionary declares, and characters that break careless code: each must occur in every item that can show it.

use crate::model::{Input, Model, index};
use serde_json::Value;
use std::collections::BTreeSet;
use tongban_image::{FactKind, Image};
use tongban_runtime::{Date, Decimal};

/// Groups of at most so many rows are tried full.
const FULL_ROWS: u32 = 60;

/// A value at an edge, by name: `least`, `below`, `most`, `above`; for text `longest` and `too-long`.
pub type Edge = (&'static str, String);

/// Texts of characters that hosts treat differently when they are careless, by name.
pub const CHARACTERS: [(&str, &str); 7] = [
    ("beyond-the-basic-plane", "𠮷野家"),
    ("emoji", "🙂"),
    ("combining", "a\u{301}e\u{308}"),
    ("full-width", "ＡＢＣ１２３"),
    ("radicals", "⼈⽒⽅"),
    ("middle-dot", "阿卜杜•热合曼"),
    ("quotes", "O'Brien \"<&>\" \\"),
];

/// The values at the edges of a fact's domain and just outside.
pub fn edges(kind: &FactKind) -> Vec<Edge> {
    match kind {
        FactKind::Number(domain) => {
            let step = Decimal::parse(&step(domain.scale));
            let bound = |bound: &Option<String>| bound.as_deref().and_then(Decimal::parse);
            let low = bound(&domain.min).map(|low| (low, step.and_then(|step| low.sub(step).ok())));
            let high =
                bound(&domain.max).map(|high| (high, step.and_then(|step| high.add(step).ok())));
            named(low, high)
        }
        FactKind::Date { min, max } => {
            let bound = |bound: &Option<String>| bound.as_deref().and_then(Date::parse);
            let low = bound(min).map(|low| (low, low.add_days(-1).ok()));
            let high = bound(max).map(|high| (high, high.add_days(1).ok()));
            named(low, high)
        }
        FactKind::Text {
            max_chars,
            format: None,
            long: _,
        } => {
            let most = index(*max_chars);
            vec![
                ("longest", "长".repeat(most)),
                ("too-long", "长".repeat(most + 1)),
            ]
        }
        _ => Vec::new(),
    }
}

fn step(scale: u8) -> String {
    match usize::from(scale) {
        0 => "1".to_owned(),
        places => format!("0.{:0>places$}", 1),
    }
}

fn named<T: ToString>(low: Option<(T, Option<T>)>, high: Option<(T, Option<T>)>) -> Vec<Edge> {
    let mut out = Vec::new();
    for (bound, at, outside) in [(low, "least", "below"), (high, "most", "above")] {
        if let Some((value, beyond)) = bound {
            out.push((at, value.to_string()));
            out.extend(beyond.map(|value| (outside, value.to_string())));
        }
    }
    out
}

/// Rows that fill a group, when that is not too many.
pub fn full(kind: &FactKind) -> Option<usize> {
    match kind {
        FactKind::Group { max_rows, .. } if *max_rows <= FULL_ROWS => Some(index(*max_rows)),
        _ => None,
    }
}

/// The field that rare characters are typed into: the first free text of the item.
pub fn free_text<'a>(image: &Image, model: &'a Model) -> Option<&'a Input> {
    model
        .inputs
        .iter()
        .filter(|input| input.asked)
        .find(|input| {
            let kind = image.facts.get(index(input.fact)).map(|fact| &fact.kind);
            matches!(kind, Some(FactKind::Text { max_chars, format: None, .. }) if *max_chars >= 16)
        })
}

/// Which edges and characters the facts of a case, or of a row, show: `edge ITEM FACT least`, `characters ITEM emoji`.
pub fn shown(
    image: &Image,
    model: &Model,
    facts: &serde_json::Map<String, Value>,
    seen: &mut BTreeSet<String>,
) {
    let columns = model.inputs.iter().flat_map(|input| &input.columns);
    for input in model.inputs.iter().chain(columns) {
        let kind = image.facts.get(index(input.fact)).map(|fact| &fact.kind);
        match (kind, facts.get(&input.id)) {
            (Some(kind), Some(Value::String(text))) => {
                for (name, value) in edges(kind) {
                    if value == *text {
                        seen.insert(format!("edge {} {} {name}", model.id, input.id));
                    }
                }
            }
            (Some(kind), Some(Value::Array(rows))) if full(kind) == Some(rows.len()) => {
                seen.insert(format!("rows {} {} full", model.id, input.id));
            }
            _ => {}
        }
    }
    let Some(text) = free_text(image, model).and_then(|input| facts.get(&input.id)?.as_str())
    else {
        return;
    };
    for (name, characters) in CHARACTERS {
        if text == characters {
            seen.insert(format!("characters {} {name}", model.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongban_image::Domain;

    #[test]
    fn a_number_has_its_bounds_and_one_step_beyond() {
        let domain = Domain {
            min: Some("0".into()),
            max: Some("20000".into()),
            scale: 2,
            unit: None,
        };
        let values: Vec<Edge> = edges(&FactKind::Number(domain));
        let text = |name: &'static str, value: &str| (name, value.to_owned());
        assert_eq!(
            values,
            [
                text("least", "0"),
                text("below", "-0.01"),
                text("most", "20000"),
                text("above", "20000.01"),
            ]
        );
    }

    #[test]
    fn a_date_has_the_days_around_its_bounds() {
        let kind = FactKind::Date {
            min: Some("1900-01-01".into()),
            max: None,
        };
        let values = edges(&kind);
        assert_eq!(values[0], ("least", "1900-01-01".to_owned()));
        assert_eq!(values[1], ("below", "1899-12-31".to_owned()));
        assert_eq!(values.len(), 2);
    }
}
