//! What every command says in the same way.

use crate::opening::{Broken, Refused};
use crate::say::say;
use std::io::IsTerminal;
use tongban_catalog::Checked;
use tongban_runtime::Severity;

/// Whether colours are wanted: a terminal, and `NO_COLOR` is not set.
pub fn color() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// The last words about a catalogue.
pub fn summary(checked: &Checked) {
    let authored = &checked.authored;
    say!(
        "{} items, {} facts, {} bases, {} materials, {} risks, {} cases: {} errors, {} warnings, {} hints",
        authored.items.len(),
        authored.facts.len(),
        authored.bases.len(),
        authored.materials.len(),
        authored.risks.len(),
        authored.cases.len(),
        checked.count(Severity::Error),
        checked.count(Severity::Warning),
        checked.count(Severity::Hint)
    );
    if checked.dropped > 0 {
        say!(
            "{} more findings are not shown; mend these first",
            checked.dropped
        );
    }
}

/// A failure of the command itself: on the error output for people, on the output as data.
pub fn failure(error: &anyhow::Error, json: bool) {
    if !json {
        // Findings say themselves that they are errors.
        let said = if error.is::<Broken>() { "" } else { "error: " };
        eprintln!("{said}{error:#}");
        return;
    }
    let diagnostics = if let Some(refused) = error.downcast_ref::<Refused>() {
        serde_json::json!([refused.0])
    } else if let Some(broken) = error.downcast_ref::<Broken>() {
        serde_json::json!(broken.diagnostics)
    } else {
        serde_json::json!([{ "code": "cli.input", "severity": "error", "message": format!("{error:#}") }])
    };
    say!("{}", serde_json::json!({ "diagnostics": diagnostics }));
}
