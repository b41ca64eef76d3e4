//! Pieces of a domain, and the cell that takes some of them.

use core::ops::Bound;
use tongban_runtime::Value;

/// A part of a domain that no program at hand tells apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// A value that stands for all.
    pub value: Value,
    /// The value as a reader writes it.
    pub shown: String,
    pub(super) span: Span,
}

/// How far a piece reaches.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Span {
    /// One value that stands alone: a truth value, a value of an enumeration, a text.
    Point,
    /// A part of an ordered line.
    Line(Bound<String>, Bound<String>),
    /// All texts that are not written.
    Other,
    /// Absence.
    Absent,
}

impl<T: std::fmt::Display> From<(Bound<T>, Bound<T>)> for Span {
    fn from((low, high): (Bound<T>, Bound<T>)) -> Self {
        Self::Line(
            low.map(|end| end.to_string()),
            high.map(|end| end.to_string()),
        )
    }
}

impl Piece {
    pub(super) const fn new(value: Value, shown: String, span: Span) -> Self {
        Self { value, shown, span }
    }

    /// The only piece of what is never cut.
    #[must_use]
    pub fn unknown() -> Self {
        Self::new(Value::Absent, "-".into(), Span::Other)
    }

    /// An end as a cell writes it.
    fn end(&self, text: &str) -> String {
        match self.value {
            Value::Date(_) => format!("date(\"{text}\")"),
            _ => text.to_owned(),
        }
    }
}

/// The cell that takes exactly the marked pieces; `None` where one range or list cannot say it.
#[must_use]
pub fn cell_of(pieces: &[Piece], marked: &[bool]) -> Option<String> {
    let taken: Vec<&Piece> = pieces
        .iter()
        .zip(marked)
        .filter(|(_, marked)| **marked)
        .map(|(piece, _)| piece)
        .collect();
    let (first, last) = (taken.first()?, taken.last()?);
    if taken.len() == pieces.len() {
        return Some("-".into());
    }
    if taken.iter().all(|piece| piece.span == Span::Point) {
        let values: Vec<&str> = taken.iter().map(|piece| piece.shown.as_str()).collect();
        return Some(values.join(", "));
    }
    let start = marked.iter().position(|marked| *marked)?;
    let run = marked.iter().skip(start).take_while(|marked| **marked);
    if run.count() != taken.len() {
        return None;
    }
    let (Span::Line(low, _), Span::Line(_, high)) = (&first.span, &last.span) else {
        return None;
    };
    // Beyond the outermost pieces there is nothing, so the cell need not end there.
    let low = if start == 0 { &Bound::Unbounded } else { low };
    let beyond = pieces.get(start + taken.len());
    let ends = beyond.is_none_or(|piece| piece.span == Span::Absent);
    let high = if ends { &Bound::Unbounded } else { high };
    Some(match (low, high) {
        (Bound::Included(low), Bound::Included(high)) if low == high => first.end(low),
        (Bound::Unbounded, Bound::Unbounded) => return None,
        (Bound::Unbounded, Bound::Included(high)) => format!("<= {}", last.end(high)),
        (Bound::Unbounded, Bound::Excluded(high)) => format!("< {}", last.end(high)),
        (Bound::Included(low), Bound::Unbounded) => format!(">= {}", first.end(low)),
        (Bound::Excluded(low), Bound::Unbounded) => format!("> {}", first.end(low)),
        (low, high) => {
            let (open, low) = match low {
                Bound::Included(low) => ('[', low),
                Bound::Excluded(low) => ('(', low),
                Bound::Unbounded => return None,
            };
            let (close, high) = match high {
                Bound::Included(high) => (']', high),
                Bound::Excluded(high) => (')', high),
                Bound::Unbounded => return None,
            };
            format!("{open}{}..{}{close}", first.end(low), last.end(high))
        }
    })
}
