//! Literals, names, brackets, and the forms that begin with a keyword.

use super::{Parser, number};
use crate::ast::{Expr, ExprKind, Parameter, Variable};
use crate::problem::Problem;
use crate::span::Span;
use crate::token::TokenKind;
use std::collections::BTreeSet;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Expr {
        let start = self.span();
        let kind = match self.kind().clone() {
            TokenKind::Number(text) => {
                self.advance();
                match number::value(&text, self.names.profile()) {
                    Some(number) => ExprKind::Number(number),
                    None => {
                        let standard = !self.is_strict();
                        self.report(Problem::BadNumber { text, standard }, start);
                        ExprKind::Error
                    }
                }
            }
            TokenKind::Text(text) => {
                self.advance();
                ExprKind::Text(text)
            }
            TokenKind::Word(word) => self.word(&word),
            TokenKind::Mark(mark) => self.marked(mark),
            TokenKind::End => {
                self.unexpected("a value");
                ExprKind::Error
            }
        };
        self.make(kind, start.to(self.last()))
    }

    fn word(&mut self, word: &str) -> ExprKind {
        if let Some((count, name)) = self.longest(self.filters > 0) {
            self.at += count;
            return ExprKind::Name(name);
        }
        let word = if self.means("if").is_some() {
            self.take_word("if");
            "if"
        } else {
            self.advance();
            word
        };
        match word {
            "null" => ExprKind::Null,
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "if" => {
                let condition = Box::new(self.expr());
                self.want_word("then");
                let then = Box::new(self.expr());
                self.want_word("else");
                let otherwise = Box::new(self.expr());
                ExprKind::If {
                    condition,
                    then,
                    otherwise,
                }
            }
            "for" => {
                let variables = self.variables();
                self.want_word("return");
                let body = Box::new(self.expr());
                self.forget(&variables);
                ExprKind::For { variables, body }
            }
            "some" | "every" => {
                let variables = self.variables();
                self.want_word("satisfies");
                let body = Box::new(self.expr());
                self.forget(&variables);
                ExprKind::Quantified {
                    every: word == "every",
                    variables,
                    body,
                }
            }
            "function" if self.is_mark("(") => self.function(),
            "then" | "else" | "return" | "satisfies" | "and" | "or" | "in" | "between" => {
                self.at -= 1;
                self.unexpected("a value");
                self.advance();
                ExprKind::Error
            }
            name => ExprKind::Name(name.to_owned()),
        }
    }

    fn marked(&mut self, mark: &'static str) -> ExprKind {
        match mark {
            "?" => {
                self.advance();
                ExprKind::Input
            }
            "@" => {
                self.advance();
                if let TokenKind::Text(text) = self.kind().clone() {
                    self.advance();
                    return ExprKind::At(text);
                }
                self.unexpected("a date or duration in quotes");
                ExprKind::Error
            }
            "(" => {
                self.advance();
                self.bracketed(Self::parenthesised)
            }
            "[" => self.bracket(),
            "]" => {
                self.advance();
                let low = self.bracketed(Self::expr);
                if !self.take_mark("..") {
                    self.unexpected("`..`");
                    return ExprKind::Error;
                }
                self.range(Some(low), false)
            }
            "{" => self.context(),
            "<" | "<=" | ">" | ">=" => self.half_range(),
            _ => {
                self.unexpected("a value");
                self.advance();
                ExprKind::Error
            }
        }
    }

    /// After `(`: a value in brackets, `(= 5)`, or a range without its lower end.
    fn parenthesised(&mut self) -> ExprKind {
        if self.is_mark("=") || self.is_mark("!=") {
            let except = self.is_mark("!=");
            self.advance();
            let value = Box::new(self.additive());
            self.want_mark(")");
            return ExprKind::UnaryRange { except, value };
        }
        let inner = self.expr();
        if self.take_mark("..") {
            return self.range(Some(inner), false);
        }
        self.want_mark(")");
        inner.kind
    }

    /// `(< 5)`: a range with one end.
    fn half_range(&mut self) -> ExprKind {
        let upper = self.is_mark("<") || self.is_mark("<=");
        let closed = self.is_mark("<=") || self.is_mark(">=");
        self.advance();
        let end = Some(Box::new(self.additive()));
        if upper {
            ExprKind::Range {
                low: None,
                low_closed: false,
                high: end,
                high_closed: closed,
            }
        } else {
            ExprKind::Range {
                low: end,
                low_closed: closed,
                high: None,
                high_closed: false,
            }
        }
    }

    /// After `low ..`: the upper end and the bracket.
    pub(super) fn range(&mut self, low: Option<Expr>, low_closed: bool) -> ExprKind {
        let before = core::mem::replace(&mut self.in_range, true);
        let high = self.expr();
        self.in_range = before;
        let high_closed = match self.kind() {
            TokenKind::Mark("]") => true,
            TokenKind::Mark(")" | "[") => false,
            _ => {
                self.unexpected("`]` or `)`");
                return ExprKind::Error;
            }
        };
        self.advance();
        ExprKind::Range {
            low: low.map(Box::new),
            low_closed,
            high: Some(Box::new(high)),
            high_closed,
        }
    }

    fn bracket(&mut self) -> ExprKind {
        self.advance();
        if self.take_mark("]") {
            return ExprKind::List(Vec::new());
        }
        let first = self.bracketed(Self::expr);
        if self.take_mark("..") {
            return self.range(Some(first), true);
        }
        let mut items = vec![first];
        while self.take_mark(",") {
            items.push(self.bracketed(Self::expr));
        }
        self.want_mark("]");
        ExprKind::List(items)
    }

    fn context(&mut self) -> ExprKind {
        self.advance();
        let mut entries: Vec<(String, Span, Expr)> = Vec::new();
        let mut keys = BTreeSet::new();
        if self.take_mark("}") {
            return ExprKind::Context(entries);
        }
        loop {
            let start = self.span();
            let key = if let TokenKind::Text(text) = self.kind().clone() {
                self.advance();
                Some(text)
            } else {
                self.take_loose_name(&[])
            };
            let at = start.to(self.last());
            let written = key.is_some();
            let key = key.unwrap_or_default();
            if !written {
                self.unexpected("a field name");
            } else if !keys.insert(key.clone()) {
                self.report(Problem::DuplicateKey { name: key.clone() }, at);
            }
            self.want_mark(":");
            let value = self.bracketed(Self::expr);
            self.own.add(&key);
            self.keys.add(&key);
            entries.push((key, at, value));
            if !self.take_mark(",") {
                break;
            }
        }
        self.want_mark("}");
        for (key, _, _) in &entries {
            self.own.remove(key);
        }
        ExprKind::Context(entries)
    }

    fn variables(&mut self) -> Vec<Variable> {
        let mut variables = Vec::new();
        loop {
            let name = self.take_loose_name(&["in"]).unwrap_or_default();
            if name.is_empty() {
                self.unexpected("a variable name");
            }
            self.want_word("in");
            let start = self.span();
            let low = self.expr();
            let list = if self.take_mark("..") {
                let high = self.expr();
                let kind = ExprKind::Range {
                    low: Some(Box::new(low)),
                    low_closed: true,
                    high: Some(Box::new(high)),
                    high_closed: true,
                };
                self.make(kind, start.to(self.last()))
            } else {
                low
            };
            self.own.add(&name);
            variables.push(Variable { name, list });
            if !self.take_mark(",") {
                return variables;
            }
        }
    }

    /// The names of loop variables hold no longer.
    fn forget(&mut self, variables: &[Variable]) {
        for variable in variables {
            self.own.remove(&variable.name);
        }
    }

    fn function(&mut self) -> ExprKind {
        self.want_mark("(");
        let mut parameters = Vec::new();
        while let Some(name) = self.take_loose_name(&[]) {
            let ty = self.take_mark(":").then(|| self.type_name());
            parameters.push(Parameter { name, ty });
            if !self.take_mark(",") {
                break;
            }
        }
        self.want_mark(")");
        let external = self.take_word("external");
        for parameter in &parameters {
            self.own.add(&parameter.name);
        }
        let body = Box::new(self.expr());
        for parameter in &parameters {
            self.own.remove(&parameter.name);
        }
        ExprKind::Function {
            parameters,
            result: None,
            body,
            external,
        }
    }
}
