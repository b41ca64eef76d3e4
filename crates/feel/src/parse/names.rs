//! Names with spaces or operators in them, matched longest first against what is known.

use crate::Profile;
use crate::token::{Token, TokenKind, tokens_in};
use std::collections::BTreeMap;

/// Most tokens of one name; longer ones are not matched as a whole.
const MAX_PIECES: usize = 64;

/// Known names of more than one token, by their first word and then by all of their tokens.
#[derive(Clone, Default)]
pub struct Names {
    profile: Profile,
    by_first: BTreeMap<String, BTreeMap<Vec<String>, Known>>,
    /// Most tokens of a name that was added.
    most: usize,
}

/// Whether a name is one word of letters, digits and underscores: texts that hold it need not know it.
#[must_use]
pub fn is_one_word(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// A name, and how often it was added.
#[derive(Clone)]
struct Known {
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
            most: 0,
        }
    }

    /// The profile of the texts.
    #[must_use]
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// The pieces of a name; `None` for one word, which needs no entry.
    fn pieces(&self, name: &str) -> Option<Vec<String>> {
        if is_one_word(name) {
            return None;
        }
        let (tokens, _) = tokens_in(self.profile, name);
        let pieces: Vec<String> = tokens
            .iter()
            .filter(|token| token.kind != TokenKind::End)
            .map(|token| token.span.text(name).to_owned())
            .collect();
        (2..=MAX_PIECES).contains(&pieces.len()).then_some(pieces)
    }

    /// Adds a name; names of one word need no entry.
    pub fn add(&mut self, name: &str) {
        let Some(pieces) = self.pieces(name) else {
            return;
        };
        let Some(first) = pieces.first().cloned() else {
            return;
        };
        self.most = self.most.max(pieces.len());
        let entries = self.by_first.entry(first).or_default();
        let known = entries.entry(pieces).or_insert_with(|| Known {
            name: name.to_owned(),
            count: 0,
        });
        known.count = known.count.saturating_add(1);
    }

    /// Takes a name away that was added.
    pub fn remove(&mut self, name: &str) {
        let pieces = self.pieces(name).unwrap_or_default();
        let Some(first) = pieces.first() else {
            return;
        };
        if let Some(entries) = self.by_first.get_mut(first)
            && let Some(known) = entries.get_mut(&pieces)
        {
            known.count = known.count.saturating_sub(1);
            if known.count == 0 {
                entries.remove(&pieces);
            }
        }
    }

    /// The longest known name at the start of `rest`, and how many tokens it takes.
    #[must_use]
    pub fn longest(&self, source: &str, rest: &[Token]) -> Option<(usize, String)> {
        let first = rest.first()?.span.text(source);
        let entries = self.by_first.get(first)?;
        let pieces = rest.iter().take(self.most);
        let mut pieces: Vec<String> = pieces
            .map(|token| token.span.text(source).to_owned())
            .collect();
        while pieces.len() > 1 {
            if let Some(known) = entries.get(&pieces) {
                return Some((pieces.len(), known.name.clone()));
            }
            pieces.pop();
        }
        None
    }
}
