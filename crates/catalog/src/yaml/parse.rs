//! From text to tree, within limits.

use super::tree::{Entry, Kind, Node};
use crate::finding::{Code, Finding, Findings};
use crate::limits::{MAX_YAML_DEPTH, MAX_YAML_NODES};
use crate::source::{Place, Spanned};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};
use std::collections::BTreeMap;

/// Reads one file. `None`, with findings, if it is not YAML within the limits; duplicate keys are found and dropped.
pub fn parse(file: u32, text: &str, findings: &mut Findings) -> Option<Node> {
    let mut tree = Tree {
        parser: Parser::new_from_str(text),
        bytes: byte_index(text),
        file,
        nodes: 0,
        findings,
    };
    let root = tree.document()?;
    Some(root)
}

/// Byte offset of each character, and of the end.
fn byte_index(text: &str) -> Vec<u32> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .map(|at| u32::try_from(at).unwrap_or(u32::MAX))
        .collect()
}

struct Tree<'a, 'f> {
    parser: Parser<'a, StrInput<'a>>,
    bytes: Vec<u32>,
    file: u32,
    nodes: usize,
    findings: &'f mut Findings,
}

impl<'a> Tree<'a, '_> {
    fn place(&self, span: Span) -> Place {
        let at = |index: usize| {
            self.bytes
                .get(index)
                .or(self.bytes.last())
                .copied()
                .unwrap_or(0)
        };
        Place {
            file: self.file,
            start: at(span.start.index()),
            end: at(span.end.index()),
        }
    }

    fn refuse(&mut self, code: Code, at: Place, message: &str, help: &str) {
        self.findings
            .add(Finding::error(code, at, message).help(help));
    }

    fn next(&mut self) -> Option<(Event<'a>, Place)> {
        match self.parser.next_event()? {
            Ok((event, span)) => {
                let place = self.place(span);
                Some((event, place))
            }
            Err(error) => {
                let at = *error.marker();
                let place = self.place(Span::empty(at));
                if error.info().contains("recursion") {
                    let message =
                        format!("lists and maps stand at most {MAX_YAML_DEPTH} deep in each other");
                    self.refuse(
                        Code::TooLarge,
                        place,
                        &message,
                        "no part of a catalogue is this deep; look at the brackets",
                    );
                    return None;
                }
                let message = format!("this is not YAML: {}", error.info());
                self.refuse(
                    Code::NotYaml,
                    place,
                    &message,
                    "look at indentation (a closing `]` or `}` on a line of its own stands deeper than its key), at quotes, and at `: ` or ` #` inside a value; a value with `: `, ` #`, or that starts with `{`, `[`, `\"`, `*`, `&` or `!` must be quoted",
                );
                None
            }
        }
    }

    fn document(&mut self) -> Option<Node> {
        let mut root = None;
        loop {
            let (event, at) = self.next()?;
            match event {
                Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Nothing => {}
                Event::StreamEnd => break,
                _ if root.is_some() => {
                    self.refuse(
                        Code::NotYaml,
                        at,
                        "a file holds one document",
                        "remove `---` or write two files",
                    );
                    return None;
                }
                event => root = Some(self.node(event, at, 0)?),
            }
        }
        root.or_else(|| {
            let at = Place {
                file: self.file,
                start: 0,
                end: 0,
            };
            self.refuse(
                Code::NotYaml,
                at,
                "the file is empty",
                "write its content, or remove the file",
            );
            None
        })
    }

    fn node(&mut self, event: Event<'a>, at: Place, depth: usize) -> Option<Node> {
        self.nodes += 1;
        if self.nodes > MAX_YAML_NODES {
            let message = format!("a file holds at most {MAX_YAML_NODES} values");
            self.refuse(Code::TooLarge, at, &message, "split the file");
            return None;
        }
        if depth > MAX_YAML_DEPTH {
            let message =
                format!("lists and maps stand at most {MAX_YAML_DEPTH} deep in each other");
            self.refuse(
                Code::TooLarge,
                at,
                &message,
                "no part of a catalogue is this deep; look at the brackets",
            );
            return None;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.plain(anchor, tag.is_some(), at)?;
                let quoted = !matches!(style, ScalarStyle::Plain);
                Some(Node {
                    kind: Kind::Scalar {
                        text: text.into_owned(),
                        quoted,
                    },
                    at,
                })
            }
            Event::SequenceStart(anchor, tag) => {
                self.plain(anchor, tag.is_some(), at)?;
                self.list(at, depth)
            }
            Event::MappingStart(anchor, tag) => {
                self.plain(anchor, tag.is_some(), at)?;
                self.map(at, depth)
            }
            _ => {
                self.refuse(
                    Code::NotYaml,
                    at,
                    "an alias (`*name`) is not taken",
                    "write the value out; one concept stands in one place by its id",
                );
                None
            }
        }
    }

    /// Refuses anchors and tags.
    fn plain(&mut self, anchor: usize, tag: bool, at: Place) -> Option<()> {
        if anchor == 0 && !tag {
            return Some(());
        }
        self.refuse(
            Code::NotYaml,
            at,
            "anchors (`&name`) and tags (`!name`) are not taken",
            "put a text that starts with `&` or `!` in quotes",
        );
        None
    }

    fn list(&mut self, start: Place, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let at = Place {
                    end: items
                        .last()
                        .map_or(at.end, |last: &Node| last.at.end.max(start.start)),
                    ..start
                };
                return Some(Node {
                    kind: Kind::List(items),
                    at,
                });
            }
            items.push(self.node(event, at, depth + 1)?);
        }
    }

    fn map(&mut self, start: Place, depth: usize) -> Option<Node> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                // A map is shown by its first key: the whole of it would fill the screen.
                let at = entries.first().map_or(
                    Place {
                        end: at.end.max(start.start),
                        ..start
                    },
                    |first| first.key.at,
                );
                return Some(Node {
                    kind: Kind::Map(entries),
                    at,
                });
            }
            let key = self.node(event, at, depth + 1)?;
            let (event, at) = self.next()?;
            let value = self.node(event, at, depth + 1)?;
            let Kind::Scalar { text, .. } = key.kind else {
                self.refuse(
                    Code::NotYaml,
                    key.at,
                    "a key is a single word",
                    "quote a text that starts with `{` or `[`",
                );
                return None;
            };
            if let Some(first) = seen.get(&text) {
                let message = format!("`{text}` stands twice in the same map");
                self.findings.add(
                    Finding::error(Code::DuplicateKey, key.at, &message)
                        .help("keep one of them")
                        .related(*first, "first written here"),
                );
                continue;
            }
            seen.insert(text.clone(), key.at);
            entries.push(Entry {
                key: Spanned::new(text, key.at),
                value,
            });
        }
    }
}
