//! Diagnostics as an author sees them in a terminal: the line, a caret, the mend.

use crate::visible::blanked;
use core::fmt::Write as _;
use tongban_runtime::Diagnostic;

/// Most columns of a line that are shown; of a longer one, the part around the caret.
const MAX_COLUMNS: usize = 120;
/// Columns that are kept on either side of the caret of a longer line.
const AROUND: usize = 40;

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
        let before = source.get(line_start..start).unwrap_or("");
        let marked = source.get(start..end.clamp(start, line_end)).unwrap_or("");
        let after = source
            .get(end.clamp(start, line_end)..line_end)
            .unwrap_or("");
        let (before, marked, after) = shortened(before, marked, after);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  | {before}{marked}{after}\n  | {}{}",
            " ".repeat(width(&before)),
            "^".repeat(width(&marked).max(1))
        );
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  = {help}");
    }
    text
}

/// The line in three parts, cut where it is too long for a terminal; control characters are blanks.
fn shortened(before: &str, marked: &str, after: &str) -> (String, String, String) {
    let (before, marked, after) = (blanked(before), blanked(marked), blanked(after));
    if width(&before) + width(&marked) + width(&after) <= MAX_COLUMNS {
        return (before, marked, after);
    }
    let tail: String = last(&before, AROUND);
    let before = if tail.len() < before.len() {
        format!("…{tail}")
    } else {
        before
    };
    let marked = if width(&marked) > MAX_COLUMNS - 2 * AROUND {
        let half = MAX_COLUMNS / 2 - AROUND;
        format!("{} … {}", first(&marked, half), last(&marked, half))
    } else {
        marked
    };
    let head = first(&after, AROUND);
    let after = if head.len() < after.len() {
        format!("{head}…")
    } else {
        after
    };
    (before, marked, after)
}

fn first(text: &str, columns: usize) -> String {
    let mut left = columns;
    let fits = |c: &char| {
        let wide = if is_wide(*c) { 2 } else { 1 };
        left.checked_sub(wide).map(|rest| left = rest).is_some()
    };
    text.chars().take_while(fits).collect()
}

fn last(text: &str, columns: usize) -> String {
    let back: String = text.chars().rev().collect();
    first(&back, columns).chars().rev().collect()
}

/// Columns that a text takes: ideographs and full-width characters take two.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}'
        | '“' | '”' | '‘' | '’' | '…' | '×' | '÷' | '≥' | '≤' | '≠')
}
