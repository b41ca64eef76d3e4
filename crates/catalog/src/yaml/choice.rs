//! Words out of a fixed list.

use super::reader::FromNode;
use super::tree::{Kind, Node};
use crate::finding::{Code, Finding, Findings};
use crate::suggest::did_you_mean;

/// A type whose values are words of a fixed list.
pub trait Choice: Sized + Copy + 'static {
    /// What a word of the list is called in messages.
    const WHAT: &'static str;
    /// The words and what they mean.
    const ALL: &'static [(&'static str, Self)];
}

impl<T: Choice> FromNode for T {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let words = || Self::ALL.iter().map(|(word, _)| *word);
        let Kind::Scalar { text, .. } = &node.kind else {
            let message = format!("a {} is one word, this is {}", Self::WHAT, node.what());
            findings
                .add(Finding::error(Code::WrongShape, node.at, &message).help(&one_of(words())));
            return None;
        };
        if let Some((_, value)) = Self::ALL.iter().find(|(word, _)| word == text) {
            return Some(*value);
        }
        let message = format!("`{text}` is no {}", Self::WHAT);
        let help = did_you_mean(text, words()).map_or_else(
            || one_of(words()),
            |near| format!("did you mean `{near}`? {}", one_of(words())),
        );
        findings.add(Finding::error(Code::UnknownWord, node.at, &message).help(&help));
        None
    }
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    format!("write one of {}", words.join(", "))
}

/// Declares the words of a type.
macro_rules! choice {
    ($type:ty, $what:literal, { $($word:literal => $value:expr),+ $(,)? }) => {
        impl $crate::yaml::Choice for $type {
            const WHAT: &'static str = $what;
            const ALL: &'static [(&'static str, Self)] = &[$(($word, $value)),+];
        }
    };
}
pub(crate) use choice;
