//! From the tree to a document.

use super::comments::{Comment, comments};
use super::doc::{Doc, broken, concat, enclosed, group, indent, text};
use super::hold::{Hold, above, hold, is_leaf, makes_a_name, opens_with_bracket};
use crate::ast::{Argument, Expr, ExprKind, Test, Variable};
use crate::marks::{arithmetic_mark, comparison_mark, key, quoted};
use crate::span::Span;
use core::iter;

/// Writes trees that were read from `source`; empty for trees that were made.
pub(super) struct Printer<'s> {
    source: &'s str,
    comments: Vec<Comment>,
    /// The first comment that is not written yet.
    next: usize,
}

impl<'s> Printer<'s> {
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            comments: comments(source),
            next: 0,
        }
    }

    pub fn whole(&mut self, expr: &Expr) -> Doc {
        let mut parts = vec![self.expr(expr)];
        parts.push(self.after(expr.span.end));
        parts.extend(self.rest());
        concat(parts)
    }

    pub fn cell(&mut self, tests: &[Test]) -> Doc {
        let mut parts = vec![match tests {
            [Test::Not(inside)] => self.listed(
                "not(",
                inside.iter().map(Item::Test),
                ")",
                self.source.len(),
            ),
            _ => {
                let tests: Vec<Doc> = tests.iter().map(|test| self.test(test)).collect();
                separated(tests)
            }
        }];
        parts.extend(self.rest());
        concat(parts)
    }

    /// Comments that nothing follows.
    fn rest(&mut self) -> Vec<Doc> {
        let mut parts = Vec::new();
        while let Some(comment) = self.comments.get(self.next).cloned() {
            self.next += 1;
            parts.push(if comment.own_line {
                Doc::Line
            } else {
                text(" ")
            });
            parts.push(comment_doc(&comment));
        }
        parts
    }

    /// Comments before a place: those on lines of their own, then those in the line.
    fn before(&mut self, place: usize) -> (Vec<Doc>, Vec<Doc>) {
        let (mut lines, mut inline) = (Vec::new(), Vec::new());
        while let Some(comment) = self
            .comments
            .get(self.next)
            .filter(|comment| comment.span.start < place)
            .cloned()
        {
            self.next += 1;
            if comment.own_line || comment.line {
                lines.extend([comment_doc(&comment), Doc::Line]);
            } else {
                inline.extend([comment_doc(&comment), text(" ")]);
            }
        }
        (lines, inline)
    }

    /// Comments on the same line right after a place, over white space and commas.
    fn after(&mut self, place: usize) -> Doc {
        let mut parts = Vec::new();
        while let Some(comment) = self.comments.get(self.next).cloned() {
            let between = self.source.get(place..comment.span.start);
            let near = between.is_some_and(|between| {
                between
                    .chars()
                    .all(|c| c != '\n' && (c.is_whitespace() || ",，、".contains(c)))
            });
            // A comment between this place and itself is one that was just written.
            let written = !parts.is_empty();
            if !(near || written && !comment.own_line && self.follows(&comment)) {
                break;
            }
            self.next += 1;
            parts.extend([text(" "), comment_doc(&comment)]);
        }
        concat(parts)
    }

    /// Whether a comment stands right after the one before it.
    fn follows(&self, comment: &Comment) -> bool {
        let before = self
            .next
            .checked_sub(1)
            .and_then(|at| self.comments.get(at));
        before.is_some_and(|before| {
            let between = self.source.get(before.span.end..comment.span.start);
            between.is_some_and(|between| between.chars().all(|c| c != '\n' && c.is_whitespace()))
        })
    }

    /// An expression with the comments before it.
    fn expr(&mut self, expr: &Expr) -> Doc {
        let (lines, inline) = self.before(expr.span.start);
        let body = self.kind(expr);
        if lines.is_empty() && inline.is_empty() {
            return body;
        }
        concat(lines.into_iter().chain(inline).chain(iter::once(body)))
    }

    /// An expression where no less than `wanted` holds together.
    fn held(&mut self, expr: &Expr, wanted: Hold) -> Doc {
        if hold(expr) >= wanted {
            return self.expr(expr);
        }
        let inside = self.expr(expr);
        enclosed("(", inside, ")")
    }

    /// The words of a leaf as they were written, if they are written in the plain way.
    fn written(&self, span: Span, plain: impl Fn(&str) -> bool) -> Option<String> {
        let words = span.text(self.source);
        plain(words).then(|| words.to_owned())
    }

    fn kind(&mut self, expr: &Expr) -> Doc {
        match &expr.kind {
            ExprKind::Null => text("null"),
            ExprKind::Bool(value) => text(value.to_string()),
            ExprKind::Number(number) => {
                let digits = |words: &str| {
                    words.bytes().all(|c| c.is_ascii_digit() || c == b'.')
                        && words.starts_with(|c: char| c.is_ascii_digit())
                };
                text(
                    self.written(expr.span, digits)
                        .unwrap_or_else(|| number.to_string()),
                )
            }
            ExprKind::Text(value) => {
                // A bracketed text has the place of its brackets, so what is written there is not the text alone.
                let plain = |words: &str| {
                    words.len() >= 2
                        && words.starts_with('"')
                        && words.ends_with('"')
                        && !words.contains('\n')
                };
                text(
                    self.written(expr.span, plain)
                        .unwrap_or_else(|| quoted(value)),
                )
            }
            ExprKind::At(value) => text(format!("@{}", quoted(value))),
            ExprKind::Name(name) => text(name),
            ExprKind::Input => text("?"),
            ExprKind::Negate(value) => {
                let inside = self.held(value, Hold::Postfix);
                concat([text("-"), inside])
            }
            ExprKind::Arithmetic { .. } => self.arithmetic(expr),
            ExprKind::Compare { op, left, right } => {
                let left = self.held(left, Hold::Additive);
                let right = self.held(right, Hold::Additive);
                let mark = text(format!("{} ", comparison_mark(*op)));
                group([left, indent([Doc::Line, mark, right])])
            }
            ExprKind::And(parts) => self.junction("and ", parts, Hold::Comparison),
            // The grammar needs no brackets around `and` inside `or`; readers do.
            ExprKind::Or(parts) => self.junction("or ", parts, Hold::Comparison),
            ExprKind::Between { value, low, high } => {
                let value = if makes_a_name(value) {
                    let inside = self.expr(value);
                    enclosed("(", inside, ")")
                } else {
                    self.held(value, Hold::Additive)
                };
                let low = self.held(low, Hold::Additive);
                let high = self.held(high, Hold::Additive);
                group([
                    value,
                    indent([Doc::Line, text("between "), low, text(" and "), high]),
                ])
            }
            ExprKind::In { value, tests } => {
                let value = self.held(value, Hold::Additive);
                let tests = self.in_tests(tests, expr.span.end);
                concat([value, text(" in "), tests])
            }
            ExprKind::If { .. } => self.choice(expr),
            ExprKind::For { variables, body } => self.over("for ", variables, " return", body),
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => {
                let word = if *every { "every " } else { "some " };
                self.over(word, variables, " satisfies", body)
            }
            ExprKind::Filter { list, condition } => {
                let list = self.held(list, Hold::Postfix);
                let condition = self.expr(condition);
                concat([list, enclosed("[", condition, "]")])
            }
            ExprKind::Path { value, name, .. } => {
                let number = matches!(value.kind, ExprKind::Number(_));
                let inside = if number {
                    let number = self.expr(value);
                    concat([text("("), number, text(")")])
                } else {
                    self.held(value, Hold::Postfix)
                };
                concat([inside, text(format!(".{name}"))])
            }
            ExprKind::List(items) => {
                let simple = items.iter().all(is_leaf);
                if simple && items.len() > 4 {
                    self.filled(items, expr.span.end)
                } else {
                    self.listed("[", items.iter().map(Item::Expr), "]", expr.span.end)
                }
            }
            ExprKind::Context(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, _, value)| Item::Entry(key, value));
                self.listed("{", entries, "}", expr.span.end)
            }
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => self.range(
                (low.as_deref(), *low_closed),
                (high.as_deref(), *high_closed),
            ),
            ExprKind::Call {
                function,
                arguments,
            } => {
                let name = self.held(function, Hold::Postfix);
                let arguments = arguments.iter().map(Item::Argument);
                let arguments = self.listed("(", arguments, ")", expr.span.end);
                concat([name, arguments])
            }
            ExprKind::InstanceOf { value, ty } => {
                let value = self.held(value, Hold::Additive);
                concat([value, text(format!(" instance of {ty}"))])
            }
            ExprKind::UnaryRange { except, value } => {
                let value = self.held(value, Hold::Additive);
                let mark = if *except { "(!= " } else { "(= " };
                concat([text(mark), value, text(")")])
            }
            ExprKind::Function {
                parameters,
                body,
                external,
                ..
            } => {
                let parameters = parameters.iter().map(|parameter| match &parameter.ty {
                    Some(ty) => format!("{}: {ty}", parameter.name),
                    None => parameter.name.clone(),
                });
                let parameters: Vec<String> = parameters.collect();
                let word = if *external { " external" } else { "" };
                let head = text(format!("function({}){word}", parameters.join(", ")));
                let body = self.expr(body);
                group([head, indent([Doc::Line, body])])
            }
            ExprKind::Part(_) | ExprKind::Error => text(expr.span.text(self.source)),
        }
    }

    /// `a + b - c` as one chain.
    fn arithmetic(&mut self, expr: &Expr) -> Doc {
        let level = hold(expr);
        let mut links = Vec::new();
        let mut first = expr;
        while let ExprKind::Arithmetic { op, left, right } = &first.kind
            && hold(first) == level
        {
            links.push((*op, right));
            first = left;
        }
        let head = self.held(first, above(level));
        let mut tail = Vec::new();
        for (op, right) in links.into_iter().rev() {
            let (lines, inline) = self.before(right.span.start);
            tail.push(Doc::Line);
            tail.extend(lines);
            tail.push(text(format!("{} ", arithmetic_mark(op))));
            tail.extend(inline);
            tail.push(self.held(right, above(level)));
        }
        group([head, indent(tail)])
    }

    fn junction(&mut self, word: &str, parts: &[Expr], wanted: Hold) -> Doc {
        let mut docs = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let (lines, inline) = self.before(part.span.start);
            if place > 0 {
                docs.push(Doc::Line);
            }
            docs.extend(lines);
            if place > 0 {
                docs.push(text(word));
            }
            docs.extend(inline);
            docs.push(self.held(part, wanted));
            docs.push(self.after(part.span.end));
        }
        group(docs)
    }

    /// `if … then … else if … then … else …`: one line for each branch where there are several.
    fn choice(&mut self, expr: &Expr) -> Doc {
        let mut docs = Vec::new();
        let mut rest = expr;
        let mut count = 0;
        while let ExprKind::If {
            condition,
            then,
            otherwise,
        } = &rest.kind
        {
            let (lines, inline) = self.before(condition.span.start);
            if count > 0 {
                docs.push(Doc::Line);
            }
            docs.extend(lines);
            let word = if count > 0 { "else if " } else { "if " };
            let condition = self.hanging(condition);
            let branch = self.hanging(then);
            docs.push(group([
                text(word),
                concat(inline),
                condition,
                indent([Doc::Line, text("then "), branch]),
            ]));
            docs.push(self.after(then.span.end));
            rest = otherwise;
            count += 1;
        }
        let (lines, inline) = self.before(rest.span.start);
        docs.push(Doc::Line);
        docs.extend(lines);
        let last = self.hanging(rest);
        docs.extend([text("else "), concat(inline), last]);
        docs.push(self.after(rest.span.end));
        if count > 1 { broken(docs) } else { group(docs) }
    }

    /// An expression after a word: its further lines stand deeper, but those that close a bracket.
    fn hanging(&mut self, expr: &Expr) -> Doc {
        let closes = matches!(
            expr.kind,
            ExprKind::Call { .. }
                | ExprKind::List(_)
                | ExprKind::Context(_)
                | ExprKind::Filter { .. }
                | ExprKind::Path { .. }
        );
        let doc = self.expr(expr);
        if closes { doc } else { indent([doc]) }
    }

    fn over(&mut self, word: &str, variables: &[Variable], then: &str, body: &Expr) -> Doc {
        let mut docs = vec![text(word)];
        for (place, variable) in variables.iter().enumerate() {
            if place > 0 {
                docs.push(text(", "));
            }
            docs.push(text(format!("{} in ", variable.name)));
            docs.push(match &variable.list.kind {
                ExprKind::Range {
                    low: Some(low),
                    low_closed: true,
                    high: Some(high),
                    high_closed: true,
                } => {
                    let low = self.held(low, Hold::Additive);
                    let high = self.held(high, Hold::Additive);
                    concat([low, text(".."), high])
                }
                _ => self.expr(&variable.list),
            });
        }
        docs.push(text(then));
        let body = self.expr(body);
        docs.push(indent([Doc::Line, body]));
        group(docs)
    }

    fn range(&mut self, low: (Option<&Expr>, bool), high: (Option<&Expr>, bool)) -> Doc {
        match (low, high) {
            ((Some(low), low_closed), (Some(high), high_closed)) => {
                let low = self.held(low, Hold::Additive);
                let high = self.held(high, Hold::Additive);
                concat([
                    text(if low_closed { "[" } else { "(" }),
                    low,
                    text(".."),
                    high,
                    text(if high_closed { "]" } else { ")" }),
                ])
            }
            ((None, _), (Some(end), closed)) => self.half("<", end, closed),
            ((Some(end), closed), (None, _)) => self.half(">", end, closed),
            ((None, _), (None, _)) => text("null"),
        }
    }

    fn half(&mut self, mark: &str, end: &Expr, closed: bool) -> Doc {
        let end = self.held(end, Hold::Additive);
        let mark = if closed {
            format!("({mark}= ")
        } else {
            format!("({mark} ")
        };
        concat([text(mark), end, text(")")])
    }

    fn in_tests(&mut self, tests: &[Test], end: usize) -> Doc {
        if let [Test::Expr(only)] = tests {
            let bracketed = matches!(
                &only.kind,
                ExprKind::Range { low: None, .. }
                    | ExprKind::Range { high: None, .. }
                    | ExprKind::UnaryRange { .. }
            );
            let plain = hold(only) >= Hold::Additive && !bracketed && !opens_with_bracket(only);
            if plain {
                return self.expr(only);
            }
        }
        self.listed("(", tests.iter().map(Item::Test), ")", end)
    }

    fn test(&mut self, test: &Test) -> Doc {
        match test {
            Test::Any => text("-"),
            Test::Compare(op, end) => {
                let end = self.held(end, Hold::Additive);
                concat([text(format!("{} ", comparison_mark(*op))), end])
            }
            Test::Expr(expr) => self.expr(expr),
            Test::Not(tests) => {
                self.listed("not(", tests.iter().map(Item::Test), ")", self.source.len())
            }
        }
    }

    /// Things with commas between brackets, each on a line of its own if they do not fit on one.
    fn listed<'e>(
        &mut self,
        open: &str,
        items: impl Iterator<Item = Item<'e>>,
        close: &str,
        end: usize,
    ) -> Doc {
        let items: Vec<Item<'e>> = items.collect();
        let mut docs = Vec::new();
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                docs.push(Doc::Line);
            }
            docs.push(self.item(item));
            if place + 1 < items.len() {
                docs.push(text(","));
            }
            docs.push(self.after(item.end()));
        }
        let (lines, inline) = self.before(end);
        for comment in lines.into_iter().chain(inline) {
            if !matches!(comment, Doc::Line | Doc::Text(_)) {
                docs.extend([Doc::Line, comment]);
            } else if let Doc::Text(words) = comment
                && !words.trim().is_empty()
            {
                docs.extend([Doc::Line, text(words)]);
            }
        }
        if docs.is_empty() {
            return text(format!("{open}{close}"));
        }
        enclosed(open, concat(docs), close)
    }

    /// Many small things: as many on a line as fit.
    fn filled(&mut self, items: &[Expr], end: usize) -> Doc {
        if self
            .comments
            .get(self.next)
            .is_some_and(|comment| comment.span.start < end)
        {
            return self.listed("[", items.iter().map(Item::Expr), "]", end);
        }
        let last = items.len().saturating_sub(1);
        let docs = items.iter().enumerate().map(|(place, item)| {
            let comma = text(if place < last { "," } else { "" });
            concat([self.expr(item), comma])
        });
        let docs = Doc::Fill(docs.collect());
        enclosed("[", docs, "]")
    }

    fn item(&mut self, item: &Item<'_>) -> Doc {
        match item {
            Item::Expr(expr) => self.expr(expr),
            Item::Test(test) => self.test(test),
            Item::Entry(name, value) => {
                let value = self.expr(value);
                concat([text(format!("{}: ", key(name))), value])
            }
            Item::Argument(argument) => {
                let value = self.expr(&argument.value);
                match &argument.name {
                    Some((name, _)) => concat([text(format!("{name}: ")), value]),
                    None => value,
                }
            }
        }
    }
}

/// A thing in a list with commas.
enum Item<'e> {
    Expr(&'e Expr),
    Test(&'e Test),
    Entry(&'e str, &'e Expr),
    Argument(&'e Argument),
}

impl Item<'_> {
    /// Where it ends in the source.
    fn end(&self) -> usize {
        match self {
            Self::Expr(expr) | Self::Entry(_, expr) => expr.span.end,
            Self::Argument(argument) => argument.value.span.end,
            Self::Test(test) => {
                let mut end = 0;
                test.visit(&mut |expr| end = end.max(expr.span.end));
                end
            }
        }
    }
}

fn comment_doc(comment: &Comment) -> Doc {
    if comment.line {
        Doc::LineComment(comment.text.clone())
    } else {
        text(comment.text.clone())
    }
}

fn separated(docs: Vec<Doc>) -> Doc {
    let mut parts = Vec::new();
    for (place, doc) in docs.into_iter().enumerate() {
        if place > 0 {
            parts.push(text(", "));
        }
        parts.push(doc);
    }
    concat(parts)
}
