//! Names that the text itself gives: keys, parameters, loop variables.

use super::Parser;
use crate::span::Span;
use crate::token::TokenKind;

impl Parser<'_> {
    /// The longest name of several tokens that is known here, and how many it takes. A path
    /// (`keys`) also knows what contexts of this text call their entries.
    pub(super) fn longest(&self, keys: bool) -> Option<(usize, String)> {
        let rest = self.tokens.get(self.at..).unwrap_or(&[]);
        let mut found = self.names.longest(self.source, rest);
        let own = [Some(&self.own), keys.then_some(&self.keys)];
        for names in own.into_iter().flatten() {
            if let Some((count, name)) = names.longest(self.source, rest)
                && found.as_ref().is_none_or(|(longest, _)| *longest < count)
            {
                found = Some((count, name));
            }
        }
        found
    }

    /// A name that need not be known: a word, then words, digits and the symbols that names may
    /// hold, up to one of the `ends` or what no name holds. How many tokens, the name with single
    /// spaces, and its place.
    pub(super) fn loose_name(&self, ends: &[&str]) -> Option<(usize, String, Span)> {
        let mut name = String::new();
        let mut span = self.span();
        for count in 0.. {
            let token = self.token(count)?;
            let part = match &token.kind {
                TokenKind::Word(word) if count > 0 && ends.contains(&word.as_str()) => None,
                TokenKind::Word(word) => Some(word.as_str()),
                TokenKind::Mark("?") => Some("?"),
                TokenKind::Number(_)
                | TokenKind::Mark("+" | "-" | "*" | "/" | "'" | "." | "**")
                    if count > 0 =>
                {
                    Some(token.span.text(self.source))
                }
                _ => None,
            };
            let Some(part) = part else {
                return (count > 0).then_some((count, name, span));
            };
            if count > 0 && token.span.start > span.end {
                name.push(' ');
            }
            name.push_str(part);
            span = span.to(token.span);
        }
        None
    }

    /// Reads such a name.
    pub(super) fn take_loose_name(&mut self, ends: &[&str]) -> Option<String> {
        let (count, name, _) = self.loose_name(ends)?;
        self.at += count;
        Some(name)
    }

    /// Reads inside of brackets, where `[` opens and never closes.
    pub(super) fn bracketed<T>(&mut self, read: fn(&mut Self) -> T) -> T {
        let before = core::mem::replace(&mut self.in_range, false);
        let result = read(self);
        self.in_range = before;
        result
    }
}
