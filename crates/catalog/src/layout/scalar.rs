//! How a scalar is written in YAML, and how another value is written in its stead.

use crate::source::Place;
use tongban_feel::width;

/// Columns that a line of a catalogue file takes at most.
pub const COLUMNS: usize = 110;

/// A scalar in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Bytes that hold the value with its quotes or its block header, without white space or comments around.
    pub from: usize,
    /// One past the last of them.
    pub to: usize,
    /// How it is written.
    pub style: Style,
    /// Column of the key whose value it is, where it may become a block: a value on the line of its key, outside `{…}`.
    pub key: Option<usize>,
    /// Columns before it on its line.
    pub column: usize,
    /// The comment that ends its line, with the white space before it; it belongs to what stands from `from` to `to`
    /// for a block, and after it otherwise.
    pub comment: String,
}

/// Ways to write a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`.
    Single,
    /// `"…"`.
    Double,
    /// `|` or `>` with lines below.
    Block,
}

/// Finds how the scalar at a place is written; `None` if it is written in a way that is left alone.
pub fn scalar(text: &str, at: Place) -> Option<Scalar> {
    let (start, end) = (at.start as usize, at.end as usize);
    let inside = text.get(start..end)?;
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line_start..start)?;
    if before.trim().is_empty()
        && let Some(block) = block(text, line_start, start, end)
    {
        return Some(block);
    }
    let (style, length) = match inside.as_bytes().first()? {
        b'\'' => (Style::Single, quoted(inside, '\'', None)?),
        b'"' => (Style::Double, quoted(inside, '"', Some('\\'))?),
        b'|' | b'>' => return None,
        _ => (Style::Plain, inside.trim_end().len()),
    };
    let to = start + length;
    let rest = text
        .get(to..)?
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end();
    let comment = rest.trim_start().starts_with('#') && rest.starts_with(' ');
    // Only a value that ends its line can become a block.
    let key = key_column(before).filter(|_| comment || rest.is_empty());
    Some(Scalar {
        from: start,
        to,
        style,
        key,
        column: width(before),
        comment: if comment {
            rest.to_owned()
        } else {
            String::new()
        },
    })
}

/// A block whose content starts at a place: its header stands at the end of the line above.
fn block(text: &str, line_start: usize, start: usize, end: usize) -> Option<Scalar> {
    let above = text.get(..line_start)?.trim_end();
    let header_start = above.rfind('\n').map_or(0, |at| at + 1);
    let header = above.get(header_start..)?;
    let colon = header.find(": ")?;
    let mark = colon + header.get(colon..)?.find(['|', '>'])?;
    let after = header.get(mark + 1..)?.trim_start_matches(['-', '+']);
    let plain = after.is_empty() || after.starts_with(' ') && after.trim_start().starts_with('#');
    let key = key_column(header.get(..mark)?)?;
    if !plain {
        return None;
    }
    let content = text.get(start..end)?.trim_end();
    Some(Scalar {
        from: header_start + mark,
        to: start + content.len(),
        style: Style::Block,
        key: Some(key),
        column: width(header.get(..mark)?),
        comment: after.to_owned(),
    })
}

/// The column of the key on a line `  - key: `; `None` where something else stands before the value.
fn key_column(before: &str) -> Option<usize> {
    let rest = before.strip_suffix(' ')?.trim_end().strip_suffix(':')?;
    let mut key = rest.trim_start();
    while let Some(item) = key.strip_prefix("- ") {
        key = item.trim_start();
    }
    let word = key
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (word && !key.is_empty()).then(|| width(rest) - width(key))
}

/// Bytes of a quoted scalar with its quotes.
fn quoted(text: &str, quote: char, escape: Option<char>) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if Some(c) == escape {
            chars.next();
        } else if c == quote {
            // In single quotes, two of them stand for one.
            if escape.is_none() && chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
                continue;
            }
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// A value of one line as it is written in a style; `None` if the style cannot hold it.
pub fn inline(value: &str, style: Style, in_flow: bool) -> String {
    match style {
        Style::Plain | Style::Block if is_plain(value, in_flow) => value.to_owned(),
        Style::Double => {
            let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\"")
        }
        Style::Plain | Style::Block | Style::Single => format!("'{}'", value.replace('\'', "''")),
    }
}

/// A value of several lines below a key in that column; `comment` ends the line of the key.
pub fn lines(value: &str, key: usize, comment: &str) -> String {
    let indent = " ".repeat(key + 2);
    let mut out = format!("|{comment}");
    for line in value.lines() {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&indent);
            out.push_str(line);
        }
    }
    out
}

/// Whether a value needs no quotes.
fn is_plain(value: &str, in_flow: bool) -> bool {
    let first = value.chars().next();
    let starts_well = first.is_some_and(|c| !"-?:,[]{}#&*!|>'\"%@` ".contains(c));
    let word = matches!(value, "true" | "false" | "null" | "~");
    starts_well
        && !word
        && !value.ends_with([':', ' '])
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.chars().any(char::is_control)
        && !(in_flow && value.contains([',', '[', ']', '{', '}']))
}
