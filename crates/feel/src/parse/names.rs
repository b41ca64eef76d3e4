//! Names with spaces or operators in them, matched longest first against what is known.

use crate::Profile;
use crate::token::{Token, TokenKind, tokens_in};
use std::collections::BTreeMap;

/// Known names of more than one token, by their first word.
#[derive(Clone, Default)]
pub struct Names {
    profile: Profile,
    by_first: BTreeMap<String, Vec<Known>>,
}

/// A name in its pieces, and how often it was added.
#[derive(Clone)]
struct Known {
    pieces: Vec<String>,
    name: String,
    count: u32,
}

impl Names {
    /// No names yet, for texts of a profile.
    #[must_use]
    pub const fn new(profile: Profile) -> Self {
        Self {
            profile,
            by_first: BTreeMap::new(),
        }
    }

    /// The profile of the texts.
    #[must_use]
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// The pieces of a name; `None` for one word, which needs no entry.
    fn pieces(&self, name: &str) -> Option<Vec<String>> {
        if name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let (tokens, _) = tokens_in(self.profile, name);
        let pieces: Vec<String> = tokens
            .iter()
            .filter(|token| token.kind != TokenKind::End)
            .map(|token| token.span.text(name).to_owned())
            .collect();
        (pieces.len() > 1).then_some(pieces)
    }

    /// Adds a name; names of one word need no entry.
    pub fn add(&mut self, name: &str) {
        let Some(pieces) = self.pieces(name) else {
            return;
        };
        let Some(first) = pieces.first().cloned() else {
            return;
        };
        let entries = self.by_first.entry(first).or_default();
        if let Some(known) = entries.iter_mut().find(|known| known.pieces == pieces) {
            known.count = known.count.saturating_add(1);
            return;
        }
        let place = entries.partition_point(|known| known.pieces.len() >= pieces.len());
        let known = Known {
            pieces,
            name: name.to_owned(),
            count: 1,
        };
        entries.insert(place, known);
    }

    /// Takes a name away that was added.
    pub fn remove(&mut self, name: &str) {
        let pieces = self.pieces(name).unwrap_or_default();
        let Some(first) = pieces.first() else {
            return;
        };
        if let Some(entries) = self.by_first.get_mut(first) {
            for known in entries.iter_mut().filter(|known| known.pieces == pieces) {
                known.count = known.count.saturating_sub(1);
            }
            entries.retain(|known| known.count > 0);
        }
    }

    /// The longest known name at the start of `rest`, and how many tokens it takes.
    #[must_use]
    pub fn longest(&self, source: &str, rest: &[Token]) -> Option<(usize, String)> {
        let first = rest.first()?.span.text(source);
        self.by_first.get(first)?.iter().find_map(|known| {
            let pieces = &known.pieces;
            let fits = pieces.len() <= rest.len()
                && pieces
                    .iter()
                    .zip(rest)
                    .all(|(piece, token)| token.span.text(source) == piece);
            fits.then(|| (pieces.len(), known.name.clone()))
        })
    }
}
