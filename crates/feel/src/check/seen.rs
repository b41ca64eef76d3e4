//! The types of all parts of an expression, for those who show it to people.

use super::{Compiler, Typed};
use crate::ast::{Expr, Test};
use crate::parse;
use crate::span::Span;
use crate::types::Type;
use std::collections::BTreeMap;

/// What is known of the values of each part, by its place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Types {
    by_place: BTreeMap<(usize, usize), Type>,
}

impl Types {
    /// The type of a part; `Any` for a part that was not compiled.
    #[must_use]
    pub fn of(&self, expr: &Expr) -> &Type {
        self.by_place
            .get(&(expr.span.start, expr.span.end))
            .unwrap_or(&Type::Any)
    }

    /// All types that were seen.
    pub fn all(&self) -> impl Iterator<Item = &Type> {
        self.by_place.values()
    }

    pub(super) fn add(&mut self, span: Span, ty: &Type) {
        self.by_place.insert((span.start, span.end), ty.clone());
    }
}

impl Compiler<'_> {
    /// Compiles one source text like [`Self::expression`], and gives its tree with the types of all its parts.
    pub fn typed_expression(
        &mut self,
        source: &str,
        expected: Option<&Type>,
    ) -> (Expr, Types, Typed) {
        self.seen = Some(Types::default());
        let (expr, _) = parse::expression(source, &self.names);
        let typed = self.expression(source, expected);
        (expr, self.seen.take().unwrap_or_default(), typed)
    }

    /// The same for the unary tests of a table cell about a value.
    pub fn typed_tests(&mut self, source: &str, input: &Typed) -> (Vec<Test>, Types) {
        self.seen = Some(Types::default());
        let (tests, _) = parse::unary_tests(source, &self.names);
        self.unary_tests(source, input);
        (tests, self.seen.take().unwrap_or_default())
    }
}
