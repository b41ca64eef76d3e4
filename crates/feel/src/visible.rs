//! Input as it can be shown: what would move the cursor, turn the line around or cannot be seen is written out.

use core::fmt::Write as _;

/// Whether a character shows nothing by itself, or changes how others are shown.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A message with hidden characters as `\u{1b}`; line breaks stay.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// One blank for each hidden character, so that carets stand where they should.
pub(crate) fn blanked(text: &str) -> String {
    let blank = |c: char| if is_hidden(c) { ' ' } else { c };
    text.chars().map(blank).collect()
}

/// Most characters of a piece of input that a message repeats.
const MAX_SHOWN: usize = 40;

/// A piece of input, cut where it is long.
#[must_use]
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_SHOWN {
        return text.to_owned();
    }
    let head: String = text.chars().take(MAX_SHOWN / 2).collect();
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::{shortened, visible};

    #[test]
    fn what_would_change_the_line_is_written_out() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("x\u{202E}y\r\n"), "x\\u{202e}y\\u{d}\n");
        assert_eq!(visible("缴费月数 👪"), "缴费月数 👪");
    }

    #[test]
    fn long_input_is_cut() {
        assert_eq!(shortened("1234"), "1234");
        assert_eq!(shortened(&"9".repeat(5000)), format!("{}…", "9".repeat(20)));
    }
}
