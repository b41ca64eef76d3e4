//! `messages/*.yaml`: texts of the engine and the pages, by key.

use super::Word;
use crate::finding::Findings;
use crate::problem::Problem;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Node};

/// One text.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its key, such as `verdict.ready`.
    pub key: Word,
    /// Its words.
    pub text: Text,
}

impl Message {
    /// All messages of a file.
    pub fn all(node: &Node, findings: &mut Findings) -> Vec<Self> {
        let Kind::Map(entries) = &node.kind else {
            findings.error(node.at, &Problem::MessagesShape);
            return Vec::new();
        };
        entries
            .iter()
            .filter_map(|entry| {
                Some(Self {
                    key: entry.key.clone(),
                    text: Text::from_node(&entry.value, findings)?,
                })
            })
            .collect()
    }
}
