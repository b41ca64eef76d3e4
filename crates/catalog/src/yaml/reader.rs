//! Reading typed parts out of the tree; every mistake becomes a finding and reading goes on.

use super::tree::{Entry, Kind, Node};
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::source::{Place, Spanned};
use crate::suggest::did_you_mean;

/// A part of the catalogue that is read from YAML.
pub trait FromNode: Sized {
    /// The part, or `None` with at least one finding.
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self>;
}

impl FromNode for Spanned<String> {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, .. } if !node.is_null() => Some(Self::new(text.clone(), node.at)),
            Kind::Scalar { .. } => {
                findings.error(node.at, &Problem::ValueMissing);
                None
            }
            _ => {
                findings.error(node.at, &Problem::NotSingle { found: node.what() });
                None
            }
        }
    }
}

impl FromNode for bool {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        match &node.kind {
            Kind::Scalar {
                text,
                quoted: false,
            } if text == "true" => Some(true),
            Kind::Scalar {
                text,
                quoted: false,
            } if text == "false" => Some(false),
            _ => {
                findings.error(node.at, &Problem::NotBoolean);
                None
            }
        }
    }
}

impl FromNode for u64 {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let text = Spanned::<String>::from_node(node, findings)?;
        let plain = !text.value.is_empty() && text.value.bytes().all(|byte| byte.is_ascii_digit());
        let number = if plain { text.value.parse().ok() } else { None };
        if number.is_none() {
            findings.error(node.at, &Problem::NotWhole { text: &text.value });
        }
        number
    }
}

impl FromNode for u32 {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let number = u64::from_node(node, findings)?;
        let small = Self::try_from(number).ok();
        if small.is_none() {
            findings.error(node.at, &Problem::NumberTooLarge { number });
        }
        small
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        list_of(node, findings)
    }
}

/// A list; entries with mistakes are left out, each with its findings.
pub fn list_of<T: FromNode>(node: &Node, findings: &mut Findings) -> Option<Vec<T>> {
    let Kind::List(items) = &node.kind else {
        if node.is_null() {
            return Some(Vec::new());
        }
        findings.error(node.at, &Problem::NotAList { found: node.what() });
        return None;
    };
    Some(
        items
            .iter()
            .filter_map(|item| T::from_node(item, findings))
            .collect(),
    )
}

/// A map that is being read; keys nobody asked for are unknown.
pub struct Map<'a> {
    entries: &'a [Entry],
    what: Noun,
    at: Place,
    known: Vec<&'static str>,
}

impl<'a> Map<'a> {
    /// Starts reading; `what` names the part in messages.
    pub fn open(node: &'a Node, what: Noun, findings: &mut Findings) -> Option<Self> {
        if let Kind::Map(entries) = &node.kind {
            return Some(Self {
                entries,
                what,
                at: node.at,
                known: Vec::new(),
            });
        }
        findings.error(
            node.at,
            &Problem::NotAMap {
                what,
                found: node.what(),
            },
        );
        None
    }

    /// Where the map starts.
    #[must_use]
    pub const fn at(&self) -> Place {
        self.at
    }

    /// The node of a key, if it is there.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.entries
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| &entry.value)
    }

    /// A key that may be left out.
    pub fn maybe<T: FromNode>(&mut self, key: &'static str, findings: &mut Findings) -> Option<T> {
        T::from_node(self.node(key)?, findings)
    }

    /// A key that must be there.
    pub fn need<T: FromNode>(&mut self, key: &'static str, findings: &mut Findings) -> Option<T> {
        let Some(node) = self.node(key) else {
            findings.error(
                self.at,
                &Problem::KeyMissing {
                    what: self.what,
                    key,
                },
            );
            return None;
        };
        T::from_node(node, findings)
    }

    /// A list; empty if the key is left out.
    pub fn list<T: FromNode>(&mut self, key: &'static str, findings: &mut Findings) -> Vec<T> {
        self.maybe::<Vec<T>>(key, findings).unwrap_or_default()
    }

    /// A truth value with a default.
    pub fn flag(&mut self, key: &'static str, default: bool, findings: &mut Findings) -> bool {
        self.maybe(key, findings).unwrap_or(default)
    }

    /// Ends reading: every key that was not asked for is a finding.
    pub fn finish(self, findings: &mut Findings) {
        for entry in self.entries {
            let key = entry.key.value.as_str();
            if self.known.contains(&key) {
                continue;
            }
            if entry.value.is_null() && key.contains(' ') {
                // `{en: Law, Article 10}`: YAML takes what follows the comma for another key.
                findings.error(
                    entry.key.at,
                    &Problem::CommaInText {
                        what: self.what,
                        key,
                    },
                );
                continue;
            }
            findings.error(
                entry.key.at,
                &Problem::UnknownKey {
                    what: self.what,
                    key,
                    known: &self.known,
                    near: did_you_mean(key, self.known.iter().copied()),
                },
            );
        }
    }
}
