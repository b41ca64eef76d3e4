//! One layout for expressions: from the tree back to text, with as few brackets as the grammar needs (and those that
//! readers need: `and` inside `or`, a comparison or a loop inside another part), full-width punctuation mended, and
//! comments kept.
//!
//! What is written is read again and compared with the tree it came from: an expression whose meaning the layout
//! could change is never given out.

mod bare;
mod comments;
mod doc;
mod hold;
mod print;

pub(crate) use bare::bare;

use crate::ast::{Expr, Test};
use crate::parse::{self, Names};
use crate::problem::{Problem, Report};
use core::fmt;
use doc::lay_out;
use print::Printer;

/// Where an expression is to stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// On one line, whatever its length.
    Line,
    /// On as many lines as it needs, each within so many columns (an ideograph takes two).
    Block(usize),
}

/// Why an expression has no layout.
#[derive(Clone, PartialEq, Debug)]
pub enum Unformatted {
    /// It cannot be read.
    Unread(Vec<Report>),
    /// The layout would not read back as the same expression.
    Changed,
}

impl fmt::Display for Unformatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(_) => f.write_str("the expression cannot be read"),
            Self::Changed => f.write_str("the expression has no layout that reads back the same"),
        }
    }
}

/// The canonical text of an expression. `names` are the names of more than one word that it may use, see [`known_names`].
///
/// # Errors
/// [`Unformatted`]; full-width punctuation is no error, its mend is what is written.
pub fn expression(source: &str, names: &Names, layout: Layout) -> Result<String, Unformatted> {
    let source = mended(source, |source| parse::expression(source, names).1);
    settled(&source, |source| {
        let (expr, reports) = parse::expression(source, names);
        readable(reports)?;
        let written = Printer::new(source).whole(&expr);
        Ok((lay_out(&written, layout.columns()), bare(&expr)))
    })
}

/// The canonical text of the unary tests of a table cell, on one line.
///
/// # Errors
/// [`Unformatted`].
pub fn unary_tests(source: &str, names: &Names) -> Result<String, Unformatted> {
    let source = mended(source, |source| parse::unary_tests(source, names).1);
    settled(&source, |source| {
        let (tests, reports) = parse::unary_tests(source, names);
        readable(reports)?;
        let written = Printer::new(source).cell(&tests);
        let tests: Vec<Test> = tests.iter().map(bare::test).collect();
        Ok((lay_out(&written, None), tests))
    })
}

/// Lays out until nothing moves any more: a comment in an odd place may need a second time to come to rest.
fn settled<T: PartialEq>(
    source: &str,
    once: impl Fn(&str) -> Result<(String, T), Unformatted>,
) -> Result<String, Unformatted> {
    let (mut text, meaning) = once(source)?;
    for _ in 0..MOST_PASSES {
        let (next, same) = once(&text).map_err(|_| Unformatted::Changed)?;
        if same != meaning {
            return Err(Unformatted::Changed);
        }
        if next == text {
            return Ok(text);
        }
        text = next;
    }
    Err(Unformatted::Changed)
}

/// Times that a layout is made again before it is given up.
const MOST_PASSES: usize = 8;

/// The text of a tree that was made and not read, on one line.
#[must_use]
pub fn text_of(expr: &Expr) -> String {
    lay_out(&Printer::new("").whole(expr), None)
}

/// The names that the parser must know to read an expression: those of the built-in functions, and others.
#[must_use]
pub fn known_names<'n>(others: impl IntoIterator<Item = &'n str>) -> Names {
    let mut names = Names::default();
    for name in crate::check::built_in_names() {
        names.add(name);
    }
    for name in others {
        names.add(name);
    }
    names
}

fn readable(reports: Vec<Report>) -> Result<(), Unformatted> {
    if reports.is_empty() {
        Ok(())
    } else {
        Err(Unformatted::Unread(reports))
    }
}

/// The source with half-width marks where full-width ones were read. Mending a quote shows what stands after it, so it
/// takes several rounds.
fn mended(source: &str, problems: impl Fn(&str) -> Vec<Report>) -> String {
    let mut text = source.to_owned();
    for _ in 0..MOST_PASSES {
        let mut end = text.len();
        let mut changed = false;
        for report in problems(&text).iter().rev() {
            let (from, to) = (report.span.start, report.span.end);
            if let Problem::FullWidth { mend, .. } = &report.problem
                && to <= end
                && text.get(from..to).is_some()
            {
                text.replace_range(from..to, mend);
                end = from;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    text
}

impl Layout {
    const fn columns(self) -> Option<usize> {
        match self {
            Self::Line => None,
            Self::Block(columns) => Some(columns),
        }
    }
}
