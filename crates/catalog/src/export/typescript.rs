//! TypeScript types of an item's facts, for front ends.

use super::shape::{Shape, facts};
use std::fmt::Write;
use tongban_image::{FactKind, Image, Item, Texts};

/// The same in every file: declarations of one interface merge.
const UNKNOWN: &str = "\
/** A fact that is not known, and why; `unreachable` and `no-data` only where a register or card may answer. */
export interface UnknownFact {
  $unknown: \"not-asked\" | \"unreachable\" | \"no-data\";
}

";

/// Declarations of `UnknownFact` and `<Item>Facts`; keys are fact ids, comments are names.
#[must_use]
pub fn item_types(image: &Image, item: &Item, texts: &Texts) -> String {
    let mut out = String::new();
    let name = pascal(&item.id);
    let title = image
        .items
        .iter()
        .find(|entry| entry.id == item.id)
        .map(|entry| text(texts, entry.name.0))
        .unwrap_or_default();
    out.push_str(UNKNOWN);
    let _ = writeln!(out, "/** {} */", comment(&title));
    let _ = writeln!(out, "export interface {name}Facts {{");
    members(&facts(image, item), texts, "  ", &mut out);
    out.push_str("}\n");
    out
}

fn text(texts: &Texts, id: u32) -> String {
    texts
        .entries
        .get(id as usize)
        .cloned()
        .flatten()
        .unwrap_or_default()
}

fn comment(text: &str) -> String {
    text.replace("*/", "* /").replace('\n', " ")
}

fn pascal(id: &str) -> String {
    id.split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

fn members(shapes: &[Shape<'_>], texts: &Texts, indent: &str, out: &mut String) {
    for shape in shapes {
        let _ = writeln!(
            out,
            "{indent}/** {} */",
            comment(&text(texts, shape.fact.name.0))
        );
        let _ = write!(out, "{indent}{}?: ", shape.fact.id);
        match &shape.fact.kind {
            FactKind::Boolean => out.push_str("boolean"),
            FactKind::Enum(values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| format!("\"{}\"", value.id))
                    .collect();
                out.push_str(&values.join(" | "));
            }
            FactKind::Group { .. } => {
                out.push_str("{\n");
                members(&shape.columns, texts, &format!("{indent}  "), out);
                let _ = write!(out, "{indent}}}[]");
            }
            // Decimals, dates and region codes are strings on the wire.
            FactKind::Number(_)
            | FactKind::Text { .. }
            | FactKind::Date { .. }
            | FactKind::Region => out.push_str("string"),
        }
        out.push_str(" | null | UnknownFact;\n");
    }
}
