//! From text to tree, within limits.

use super::tree::{Entry, Kind, Node};
use crate::finding::Findings;
use crate::limits::{MAX_YAML_DEPTH, MAX_YAML_NODES};
use crate::problem::{Aside, Problem};
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
                    self.findings.error(place, &Problem::YamlTooDeep);
                } else {
                    let reason = error.info();
                    self.findings.error(place, &Problem::NotYaml { reason });
                }
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
                    self.findings.error(at, &Problem::TwoDocuments);
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
            self.findings.error(at, &Problem::FileEmpty);
            None
        })
    }

    fn node(&mut self, event: Event<'a>, at: Place, depth: usize) -> Option<Node> {
        self.nodes += 1;
        if self.nodes > MAX_YAML_NODES {
            self.findings.error(at, &Problem::TooManyValues);
            return None;
        }
        if depth > MAX_YAML_DEPTH {
            self.findings.error(at, &Problem::YamlTooDeep);
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
                self.findings.error(at, &Problem::Alias);
                None
            }
        }
    }

    /// Refuses anchors and tags.
    fn plain(&mut self, anchor: usize, tag: bool, at: Place) -> Option<()> {
        if anchor == 0 && !tag {
            return Some(());
        }
        self.findings.error(at, &Problem::AnchorOrTag);
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
                self.findings.error(key.at, &Problem::KeyIsNoWord);
                return None;
            };
            if let Some(first) = seen.get(&text) {
                let beside = [(*first, Aside::FirstWritten)];
                let problem = Problem::KeyTwice { key: &text };
                self.findings.error_beside(key.at, &problem, &beside);
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
