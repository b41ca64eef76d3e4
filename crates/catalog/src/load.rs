//! From a folder to the authored catalogue; every mistake of every file is found.

use crate::authored::{
    Authored, Basis, Bundle, CalendarYear, Case, Catalog, Fact, Format, Function, Item, Material,
    Message, Parameter, Risk, Word,
};
use crate::finding::Findings;
use crate::limits::{MAX_FILE_BYTES, MAX_FILES, MAX_FOLDER_DEPTH};
use crate::problem::{Noun, Problem, Unread};
use crate::source::{Place, Sources};
use crate::tables::{self, is_table};
use crate::yaml::{FromNode, Node, list_of, parse};
use std::path::Path;
use tongban_feel::Lang;

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

impl Loaded {
    fn new(lang: Lang) -> Self {
        Self {
            findings: Findings::new(lang),
            ..Self::default()
        }
    }
}

/// Reads a catalogue folder; findings are said in Chinese.
#[must_use]
pub fn load(folder: &Path) -> Loaded {
    load_in(folder, Lang::ZhHans)
}

/// Reads a catalogue folder; findings, also those of later steps, are said in this language.
#[must_use]
pub fn load_in(folder: &Path, lang: Lang) -> Loaded {
    let mut loaded = Loaded::new(lang);
    let mut paths = Vec::new();
    collect(folder, "", 0, &mut paths, &mut loaded.findings);
    paths.sort();
    if paths.len() > MAX_FILES {
        let found = paths.len();
        loaded
            .findings
            .error_of_all(&Problem::TooManyFiles { found });
        return loaded;
    }
    for path in paths {
        match read(&folder.join(&path)) {
            Ok(text) => add(&mut loaded, path, text),
            Err(why) => {
                loaded.findings.unread(&path);
                let path = path.as_str();
                loaded
                    .findings
                    .error_of_all(&Problem::FileUnread { path, why });
            }
        }
    }
    finish(&mut loaded);
    loaded
}

/// Reads a catalogue from texts by path, for tests and editors; findings are said in Chinese.
pub fn load_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    load_texts_in(files, Lang::ZhHans)
}

/// Reads a catalogue from texts by path; findings are said in this language.
pub fn load_texts_in<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    lang: Lang,
) -> Loaded {
    let mut loaded = Loaded::new(lang);
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_unstable();
    for (path, text) in files {
        add(&mut loaded, path.to_owned(), text.to_owned());
    }
    finish(&mut loaded);
    loaded
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
            let why = Unread::from(problem);
            findings.unread(inside);
            findings.error_of_all(&Problem::FolderUnread { path: inside, why });
            return;
        }
    };
    if depth > MAX_FOLDER_DEPTH {
        findings.unread(inside);
        findings.error_of_all(&Problem::FoldersTooDeep { path: inside });
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

fn read(path: &Path) -> Result<String, Unread> {
    if std::fs::metadata(path)?.len() > MAX_FILE_BYTES {
        return Err(Unread::TooLarge(MAX_FILE_BYTES));
    }
    String::from_utf8(std::fs::read(path)?).map_err(|_| Unread::NotText)
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
                named_after(Noun::new("事项", "item"), &item.id, path, findings);
                authored.items.push(item);
            }
        }
        ("bundles", Some(_)) => {
            if let Some(bundle) = Bundle::from_node(root, findings) {
                named_after(Noun::new("打包办", "bundle"), &bundle.id, path, findings);
                authored.bundles.push(bundle);
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
            findings.error(root.at, &Problem::StrayFile { path });
        }
    }
}

fn extend<T: FromNode>(list: &mut Vec<T>, root: &Node, findings: &mut Findings) {
    list.extend(list_of::<T>(root, findings).unwrap_or_default());
}

/// An item or a bundle stands in a file of its own, named after its id.
fn named_after(what: Noun, id: &Word, path: &str, findings: &mut Findings) {
    let stem = stem(path);
    if id.value != stem {
        findings.error(
            id.at,
            &Problem::FileName {
                what,
                id: &id.value,
                stem,
            },
        );
    }
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
        loaded.findings.error_of_all(&Problem::NoCatalog);
    } else if loaded.authored.catalog.is_none() && !loaded.findings.has_errors() {
        let file = loaded
            .sources
            .files()
            .iter()
            .position(named)
            .and_then(|at| u32::try_from(at).ok())
            .unwrap_or(0);
        let at = Place {
            file,
            start: 0,
            end: 0,
        };
        loaded.findings.error(at, &Problem::CatalogEmpty);
    }
}
