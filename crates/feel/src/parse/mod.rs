//! From tokens to the expression tree. Problems are collected; what cannot be read becomes
//! `ExprKind::Error`, so that the rest is still checked.

pub(crate) mod foreign;
mod names;
mod number;
mod postfix;
mod primary;
mod tests_of;
mod types;
mod words;

use crate::ast::{Expr, ExprKind};
use crate::limits::{MAX_NESTING, MAX_SOURCE};
use crate::problem::{Problem, Report};
use crate::span::Span;
use crate::token::{Token, TokenKind, tokens_in};
pub use names::{Names, is_one_word};
use tongban_runtime::program::{Arithmetic, Comparison};

/// Parses one expression.
#[must_use]
pub fn expression(source: &str, names: &Names) -> (Expr, Vec<Report>) {
    Parser::new(source, names).whole(Parser::expr)
}

/// Parses the unary tests of a table cell.
#[must_use]
pub fn unary_tests(source: &str, names: &Names) -> (Vec<crate::ast::Test>, Vec<Report>) {
    Parser::new(source, names).whole(Parser::cell)
}

pub(crate) struct Parser<'s> {
    source: &'s str,
    names: &'s Names,
    /// Names that the text itself gives, where they hold.
    own: Names,
    /// Keys of contexts anywhere before, for paths.
    keys: Names,
    /// Whether `[` may close a range here.
    in_range: bool,
    /// How many filters are around: fields of their elements are names there.
    filters: u32,
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
    reports: Vec<Report>,
}

impl<'s> Parser<'s> {
    fn new(source: &'s str, names: &'s Names) -> Self {
        let too_long = source.len() > MAX_SOURCE;
        let profile = names.profile();
        let (tokens, mut reports) = tokens_in(profile, if too_long { "" } else { source });
        if too_long {
            reports.push(Report {
                problem: Problem::TooLong,
                span: Span::new(0, 0),
            });
        }
        Self {
            source,
            names,
            own: Names::new(profile),
            keys: Names::new(profile),
            in_range: false,
            filters: 0,
            tokens,
            at: 0,
            depth: 0,
            reports,
        }
    }

    fn whole<T>(mut self, parse: fn(&mut Self) -> T) -> (T, Vec<Report>) {
        let result = parse(&mut self);
        if !self.at_end() && self.reports.is_empty() {
            self.unexpected("an operator or the end");
        }
        self.reports.sort_by_key(|report| report.span.start);
        (result, self.reports)
    }

    fn at_end(&self) -> bool {
        matches!(self.kind(), TokenKind::End)
    }

    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn kind(&self) -> &TokenKind {
        self.token(0).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn span(&self) -> Span {
        let end = Span::new(self.source.len(), self.source.len());
        self.token(0).map_or(end, |token| token.span)
    }

    /// The span of the token just read.
    fn last(&self) -> Span {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(Span::default(), |t| t.span)
    }

    fn is_mark(&self, mark: &str) -> bool {
        matches!(self.kind(), TokenKind::Mark(other) if *other == mark)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(), TokenKind::Word(other) if other == word) || self.means(word).is_some()
    }

    fn advance(&mut self) {
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
    }

    fn take_mark(&mut self, mark: &str) -> bool {
        let found = self.is_mark(mark);
        if found {
            self.advance();
        }
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        if let Some(length) = self.means(word) {
            self.take_meant(length, word);
            return true;
        }
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn want_mark(&mut self, mark: &'static str) {
        if !self.take_mark(mark) {
            self.unexpected(mark_name(mark));
        }
    }

    fn want_word(&mut self, word: &'static str) {
        if !self.take_word(word) {
            self.unexpected(word);
        }
    }

    fn report(&mut self, problem: Problem, span: Span) {
        self.reports.push(Report { problem, span });
    }

    /// Reports the first thing that does not fit; what follows from it is not reported again.
    fn unexpected(&mut self, wanted: &'static str) {
        if self.reports.iter().any(|report| {
            matches!(
                report.problem,
                Problem::Expected { .. } | Problem::TooLong | Problem::TooDeep
            )
        }) {
            return;
        }
        let found = self.kind().show();
        let span = self.span();
        self.report(Problem::Expected { wanted, found }, span);
    }

    /// Builds an expression unless it becomes nested too deep.
    fn make(&mut self, kind: ExprKind, span: Span) -> Expr {
        let expr = Expr::new(kind, span);
        if expr.height > MAX_NESTING {
            self.too_deep(span);
            return Expr::new(ExprKind::Error, span);
        }
        expr
    }

    fn too_deep(&mut self, span: Span) {
        if !self
            .reports
            .iter()
            .any(|report| report.problem == Problem::TooDeep)
        {
            self.report(Problem::TooDeep, span);
        }
    }

    pub(crate) fn expr(&mut self) -> Expr {
        if self.depth >= MAX_NESTING {
            let span = self.span();
            self.too_deep(span);
            // Nothing more can be read at this depth: go to the end.
            self.at = self.tokens.len().saturating_sub(1);
            return Expr::new(ExprKind::Error, span);
        }
        self.depth += 1;
        let expr = self.or();
        self.depth -= 1;
        expr
    }

    fn or(&mut self) -> Expr {
        self.junction("or", Self::and, ExprKind::Or)
    }

    fn and(&mut self) -> Expr {
        self.junction("and", Self::comparison, ExprKind::And)
    }

    fn junction(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Expr,
        build: fn(Vec<Expr>) -> ExprKind,
    ) -> Expr {
        let first = part(self);
        if !self.is_word(word) {
            return first;
        }
        let start = first.span;
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(part(self));
        }
        self.make(build(parts), start.to(self.last()))
    }

    fn comparison(&mut self) -> Expr {
        let mut left = self.additive();
        loop {
            let start = left.span;
            let kind = if let Some(op) = self.comparison_mark() {
                let right = self.additive();
                ExprKind::Compare {
                    op,
                    left: Box::new(left),
                    right: Box::new(right),
                }
            } else if self.take_word("between") {
                let low = self.additive();
                self.want_word("and");
                let high = self.additive();
                ExprKind::Between {
                    value: Box::new(left),
                    low: Box::new(low),
                    high: Box::new(high),
                }
            } else if self.take_word("in") {
                let tests = self.in_tests();
                ExprKind::In {
                    value: Box::new(left),
                    tests,
                }
            } else if self.is_word("instance") {
                self.advance();
                self.want_word("of");
                let ty = self.type_name();
                ExprKind::InstanceOf {
                    value: Box::new(left),
                    ty,
                }
            } else {
                return left;
            };
            left = self.make(kind, start.to(self.last()));
        }
    }

    pub(crate) fn comparison_mark(&mut self) -> Option<Comparison> {
        if let Some(op) = self.meant_comparison() {
            return Some(op);
        }
        let op = match self.kind() {
            TokenKind::Mark("=") => Comparison::Equal,
            TokenKind::Mark("!=") => Comparison::NotEqual,
            TokenKind::Mark("<") => Comparison::Less,
            TokenKind::Mark("<=") => Comparison::LessOrEqual,
            TokenKind::Mark(">") => Comparison::Greater,
            TokenKind::Mark(">=") => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.advance();
        if op == Comparison::Equal {
            self.more_equals();
        }
        Some(op)
    }

    pub(crate) fn additive(&mut self) -> Expr {
        let marks = [("+", Arithmetic::Add), ("-", Arithmetic::Subtract)];
        self.chain(&marks, Self::multiplicative)
    }

    fn multiplicative(&mut self) -> Expr {
        let marks = [("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)];
        let product = self.chain(&marks, Self::power);
        self.meant_modulo(product)
    }

    fn power(&mut self) -> Expr {
        self.chain(&[("**", Arithmetic::Power)], Self::unary)
    }

    fn chain(&mut self, marks: &[(&str, Arithmetic)], part: fn(&mut Self) -> Expr) -> Expr {
        let mut left = part(self);
        while let Some((_, op)) = marks.iter().find(|(mark, _)| self.is_mark(mark)) {
            self.advance();
            let right = part(self);
            let span = left.span.to(right.span);
            let kind = ExprKind::Arithmetic {
                op: *op,
                left: Box::new(left),
                right: Box::new(right),
            };
            left = self.make(kind, span);
        }
        left
    }

    fn unary(&mut self) -> Expr {
        if let Some(negated) = self.meant_negation() {
            return negated;
        }
        let start = self.span();
        let mut minus = 0_u32;
        while self.take_mark("-") {
            minus += 1;
        }
        let mut expr = self.postfix();
        for _ in 0..minus.min(MAX_NESTING + 1) {
            let span = start.to(expr.span);
            expr = match expr.kind {
                ExprKind::Number(number) => Expr::new(ExprKind::Number(number.neg()), span),
                _ => self.make(ExprKind::Negate(Box::new(expr)), span),
            };
        }
        expr
    }
}

fn mark_name(mark: &'static str) -> &'static str {
    match mark {
        ")" => "`)`",
        "]" => "`]`",
        "}" => "`}`",
        "(" => "`(`",
        ":" => "`:`",
        "," => "`,`",
        other => other,
    }
}
