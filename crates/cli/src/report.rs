//! What every command says in the same way.

use crate::arguments::Arguments;
use crate::opening::{Broken, Refused};
use crate::say::say;
use crate::trouble::{self, Trouble};
use std::io::IsTerminal;
use tongban_catalog::words::Reader;
use tongban_catalog::{Checked, ModuleError};
use tongban_feel::{Lang, visible};
use tongban_runtime::Severity;

/// Whether colours are wanted: a terminal, and `NO_COLOR` is not set.
pub fn color() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// `1 error`, `2 errors`.
pub fn counted(count: usize, one: &str, other: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { other })
}

/// Counts with what is counted, in a language: `2 个事项`, `2 items`.
pub fn counts(list: &[(usize, &str, &str, &str)], lang: &str) -> String {
    let reader = Reader::new(lang);
    let one = |(count, zh, one, other): &(usize, &str, &str, &str)| {
        if lang == "en" {
            counted(*count, one, other)
        } else {
            reader.read(&format!("{count} {zh}"))
        }
    };
    let parts: Vec<String> = list.iter().map(one).collect();
    parts.join(if lang == "en" { ", " } else { "，" })
}

/// The last words about a catalogue.
pub fn summary(checked: &Checked, lang: &str) {
    let authored = &checked.authored;
    let holds = [
        (authored.items.len(), "个事项", "item", "items"),
        (authored.facts.len(), "个数据项", "fact", "facts"),
        (authored.bases.len(), "条依据", "basis", "bases"),
        (authored.materials.len(), "种材料", "material", "materials"),
        (authored.risks.len(), "个风险", "risk", "risks"),
        (authored.cases.len(), "个案例", "case", "cases"),
    ];
    let found = [
        (checked.count(Severity::Error), "个错误", "error", "errors"),
        (
            checked.count(Severity::Warning),
            "个警告",
            "warning",
            "warnings",
        ),
        (checked.count(Severity::Hint), "个提示", "hint", "hints"),
    ];
    say!(
        "{}{}{}",
        counts(&holds, lang),
        crate::labels::colon(lang),
        counts(&found, lang)
    );
    if checked.dropped > 0 {
        let more = "个问题没有列出，先改这些";
        let one = "more finding is not shown; mend these first";
        let other = "more findings are not shown; mend these first";
        say!("{}", counts(&[(checked.dropped, more, one, other)], lang));
    }
}

/// What went wrong, in the reader's language, and how to mend it.
fn said(error: &anyhow::Error, arguments: &Arguments) -> (String, Option<String>) {
    let lang = arguments.lang();
    let (message, help) = if let Some(refused) = error.downcast_ref::<Refused>() {
        trouble::refused(&refused.0, lang)
    } else if let Some(trouble) = error.downcast_ref::<Trouble>() {
        (trouble.said(lang), None)
    } else if let (Some(module), Lang::ZhHans) = (error.downcast_ref::<ModuleError>(), lang) {
        (trouble::module(module).to_owned(), None)
    } else {
        (format!("{error:#}"), None)
    };
    let reader = Reader::new(&arguments.lang);
    let shown = |text: &str| visible(&reader.said(text));
    (shown(&message), help.as_deref().map(shown))
}

/// A failure of the command itself: on the error output for people, on the output as data.
pub fn failure(error: &anyhow::Error, arguments: &Arguments) {
    let (message, help) = said(error, arguments);
    let broken = error.downcast_ref::<Broken>();
    if !arguments.json {
        // Findings say themselves that they are errors.
        if let Some(broken) = broken {
            let over = Trouble::Broken.said(arguments.lang());
            eprintln!(
                "{}{}",
                broken.rendered,
                Reader::new(&arguments.lang).said(&over)
            );
            return;
        }
        let head = crate::labels::label(crate::labels::ERROR, &arguments.lang);
        let code = error.downcast_ref::<Refused>();
        let place = code.and_then(|refused| refused.0.at.reference.as_deref());
        let place = place.filter(|place| !message.contains(place)).map(visible);
        let colon = crate::labels::colon(&arguments.lang);
        let place = place.map_or_else(String::new, |place| format!("`{place}`{colon}"));
        let code = code.map_or_else(String::new, |refused| format!("[{}] ", refused.0.code));
        let between = if arguments.lang == "en" { "; " } else { "；" };
        let help = help.map_or_else(String::new, |help| format!("{between}{help}"));
        eprintln!("{head}{code}{place}{message}{help}");
        return;
    }
    let diagnostics = if let Some(broken) = broken {
        serde_json::json!(broken.diagnostics)
    } else if let Some(refused) = error.downcast_ref::<Refused>() {
        let mut diagnostic = refused.0.clone();
        diagnostic.message = message;
        diagnostic.help = help;
        serde_json::json!([diagnostic])
    } else {
        serde_json::json!([{ "code": "cli.input", "severity": "error", "message": message }])
    };
    say!("{}", serde_json::json!({ "diagnostics": diagnostics }));
}
