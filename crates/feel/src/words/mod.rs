//! Rules as sentences: any expression or table row in Chinese, for people who know the law and not the rule language.
//!
//! A sentence says what the rule decides, no less and no more: nested conditions are numbered, what belongs together
//! stands in quotes, every comparison says whether its bound is included. Written in zh-Hans; zh-Hant is made from it.

mod amounts;
mod call;
mod clause;
mod compare;
mod layout;
mod loops;
mod table;
mod term;
mod tests_of;

pub use table::{TableWords, row};

use crate::ast::{Expr, Test};
use crate::check::Types;
use crate::scope::Scope;
use crate::types::Type;

/// The dictionary's words, beside its names and types.
pub trait Vocabulary {
    /// The Chinese name of what a rule names, by name or id.
    fn name(&self, name: &str) -> Option<String>;

    /// The Chinese name of a unit.
    fn unit(&self, id: &str) -> Option<String>;

    /// What is said of a fact that is true, and of one that is false.
    fn truth(&self, name: &str) -> Option<(String, String)>;
}

/// Says the parts of one rule.
pub struct Speaker<'a> {
    types: &'a Types,
    scope: &'a dyn Scope,
    vocabulary: &'a dyn Vocabulary,
    /// Loop variables and what they are called.
    locals: Vec<(String, String)>,
    /// What `?` is called.
    input: Option<String>,
    /// How deep numbered lists stand in each other.
    level: usize,
    /// How deep quotes stand in each other.
    quotes: usize,
}

impl<'a> Speaker<'a> {
    /// For a rule whose parts have these types.
    #[must_use]
    pub fn new(types: &'a Types, scope: &'a dyn Scope, vocabulary: &'a dyn Vocabulary) -> Self {
        Self {
            types,
            scope,
            vocabulary,
            locals: Vec::new(),
            input: None,
            level: 0,
            quotes: 0,
        }
    }

    /// The rule as a sentence without its full stop: a condition, or the value it gives.
    #[must_use]
    pub fn sentence(mut self, expr: &Expr, expected: Option<&Type>) -> Sentence {
        let ty = self.types.of(expr).present().clone();
        let words = match ty {
            Type::Boolean => self.clause(expr),
            _ => self.value(expr, expected),
        };
        Sentence(words)
    }

    /// Tests of a cell about something that is called so.
    #[must_use]
    pub fn tests(mut self, tests: &[Test], subject: &str, ty: &Type) -> Option<Sentence> {
        self.input = Some(subject.to_owned());
        if matches!(tests, [Test::Any]) {
            return None;
        }
        Some(Sentence(self.any_test(tests, subject, ty)))
    }
}

/// A sentence, with the places where it may start a new line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence(String);

impl Sentence {
    /// On one line.
    #[must_use]
    pub fn line(&self) -> String {
        layout::line(&self.0)
    }

    /// Numbered parts on lines of their own, deeper ones further in.
    #[must_use]
    pub fn lines(&self) -> String {
        layout::lines(&self.0)
    }
}
