//! A rule as authored: FEEL text with its place.

use crate::finding::Findings;
use crate::problem::Problem;
use crate::source::{Place, Spanned};
use crate::yaml::{FromNode, Node};

/// FEEL source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The expression, as the compiler sees it.
    pub text: String,
    /// The YAML scalar it stands in.
    pub at: Place,
    /// Bytes of the scalar's value before the expression (message arguments stand inside a text).
    pub offset: usize,
    /// The whole value of the scalar; equal to `text` but for arguments.
    pub scalar: String,
}

impl Rule {
    /// A rule that is the whole of its scalar.
    #[must_use]
    pub fn whole(text: Spanned<String>) -> Self {
        Self {
            scalar: text.value.clone(),
            text: text.value,
            at: text.at,
            offset: 0,
        }
    }

    /// A rule inside a scalar.
    #[must_use]
    pub fn part(scalar: &Spanned<String>, start: usize, end: usize) -> Self {
        let text = scalar.value.get(start..end).unwrap_or_default().to_owned();
        Self {
            text,
            at: scalar.at,
            offset: start,
            scalar: scalar.value.clone(),
        }
    }
}

impl FromNode for Rule {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let text = Spanned::<String>::from_node(node, findings)?;
        if text.value.trim().is_empty() {
            findings.error(node.at, &Problem::RuleEmpty);
            return None;
        }
        Some(Self::whole(text))
    }
}
