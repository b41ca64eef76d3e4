//! A little colour, where a terminal shows it.

use crate::report::color;

fn paint(code: &str, text: &str) -> String {
    if color() {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// For headings.
pub fn bold(text: &str) -> String {
    paint("1", text)
}

/// For what is well.
pub fn green(text: &str) -> String {
    paint("32", text)
}

/// For what stands in the way.
pub fn red(text: &str) -> String {
    paint("31", text)
}

/// For what is open.
pub fn yellow(text: &str) -> String {
    paint("33", text)
}

/// For what is said beside.
pub fn dim(text: &str) -> String {
    paint("2", text)
}
