//! Findings as people read them in a terminal: the line, a caret, the mend.

use crate::finding::Finding;
use crate::source::{Place, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use tongban_runtime::Severity;

/// What stands before a message and a mend: error, warning, hint, mend.
type Heads = [&'static str; 4];

const fn heads(lang: &str) -> Heads {
    match lang.as_bytes() {
        b"en" => ["error", "warning", "info", "help"],
        b"zh-Hant" => ["錯誤", "警告", "提示", "改法"],
        _ => ["错误", "警告", "提示", "改法"],
    }
}

/// Renders one finding over its source, in the language it was found in: `zh-Hans`, `zh-Hant` or `en`; `color` with
/// terminal colours.
#[must_use]
pub fn render(finding: &Finding, sources: &Sources, lang: &str, color: bool) -> String {
    let [error, warning, hint, mend] = heads(lang);
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(error),
        Severity::Warning | Severity::Review => Level::WARNING.with_name(warning),
        Severity::Hint => Level::INFO.with_name(hint),
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.code.as_ref());
    let mut report: Vec<Group<'_>> = Vec::new();
    let primary = finding
        .at
        .and_then(|at| sources.file(at).map(|file| (file, at)));
    let mut group = if let Some((file, at)) = primary {
        let mut snippet = Snippet::source(file.text.as_str())
            .path(file.path.as_str())
            .annotation(AnnotationKind::Primary.span(span(at, &file.text)));
        for (place, message) in finding
            .related
            .iter()
            .filter(|(place, _)| place.file == at.file)
        {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(span(*place, &file.text))
                    .label(message.as_str()),
            );
        }
        title.element(snippet)
    } else {
        Group::with_title(title)
    };
    for (place, message) in &finding.related {
        if finding.at.is_none_or(|at| at.file != place.file)
            && let Some(file) = sources.file(*place)
        {
            let snippet = Snippet::source(file.text.as_str())
                .path(file.path.as_str())
                .annotation(
                    AnnotationKind::Context
                        .span(span(*place, &file.text))
                        .label(message.as_str()),
                );
            group = group.element(snippet);
        }
    }
    let shows_source = finding.at.is_some() || !finding.related.is_empty();
    // Without a line of a file there is no gutter to hang the help on.
    let mut loose = String::new();
    match &finding.help {
        Some(help) if shows_source => {
            group = group.element(Level::HELP.with_name(mend).message(help.as_str()));
        }
        Some(help) => loose = format!("\n  = {mend}: {help}"),
        None => {}
    }
    report.push(group);
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let shown = renderer.decor_style(DecorStyle::Ascii).render(&report);
    format!("{shown}{loose}")
}

/// The caret's range: within the file, and on the first line only, so that a block does not fill the screen.
fn span(at: Place, text: &str) -> core::ops::Range<usize> {
    let start = (at.start as usize).min(text.len());
    let end = (at.end as usize).clamp(start, text.len());
    let line_end = text
        .get(start..end)
        .and_then(|part| part.find('\n'))
        .map_or(end, |offset| start + offset);
    start..line_end
}
