//! Decision tables in files of their own: CSV, or a decision of a DMN file.

mod csv;
mod dmn;

use crate::authored::{Authored, Body, Table, TableFile};
use crate::finding::Findings;
use crate::problem::Problem;
use crate::source::{Place, Sources};
use std::collections::BTreeSet;

/// Whether a file of this name may hold a table.
#[must_use]
pub fn is_table(path: &str) -> bool {
    path.ends_with(".csv") || path.ends_with(".dmn")
}

/// Reads the tables that functions name, and finds the files that nobody names.
pub fn resolve(authored: &mut Authored, sources: &Sources, findings: &mut Findings) {
    let mut used = BTreeSet::new();
    for function in &mut authored.functions {
        let Body::File(file) = &function.body else {
            continue;
        };
        let Some(number) = named(file, sources, findings) else {
            continue;
        };
        used.insert(number);
        if let Some(table) = table(file, number, sources, findings) {
            function.body = Body::Table(Box::new(table));
        }
    }
    for (number, file) in sources.files().iter().enumerate() {
        if is_table(&file.path) && !used.contains(&number) {
            let at = Place {
                file: u32::try_from(number).unwrap_or(u32::MAX),
                start: 0,
                end: 0,
            };
            findings.error(at, &Problem::TableFileUnused { path: &file.path });
        }
    }
}

/// The file that is named, beside the file that names it.
fn named(file: &TableFile, sources: &Sources, findings: &mut Findings) -> Option<usize> {
    let from = &sources.file(file.file.at)?.path;
    let path = match from.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{}", file.file.value),
        None => file.file.value.clone(),
    };
    let mut files = sources.files().iter();
    let found = files.position(|other| other.path == path && is_table(&path));
    if found.is_none() && !findings.is_unread(&path) {
        findings.error(file.file.at, &Problem::NoTableFile { path: &path });
    }
    found
}

fn table(
    file: &TableFile,
    number: usize,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<Table> {
    let source = sources.files().get(number)?;
    let number = u32::try_from(number).ok()?;
    let mut table = if source.path.ends_with(".csv") {
        csv::table(file, number, &source.text, findings)?
    } else {
        dmn::table(file, number, source, findings)?
    };
    table.apart = true;
    if let Some(default) = &file.default {
        table.default = Some(default.clone());
    }
    table.reason.clone_from(&file.reason);
    if !file.outputs.is_empty() {
        table.outputs.clone_from(&file.outputs);
    }
    Some(table)
}
