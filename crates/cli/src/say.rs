//! Output that may be cut off: `tongban … | head` ends quietly.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stdout};

/// Writes text; when nobody reads any more, the command is over.
pub fn text(text: Arguments<'_>) {
    if let Err(problem) = stdout().lock().write_fmt(text) {
        let code = if problem.kind() == ErrorKind::BrokenPipe {
            0
        } else {
            2
        };
        std::process::exit(code);
    }
}

/// Writes a line.
macro_rules! say {
    ($($part:tt)*) => { $crate::say::text(format_args!("{}\n", format_args!($($part)*))) };
}
pub(crate) use say;
