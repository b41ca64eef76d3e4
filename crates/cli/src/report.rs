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

/// `1 error`, `2 errors`.
pub fn counted(count: usize, one: &str, other: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { other })
}

/// The last words about a catalogue.
pub fn summary(checked: &Checked) {
    let authored = &checked.authored;
    let holds = [
        counted(authored.items.len(), "item", "items"),
        counted(authored.facts.len(), "fact", "facts"),
        counted(authored.bases.len(), "basis", "bases"),
        counted(authored.materials.len(), "material", "materials"),
        counted(authored.risks.len(), "risk", "risks"),
        counted(authored.cases.len(), "case", "cases"),
    ];
    let found = [
        counted(checked.count(Severity::Error), "error", "errors"),
        counted(checked.count(Severity::Warning), "warning", "warnings"),
        counted(checked.count(Severity::Hint), "hint", "hints"),
    ];
    say!("{}: {}", holds.join(", "), found.join(", "));
    if checked.dropped > 0 {
        say!(
            "{} not shown; mend these first",
            counted(checked.dropped, "more finding is", "more findings are")
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
