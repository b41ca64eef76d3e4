//! What other languages, and people who speak Chinese, write where FEEL writes something else. It is
//! read as what was meant, so that the rest is still checked, and reported with what to write.
//!
//! Only in rules of the catalogue: names of the `standard` profile may hold any of it.

use super::Parser;
use crate::Profile;
use crate::ast::{Argument, Expr, ExprKind};
use crate::limits::MAX_NESTING;
use crate::problem::Problem;
use crate::span::Span;
use crate::token::{Token, TokenKind, tokens_in};
use tongban_runtime::program::{Arithmetic, Comparison};
use tongban_runtime::{Date, Decimal};

/// Words for a keyword, longer ones before those that they begin with.
const KEYWORDS: [(&str, &[&str]); 6] = [
    ("and", &["并且", "而且", "且", "AND", "And"]),
    ("or", &["或者", "或", "OR", "Or"]),
    ("if", &["如果", "IF", "If"]),
    ("then", &["那么", "则", "THEN", "Then"]),
    ("else", &["否则", "ELSE", "Else"]),
    ("in", &["属于", "IN", "In"]),
];

/// Words for a comparison, longer ones before those that they begin with.
const COMPARISONS: [(&str, Comparison, &str); 13] = [
    ("大于等于", Comparison::GreaterOrEqual, ">="),
    ("小于等于", Comparison::LessOrEqual, "<="),
    ("不等于", Comparison::NotEqual, "!="),
    ("不小于", Comparison::GreaterOrEqual, ">="),
    ("不少于", Comparison::GreaterOrEqual, ">="),
    ("不低于", Comparison::GreaterOrEqual, ">="),
    ("不大于", Comparison::LessOrEqual, "<="),
    ("不超过", Comparison::LessOrEqual, "<="),
    ("大于", Comparison::Greater, ">"),
    ("超过", Comparison::Greater, ">"),
    ("小于", Comparison::Less, "<"),
    ("少于", Comparison::Less, "<"),
    ("等于", Comparison::Equal, "="),
];

/// Words for `not(…)`.
const NEGATIONS: [&str; 4] = ["非", "NOT", "Not", "not"];

/// Whether a word is written `alone`, or, as Chinese is, without a space before the next.
fn begins(word: &str, alone: &str) -> bool {
    word == alone || !alone.is_ascii() && word.starts_with(alone)
}

/// How many bytes at the start of a word stand for a keyword.
fn keyword(word: &str, wanted: &str) -> Option<usize> {
    let (_, known) = KEYWORDS.iter().find(|(keyword, _)| *keyword == wanted)?;
    let found = known.iter().find(|alone| begins(word, alone))?;
    Some(found.len())
}

impl Parser<'_> {
    pub(super) fn is_strict(&self) -> bool {
        self.names.profile() == Profile::Strict
    }

    /// Whether what stands here means a keyword of another language: how many bytes of a word, or
    /// none where it is a mark.
    pub(super) fn means(&self, wanted: &str) -> Option<usize> {
        if !self.is_strict() {
            return None;
        }
        match self.kind() {
            TokenKind::Word(word) => keyword(word, wanted),
            TokenKind::Mark("&") if wanted == "and" => Some(0),
            TokenKind::Mark("|") if wanted == "or" => Some(0),
            _ => None,
        }
    }

    /// Whether a name ends before a word that means a keyword.
    pub(super) fn ends_name(&self, word: &str) -> bool {
        let joins = ["and", "or", "then", "else", "in"];
        self.is_strict() && joins.iter().any(|wanted| keyword(word, wanted).is_some())
    }

    /// Reads a keyword of another language.
    pub(super) fn take_meant(&mut self, length: usize, mend: &str) {
        if length == 0 {
            let span = self.twice();
            self.say(span, mend);
        } else {
            let span = self.split(length);
            self.say(span, mend);
        }
    }

    /// Reads a mark that may be written twice, as `&&` is.
    fn twice(&mut self) -> Span {
        let first = self.span();
        let mark = self.kind().clone();
        self.advance();
        if *self.kind() == mark && self.span().start == first.end {
            self.advance();
        }
        first.to(self.last())
    }

    /// Reads the first bytes of a word; the rest of it is left to be read.
    fn split(&mut self, length: usize) -> Span {
        let whole = self.span();
        let span = Span::new(whole.start, whole.start + length);
        if span.end >= whole.end {
            self.advance();
            return span;
        }
        let rest = Span::new(span.end, whole.end);
        let (tokens, _) = tokens_in(Profile::Strict, rest.text(self.source));
        let kind = tokens.into_iter().next().map(|token| token.kind);
        let kind = kind.unwrap_or(TokenKind::End);
        if let Some(token) = self.tokens.get_mut(self.at) {
            *token = Token { kind, span: rest };
        }
        span
    }

    fn say(&mut self, span: Span, mend: &str) {
        let found = span.text(self.source).to_owned();
        // What is reported as full-width already has its mend.
        if self.reports.iter().any(|report| report.span == span) {
            return;
        }
        let mend = mend.to_owned();
        self.report(Problem::Foreign { found, mend }, span);
    }

    /// A comparison in words, `==`, `=>`, `=<` or `<>`, at the start of what follows a value.
    pub(super) fn meant_comparison(&mut self) -> Option<Comparison> {
        if !self.is_strict() {
            return None;
        }
        if let TokenKind::Word(word) = self.kind() {
            let found = COMPARISONS.iter().find(|(alone, ..)| begins(word, alone));
            let (alone, op, mend) = *found?;
            let span = self.split(alone.len());
            self.say(span, mend);
            return Some(op);
        }
        let (first, second) = (self.token(0)?, self.token(1)?);
        let (op, mend) = match (&first.kind, &second.kind) {
            (TokenKind::Mark("="), TokenKind::Mark(">")) => (Comparison::GreaterOrEqual, ">="),
            (TokenKind::Mark("="), TokenKind::Mark("<")) => (Comparison::LessOrEqual, "<="),
            (TokenKind::Mark("<"), TokenKind::Mark(">")) => (Comparison::NotEqual, "!="),
            _ => return None,
        };
        if first.span.end != second.span.start {
            return None;
        }
        let span = first.span.to(second.span);
        self.advance();
        self.advance();
        self.say(span, mend);
        Some(op)
    }

    /// `==` and `===`, of which the first `=` was read.
    pub(super) fn more_equals(&mut self) {
        let start = self.last();
        if !self.is_mark("=") {
            return;
        }
        while self.is_mark("=") {
            self.advance();
        }
        self.say(start.to(self.last()), "=");
    }

    /// `!x`, `非 x` and `not x`.
    pub(super) fn meant_negation(&mut self) -> Option<Expr> {
        let start = self.span();
        let mut count = 0_u32;
        while self.is_negation() {
            let span = self.span();
            let bare = matches!(self.kind(), TokenKind::Word(word) if word == "not");
            self.advance();
            if count == 0 && bare {
                let found = "not …".to_owned();
                let mend = "not(…)".to_owned();
                self.report(Problem::Foreign { found, mend }, span);
            } else if count == 0 {
                self.say(span, "not(…)");
            }
            count = count.saturating_add(1);
        }
        if count == 0 {
            return None;
        }
        let mut expr = self.postfix();
        for _ in 0..count.min(MAX_NESTING + 1) {
            let function = Expr::new(ExprKind::Name("not".to_owned()), start);
            let span = start.to(expr.span);
            let kind = ExprKind::Call {
                function: Box::new(function),
                arguments: vec![Argument {
                    name: None,
                    value: expr,
                }],
            };
            expr = self.make(kind, span);
        }
        Some(expr)
    }

    fn is_negation(&self) -> bool {
        if !self.is_strict() {
            return false;
        }
        let next = self.token(1).map(|token| &token.kind);
        match self.kind() {
            TokenKind::Mark("!") => true,
            TokenKind::Word(word) if NEGATIONS.contains(&word.as_str()) => match next {
                Some(TokenKind::Word(word)) => !self.ends_name(word) && !is_joint(word),
                Some(TokenKind::Number(_) | TokenKind::Text(_)) => true,
                Some(TokenKind::Mark("(")) => word != "not",
                _ => false,
            },
            _ => false,
        }
    }

    /// What is written right behind a number: `50%`, `180个月`, `2025年7月10日`.
    pub(super) fn behind_number(&mut self, number: &Expr) -> Option<Expr> {
        let next = self.token(0).filter(|_| self.is_strict())?;
        if next.span.start != number.span.end || !matches!(number.kind, ExprKind::Number(_)) {
            return None;
        }
        let (after, whole) = (next.kind.clone(), number.span.to(next.span));
        let written = number.span.text(self.source).to_owned();
        match after {
            TokenKind::Mark("%") if !self.begins_value(1) => {
                self.advance();
                let share = Decimal::parse(&written)
                    .and_then(|number| number.div(Decimal::from(100)).ok())?;
                self.say(whole, &share.to_string());
                Some(Expr::new(ExprKind::Number(share), whole))
            }
            TokenKind::Word(word) if !word.is_ascii() && !self.joins(&word) => {
                self.advance();
                let Some(date) = day(&format!("{written}{word}")) else {
                    self.say(whole, &written);
                    return Some(Expr::new(number.kind.clone(), number.span));
                };
                self.say(whole, &format!("date(\"{date}\")"));
                Some(Expr::new(ExprKind::At(date), whole))
            }
            _ => None,
        }
    }

    /// Whether a word goes on with the rule behind a value.
    fn joins(&self, word: &str) -> bool {
        let compares = COMPARISONS.iter().any(|(alone, ..)| begins(word, alone));
        self.ends_name(word) || is_joint(word) || compares
    }

    /// `a % b`, and `%` behind anything that is not a number as written.
    pub(super) fn meant_modulo(&mut self, left: Expr) -> Expr {
        if !self.is_strict() {
            return left;
        }
        let mut left = left;
        while self.is_mark("%") {
            let at = self.span();
            self.advance();
            let start = left.span;
            let kind = if self.begins_value(0) {
                self.say(at, "modulo(…, …)");
                let right = self.unary();
                let function = Expr::new(ExprKind::Name("modulo".to_owned()), at);
                let argument = |value| Argument { name: None, value };
                ExprKind::Call {
                    function: Box::new(function),
                    arguments: vec![argument(left), argument(right)],
                }
            } else {
                self.say(at, "/ 100");
                let hundred = Expr::new(ExprKind::Number(Decimal::from(100)), at);
                ExprKind::Arithmetic {
                    op: Arithmetic::Divide,
                    left: Box::new(left),
                    right: Box::new(hundred),
                }
            };
            left = self.make(kind, start.to(self.last()));
        }
        left
    }

    fn begins_value(&self, ahead: usize) -> bool {
        match self.token(ahead).map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => !self.joins(word),
            Some(TokenKind::Number(_) | TokenKind::Text(_)) => true,
            Some(TokenKind::Mark(mark)) => matches!(*mark, "(" | "["),
            _ => false,
        }
    }
}

/// A keyword between values.
fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "then"
            | "else"
            | "in"
            | "between"
            | "instance"
            | "return"
            | "satisfies"
            | "external"
    )
}

/// A day in Chinese, `2025年7月10日`, or with marks, `2025-7-10` or `2025/07/10`, as ISO writes it.
pub(crate) fn day(text: &str) -> Option<String> {
    let mut parts = text.split(['年', '月', '日', '-', '/']);
    let mut number = |digits: core::ops::RangeInclusive<usize>| {
        let part = parts.next()?;
        let fits = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| fits)
    };
    let (year, month, day) = (number(4..=4)?, number(1..=2)?, number(1..=2)?);
    if parts.any(|rest| !rest.is_empty()) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    Date::parse(&date).map(|_| date)
}
