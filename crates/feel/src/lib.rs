//! FEEL text to checked, compiled programs.
//!
//! One grammar and one tree for both profiles; the `strict` one, which the catalogue is written
//! in, refuses what could go wrong at run time. All problems of a text are reported, each with a
//! stable code, a place, and a mend where there is one.
#![forbid(unsafe_code)]

pub mod ast;
pub mod check;
mod dynamic;
pub mod format;
mod full_width;
pub mod library;
pub mod limits;
mod marks;
pub mod pages;
pub mod parse;
pub mod problem;
pub mod reference;
pub mod render;
pub mod residual;
pub mod scope;
pub mod span;
pub mod token;
pub mod types;
mod visible;
pub mod words;

pub use check::{Compiler, Settled, Typed, Types};
pub use dynamic::built_in_shape;
pub use library::StandardLibrary;
pub use problem::Lang;
pub use render::{render, width};
pub use scope::{Binding, NoNames, Scope, Signature, UnitDeclaration};
pub use types::{EnumType, FieldType, NumberType, Type, Unit};
pub use visible::{shortened, visible};

use tongban_runtime::{Diagnostic, Program};

/// How much is asked of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Profile {
    /// What the catalogue is written in: checked.
    #[default]
    Strict,
    /// What the standard's test kit expects: an ill-typed operation is null.
    Standard,
}

/// A compiled expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// What is known of its values.
    pub ty: Type,
    /// Slots of the facts it reads, ascending.
    pub reads: Vec<u32>,
    /// Conditions in it that always hold, or never.
    pub settled: Vec<Settled>,
}

/// Compiles one expression; messages are in Chinese.
///
/// # Errors
/// Every problem that was found.
pub fn compile(
    source: &str,
    scope: &dyn Scope,
    expected: Option<&Type>,
    profile: Profile,
) -> Result<Compiled, Vec<Diagnostic>> {
    compile_in(Lang::default(), source, scope, expected, profile)
}

/// Compiles one expression, with messages in a language.
///
/// # Errors
/// Every problem that was found.
pub fn compile_in(
    lang: Lang,
    source: &str,
    scope: &dyn Scope,
    expected: Option<&Type>,
    profile: Profile,
) -> Result<Compiled, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(scope, profile, &[]).with_lang(lang);
    let root = compiler.expression(source, expected);
    compiler.finish(root)
}

/// Compiles the body of a function of the catalogue, in the strict profile. Its arguments are its
/// first registers, in order.
///
/// # Errors
/// Every problem that was found.
pub fn compile_function(
    parameters: &[(String, Type)],
    body: &str,
    scope: &dyn Scope,
    expected: Option<&Type>,
) -> Result<Compiled, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(scope, Profile::Strict, parameters);
    let root = compiler.expression(body, expected);
    compiler.finish(root)
}

#[cfg(test)]
mod tests;
