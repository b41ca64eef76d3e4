//! Rows of tables: every cell in its canonical text, columns one below the other.

use super::scalar::{Scalar, Style, inline, scalar};
use super::{Change, Edits};
use crate::authored::{Table, Word};
use crate::source::{SourceFile, Sources};
use tongban_feel::format::Layout;
use tongban_feel::parse::Names;
use tongban_feel::{format, width};

/// A row: its cells as they are to be written, and where they stand.
struct Row<'a> {
    file: u32,
    source: &'a SourceFile,
    cells: Vec<(Scalar, String)>,
}

/// Lays out the cells of a table.
pub fn table(table: &Table, sources: &Sources, names: &Names, edits: &mut Edits) {
    for input in &table.inputs {
        super::rule(&input.expression, sources, names, edits);
    }
    for output in &table.outputs {
        for value in &output.priorities {
            super::rule(value, sources, names, edits);
        }
    }
    let mut rows = Vec::new();
    for row in &table.rows {
        rows.extend(cells(row, table.inputs.len(), sources, names, edits));
    }
    if let Some(default) = &table.default {
        rows.extend(cells(default, 0, sources, names, edits));
        // The default has outputs only: it is no row to be aligned.
        if let Some(default) = rows.pop() {
            write(&default, &[], edits);
        }
    }
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.cells.get(column));
            cells.map(|(_, text)| width(text)).max().unwrap_or(0)
        })
        .collect();
    for row in &rows {
        write(row, &widths, edits);
    }
}

fn cells<'a>(
    row: &[Word],
    inputs: usize,
    sources: &'a Sources,
    names: &Names,
    edits: &mut Edits,
) -> Option<Row<'a>> {
    let first = row.first()?;
    let source = sources.file(first.at)?;
    let mut cells = Vec::new();
    for (place, word) in row.iter().enumerate() {
        let laid_out = if place < inputs {
            format::unary_tests(&word.value, names)
        } else {
            format::expression(&word.value, names, Layout::Line)
        };
        let value = match laid_out {
            Ok(value) => value,
            Err(problem) => {
                edits.refuse(word.at, &word.value, 0, &word.value, problem, sources);
                word.value.clone()
            }
        };
        let scalar = scalar(&source.text, word.at)?;
        if scalar.style == Style::Block {
            return None;
        }
        let written = source.text.get(scalar.from..scalar.to)?;
        let text = if value == word.value && !written.contains('\n') {
            written.to_owned()
        } else {
            inline(&value, scalar.style, true)
        };
        edits.expect(word.at, value);
        cells.push((scalar, text));
    }
    Some(Row {
        file: first.at.file,
        source,
        cells,
    })
}

/// Writes a row: as one run of cells where nothing but commas stands between them, else cell by cell.
fn write(row: &Row<'_>, widths: &[usize], edits: &mut Edits) {
    let gaps = row.cells.iter().zip(row.cells.iter().skip(1));
    let plain = gaps.clone().all(|((left, _), (right, _))| {
        let gap = row.source.text.get(left.to..right.from);
        gap.is_some_and(|gap| gap.trim_matches(' ') == ",")
    });
    let (Some((first, _)), Some((last, _))) = (row.cells.first(), row.cells.last()) else {
        return;
    };
    if !plain {
        for (scalar, text) in &row.cells {
            edits.change(row.file, scalar.from, scalar.to, text.clone());
        }
        return;
    }
    let mut text = String::new();
    for (place, (_, cell)) in row.cells.iter().enumerate() {
        text.push_str(cell);
        if place + 1 < row.cells.len() {
            let wanted = widths.get(place).copied().unwrap_or(0);
            text.push(',');
            text.push_str(&" ".repeat(wanted.saturating_sub(width(cell)) + 1));
        }
    }
    // The brackets hug the row.
    let before = row.source.text.get(..first.from).unwrap_or_default();
    let after = row.source.text.get(last.to..).unwrap_or_default();
    let (open, close) = (before.trim_end_matches(' '), after.trim_start_matches(' '));
    let from = if open.ends_with('[') {
        open.len()
    } else {
        first.from
    };
    let spaces = if close.starts_with(']') {
        after.len() - close.len()
    } else {
        0
    };
    edits.change(row.file, from, last.to + spaces, text);
}

impl Change {
    /// Whether nothing would change.
    pub(super) fn is_empty(&self, source: &str) -> bool {
        source.get(self.from..self.to) == Some(self.text.as_str())
    }
}
