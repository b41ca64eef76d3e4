//! Unary tests: what stands after `in` and in the cells of tables.

use super::Parser;
use crate::ast::{Expr, Test};
use crate::token::TokenKind;

impl Parser<'_> {
    /// After `in`: one test, or several in brackets. Nothing is read twice, so that nested tests
    /// cost no more than their length.
    pub(super) fn in_tests(&mut self) -> Vec<Test> {
        if !self.is_mark("(") {
            return vec![self.one_test(Self::additive)];
        }
        let start = self.span();
        self.advance();
        let mut tests = vec![self.bracketed(|parser| parser.one_test(Self::expr))];
        // It may be an open range such as `(1..5]`.
        if self.is_mark("..")
            && let [Test::Expr(_)] = tests.as_slice()
        {
            self.advance();
            if let Some(Test::Expr(low)) = tests.pop() {
                let kind = self.range(Some(low), false);
                let range = self.make(kind, start.to(self.last()));
                return vec![Test::Expr(range)];
            }
        }
        while self.take_mark(",") {
            tests.push(self.bracketed(|parser| parser.one_test(Self::expr)));
        }
        self.want_mark(")");
        tests
    }

    fn test_list(&mut self) -> Vec<Test> {
        let mut tests = vec![self.one_test(Self::expr)];
        while self.take_mark(",") {
            tests.push(self.one_test(Self::expr));
        }
        tests
    }

    fn one_test(&mut self, expr: fn(&mut Self) -> Expr) -> Test {
        match self.comparison_mark() {
            Some(op) => Test::Compare(op, self.additive()),
            None => Test::Expr(expr(self)),
        }
    }

    /// A whole cell: `-`, `not(…)`, or tests with commas.
    pub(super) fn cell(&mut self) -> Vec<Test> {
        if self.at_end() {
            return vec![Test::Any];
        }
        if self.is_mark("-") && matches!(self.token(1).map(|t| &t.kind), Some(TokenKind::End)) {
            self.advance();
            return vec![Test::Any];
        }
        if self.is_word("not")
            && matches!(self.token(1).map(|t| &t.kind), Some(TokenKind::Mark("(")))
        {
            let (at, reports) = (self.at, self.reports.len());
            self.advance();
            self.advance();
            let tests = self.test_list();
            if self.take_mark(")") && self.at_end() {
                return vec![Test::Not(tests)];
            }
            self.at = at;
            self.reports.truncate(reports);
        }
        self.test_list()
    }
}
