//! What can go wrong with a command: each with its parts, said in Chinese and in English when it is shown.

mod refused;
mod words;

pub use refused::{module, said as refused};

use tongban_catalog::ModuleError;
use tongban_catalog::problem::{Noun, Unread};
use tongban_feel::Lang;

/// What is wrong with usage or input.
#[derive(Debug)]
pub enum Trouble {
    /// A file that cannot be read.
    Unread { path: String, why: Unread },
    /// A file or folder that cannot be written.
    Unwritten { path: String, why: Unread },
    /// A file larger than is taken.
    TooLong { path: String, limit: usize },
    /// No JSON of the shape that is wanted.
    NotJson {
        path: String,
        wanted: Noun,
        why: String,
    },
    /// A command that needs the folder got a module.
    FolderOnly,
    /// The catalogue's folder is not there.
    NoFolder { path: String },
    /// The catalogue has errors.
    Broken,
    /// The machine's clock is of no use.
    Clock,
    /// Not a date.
    NotADate { text: String },
    /// A date or region of the facts that is no text.
    NotText {
        key: &'static str,
        example: &'static str,
    },
    /// Something that is not in its list.
    NotIn {
        what: Noun,
        asked: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// A region that the catalogue does not have.
    NotARegion { code: String, near: Vec<String> },
    /// Not six digits, where the catalogue lists no regions.
    NotACode { code: String },
    /// The engine's wasm is not there.
    NoEngine { path: String, why: Unread },
    /// Neither a folder nor a module.
    NoRelease { path: String, why: ModuleError },
    /// A module of another engine.
    OtherEngine { path: String },
    /// Replay without a module.
    NoModuleNamed,
    /// The module refused a packet without a word.
    PacketRefused,
    /// No texts of a language.
    NoTexts { lang: String },
    /// No page of a code.
    NoPage { code: String, near: Vec<String> },
    /// No such fact in the dictionary.
    NoFact { id: String, near: Option<String> },
    /// A fact that is computed was given.
    Computed { id: String, rule: String },
    /// A value outside of what its fact allows.
    Violated { path: String, said: String },
    /// `$unknown` with another reason.
    NoReason { path: String },
    /// A row that is no object.
    NotARow { path: String },
    /// A column that a group does not have.
    NoColumn {
        path: String,
        id: String,
        near: Option<String>,
    },
    /// A value of another kind than its fact.
    Takes { path: String, wanted: Noun },
    /// Nothing of that name to explain.
    NoResult { asked: String, known: Vec<String> },
    /// An input of a DMN model that is there, but cannot be read.
    InputUnread { name: String, why: InputWhy },
}

/// Why an input of a DMN model cannot be read.
#[derive(Debug)]
pub enum InputWhy {
    /// Nested too deep.
    TooDeep,
    /// A number that JSON does not keep.
    Inexact(String),
    /// Not of the input's type.
    Misfit(String),
}

impl Trouble {
    /// In a language.
    pub fn said(&self, lang: Lang) -> String {
        let (zh, en) = self.words();
        match lang {
            Lang::ZhHans => zh,
            Lang::En => en,
        }
    }

    /// A file that cannot be read.
    pub fn unread(path: &std::path::Path, error: std::io::Error) -> Self {
        Self::Unread {
            path: path.display().to_string(),
            why: error.into(),
        }
    }

    /// A file or folder that cannot be written.
    pub fn unwritten(path: &std::path::Path, error: std::io::Error) -> Self {
        Self::Unwritten {
            path: path.display().to_string(),
            why: error.into(),
        }
    }
}

impl core::fmt::Display for Trouble {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.said(Lang::default()))
    }
}

impl std::error::Error for Trouble {}
