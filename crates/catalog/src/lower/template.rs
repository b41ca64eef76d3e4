//! Texts with `{expression}`: cut into literals and expressions.

use crate::authored::{Rule, Word};
use crate::finding::{Code, Finding, Findings};

/// A part of a template.
#[derive(Debug, Clone)]
pub enum Segment {
    /// Words.
    Literal(String),
    /// An expression.
    Expression(Rule),
}

/// Cuts a text. Braces and strings inside an expression are stepped over.
pub fn cut(text: &Word, findings: &mut Findings) -> Option<Vec<Segment>> {
    let value = text.value.as_str();
    let mut segments = Vec::new();
    let mut from = 0;
    let mut scan = value.char_indices();
    while let Some((at, c)) = scan.next() {
        match c {
            '{' => {
                if at > from {
                    segments.push(Segment::Literal(value[from..at].to_owned()));
                }
                let Some(end) = close(&mut scan) else {
                    return refuse(text, "`{` is not closed", findings);
                };
                if value[at + 1..end].trim().is_empty() {
                    return refuse(text, "there is nothing between `{` and `}`", findings);
                }
                segments.push(Segment::Expression(Rule::part(text, at + 1, end)));
                from = end + 1;
            }
            '}' => return refuse(text, "`}` without `{`", findings),
            _ => {}
        }
    }
    if from < value.len() {
        segments.push(Segment::Literal(value[from..].to_owned()));
    }
    Some(segments)
}

fn refuse(text: &Word, message: &str, findings: &mut Findings) -> Option<Vec<Segment>> {
    findings.add(
        Finding::error(Code::BadTemplate, text.at, message)
            .help("write `{expression}`, such as `还差{最低缴费月数 - 缴费月数}个月`"),
    );
    None
}

/// Steps to the closing brace and gives its place.
fn close(scan: &mut std::str::CharIndices<'_>) -> Option<usize> {
    let mut depth = 0_u32;
    let mut quoted = false;
    while let Some((at, c)) = scan.next() {
        match c {
            '\\' if quoted => {
                scan.next();
            }
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted && depth == 0 => return Some(at),
            '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, Spanned};

    fn shape(text: &str) -> String {
        let word = Spanned::new(
            text.to_owned(),
            Place {
                file: 0,
                start: 0,
                end: 0,
            },
        );
        let mut findings = Findings::default();
        let Some(segments) = cut(&word, &mut findings) else {
            return findings.sorted().remove(0).message;
        };
        let show = |segment: Segment| match segment {
            Segment::Literal(words) => format!("[{words}]"),
            Segment::Expression(rule) => format!("<{}>", rule.text),
        };
        segments.into_iter().map(show).collect()
    }

    #[test]
    fn literals_and_expressions_alternate() {
        assert_eq!(shape("还差{甲 - 乙}个月"), "[还差]<甲 - 乙>[个月]");
        assert_eq!(
            shape("{甲}{if 乙 = \"}\" then {a: 1}.a else 2}"),
            "<甲><if 乙 = \"}\" then {a: 1}.a else 2>"
        );
        assert_eq!(shape("没有"), "[没有]");
    }

    #[test]
    fn broken_braces_are_found() {
        assert_eq!(shape("还差{甲"), "`{` is not closed");
        assert_eq!(shape("还差}"), "`}` without `{`");
        assert_eq!(shape("还差{ }"), "there is nothing between `{` and `}`");
    }
}
