//! Literals, names, brackets, and the forms that begin with a keyword.

use super::Parser;
use crate::ast::{Expr, ExprKind, Variable};
use crate::problem::Problem;
use crate::span::Span;
use crate::token::TokenKind;
use tongban_runtime::Decimal;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Expr {
        let start = self.span();
        let kind = match self.kind().clone() {
            TokenKind::Number(text) => {
                self.advance();
                match Decimal::parse(&text) {
                    Some(number) => ExprKind::Number(number),
                    None => {
                        self.report(Problem::BadNumber { text }, start);
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
        let rest = self.tokens.get(self.at..).unwrap_or(&[]);
        if let Some((count, name)) = self.names.longest(self.source, rest) {
            self.at += count;
            return ExprKind::Name(name);
        }
        self.advance();
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
                ExprKind::For {
                    variables,
                    body: Box::new(self.expr()),
                }
            }
            "some" | "every" => {
                let variables = self.variables();
                self.want_word("satisfies");
                let body = Box::new(self.expr());
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
                let inner = self.expr();
                if self.take_mark("..") {
                    return self.range(Some(inner), false);
                }
                self.want_mark(")");
                inner.kind
            }
            "[" => self.bracket(),
            "]" => {
                self.advance();
                let low = self.expr();
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

    fn range(&mut self, low: Option<Expr>, low_closed: bool) -> ExprKind {
        let high = self.expr();
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
        let first = self.expr();
        if self.take_mark("..") {
            return self.range(Some(first), true);
        }
        let mut items = vec![first];
        while self.take_mark(",") {
            items.push(self.expr());
        }
        self.want_mark("]");
        ExprKind::List(items)
    }

    fn context(&mut self) -> ExprKind {
        self.advance();
        let mut entries: Vec<(String, Span, Expr)> = Vec::new();
        if self.take_mark("}") {
            return ExprKind::Context(entries);
        }
        loop {
            let start = self.span();
            let mut key = String::new();
            if let TokenKind::Text(text) = self.kind().clone() {
                self.advance();
                key = text;
            } else {
                while let TokenKind::Word(word) = self.kind().clone() {
                    if !key.is_empty() {
                        key.push(' ');
                    }
                    key.push_str(&word);
                    self.advance();
                }
            }
            let at = start.to(self.last());
            if key.is_empty() {
                self.unexpected("a field name");
            } else if entries.iter().any(|(other, _, _)| *other == key) {
                self.report(Problem::DuplicateKey { name: key.clone() }, at);
            }
            self.want_mark(":");
            let value = self.expr();
            entries.push((key, at, value));
            if !self.take_mark(",") {
                break;
            }
        }
        self.want_mark("}");
        ExprKind::Context(entries)
    }

    fn variables(&mut self) -> Vec<Variable> {
        let mut variables = Vec::new();
        loop {
            let mut name = String::new();
            while let TokenKind::Word(word) = self.kind().clone() {
                if word == "in" {
                    break;
                }
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(&word);
                self.advance();
            }
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
            variables.push(Variable { name, list });
            if !self.take_mark(",") {
                return variables;
            }
        }
    }

    fn function(&mut self) -> ExprKind {
        self.want_mark("(");
        let mut parameters = Vec::new();
        while let TokenKind::Word(word) = self.kind().clone() {
            self.advance();
            parameters.push(word);
            if self.take_mark(":") {
                self.type_name();
            }
            if !self.take_mark(",") {
                break;
            }
        }
        self.want_mark(")");
        ExprKind::Function {
            parameters,
            body: Box::new(self.expr()),
        }
    }

    /// The name of a type after `instance of`.
    pub(super) fn type_name(&mut self) -> String {
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
        let TokenKind::Word(word) = self.kind().clone() else {
            self.unexpected("a type name");
            return String::new();
        };
        self.advance();
        if self.take_mark("<") {
            let mut open = 1_u32;
            while open > 0 && !self.at_end() {
                match self.kind() {
                    TokenKind::Mark("<") => open += 1,
                    TokenKind::Mark(">") => open -= 1,
                    _ => {}
                }
                self.advance();
            }
        }
        word
    }
}
