//! Comments of an expression: the tree does not hold them, so they are found again and put back by place.

use crate::span::Span;

/// A comment where it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comment {
    pub span: Span,
    /// With its marks, without white space around.
    pub text: String,
    /// `// …`.
    pub line: bool,
    /// Nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// All comments, in order. Marks of comments inside texts are none.
pub(super) fn comments(source: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut closing: Option<&[char]> = None;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let c = rest.chars().next().unwrap_or(' ');
        if let Some(marks) = closing {
            at += c.len_utf8();
            if c == '\\' {
                at += rest.chars().nth(1).map_or(0, char::len_utf8);
            } else if marks.contains(&c) {
                closing = None;
            }
            continue;
        }
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            let inside = rest.get(2..).unwrap_or("");
            inside.find("*/").map_or(rest.len(), |end| end + 4)
        } else {
            closing = crate::full_width::closing(c);
            at += c.len_utf8();
            continue;
        };
        let words = rest.get(..length).unwrap_or("");
        let before = source.get(..at).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        found.push(Comment {
            span: Span::new(at, at + length),
            text: words.trim_end().to_owned(),
            line: words.starts_with("//"),
            own_line: before.get(line_start..).unwrap_or("").trim().is_empty(),
        });
        at += length;
    }
    found
}
