//! The names of types, after `instance of` and in the parameters of functions.

use super::Parser;
use crate::ast::TypeName;
use crate::limits::MAX_NESTING;
use crate::token::TokenKind;

impl Parser<'_> {
    pub(super) fn type_name(&mut self) -> TypeName {
        if self.depth >= MAX_NESTING {
            let span = self.span();
            self.too_deep(span);
            self.at = self.tokens.len().saturating_sub(1);
            return TypeName::Named(String::new());
        }
        self.depth += 1;
        let ty = self.one_type();
        self.depth -= 1;
        ty
    }

    fn one_type(&mut self) -> TypeName {
        let generic = matches!(self.token(1).map(|t| &t.kind), Some(TokenKind::Mark("<")));
        let TokenKind::Word(word) = self.kind().clone() else {
            self.unexpected("a type name");
            return TypeName::Named(String::new());
        };
        match word.as_str() {
            "list" | "range" if generic => {
                self.at += 2;
                let inner = Box::new(self.type_name());
                self.want_mark(">");
                if word == "list" {
                    TypeName::List(inner)
                } else {
                    TypeName::Range(inner)
                }
            }
            "context" if generic => {
                self.at += 2;
                let mut entries = Vec::new();
                while let Some(name) = self.take_loose_name(&[]) {
                    self.want_mark(":");
                    entries.push((name, self.type_name()));
                    if !self.take_mark(",") {
                        break;
                    }
                }
                self.want_mark(">");
                TypeName::Context(entries)
            }
            "function" if generic => {
                self.at += 2;
                let mut parameters = Vec::new();
                while !self.is_mark(">") && !self.at_end() {
                    parameters.push(self.type_name());
                    if !self.take_mark(",") {
                        break;
                    }
                }
                self.want_mark(">");
                self.want_mark("->");
                let result = Box::new(self.type_name());
                TypeName::Function { parameters, result }
            }
            _ => TypeName::Named(self.plain_type(word)),
        }
    }

    /// A type of the language with spaces, the longest name that is known, or words joined by
    /// dots.
    fn plain_type(&mut self, first: String) -> String {
        const LONG: [&str; 4] = [
            "years and months duration",
            "days and time duration",
            "date and time",
            "year month duration",
        ];
        for name in LONG {
            let words: Vec<&str> = name.split(' ').collect();
            let fits = words.iter().enumerate().all(|(ahead, word)| {
                matches!(self.token(ahead).map(|t| &t.kind), Some(TokenKind::Word(w)) if w == word)
            });
            if fits {
                self.at += words.len();
                return name.to_owned();
            }
        }
        if let Some((count, name)) = self.longest(false) {
            self.at += count;
            return name;
        }
        self.advance();
        let mut name = first;
        while self.is_mark(".")
            && let Some(TokenKind::Word(word)) = self.token(1).map(|token| token.kind.clone())
        {
            self.at += 2;
            name.push('.');
            name.push_str(&word);
        }
        name
    }
}
