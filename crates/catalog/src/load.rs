//! From a folder to the authored catalogue; every mistake of every file is found.

use crate::authored::{
    Authored, Basis, CalendarYear, Case, Catalog, Fact, Format, Function, Item, Material, Message,
    Parameter, Risk,
};
use crate::finding::{Code, Finding, Findings};
use crate::limits::{MAX_FILE_BYTES, MAX_FILES, MAX_FOLDER_DEPTH};
use crate::source::{Place, Sources};
use crate::tables::{self, is_table};
use crate::yaml::{FromNode, Node, list_of, parse};
use std::path::Path;
use tongban_runtime::Severity;

/// What was read from a folder.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files.
    pub sources: Sources,
    /// Their content.
    pub authored: Authored,
    /// What is wrong with them.
    pub findings: Findings,
}

/// Reads a catalogue folder.
#[must_use]
pub fn load(folder: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    let mut paths = Vec::new();
    collect(folder, "", 0, &mut paths, &mut loaded.findings);
    paths.sort();
    if paths.len() > MAX_FILES {
        let message = format!(
            "the catalogue has {} files, at most {MAX_FILES} are read",
            paths.len()
        );
        whole(
            &mut loaded.findings,
            Code::TooLarge,
            &message,
            "move what is no part of it elsewhere",
        );
        return loaded;
    }
    for path in paths {
        match read(&folder.join(&path)) {
            Ok(text) => add(&mut loaded, path, text),
            Err(problem) => {
                loaded.findings.unread(&path);
                whole(
                    &mut loaded.findings,
                    Code::Unreadable,
                    &format!("`{path}` cannot be read: {problem}"),
                    "look at the file and its rights",
                );
            }
        }
    }
    finish(&mut loaded);
    loaded
}

/// Reads a catalogue from texts by path; for tests and editors.
pub fn load_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    let mut loaded = Loaded::default();
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_unstable();
    for (path, text) in files {
        add(&mut loaded, path.to_owned(), text.to_owned());
    }
    finish(&mut loaded);
    loaded
}

fn whole(findings: &mut Findings, code: Code, message: &str, help: &str) {
    findings.add(Finding::new(code.as_str(), Severity::Error, None, message).help(help));
}

fn collect(
    folder: &Path,
    inside: &str,
    depth: usize,
    paths: &mut Vec<String>,
    findings: &mut Findings,
) {
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(problem) => {
            let name = if inside.is_empty() {
                "the catalogue folder".to_owned()
            } else {
                format!("`{inside}`")
            };
            whole(
                findings,
                Code::Unreadable,
                &format!("{name} cannot be read: {problem}"),
                "name the folder that holds `catalog.yaml`",
            );
            return;
        }
    };
    if depth > MAX_FOLDER_DEPTH {
        whole(
            findings,
            Code::TooLarge,
            &format!("folders stand more than {MAX_FOLDER_DEPTH} deep at `{inside}`"),
            "move the files up",
        );
        return;
    }
    for entry in listing.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        // Links are not followed: a catalogue is a folder, not a view of the machine.
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let path = if inside.is_empty() {
            name
        } else {
            format!("{inside}/{name}")
        };
        if kind.is_dir() {
            collect(&entry.path(), &path, depth + 1, paths, findings);
        } else if kind.is_file()
            && (path.ends_with(".yaml") || path.ends_with(".yml") || is_table(&path))
            && paths.len() <= MAX_FILES
        {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path)
        .map_err(|problem| problem.to_string())?
        .len();
    if size > MAX_FILE_BYTES {
        return Err(format!("it is larger than {MAX_FILE_BYTES} bytes"));
    }
    let bytes = std::fs::read(path).map_err(|problem| problem.to_string())?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

fn add(loaded: &mut Loaded, path: String, text: String) {
    if is_table(&path) {
        // Spreadsheets put a mark of byte order in front; it is no part of the table.
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        loaded.sources.add(path, text);
        return;
    }
    let file = loaded.sources.add(path.clone(), text.clone());
    if text.trim().is_empty() {
        return;
    }
    if let Some(root) = parse(file, &text, &mut loaded.findings) {
        place(&mut loaded.authored, &path, &root, &mut loaded.findings);
    }
}

/// Reads a file by where it stands.
fn place(authored: &mut Authored, path: &str, root: &Node, findings: &mut Findings) {
    let mut parts = path.split('/');
    match (parts.next().unwrap_or_default(), parts.next()) {
        ("catalog.yaml", None) => authored.catalog = Catalog::from_node(root, findings),
        ("bases.yaml", None) | ("bases", Some(_)) => {
            extend::<Basis>(&mut authored.bases, root, findings)
        }
        ("materials.yaml", None) | ("materials", Some(_)) => {
            extend::<Material>(&mut authored.materials, root, findings)
        }
        ("risks.yaml", None) | ("risks", Some(_)) => {
            extend::<Risk>(&mut authored.risks, root, findings)
        }
        ("facts", Some(_)) => extend::<Fact>(&mut authored.facts, root, findings),
        ("formats", Some(_)) => extend::<Format>(&mut authored.formats, root, findings),
        ("parameters", Some(_)) => extend::<Parameter>(&mut authored.parameters, root, findings),
        ("functions", Some(_)) => extend::<Function>(&mut authored.functions, root, findings),
        ("calendar", Some(_)) => authored
            .calendar
            .extend(CalendarYear::from_node(root, findings)),
        ("messages", Some(_)) => authored.messages.extend(Message::all(root, findings)),
        (folder @ ("items" | "reserve"), Some(_)) => {
            if let Some(mut item) = Item::from_node(root, findings) {
                item.reserve = folder == "reserve";
                let stem = stem(path);
                if item.id.value != stem {
                    let message = format!(
                        "the item `{}` stands in a file named `{stem}.yaml`",
                        item.id.value
                    );
                    findings.add(
                        Finding::error(Code::BadId, item.id.at, &message)
                            .help("name the file after the item's id"),
                    );
                }
                authored.items.push(item);
            }
        }
        ("cases", Some(_)) => {
            let item = stem(path);
            for mut case in list_of::<Case>(root, findings).unwrap_or_default() {
                item.clone_into(&mut case.item);
                authored.cases.push(case);
            }
        }
        _ => {
            let message = format!("nothing is read from `{path}`");
            let help = "its place is one of catalog.yaml, bases.yaml, materials.yaml, risks.yaml, facts/, formats/, parameters/, functions/, calendar/, items/, reserve/, cases/, messages/";
            findings.add(Finding::error(Code::StrayFile, root.at, &message).help(help));
        }
    }
}

fn extend<T: FromNode>(list: &mut Vec<T>, root: &Node, findings: &mut Findings) {
    list.extend(list_of::<T>(root, findings).unwrap_or_default());
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"))
        .unwrap_or(name)
}

fn finish(loaded: &mut Loaded) {
    tables::resolve(&mut loaded.authored, &loaded.sources, &mut loaded.findings);
    let named = |file: &crate::source::SourceFile| file.path == "catalog.yaml";
    if loaded.findings.is_unread("catalog.yaml") {
        return;
    }
    if !loaded.sources.files().iter().any(named) {
        whole(
            &mut loaded.findings,
            Code::Unreadable,
            "there is no `catalog.yaml`",
            "name the folder that holds it, or write it",
        );
    } else if loaded.authored.catalog.is_none() && !loaded.findings.has_errors() {
        let file = loaded
            .sources
            .files()
            .iter()
            .position(named)
            .and_then(|at| u32::try_from(at).ok())
            .unwrap_or(0);
        loaded.findings.add(
            Finding::error(
                Code::MissingValue,
                Place {
                    file,
                    start: 0,
                    end: 0,
                },
                "`catalog.yaml` is empty",
            )
            .help("write the catalogue's id, name and version"),
        );
    }
}
