//! What every command says in the same way.

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
    println!(
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
        println!(
            "{} more findings are not shown; mend these first",
            checked.dropped
        );
    }
}

/// A failure of the command itself.
pub fn failure(error: &anyhow::Error, json: bool) {
    let message = format!("{error:#}");
    if json {
        println!(
            "{}",
            serde_json::json!({ "diagnostics": [{ "code": "cli.input", "severity": "error", "message": message }] })
        );
    } else {
        eprintln!("error: {message}");
    }
}
