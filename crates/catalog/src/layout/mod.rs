//! One layout for a catalogue: expressions and table rows, in YAML and in CSV, in their canonical text, everything else
//! byte for byte.
//!
//! A rule that fits stands on the line of its key; a longer one stands in a block below it. A file whose values would
//! change in any other way is left as it is.

mod csv;
mod rows;
mod scalar;

use crate::authored::{Rule, Word};
use crate::finding::{Finding, Findings};
use crate::load::Loaded;
use crate::problem::Problem;
use crate::source::{Place, Sources};
use crate::yaml::{Kind, Node, align, parse};
use scalar::{COLUMNS, Style};
use std::collections::BTreeMap;
use tongban_feel::format::{self, Layout, Unformatted, known_names};
use tongban_feel::parse::Names;
use tongban_feel::width;

/// A file that has another layout than it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaid {
    /// Path inside the catalogue.
    pub path: String,
    /// What stands there.
    pub before: String,
    /// What should.
    pub after: String,
}

/// What laying out a catalogue gives.
#[derive(Debug, Default)]
pub struct Layouts {
    /// Files that change, by path.
    pub files: Vec<Relaid>,
    /// Files that were looked at.
    pub looked_at: usize,
    /// Expressions that cannot be read and were left alone.
    pub findings: Vec<Finding>,
}

/// A piece of a file with what is to stand there.
#[derive(Debug, Clone)]
struct Change {
    from: usize,
    to: usize,
    text: String,
}

/// What is to be done, by file.
#[derive(Debug, Default)]
struct Edits {
    changes: BTreeMap<u32, Vec<Change>>,
    /// Values that scalars get.
    values: BTreeMap<Place, String>,
    findings: Findings,
}

impl Edits {
    fn change(&mut self, file: u32, from: usize, to: usize, text: String) {
        let changes = self.changes.entry(file).or_default();
        changes.push(Change { from, to, text });
    }

    fn expect(&mut self, at: Place, value: String) {
        self.values.insert(at, value);
    }

    fn refuse(
        &mut self,
        at: Place,
        whole: &str,
        offset: usize,
        text: &str,
        problem: Unformatted,
        sources: &Sources,
    ) {
        let rule = Rule {
            text: text.to_owned(),
            at,
            offset,
            scalar: whole.to_owned(),
        };
        match problem {
            Unformatted::Unread(reports) => {
                let lang = self.findings.lang();
                let diagnostics = reports
                    .into_iter()
                    .map(|report| report.diagnostic(text, lang));
                let diagnostics = diagnostics.collect();
                crate::lower::report(&rule, diagnostics, sources, &mut self.findings);
            }
            Unformatted::Changed => {
                let place = align(sources, at, whole, offset, offset + text.len());
                self.findings.error(place, &Problem::NoLayout);
            }
        }
    }
}

/// Lays out every rule and table of a catalogue that was loaded.
#[must_use]
pub fn lay_out(loaded: &Loaded) -> Layouts {
    let authored = &loaded.authored;
    let sources = &loaded.sources;
    let names = known_names([]);
    let mut edits = Edits {
        findings: Findings::new(loaded.findings.lang()),
        ..Edits::default()
    };
    for at in authored.rules() {
        let word = Word::new(at.rule.scalar.clone(), at.rule.at);
        rule(&word, sources, &names, &mut edits);
    }
    for (_, table) in authored.tables() {
        if table.apart {
            // Files of DMN editors keep their layout.
            csv::table(table, sources, &names, &mut edits);
        } else {
            rows::table(table, sources, &names, &mut edits);
        }
    }
    for text in authored.templates() {
        for word in core::iter::once(&text.zh).chain(&text.en).chain(&text.hant) {
            arguments(word, sources, &names, &mut edits);
        }
    }
    let mut files = Vec::new();
    for (number, file) in (0_u32..).zip(sources.files()) {
        let Some(changes) = edits.changes.remove(&number) else {
            continue;
        };
        let after = applied(&file.text, changes);
        if after == file.text {
            continue;
        }
        let kept = if csv::is_csv(&file.path) {
            csv::keeps_cells(&file.text, &after, &names)
        } else {
            keeps_values(number, &file.text, &after, &edits.values)
        };
        if kept {
            files.push(Relaid {
                path: file.path.clone(),
                before: file.text.clone(),
                after,
            });
        } else {
            let whole = Place {
                file: number,
                start: 0,
                end: 0,
            };
            edits.findings.error(whole, &Problem::LayoutChanges);
        }
    }
    Layouts {
        files,
        looked_at: sources.files().len(),
        findings: edits.findings.sorted(),
    }
}

/// Lays out a rule that is the whole of its scalar.
fn rule(word: &Word, sources: &Sources, names: &Names, edits: &mut Edits) {
    let Some(file) = sources.file(word.at) else {
        return;
    };
    let line = match format::expression(&word.value, names, Layout::Line) {
        Ok(line) => line,
        Err(problem) => {
            return edits.refuse(word.at, &word.value, 0, &word.value, problem, sources);
        }
    };
    let Some(scalar) = scalar::scalar(&file.text, word.at) else {
        return;
    };
    let inline = scalar::inline(&line, scalar.style, scalar.key.is_none());
    let several = word.value.contains("//") && line.contains("/*");
    let fits = scalar.column + width(&inline) <= COLUMNS && !several;
    // Where several lines are not possible, one has to do.
    let (value, text) = match scalar.key {
        Some(key) if !(fits && stays_on_one_line(&word.value, names)) => {
            let room = COLUMNS.saturating_sub(key + 2);
            match format::expression(&word.value, names, Layout::Block(room)) {
                Ok(value) => {
                    let text = scalar::lines(&value, key, &scalar.comment);
                    (value, text)
                }
                Err(problem) => {
                    return edits.refuse(word.at, &word.value, 0, &word.value, problem, sources);
                }
            }
        }
        _ if scalar.style == Style::Block => (line, format!("{inline}{}", scalar.comment)),
        _ => (line, inline),
    };
    edits.expect(word.at, value.clone());
    let same = value.trim_end() == word.value.trim_end();
    let written = file.text.get(scalar.from..scalar.to).unwrap_or_default();
    let one_line = !written.contains('\n');
    // What is laid out already keeps its quotes.
    if same && one_line && !text.contains('\n') {
        return;
    }
    let moved = text.contains('\n') && scalar.style != Style::Block;
    let to = scalar.to + if moved { scalar.comment.len() } else { 0 };
    edits.change(word.at.file, scalar.from, to, text);
}

/// Whether the canonical layout has one line where there is room: a ladder of `if` has several in any case.
fn stays_on_one_line(source: &str, names: &Names) -> bool {
    format::expression(source, names, Layout::Block(usize::MAX))
        .is_ok_and(|text| !text.contains('\n'))
}

/// Lays out the expressions between the braces of a text.
fn arguments(word: &Word, sources: &Sources, names: &Names, edits: &mut Edits) {
    let Some(file) = sources.file(word.at) else {
        return;
    };
    let mut unseen = Findings::default();
    let Some(segments) = crate::lower::cut(word, &mut unseen) else {
        return;
    };
    let mut value = String::new();
    let mut taken = 0;
    let mut changes = Vec::new();
    for segment in segments {
        let crate::lower::Segment::Expression(rule, _) = segment else {
            continue;
        };
        let written = rule.text.trim();
        let line = match format::expression(written, names, Layout::Line) {
            Ok(line) => line,
            Err(problem) => {
                edits.refuse(
                    word.at,
                    &word.value,
                    rule.offset,
                    &rule.text,
                    problem,
                    sources,
                );
                continue;
            }
        };
        let start = rule.offset + (rule.text.len() - rule.text.trim_start().len());
        let end = start + written.len();
        let at = align(sources, word.at, &word.value, start, end);
        let (from, to) = (at.start as usize, at.end as usize);
        // Only where the file holds the expression as it is: no folded lines, no escapes.
        if file.text.get(from..to) == Some(written) && !line.contains(['\'', '"', '\\', '\n']) {
            value.push_str(word.value.get(taken..start).unwrap_or_default());
            value.push_str(&line);
            taken = end;
            changes.push((from, to, line));
        }
    }
    value.push_str(word.value.get(taken..).unwrap_or_default());
    edits.expect(word.at, value);
    for (from, to, text) in changes {
        edits.change(word.at.file, from, to, text);
    }
}

/// The text with its changes; one that overlaps another is left out.
fn applied(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|change| change.from);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        if change.from < at || change.is_empty(text) {
            continue;
        }
        out.push_str(text.get(at..change.from).unwrap_or_default());
        out.push_str(&change.text);
        at = change.to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Whether both texts hold the same values, but for those that were to change.
fn keeps_values(file: u32, before: &str, after: &str, values: &BTreeMap<Place, String>) -> bool {
    let mut unseen = Findings::default();
    match (
        parse(file, before, &mut unseen),
        parse(file, after, &mut unseen),
    ) {
        (Some(before), Some(after)) => same(&before, &after, values),
        _ => false,
    }
}

fn same(before: &Node, after: &Node, values: &BTreeMap<Place, String>) -> bool {
    match (&before.kind, &after.kind) {
        (Kind::Scalar { text: old, .. }, Kind::Scalar { text: new, .. }) => {
            match values.get(&before.at) {
                Some(value) => {
                    let (value, new) = (value.trim_end(), new.trim_end());
                    value == new || value.trim() == new.trim()
                }
                None => old == new,
            }
        }
        (Kind::List(old), Kind::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new, values))
        }
        (Kind::Map(old), Kind::Map(new)) => {
            old.len() == new.len()
                && old.iter().zip(new).all(|(old, new)| {
                    old.key.value == new.key.value && same(&old.value, &new.value, values)
                })
        }
        _ => false,
    }
}
