//! Names with spaces or operators in them, matched longest first against what is known.

use crate::token::{Token, TokenKind, tokens};
use std::collections::BTreeMap;

/// Known names of more than one token, by their first word.
#[derive(Default)]
pub struct Names {
    by_first: BTreeMap<String, Vec<(Vec<String>, String)>>,
}

impl Names {
    /// Adds a name; names of one word need no entry.
    pub fn add(&mut self, name: &str) {
        if name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return;
        }
        let (tokens, _) = tokens(name);
        let pieces: Vec<String> = tokens
            .iter()
            .filter(|token| token.kind != TokenKind::End)
            .map(|token| token.span.text(name).to_owned())
            .collect();
        if pieces.len() < 2 {
            return;
        }
        let Some(first) = pieces.first().cloned() else {
            return;
        };
        let entries = self.by_first.entry(first).or_default();
        entries.push((pieces, name.to_owned()));
        entries.sort_by_key(|(pieces, _)| core::cmp::Reverse(pieces.len()));
    }

    /// The longest known name at the start of `rest`, and how many tokens it takes.
    pub fn longest(&self, source: &str, rest: &[Token]) -> Option<(usize, String)> {
        let first = rest.first()?.span.text(source);
        self.by_first.get(first)?.iter().find_map(|(pieces, name)| {
            let fits = pieces.len() <= rest.len()
                && pieces
                    .iter()
                    .zip(rest)
                    .all(|(piece, token)| token.span.text(source) == piece);
            fits.then(|| (pieces.len(), name.clone()))
        })
    }
}
