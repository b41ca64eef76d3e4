//! Documents: text that knows where it may break, laid out within a width.

use crate::render::width;

/// A piece of text with the places where it may break.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// Words without a line break that anything depends on.
    Text(String),
    /// A space, or a new line where the group around it does not fit.
    Line,
    /// Nothing, or a new line where the group around it does not fit.
    Soft,
    /// Two columns further in.
    Indent(Box<Doc>),
    /// One after the other.
    Concat(Vec<Doc>),
    /// On one line if it fits; `true`: on several in any case, where several are allowed.
    Group(Box<Doc>, bool),
    /// Items with breaks between them, as many on a line as fit.
    Fill(Vec<Doc>),
    /// `// …`: what follows starts a new line.
    LineComment(String),
}

/// Columns of one step of indentation.
const STEP: usize = 2;

pub(super) fn text(words: impl Into<String>) -> Doc {
    Doc::Text(words.into())
}

pub(super) fn concat(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Concat(parts.into_iter().collect())
}

pub(super) fn indent(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Indent(Box::new(concat(parts)))
}

pub(super) fn group(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Group(Box::new(concat(parts)), false)
}

/// A group that always stands on several lines, where several are allowed.
pub(super) fn broken(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Group(Box::new(concat(parts)), true)
}

/// `open`, what is inside on lines of its own if it does not fit, `close`.
pub(super) fn enclosed(open: impl Into<String>, inside: Doc, close: &str) -> Doc {
    group([
        text(open),
        indent([Doc::Soft, inside]),
        Doc::Soft,
        text(close),
    ])
}

/// Lays a document out within so many columns; `None`: on one line, whatever its length.
///
/// On one line there is no place for a line comment but at the end, so it becomes `/* … */`.
pub(super) fn lay_out(doc: &Doc, columns: Option<usize>) -> String {
    let mut printer = Printer {
        out: String::new(),
        column: 0,
        columns,
        open_comment: false,
    };
    printer.print(doc, 0, columns.is_none());
    printer.out
}

struct Printer {
    out: String,
    column: usize,
    columns: Option<usize>,
    /// A line comment was written: anything more needs a new line first.
    open_comment: bool,
}

impl Printer {
    fn new_line(&mut self, indent: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
        self.column = indent;
        self.open_comment = false;
    }

    fn words(&mut self, words: &str, indent: usize) {
        if words.is_empty() {
            return;
        }
        if self.open_comment {
            if words.trim().is_empty() {
                return;
            }
            self.new_line(indent);
            return self.words(words.trim_start(), indent);
        }
        self.out.push_str(words);
        self.column = match words.rsplit_once('\n') {
            Some((_, last)) => width(last),
            None => self.column + width(words),
        };
    }

    fn print(&mut self, doc: &Doc, indent: usize, flat: bool) {
        match doc {
            Doc::Text(words) => self.words(words, indent),
            Doc::LineComment(words) if self.columns.is_none() => {
                let inside = words.trim_start_matches('/').trim();
                self.words(&format!("/* {inside} */"), indent);
            }
            Doc::LineComment(words) => {
                self.words(words, indent);
                self.open_comment = true;
            }
            Doc::Line if flat => self.words(" ", indent),
            Doc::Soft if flat => {}
            Doc::Line | Doc::Soft => self.new_line(indent),
            Doc::Indent(inside) => self.print(inside, indent + STEP, flat),
            Doc::Concat(parts) => {
                for part in parts {
                    self.print(part, indent, flat);
                }
            }
            Doc::Group(inside, several) => {
                let flat = self.columns.is_none()
                    || flat && !must_break(inside)
                    || !several && self.fits(inside);
                self.print(inside, indent, flat);
            }
            Doc::Fill(items) => {
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        let stay = flat || self.columns.is_none() || self.fits_after_space(item);
                        self.print(&Doc::Line, indent, stay);
                    }
                    self.print(item, indent, flat || !must_break(item));
                }
            }
        }
    }

    fn room(&self) -> usize {
        self.columns
            .unwrap_or(usize::MAX)
            .saturating_sub(self.column)
    }

    fn fits(&self, doc: &Doc) -> bool {
        !self.open_comment && flat_width(doc).is_some_and(|wanted| wanted <= self.room())
    }

    fn fits_after_space(&self, doc: &Doc) -> bool {
        !self.open_comment && flat_width(doc).is_some_and(|wanted| wanted < self.room())
    }
}

/// Whether it cannot stand on one line.
fn must_break(doc: &Doc) -> bool {
    flat_width(doc).is_none()
}

/// Columns on one line; `None` if it needs several.
fn flat_width(doc: &Doc) -> Option<usize> {
    match doc {
        Doc::Text(words) if words.contains('\n') => None,
        Doc::Text(words) => Some(width(words)),
        Doc::Line => Some(1),
        Doc::Soft => Some(0),
        Doc::Indent(inside) | Doc::Group(inside, false) => flat_width(inside),
        Doc::Group(_, true) | Doc::LineComment(_) => None,
        Doc::Concat(parts) => parts.iter().map(flat_width).sum(),
        Doc::Fill(items) => {
            let spaces = items.len().saturating_sub(1);
            let items: Option<usize> = items.iter().map(flat_width).sum();
            items.map(|items| items + spaces)
        }
    }
}
