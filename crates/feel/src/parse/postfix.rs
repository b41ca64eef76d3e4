//! What follows a value: `.name`, `[filter]`, `(arguments)`.

use super::Parser;
use crate::ast::{Argument, Expr, ExprKind};
use crate::span::Span;
use crate::token::TokenKind;

impl Parser<'_> {
    pub(super) fn postfix(&mut self) -> Expr {
        let mut expr = self.primary();
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
                let condition = self.expr();
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

    fn field_name(&mut self) -> String {
        let rest = self.tokens.get(self.at..).unwrap_or(&[]);
        if let Some((count, name)) = self.names.longest(self.source, rest) {
            self.at += count;
            return name;
        }
        if let TokenKind::Word(word) = self.kind().clone() {
            self.advance();
            return word;
        }
        self.unexpected("a field name");
        String::new()
    }

    /// Whether `[` here closes an open-ended range, as in `[1..5[`.
    fn closes_range(&self) -> bool {
        match self.token(1).map(|token| &token.kind) {
            None | Some(TokenKind::End | TokenKind::Mark(")" | "," | "]" | "}")) => true,
            Some(TokenKind::Word(word)) => {
                matches!(
                    word.as_str(),
                    "and" | "or" | "then" | "else" | "return" | "satisfies"
                )
            }
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
                value: self.expr(),
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
        let mut words = Vec::new();
        let mut span = self.span();
        for ahead in 0.. {
            let token = self.token(ahead)?;
            match &token.kind {
                TokenKind::Word(word) => {
                    words.push(word.clone());
                    span = span.to(token.span);
                }
                TokenKind::Mark(":") if ahead > 0 => {
                    self.at += ahead + 1;
                    return Some((words.join(" "), span));
                }
                _ => return None,
            }
        }
        None
    }
}

/// Whether brackets after it make a call.
const fn callable(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Name(_)
            | ExprKind::Path { .. }
            | ExprKind::Function { .. }
            | ExprKind::Call { .. }
    )
}
