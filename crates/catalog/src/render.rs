//! Findings as people read them in a terminal: the line, a caret, the mend.

use crate::finding::Finding;
use crate::source::{Place, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use tongban_runtime::Severity;

/// Renders one finding over its source; `color` with terminal colours.
#[must_use]
pub fn render(finding: &Finding, sources: &Sources, color: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning | Severity::Review => Level::WARNING,
        Severity::Hint => Level::INFO,
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
            group = group.element(Level::HELP.message(help.as_str()));
        }
        Some(help) => loose = format!("\n  = help: {help}"),
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
