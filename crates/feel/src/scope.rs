//! What names mean: the catalogue's dictionary, seen by the compiler.

use crate::check::{Compiler, Typed};
use crate::types::Type;
use tongban_runtime::program::FormatPart;
use tongban_runtime::{Date, Shape};

/// The names that an expression may use.
pub trait Scope {
    /// What a name means.
    fn resolve(&self, name: &str) -> Option<Binding>;

    /// All names, for "did you mean".
    fn names(&self) -> Vec<String>;

    /// The names that are more than one word, for their longest match: asked for with every text that is compiled.
    /// A scope of many names overrides it; names of one word may be among them.
    fn phrases(&self) -> Vec<String> {
        self.names()
    }

    /// The first and the last day that a fact or a column of dates, by its name or key, may be.
    fn days(&self, name: &str) -> Option<(Date, Date)> {
        let _ = name;
        None
    }

    /// The units of measure that it declares, rates between them included.
    fn units(&self) -> Vec<UnitDeclaration> {
        Vec::new()
    }

    /// What values of a type of the model look like; the types of the language are known.
    fn shape(&self, name: &str) -> Option<Shape> {
        let _ = name;
        None
    }

    /// Compiles a part of a tree that stands in it as [`crate::ast::ExprKind::Part`], with the
    /// names that are known at that place. Its problems are kept by the compiler.
    fn part(
        &self,
        part: u32,
        compiler: &mut Compiler<'_>,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let _ = (part, compiler, expected);
        None
    }

    /// Whether a name may stand in a part; `true` where it is not known.
    fn part_mentions(&self, part: u32, name: &str) -> bool {
        let _ = (part, name);
        true
    }
}

/// A unit of measure, as the dictionary declares it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitDeclaration {
    /// Its id, as [`crate::Unit`] has it.
    pub id: String,
    /// Its Chinese name.
    pub name: String,
    /// Its English name.
    pub english: String,
    /// Of a rate such as months per year: the unit above and the unit below the line.
    pub ratio: Option<(String, String)>,
}

/// What a name means.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Binding {
    /// A fact.
    Fact {
        /// Its slot.
        slot: u32,
        /// Its type; `Type::Optional` where it may be absent.
        ty: Type,
    },
    /// A dated parameter: bare, at the application date; called, at the date given.
    Parameter {
        /// Its id.
        id: u32,
        /// The type of its values.
        ty: Type,
    },
    /// A function of the catalogue.
    Function {
        /// Its id.
        id: u32,
        /// What it takes and gives.
        signature: Signature,
    },
    /// A format as a predicate: `isX(text)`.
    Format {
        /// Its id.
        id: u32,
    },
    /// A part of what a format reads from a code, as a function of the text.
    FormatPart {
        /// The format's id.
        id: u32,
        /// Which part.
        part: FormatPart,
    },
}

/// What a function takes and gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Signature {
    /// Name and type of each parameter.
    pub parameters: Vec<(String, Type)>,
    /// The result's type.
    pub result: Type,
}

/// A scope without names.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Scope for NoNames {
    fn resolve(&self, _: &str) -> Option<Binding> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}
