//! Tables in CSV files: every cell in its canonical text, without spaces around it and with quotes only where CSV
//! needs them. Remarks, empty lines and the first lines stay as they are.

use super::Edits;
use crate::authored::{Table, Word};
use crate::source::Sources;
use ::csv::{ReaderBuilder, StringRecord};
use tongban_feel::format::{self, Layout, Unformatted};
use tongban_feel::parse::Names;

/// Whether a file holds such a table.
pub fn is_csv(path: &str) -> bool {
    path.ends_with(".csv")
}

/// Lays out the cells of a table that stands in a CSV file.
pub fn table(table: &Table, sources: &Sources, names: &Names, edits: &mut Edits) {
    for input in &table.inputs {
        cell(&input.expression, false, sources, names, edits);
    }
    for row in &table.rows {
        for (place, word) in row.iter().enumerate() {
            cell(word, place < table.inputs.len(), sources, names, edits);
        }
    }
    for word in table.default.iter().flatten() {
        cell(word, false, sources, names, edits);
    }
}

/// Lays out one cell: a condition or an expression.
fn cell(word: &Word, condition: bool, sources: &Sources, names: &Names, edits: &mut Edits) {
    let Some(file) = sources.file(word.at).filter(|file| is_csv(&file.path)) else {
        return;
    };
    let (from, to) = (word.at.start as usize, word.at.end as usize);
    // Spaces around a cell are no part of it.
    let spaces = [' ', '\t'];
    let (Some(before), Some(after)) = (file.text.get(..from), file.text.get(to..)) else {
        return;
    };
    let from = before.trim_end_matches(spaces).len();
    let to = to + (after.len() - after.trim_start_matches(spaces).len());
    let Some(written) = file.text.get(from..to) else {
        return;
    };
    // What is filled up behind a short line is not there.
    if word.value.is_empty() {
        return;
    }
    match canonical(&word.value, condition, names) {
        Ok(value) => {
            let text = quoted(&value);
            if text != written {
                edits.change(word.at.file, from, to, text);
            }
        }
        Err(problem) => edits.refuse(word.at, &word.value, 0, &word.value, problem, sources),
    }
}

fn canonical(text: &str, condition: bool, names: &Names) -> Result<String, Unformatted> {
    if condition {
        format::unary_tests(text, names)
    } else {
        format::expression(text, names, Layout::Line)
    }
}

fn quoted(value: &str) -> String {
    let plain = !value.contains([',', '"', '\n', '\r']) && !value.starts_with('#');
    if plain {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', "\"\""))
    }
}

/// Whether two texts hold the same cells, each as it was or in its canonical text.
pub fn keeps_cells(before: &str, after: &str, names: &Names) -> bool {
    let (Some(before), Some(after)) = (records(before), records(after)) else {
        return false;
    };
    let same = |old: &str, new: &str| {
        let old = if old.is_empty() { "-" } else { old };
        old == new
            || [true, false]
                .into_iter()
                .any(|condition| canonical(old, condition, names).is_ok_and(|text| text == new))
    };
    before.len() == after.len()
        && before.iter().zip(&after).all(|(old, new)| {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(old, new)| old.trim() == new.trim() || same(old.trim(), new.trim()))
        })
}

fn records(text: &str) -> Option<Vec<StringRecord>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    reader.records().collect::<Result<_, _>>().ok()
}
