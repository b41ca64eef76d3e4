//! Records of a CSV text: quoted cells, any line end, nothing copied.

use std::borrow::Cow;

/// A cell as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    from: usize,
    to: usize,
    /// Holds doubled quotation marks.
    doubled: bool,
}

/// Where a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// Where the next one starts.
    pub next: usize,
    /// A quotation mark was not closed, and took the rest of the text.
    pub unclosed: bool,
}

impl Span {
    /// The cell's text.
    #[inline]
    pub(super) fn raw<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.from..self.to).unwrap_or("")
    }

    /// The cell's text with doubled quotation marks as one.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let raw = self.raw(text);
        if self.doubled {
            Cow::Owned(raw.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(raw)
        }
    }

    pub(super) const fn is_doubled(&self) -> bool {
        self.doubled
    }
}

/// What parts cells: the one of `, ; tab` that the first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("").as_bytes();
    let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
    let (tabs, semicolons) = (count(b'\t'), count(b';'));
    match count(b',') {
        commas if commas >= tabs && commas >= semicolons => b',',
        _ if tabs >= semicolons => b'\t',
        _ => b';',
    }
}

/// Reads the record that starts at a place; none at the end. Cells beyond `most` are passed over.
pub(super) fn record(
    text: &str,
    delimiter: u8,
    start: usize,
    most: usize,
    cells: &mut Vec<Span>,
) -> Option<End> {
    cells.clear();
    let bytes = text.as_bytes();
    if start >= bytes.len() {
        return None;
    }
    // Few bytes of a cell are below this, so one comparison passes over most.
    let bound = delimiter.max(b'\r');
    let stops =
        |byte: &u8| *byte <= bound && (*byte == delimiter || *byte == b'\n' || *byte == b'\r');
    let mut at = start;
    let mut unclosed = false;
    loop {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let mut span = Span {
            from: at,
            to: at,
            doubled: false,
        };
        let mut end = at;
        if rest.first() == Some(&b'"') {
            match quoted(bytes, at.saturating_add(1)) {
                Some((close, doubled)) => {
                    end = close.saturating_add(1);
                    span = Span {
                        from: at.saturating_add(1),
                        to: close,
                        doubled,
                    };
                    let after = bytes.get(end..).unwrap_or(&[]);
                    if after.first().is_some_and(|byte| !stops(byte)) {
                        // Something follows the closing mark: the cell is what stands there, marks and all.
                        let more = after.iter().position(stops).unwrap_or(after.len());
                        end = end.saturating_add(more);
                        span = Span {
                            from: at,
                            to: end,
                            doubled: false,
                        };
                    }
                }
                None => {
                    unclosed = true;
                    end = bytes.len();
                    span.to = end;
                }
            }
        } else {
            end = end.saturating_add(rest.iter().position(stops).unwrap_or(rest.len()));
            span.to = end;
        }
        if cells.len() < most {
            cells.push(span);
        }
        match (bytes.get(end), bytes.get(end.saturating_add(1))) {
            (Some(byte), _) if *byte == delimiter => at = end.saturating_add(1),
            (Some(b'\r'), Some(b'\n')) => {
                let next = end.saturating_add(2);
                return Some(End { next, unclosed });
            }
            (Some(_), _) => {
                let next = end.saturating_add(1);
                return Some(End { next, unclosed });
            }
            (None, _) => {
                return Some(End {
                    next: end,
                    unclosed,
                });
            }
        }
    }
}

/// Where a quoted cell closes, and whether it holds doubled marks.
fn quoted(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut from = start;
    let mut doubled = false;
    loop {
        let rest = bytes.get(from..)?;
        let mark = rest.iter().position(|byte| *byte == b'"')?;
        let at = from.saturating_add(mark);
        if bytes.get(at.saturating_add(1)) == Some(&b'"') {
            doubled = true;
            from = at.saturating_add(2);
        } else {
            return Some((at, doubled));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let (mut at, mut cells, mut rows) = (0, Vec::new(), Vec::new());
        while let Some(end) = record(text, delimiter(text), at, 100, &mut cells) {
            rows.push(
                cells
                    .iter()
                    .map(|cell| cell.text(text).into_owned())
                    .collect(),
            );
            at = end.next;
        }
        rows
    }

    #[test]
    fn cells_are_parted_whatever_ends_a_line() {
        for text in [
            "a,b\n1,\n",
            "a,b\r\n1,\r\n",
            "a,b\r1,\r",
            "a,b\n1,",
            "a\tb\n1\t",
            "a;b\r\n1;",
        ] {
            assert_eq!(rows(text), [["a", "b"], ["1", ""]], "{text:?}");
        }
        assert_eq!(rows("\n\nx"), [[""], [""], ["x"]]);
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quoted_cells_hold_anything() {
        assert_eq!(
            rows("\"8,500\",\"甲\n乙\",\"说\"\"好\"\"\"\r\n1,2,3"),
            [["8,500", "甲\n乙", "说\"好\""], ["1", "2", "3"]]
        );
        assert_eq!(rows("\"a\"b,c"), [["\"a\"b", "c"]]);
    }

    #[test]
    fn a_mark_that_is_not_closed_is_noticed() {
        let mut cells = Vec::new();
        let end = record("1,\"甲\n乙,2", b',', 0, 100, &mut cells).unwrap();
        assert!(end.unclosed);
        assert_eq!(end.next, "1,\"甲\n乙,2".len());
    }
}
