//! Tables as CSV: what spreadsheets write. The first line may be the hit policy; the next names the columns, outputs
//! behind an arrow; a row that begins with `default` answers where no other fits; lines with `#` are remarks.

use crate::authored::{Table, TableFile, TableInput, TableOutput, Word};
use crate::finding::Findings;
use crate::problem::Problem;
use crate::source::Place;
use ::csv::{ReaderBuilder, StringRecord};
use tongban_dmn::Policy;

/// The marks of an output column's name.
const ARROWS: [&str; 3] = ["→", "->", "=>"];

/// Reads a table.
pub fn table(file: &TableFile, number: u32, text: &str, findings: &mut Findings) -> Option<Table> {
    let mut lines = records(file, number, text, findings)?
        .into_iter()
        .peekable();
    let stated = lines
        .next_if(|cells| policy_of(cells).is_some())
        .and_then(|cells| policy_of(&cells));
    let at = Place {
        file: number,
        start: 0,
        end: 0,
    };
    let Some(header) = lines.next() else {
        findings.error(at, &Problem::NoColumns);
        return None;
    };
    if let (Some(stated), Some(policy)) = (stated, file.policy)
        && stated != policy
    {
        findings.error(file.file.at, &Problem::PolicyTwice { dmn: false });
    }
    let Some(policy) = stated.or(file.policy) else {
        findings.error(at, &Problem::NoPolicy);
        return None;
    };
    let mut inputs = Vec::new();
    let mut outputs = Vec::new();
    for name in &header {
        match output(name) {
            Some(output) => outputs.push(output),
            None if outputs.is_empty() => inputs.push(TableInput {
                expression: name.clone(),
                values: None,
            }),
            None => {
                findings.error(name.at, &Problem::InputBehindOutput);
                return None;
            }
        }
    }
    if outputs.is_empty() {
        findings.error(
            header.first().map_or(at, |first| first.at),
            &Problem::NoOutput,
        );
        return None;
    }
    if let [only] = outputs.as_slice()
        && only.id.value.is_empty()
    {
        outputs.clear();
    }
    let wide = header.len();
    let mut rows: Vec<Vec<Word>> = Vec::new();
    let mut default = None;
    for mut cells in lines {
        // Spreadsheets fill short rows up with empty cells.
        while cells.len() > wide && cells.last().is_some_and(|cell| cell.value.is_empty()) {
            cells.pop();
        }
        let named = |name: &str| cells.first().is_some_and(|cell| cell.value == name);
        if named("default") || named("默认") {
            default = Some(cells.split_off(inputs.len().min(cells.len())));
        } else {
            // An empty cell takes anything.
            for cell in cells.iter_mut().take(inputs.len()) {
                if cell.value.is_empty() {
                    cell.value.push('-');
                }
            }
            rows.push(cells);
        }
    }
    Some(Table {
        at: header.first().map_or(at, |first| first.at),
        policy,
        apart: true,
        inputs,
        outputs,
        rows,
        default,
        reason: None,
    })
}

/// The lines as cells with their places; empty ones are left out.
fn records(
    file: &TableFile,
    number: u32,
    text: &str,
    findings: &mut Findings,
) -> Option<Vec<Vec<Word>>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Some(lines),
            Err(problem) => {
                let problem = Problem::NotCsv {
                    file: &file.file.value,
                    reason: problem.to_string(),
                };
                findings.error(file.file.at, &problem);
                return None;
            }
        }
        let start = record.position().map_or(0, |position| position.byte());
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let places = places(text, start, record.len());
        let cells: Vec<Word> = record
            .iter()
            .zip(places)
            .map(|(cell, (from, to))| Word {
                value: cell.trim().to_owned(),
                at: Place {
                    file: number,
                    start: u32::try_from(from).unwrap_or(u32::MAX),
                    end: u32::try_from(to).unwrap_or(u32::MAX),
                },
            })
            .collect();
        if cells.iter().any(|cell| !cell.value.is_empty()) {
            lines.push(cells);
        }
    }
}

/// Where the fields of a record stand, quotes included.
fn places(text: &str, start: usize, fields: usize) -> Vec<(usize, usize)> {
    let rest = text.get(start..).unwrap_or_default();
    // The reader counts remarks and line ends before a record to it.
    let mut from = start;
    for line in rest.split_inclusive('\n') {
        if line.starts_with('#') || line.trim_end_matches(['\r', '\n']).is_empty() {
            from += line.len();
        } else {
            break;
        }
    }
    let mut places = Vec::new();
    let mut begin = from;
    let mut quoted = false;
    let body = text.get(from..).unwrap_or_default();
    for (offset, c) in body.char_indices() {
        if places.len() == fields {
            break;
        }
        let at = from + offset;
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' | '\r' if !quoted => {
                places.push(trimmed(text, begin, at));
                begin = at + 1;
            }
            _ => {}
        }
    }
    if places.len() < fields {
        places.push(trimmed(text, begin, text.len()));
    }
    places
}

/// A field without the white space around it.
fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    let field = text.get(from..to).unwrap_or_default();
    let lead = field.len() - field.trim_start().len();
    (from + lead, from + lead + field.trim().len())
}

/// The hit policy, if a line is one.
fn policy_of(cells: &[Word]) -> Option<Policy> {
    let mut said = cells.iter().filter(|cell| !cell.value.is_empty());
    let first = said.next()?;
    said.next().is_none().then(|| Policy::parse(&first.value))?
}

/// An output column, if the name is one: `→`, `→ id`, or `→ id name`.
fn output(name: &Word) -> Option<TableOutput> {
    let rest = ARROWS
        .iter()
        .find_map(|arrow| name.value.strip_prefix(arrow))?;
    let (id, name_of) = match rest.trim().split_once(char::is_whitespace) {
        Some((id, name_of)) => (id, Some(name_of.trim())),
        None => (rest.trim(), None),
    };
    let word = |text: &str| Word {
        value: text.to_owned(),
        at: name.at,
    };
    Some(TableOutput {
        id: word(id),
        name: name_of.map(word),
        priorities: Vec::new(),
    })
}
