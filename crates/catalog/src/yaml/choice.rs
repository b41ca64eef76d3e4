//! Words out of a fixed list.

use super::reader::FromNode;
use super::tree::{Kind, Node};
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::suggest::did_you_mean;

/// A type whose values are words of a fixed list.
pub trait Choice: Sized + Copy + 'static {
    /// What a word of the list is called in messages.
    const WHAT: Noun;
    /// The words and what they mean.
    const ALL: &'static [(&'static str, Self)];
}

impl<T: Choice> FromNode for T {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let words: Vec<&str> = Self::ALL.iter().map(|(word, _)| *word).collect();
        let Kind::Scalar { text, .. } = &node.kind else {
            findings.error(
                node.at,
                &Problem::NotOneWord {
                    what: Self::WHAT,
                    found: node.what(),
                    words: &words,
                },
            );
            return None;
        };
        if let Some((_, value)) = Self::ALL.iter().find(|(word, _)| word == text) {
            return Some(*value);
        }
        findings.error(
            node.at,
            &Problem::UnknownWord {
                what: Self::WHAT,
                text,
                words: &words,
                near: did_you_mean(text, words.iter().copied()),
            },
        );
        None
    }
}

/// Declares the words of a type.
macro_rules! choice {
    ($type:ty, $what:expr, { $($word:literal => $value:expr),+ $(,)? }) => {
        impl $crate::yaml::Choice for $type {
            const WHAT: $crate::problem::Noun = $what;
            const ALL: &'static [(&'static str, Self)] = &[$(($word, $value)),+];
        }
    };
}
pub(crate) use choice;
