//! What follows a value: `.name`, `[filter]`, `(arguments)`.

use super::Parser;
use crate::ast::{Argument, Expr, ExprKind};
use crate::span::Span;
use crate::token::TokenKind;

impl Parser<'_> {
    pub(super) fn postfix(&mut self) -> Expr {
        let mut expr = self.primary();
        if let Some(mended) = self.behind_number(&expr) {
            return mended;
        }
        loop {
            let start = expr.span;
            let kind = if self.is_mark(".") {
                self.advance();
                let at = self.span();
                let name = self.field_name();
                ExprKind::Path {
                    value: Box::new(expr),
                    name,
                    at: at.to(self.last()),
                }
            } else if self.is_mark("[") && !self.closes_range() {
                self.advance();
                self.filters += 1;
                let condition = self.bracketed(Self::expr);
                self.filters -= 1;
                self.want_mark("]");
                ExprKind::Filter {
                    list: Box::new(expr),
                    condition: Box::new(condition),
                }
            } else if self.is_mark("(") && callable(&expr) {
                self.advance();
                let arguments = self.arguments();
                ExprKind::Call {
                    function: Box::new(expr),
                    arguments,
                }
            } else {
                return expr;
            };
            expr = self.make(kind, start.to(self.last()));
            if expr.kind == ExprKind::Error {
                return expr;
            }
        }
    }

    /// The longest name that is known, else all words up to a keyword.
    fn field_name(&mut self) -> String {
        if let Some((count, name)) = self.longest(true) {
            self.at += count;
            return name;
        }
        let mut name = String::new();
        while let TokenKind::Word(word) = self.kind().clone() {
            if !name.is_empty() {
                if ENDS_A_NAME.contains(&word.as_str()) || self.ends_name(&word) {
                    break;
                }
                name.push(' ');
            }
            name.push_str(&word);
            self.advance();
        }
        if name.is_empty() {
            self.unexpected("a field name");
        }
        name
    }

    /// Whether `[` here closes a range, as in `]1..5[`.
    fn closes_range(&self) -> bool {
        if !self.in_range {
            return false;
        }
        match self.token(1).map(|token| &token.kind) {
            None | Some(TokenKind::End) => true,
            Some(TokenKind::Mark(mark)) => !matches!(*mark, "(" | "[" | "{" | "-" | "?" | "@"),
            Some(TokenKind::Word(word)) => ENDS_A_NAME.contains(&word.as_str()),
            _ => false,
        }
    }

    fn arguments(&mut self) -> Vec<Argument> {
        let mut arguments = Vec::new();
        if self.take_mark(")") {
            return arguments;
        }
        loop {
            let name = self.parameter_name();
            arguments.push(Argument {
                name,
                value: self.bracketed(Self::expr),
            });
            if !self.take_mark(",") {
                break;
            }
        }
        self.want_mark(")");
        arguments
    }

    /// `name:` in front of an argument.
    fn parameter_name(&mut self) -> Option<(String, Span)> {
        let (count, name, span) = self.loose_name(&[])?;
        let colon = self.token(count).map(|token| &token.kind);
        if !matches!(colon, Some(TokenKind::Mark(":"))) {
            return None;
        }
        self.at += count + 1;
        Some((name, span))
    }
}

/// Keywords that cannot be meant as a later word of an unknown name.
const ENDS_A_NAME: [&str; 10] = [
    "and",
    "or",
    "between",
    "in",
    "instance",
    "then",
    "else",
    "return",
    "satisfies",
    "external",
];

/// Whether brackets after it make a call.
const fn callable(expr: &Expr) -> bool {
    !matches!(
        expr.kind,
        ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::At(_)
            | ExprKind::List(_)
            | ExprKind::Range { .. }
            | ExprKind::UnaryRange { .. }
            | ExprKind::Error
    )
}
