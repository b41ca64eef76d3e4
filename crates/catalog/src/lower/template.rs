//! Texts with `{expression}` or `{expression | style}`: cut into literals and expressions.

use crate::authored::{Rule, Word};
use crate::finding::Findings;
use crate::problem::Problem;
use tongban_feel::Type;

/// A part of a template.
#[derive(Debug, Clone)]
pub enum Segment {
    /// Words.
    Literal(String),
    /// An expression, and how its value is shown.
    Expression(Rule, Option<Style>),
}

/// How a value is shown, where that is not as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// Months as an age: `60周岁2个月`, `60 years 2 months`.
    Age,
    /// Months as years and months: `15年`, `2 years 1 month`.
    Years,
    /// One word for 1, another for every other number: `month/months`.
    Count(String, String),
}

impl Style {
    fn read(text: &str) -> Option<Self> {
        match text {
            "age" => Some(Self::Age),
            "years" => Some(Self::Years),
            _ => {
                let (one, other) = text.split_once('/')?;
                let word = |word: &str| {
                    !word.is_empty() && !word.contains(['/', '|', '{', '}']) && word == word.trim()
                };
                (word(one) && word(other)).then(|| Self::Count(one.to_owned(), other.to_owned()))
            }
        }
    }

    /// What the value must be.
    pub fn wants(&self) -> Type {
        match self {
            Self::Age | Self::Years => Type::number_in("month"),
            Self::Count(..) => Type::NUMBER,
        }
    }
}

impl core::fmt::Display for Style {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Age => f.write_str("age"),
            Self::Years => f.write_str("years"),
            Self::Count(one, other) => write!(f, "{one}/{other}"),
        }
    }
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
                    return refuse(text, &Problem::TextNotClosed, findings);
                };
                let inside = &value[at + 1..end];
                let bar = style(inside);
                let rule = &inside[..bar.unwrap_or(inside.len())];
                if rule.trim().is_empty() {
                    return refuse(text, &Problem::TextHoleEmpty, findings);
                }
                let shown = bar.map(|bar| inside[bar + 1..].trim());
                let read = shown.map(Style::read);
                if read == Some(None) {
                    let text_of = shown.unwrap_or_default();
                    return refuse(text, &Problem::NotAStyle { text: text_of }, findings);
                }
                let rule = Rule::part(text, at + 1, at + 1 + rule.len());
                segments.push(Segment::Expression(rule, read.flatten()));
                from = end + 1;
            }
            '}' => return refuse(text, &Problem::TextNotOpened, findings),
            _ => {}
        }
    }
    if from < value.len() {
        segments.push(Segment::Literal(value[from..].to_owned()));
    }
    Some(segments)
}

fn refuse(text: &Word, problem: &Problem<'_>, findings: &mut Findings) -> Option<Vec<Segment>> {
    findings.error(text.at, problem);
    None
}

/// Where the style begins: a bar outside strings (no expression has one elsewhere).
fn style(inside: &str) -> Option<usize> {
    let mut quoted = false;
    let mut scan = inside.char_indices();
    while let Some((at, c)) = scan.next() {
        match c {
            '\\' if quoted => {
                scan.next();
            }
            '"' => quoted = !quoted,
            '|' if !quoted => return Some(at),
            _ => {}
        }
    }
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
        let mut findings = Findings::new(tongban_feel::Lang::En);
        let Some(segments) = cut(&word, &mut findings) else {
            return findings.sorted().remove(0).message;
        };
        let show = |segment: Segment| match segment {
            Segment::Literal(words) => format!("[{words}]"),
            Segment::Expression(rule, None) => format!("<{}>", rule.text),
            Segment::Expression(rule, Some(style)) => format!("<{}>as {style}", rule.text),
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
    fn a_bar_says_how_a_value_is_shown() {
        assert_eq!(shape("（{甲 | age}）"), "[（]<甲 >as age[）]");
        assert_eq!(
            shape("{甲} {甲 - 1|month/months}"),
            "<甲>[ ]<甲 - 1>as month/months"
        );
        assert_eq!(
            shape("{if 乙 = \"a|b\" then 1 else 2}"),
            "<if 乙 = \"a|b\" then 1 else 2>"
        );
        assert_eq!(shape("{甲 | 周岁}"), "`周岁` is no way to show a value");
        assert_eq!(shape("{甲 | a/b/c}"), "`a/b/c` is no way to show a value");
        assert_eq!(shape("{ | age}"), "there is nothing between `{` and `}`");
    }

    #[test]
    fn broken_braces_are_found() {
        assert_eq!(shape("还差{甲"), "`{` is not closed");
        assert_eq!(shape("还差}"), "`}` without `{`");
        assert_eq!(shape("还差{ }"), "there is nothing between `{` and `}`");
    }
}
