//! # C104 `article-unverified`
//!
//! ## What it finds
//! An unverified basis whose title names an article (第…条).
//!
//! ## Why
//! Article numbers come only from a text that was read. A guessed number looks like a checked one.
//!
//! ## How to mend it
//! Read the text and write `source`, or take the number out of the title.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::Severity;

pub const LINT: Lint = Lint {
    code: "C104",
    name: "article-unverified",
    severity: Severity::Warning,
    page: include_str!("article_unverified.rs"),
    check,
};

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    for basis in context.unverified() {
        if names_article(basis.title.zh()) {
            let id = &basis.id.value;
            lint.found(
                basis.title.at(),
                [
                    &format!("依据 `{id}` 写了条文号，却还没有人读过"),
                    "读原文并写上 `source`，或从标题里去掉条文号",
                ],
                [
                    &format!("the basis `{id}` names an article that nobody has read"),
                    "read the text and write `source`, or take the number out of the title",
                ],
                findings,
            );
        }
    }
}

/// 第…条, with a numeral between.
fn names_article(title: &str) -> bool {
    title.split('第').skip(1).any(|rest| {
        let numeral: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(*c))
            .collect();
        !numeral.is_empty() && rest[numeral.len()..].starts_with('条')
    })
}

#[cfg(test)]
mod tests {
    use super::names_article;

    #[test]
    fn articles_are_numerals_between_two_words() {
        assert!(names_article("社会保险经办条例 第十八条"));
        assert!(names_article("办法第3条"));
        assert!(!names_article("第一批材料清单"));
    }
}
