//! Boxed expressions, as written.

use super::definitions::{InformationItem, Place};
use crate::table::Policy;

/// A text in FEEL and where it begins.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where it begins.
    pub at: Place,
}

/// Unary tests.
pub type UnaryTests = Text;

/// A boxed expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Boxed {
    /// What it is.
    pub kind: BoxedKind,
    /// The type that its value has to have, as written.
    pub type_ref: Option<String>,
    /// Where it is.
    pub at: Place,
}

/// Kinds of boxed expressions.
#[derive(Clone, PartialEq, Debug)]
pub enum BoxedKind {
    /// A text in FEEL.
    Literal(Text),
    /// A text in a language that is not FEEL: it has no value.
    Foreign(String),
    /// A decision table.
    Table(Box<DecisionTable>),
    /// Named entries; one without a name is the result.
    Context(Vec<ContextEntry>),
    /// A list.
    List(Vec<Boxed>),
    /// A list of contexts with the same keys.
    Relation {
        /// The keys.
        columns: Vec<InformationItem>,
        /// The values of each context, in the order of the keys.
        rows: Vec<Vec<Boxed>>,
    },
    /// A function.
    Function(Box<FunctionDefinition>),
    /// A call with named arguments.
    Invocation {
        /// What is called.
        function: Box<Boxed>,
        /// Name and value of each argument.
        bindings: Vec<Binding>,
    },
    /// `if`.
    Conditional {
        /// The condition.
        condition: Box<Boxed>,
        /// Where it is true.
        then: Box<Boxed>,
        /// Where it is not.
        otherwise: Box<Boxed>,
    },
    /// The elements of a list that fit.
    Filter {
        /// The list.
        list: Box<Boxed>,
        /// The condition, about `item`.
        condition: Box<Boxed>,
    },
    /// `for`, `some` and `every`.
    Iterator {
        /// Which.
        kind: Iteration,
        /// The variable's name.
        variable: String,
        /// The list.
        list: Box<Boxed>,
        /// What is made or asked of each element.
        body: Box<Boxed>,
    },
}

/// Kinds of iteration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Iteration {
    /// A list of results.
    For,
    /// Whether one fits.
    Some,
    /// Whether all fit.
    Every,
}

/// An entry of a context.
#[derive(Clone, PartialEq, Debug)]
pub struct ContextEntry {
    /// Its variable; `None` for the result.
    pub variable: Option<InformationItem>,
    /// Its value.
    pub value: Boxed,
}

/// An argument of an invocation.
#[derive(Clone, PartialEq, Debug)]
pub struct Binding {
    /// The parameter.
    pub parameter: InformationItem,
    /// The argument; absent: null.
    pub value: Option<Boxed>,
}

/// In what a function is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FunctionKind {
    /// FEEL.
    Feel,
    /// Java or PMML: not run, its calls give null.
    Foreign,
}

/// A function.
#[derive(Clone, PartialEq, Debug)]
pub struct FunctionDefinition {
    /// In what it is written.
    pub kind: FunctionKind,
    /// Its parameters.
    pub parameters: Vec<InformationItem>,
    /// Its body.
    pub body: Option<Boxed>,
    /// The type that its result has to have, as written.
    pub type_ref: Option<String>,
}

/// A decision table.
#[derive(Clone, PartialEq, Debug)]
pub struct DecisionTable {
    /// Which rows answer.
    pub policy: Policy,
    /// Input columns.
    pub inputs: Vec<InputClause>,
    /// Output columns.
    pub outputs: Vec<OutputClause>,
    /// Names of the annotation columns.
    pub annotations: Vec<String>,
    /// Rows.
    pub rules: Vec<Rule>,
}

/// An input column.
#[derive(Clone, PartialEq, Debug)]
pub struct InputClause {
    /// What the cells are about; absent: null.
    pub expression: Option<Text>,
    /// The type that its value has to have, as written.
    pub type_ref: Option<String>,
    /// The values that it may have.
    pub values: Option<UnaryTests>,
    /// Where it is.
    pub at: Place,
}

/// An output column.
#[derive(Clone, PartialEq, Debug)]
pub struct OutputClause {
    /// Its name, where there are several.
    pub name: Option<String>,
    /// Its type, as written.
    pub type_ref: Option<String>,
    /// The values that it may have, best first.
    pub values: Option<UnaryTests>,
    /// The output where no row fits.
    pub default: Option<Text>,
    /// Where it is.
    pub at: Place,
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Unary tests, one for each input column.
    pub inputs: Vec<UnaryTests>,
    /// Expressions, one for each output column.
    pub outputs: Vec<Text>,
    /// Texts, one for each annotation column.
    pub annotations: Vec<String>,
    /// Where it is.
    pub at: Place,
}
