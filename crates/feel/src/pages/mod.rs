//! One page for each diagnostic: what it is, why a rule is refused for it, how to mend it, with an
//! example that is compiled when the page is shown, so that no page can say what is not so.

mod calls;
pub(crate) mod example;
mod limits;
mod names;
mod reading;
mod types;

pub use example::Dictionary;

pub(crate) use calls::*;
pub(crate) use limits::*;
pub(crate) use names::*;
pub(crate) use reading::*;
pub(crate) use types::*;

use crate::{Lang, Profile, Type, compile_in, render};
use core::fmt::Write as _;
use tongban_runtime::Diagnostic;

/// The page of one diagnostic.
#[derive(Debug)]
pub struct Page {
    /// Stable code, never reused.
    pub code: &'static str,
    /// Stable name, in kebab case.
    pub name: &'static str,
    /// What is wrong.
    pub what: Words,
    /// Why it is refused.
    pub why: Words,
    /// How to mend it.
    pub mend: Words,
    /// A rule that is refused for it, over [`Dictionary`].
    pub wrong: Example,
    /// The same rule, mended.
    pub right: Example,
}

/// A text in both languages.
#[derive(Debug)]
pub struct Words {
    /// 简体中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// The source of an example.
#[derive(Debug)]
pub enum Example {
    /// Written out.
    Written(&'static str),
    /// Written out, where a condition is needed.
    Condition(&'static str),
    /// Too large to be written out.
    Made(fn() -> String),
}

impl Example {
    /// The source text.
    #[must_use]
    pub fn source(&self) -> String {
        match self {
            Self::Written(text) | Self::Condition(text) => (*text).to_owned(),
            Self::Made(make) => make(),
        }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problems(&self, lang: Lang) -> Option<Vec<Diagnostic>> {
        let wanted = matches!(self, Self::Condition(_)).then_some(&Type::Boolean);
        compile_in(lang, &self.source(), &Dictionary, wanted, Profile::Strict).err()
    }
}

/// Defines pages, and the list of those of one file.
macro_rules! pages {
    ($($(#[$doc:meta])* $id:ident = $code:literal $name:literal {
        what: $what_zh:literal $what_en:literal,
        why: $why_zh:literal $why_en:literal,
        mend: $mend_zh:literal $mend_en:literal,
        wrong: $wrong:expr,
        right: $right:expr $(,)?
    })*) => {
        $($(#[$doc])* pub(crate) static $id: $crate::pages::Page = $crate::pages::Page {
            code: $code,
            name: $name,
            what: $crate::pages::Words { zh: $what_zh, en: $what_en },
            why: $crate::pages::Words { zh: $why_zh, en: $why_en },
            mend: $crate::pages::Words { zh: $mend_zh, en: $mend_en },
            wrong: $wrong,
            right: $right,
        };)*
        pub(super) static PAGES: &[&$crate::pages::Page] = &[$(&$id),*];
    };
}
pub(crate) use pages;

/// All pages, by code.
#[must_use]
pub fn all() -> Vec<&'static Page> {
    let mut all = [
        reading::PAGES,
        names::PAGES,
        types::PAGES,
        calls::PAGES,
        limits::PAGES,
    ]
    .concat();
    all.sort_by_key(|page| page.code);
    all
}

/// The page with a code such as `F021`, or a name such as `units-differ`.
#[must_use]
pub fn find(code: &str) -> Option<&'static Page> {
    all()
        .into_iter()
        .find(|page| page.code == code || page.name == code)
}

impl Page {
    /// The page as Markdown, Chinese first.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {} `{}`\n", self.code, self.name);
        let both = |out: &mut String, heading: &str, words: &Words| {
            // Writing to a string cannot fail.
            let _ = write!(out, "\n## {heading}\n{}\n\n{}\n", words.zh, words.en);
        };
        both(&mut out, "是什么 What it is", &self.what);
        both(&mut out, "为什么 Why", &self.why);
        out.push_str("\n## 例子 Example\n");
        for lang in [Lang::ZhHans, Lang::En] {
            let _ = write!(out, "```text\n{}```\n", self.shown(lang));
        }
        both(&mut out, "怎么改 How to mend it", &self.mend);
        if let Example::Written(text) | Example::Condition(text) = self.right {
            let _ = write!(out, "\n```feel\n{text}\n```\n");
        }
        out
    }

    /// The diagnostics of the wrong example, as an author sees them.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> String {
        let source = self.wrong.source();
        let found = self.wrong.problems(lang).unwrap_or_default();
        found.iter().map(|one| render(&source, one)).collect()
    }
}

/// All pages as one document.
#[must_use]
pub fn document() -> String {
    let mut out = String::from(
        "# 规则的诊断 Diagnostics of rules\n\n\
         规则编译时会查出的问题，一个代码一节。`tongban lint --explain 代码` 显示其中一节。\n\n\
         What is found when rules are compiled, a section a code; `tongban lint --explain CODE` shows one of them. \
         Written by the compiler from `crates/feel/src/pages`: the examples are compiled when this page is made.\n",
    );
    for page in all() {
        out.push('\n');
        for line in page.markdown().lines() {
            // One heading deeper: the document has a title of its own.
            if line.starts_with('#') {
                out.push('#');
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
