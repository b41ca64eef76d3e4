//! Texts in one language, with the source language behind it.

pub mod keys;

use std::borrow::Cow;
use std::sync::Arc;
use tongban_image::{TextId, TextTable};

/// The mark before a text that is shown in the source language for want of a translation.
const MARK: &str = "[zh] ";

/// One language's texts.
#[derive(Debug, Clone)]
pub(crate) struct Language {
    /// BCP 47 tag.
    pub locale: String,
    texts: Arc<TextTable>,
    source: Arc<TextTable>,
}

impl Language {
    pub(crate) const fn new(locale: String, texts: Arc<TextTable>, source: Arc<TextTable>) -> Self {
        Self {
            locale,
            texts,
            source,
        }
    }

    /// A text; one that is missing everywhere is shown by its number.
    pub(crate) fn text(&self, id: TextId) -> Cow<'_, str> {
        if let Some(text) = self.texts.get(id) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(
            self.source
                .get(id)
                .map_or_else(|| format!("#{}", id.0), |text| format!("{MARK}{text}")),
        )
    }

    /// Whether numbers and dates are written as in Chinese.
    pub(crate) fn is_chinese(&self) -> bool {
        self.locale.starts_with("zh")
    }
}

/// Fills `{0}`, `{1}` … of a template; `{{` and `}}` stand for braces. `{0|day/days}` is the first word when the argument
/// is 1, else the second; any other style after the bar is asked of `show`, which may leave the argument as it is.
pub(crate) fn fill(
    template: &str,
    args: &[String],
    show: &dyn Fn(&str, &str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (head, tail) = rest.split_at(at);
        out.push_str(head);
        let mut chars = tail.chars();
        let brace = chars.next().unwrap_or('{');
        rest = chars.as_str();
        if rest.starts_with(brace) {
            out.push(brace);
            rest = rest.strip_prefix(brace).unwrap_or("");
            continue;
        }
        let hole = rest.split_once('}').and_then(|(hole, after)| {
            let (number, style) = match hole.split_once('|') {
                Some((number, style)) => (number, Some(style)),
                None => (hole, None),
            };
            Some((number.parse::<usize>().ok()?, style, after))
        });
        match hole {
            Some((number, style, after)) if brace == '{' => {
                let arg = args.get(number).map_or("", String::as_str);
                match style.map(|style| style.split_once('/').ok_or(style)) {
                    None => out.push_str(arg),
                    Some(Ok((one, other))) => out.push_str(if arg == "1" { one } else { other }),
                    Some(Err(style)) => match show(style, arg) {
                        Some(shown) => out.push_str(&shown),
                        None => out.push_str(arg),
                    },
                }
                rest = after;
            }
            _ => out.push(brace),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_any_order_and_once() {
        let args = ["甲{1}".to_owned(), "乙".to_owned()];
        let fill = |template| fill(template, &args, &|_, _| None);
        assert_eq!(fill("{1}和{0}"), "乙和甲{1}");
        assert_eq!(fill("{{0}} {2}{x} }"), "{0} {x} }");
        assert_eq!(fill(""), "");
        assert_eq!(fill("{0|age}"), "甲{1}");
    }

    #[test]
    fn words_follow_their_count() {
        let said = |count: &str| {
            fill("{0} working {0|day/days}", &[count.to_owned()], &|_, _| {
                None
            })
        };
        assert_eq!(said("1"), "1 working day");
        assert_eq!(said("0"), "0 working days");
        assert_eq!(said("1.5"), "1.5 working days");
        assert_eq!(said("not answered yet"), "not answered yet working days");
    }
}
