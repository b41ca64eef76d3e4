//! What can be wrong with an expression: one stable code each, said in Chinese and in English.

mod en;
mod mends;
mod zh;

use crate::pages::{self, Page};
use crate::span::Span;
use crate::visible::visible;
use tongban_runtime::{Diagnostic, Severity, Where};

/// The language of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// 简体中文, the source language.
    #[default]
    ZhHans,
    /// English.
    En,
}

/// A problem at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// What.
    pub problem: Problem,
    /// Where.
    pub span: Span,
}

/// What is wrong. The fields are parts of the message, as the author wrote them.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
#[non_exhaustive]
pub enum Problem {
    Expected {
        wanted: &'static str,
        found: String,
    },
    UnfinishedText,
    FullWidth {
        found: String,
        mend: String,
    },
    UnknownCharacter {
        found: char,
    },
    BadNumber {
        text: String,
        /// Whether exponents can be read.
        standard: bool,
    },
    /// What another language writes, and what to write.
    Foreign {
        found: String,
        mend: String,
    },
    UnfinishedComment,
    TooLong,
    TooDeep,
    UnknownName {
        name: String,
        similar: Vec<String>,
    },
    UnknownFunction {
        name: String,
        similar: Vec<String>,
    },
    UnknownField {
        name: String,
        similar: Vec<String>,
    },
    NotAFunction {
        name: String,
    },
    Operands {
        operator: &'static str,
        left: String,
        right: String,
        /// The day that is written without quotes.
        day: Option<String>,
    },
    Units {
        left: String,
        right: String,
    },
    NoConversion {
        operator: &'static str,
        left: String,
        right: String,
    },
    NotExhaustive {
        what: String,
        missing: Vec<String>,
    },
    Unguarded {
        what: String,
    },
    DivisorMayBeZero {
        what: String,
    },
    NotInEnumeration {
        value: String,
        of: String,
        similar: Vec<String>,
    },
    NotACondition {
        found: String,
    },
    BranchesDiffer {
        left: String,
        right: String,
    },
    WrongResult {
        wanted: String,
        found: String,
    },
    NotAList {
        found: String,
    },
    ArgumentCount {
        function: String,
        wanted: String,
        found: usize,
    },
    ArgumentType {
        function: String,
        parameter: String,
        wanted: String,
        found: String,
    },
    ArgumentRange {
        function: String,
        parameter: String,
        what: String,
        min: Option<String>,
        max: Option<String>,
        scale: Option<u8>,
    },
    UnknownParameter {
        function: String,
        name: String,
    },
    NotConstant {
        function: String,
        parameter: String,
    },
    BadPattern {
        reason: String,
    },
    PatternDiffers {
        class: char,
    },
    BadDate {
        text: String,
    },
    BadDuration {
        text: String,
    },
    TooLarge,
    NotInStrict {
        what: &'static str,
    },
    DuplicateKey {
        name: String,
    },
}

impl Problem {
    /// The page that explains it.
    #[must_use]
    pub const fn page(&self) -> &'static Page {
        match self {
            Self::Expected { .. } | Self::Foreign { .. } => &pages::EXPECTED,
            Self::UnfinishedText => &pages::UNFINISHED_TEXT,
            Self::FullWidth { .. } => &pages::FULL_WIDTH,
            Self::UnknownCharacter { .. } => &pages::UNKNOWN_CHARACTER,
            Self::BadNumber { .. } => &pages::BAD_NUMBER,
            Self::TooLong => &pages::TOO_LONG,
            Self::TooDeep => &pages::TOO_DEEP,
            Self::UnfinishedComment => &pages::UNFINISHED_COMMENT,
            Self::UnknownName { .. } => &pages::UNKNOWN_NAME,
            Self::UnknownFunction { .. } => &pages::UNKNOWN_FUNCTION,
            Self::UnknownField { .. } => &pages::UNKNOWN_FIELD,
            Self::NotAFunction { .. } => &pages::NOT_A_FUNCTION,
            Self::DuplicateKey { .. } => &pages::DUPLICATE_KEY,
            Self::Operands { .. } => &pages::OPERANDS,
            Self::Units { .. } => &pages::UNITS,
            Self::NoConversion { .. } => &pages::NO_CONVERSION,
            Self::NotExhaustive { .. } => &pages::NOT_EXHAUSTIVE,
            Self::Unguarded { .. } => &pages::UNGUARDED,
            Self::DivisorMayBeZero { .. } => &pages::DIVISOR,
            Self::NotInEnumeration { .. } => &pages::NOT_IN_ENUMERATION,
            Self::NotACondition { .. } => &pages::NOT_A_CONDITION,
            Self::BranchesDiffer { .. } => &pages::BRANCHES,
            Self::WrongResult { .. } => &pages::WRONG_RESULT,
            Self::NotAList { .. } => &pages::NOT_A_LIST,
            Self::ArgumentCount { .. } => &pages::ARGUMENT_COUNT,
            Self::ArgumentType { .. } => &pages::ARGUMENT_TYPE,
            Self::ArgumentRange { .. } => &pages::ARGUMENT_RANGE,
            Self::UnknownParameter { .. } => &pages::UNKNOWN_PARAMETER,
            Self::NotConstant { .. } => &pages::NOT_CONSTANT,
            Self::BadPattern { .. } => &pages::BAD_PATTERN,
            Self::PatternDiffers { .. } => &pages::PATTERN_DIFFERS,
            Self::BadDate { .. } => &pages::BAD_DATE,
            Self::BadDuration { .. } => &pages::BAD_DURATION,
            Self::TooLarge => &pages::TOO_LARGE,
            Self::NotInStrict { .. } => &pages::NOT_IN_STRICT,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.page().code
    }
}

impl Report {
    /// The diagnostic in a language, with line and column of `source`.
    #[must_use]
    pub fn diagnostic(&self, source: &str, lang: Lang) -> Diagnostic {
        let (message, help) = match lang {
            Lang::ZhHans => self.problem.zh(),
            Lang::En => self.problem.en(),
        };
        let (message, help) = (visible(&message), help.as_deref().map(visible));
        let before = source.get(..self.span.start).unwrap_or(source);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Diagnostic {
            code: self.problem.code().into(),
            severity: Severity::Error,
            message,
            help,
            basis: None,
            at: Where {
                file: None,
                line: Some(number(line)),
                column: Some(number(column)),
                span: Some((number(self.span.start), number(self.span.end))),
                reference: None,
            },
            related: Vec::new(),
        }
    }
}
