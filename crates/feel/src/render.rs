//! Diagnostics as an author sees them in a terminal: the line, a caret, the mend.

use core::fmt::Write as _;
use tongban_runtime::Diagnostic;

/// Renders one diagnostic with the line of `source` that it is about.
#[must_use]
pub fn render(source: &str, diagnostic: &Diagnostic) -> String {
    let mut text = format!("{}: {}\n", diagnostic.code, diagnostic.message);
    if let Some((start, end)) = diagnostic.at.span {
        let (start, end) = (start as usize, end as usize);
        let line_start = source
            .get(..start)
            .and_then(|head| head.rfind('\n'))
            .map_or(0, |at| at + 1);
        let line_end = source
            .get(start..)
            .and_then(|tail| tail.find('\n'))
            .map_or(source.len(), |at| start + at);
        let line = source.get(line_start..line_end).unwrap_or("");
        let before = width(source.get(line_start..start).unwrap_or(""));
        let marked = width(source.get(start..end.min(line_end)).unwrap_or("")).max(1);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  | {line}\n  | {}{}",
            " ".repeat(before),
            "^".repeat(marked)
        );
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  = {help}");
    }
    text
}

/// Columns that a text takes: ideographs and full-width characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}'
        | '“' | '”' | '‘' | '’' | '…' | '×' | '÷' | '≥' | '≤' | '≠')
}
