//! The expression tree, with the place of every part.

use crate::span::Span;
use core::fmt;
use tongban_runtime::program::{Arithmetic, Comparison};
use tongban_runtime::{Decimal, Shape};

/// An expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
    /// How deep its parts are nested; a leaf is 1.
    pub height: u32,
}

/// Kinds of expressions.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "the names are those of the grammar")]
pub enum ExprKind {
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    /// `@"2025-01-01"`.
    At(String),
    Name(String),
    /// `?`, the value that a unary test is about.
    Input,
    Negate(Box<Expr>),
    Arithmetic {
        op: Arithmetic,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Compare {
        op: Comparison,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Between {
        value: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
    },
    In {
        value: Box<Expr>,
        tests: Vec<Test>,
    },
    If {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    For {
        variables: Vec<Variable>,
        body: Box<Expr>,
    },
    Quantified {
        every: bool,
        variables: Vec<Variable>,
        body: Box<Expr>,
    },
    Filter {
        list: Box<Expr>,
        condition: Box<Expr>,
    },
    Path {
        value: Box<Expr>,
        name: String,
        at: Span,
    },
    List(Vec<Expr>),
    Context(Vec<(String, Span, Expr)>),
    Range {
        low: Option<Box<Expr>>,
        low_closed: bool,
        high: Option<Box<Expr>>,
        high_closed: bool,
    },
    Call {
        function: Box<Expr>,
        arguments: Vec<Argument>,
    },
    /// `(= 5)` or `(!= 5)`: all values that are, or are not, this one.
    UnaryRange {
        except: bool,
        value: Box<Expr>,
    },
    InstanceOf {
        value: Box<Expr>,
        ty: TypeName,
    },
    Function {
        parameters: Vec<Parameter>,
        /// What the result must conform to; only boxed functions say it.
        result: Option<TypeName>,
        /// For a function written in another language (`external`), what names it.
        body: Box<Expr>,
        external: bool,
    },
    /// A part that the scope compiles where it stands ([`crate::Scope::part`]): a table, or a
    /// text that is read with the names that are known there.
    Part(u32),
    /// A part that could not be read; its problem is reported already.
    Error,
}

/// A parameter of a function.
#[derive(Clone, PartialEq, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What its arguments must conform to.
    pub ty: Option<TypeName>,
}

/// A type as it is written after `instance of` and `:`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypeName {
    /// A type of the language or of the model.
    Named(String),
    /// `list<…>`.
    List(Box<TypeName>),
    /// `range<…>`.
    Range(Box<TypeName>),
    /// `context<name: …, …>`.
    Context(Vec<(String, TypeName)>),
    /// `function<…, …> -> …`.
    Function {
        /// The types of the parameters.
        parameters: Vec<TypeName>,
        /// The type of the result.
        result: Box<TypeName>,
    },
    /// A type that is known already, where a tree is not made from text.
    Known(Shape),
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Known(shape) => write!(f, "{shape}"),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Range(item) => write!(f, "range<{item}>"),
            Self::Context(entries) => {
                f.write_str("context<")?;
                for (place, (name, ty)) in entries.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{name}: {ty}")?;
                }
                f.write_str(">")
            }
            Self::Function { parameters, result } => {
                f.write_str("function<")?;
                for (place, ty) in parameters.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{ty}")?;
                }
                write!(f, "> -> {result}")
            }
        }
    }
}

/// An iteration variable and what it runs over.
#[derive(Clone, PartialEq, Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The list or range.
    pub list: Expr,
}

/// An argument, perhaps with the parameter's name.
#[derive(Clone, PartialEq, Debug)]
pub struct Argument {
    /// The name.
    pub name: Option<(String, Span)>,
    /// The value.
    pub value: Expr,
}

/// One test of a value, in a table cell or after `in`.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// `-`: anything.
    Any,
    /// `< 5` and the like.
    Compare(Comparison, Expr),
    /// A value, a range, a list, or a condition over `?`.
    Expr(Expr),
    /// `not(…)`.
    Not(Vec<Test>),
}

impl Expr {
    /// An expression at a place.
    #[must_use]
    pub fn new(kind: ExprKind, span: Span) -> Self {
        let mut expr = Self {
            kind,
            span,
            height: 0,
        };
        let mut inner = 0;
        expr.parts(&mut |part| inner = inner.max(part.height));
        expr.height = inner + 1;
        expr
    }

    /// Whether `?` stands anywhere inside.
    #[must_use]
    pub fn uses_input(&self) -> bool {
        let mut found = false;
        self.visit(&mut |expr| found |= expr.kind == ExprKind::Input);
        found
    }

    /// Calls `see` for this expression and all inside it.
    pub fn visit(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        self.parts(&mut |part| part.visit(see));
    }

    /// Calls `see` for the direct parts.
    fn parts(&self, see: &mut dyn FnMut(&Self)) {
        match &self.kind {
            ExprKind::Negate(value) | ExprKind::UnaryRange { value, .. } => see(value),
            ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
                see(left);
                see(right);
            }
            ExprKind::And(items) | ExprKind::Or(items) | ExprKind::List(items) => {
                items.iter().for_each(see);
            }
            ExprKind::Between { value, low, high } => {
                see(value);
                see(low);
                see(high);
            }
            ExprKind::In { value, tests } => {
                see(value);
                tests.iter().for_each(|test| test.visit(see));
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                see(condition);
                see(then);
                see(otherwise);
            }
            ExprKind::For { variables, body }
            | ExprKind::Quantified {
                variables, body, ..
            } => {
                variables.iter().for_each(|variable| see(&variable.list));
                see(body);
            }
            ExprKind::Filter { list, condition } => {
                see(list);
                see(condition);
            }
            ExprKind::Path { value, .. } | ExprKind::InstanceOf { value, .. } => see(value),
            ExprKind::Context(entries) => entries.iter().for_each(|(_, _, value)| see(value)),
            ExprKind::Range { low, high, .. } => {
                low.iter().chain(high).for_each(|end| see(end));
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                see(function);
                arguments.iter().for_each(|argument| see(&argument.value));
            }
            ExprKind::Function { body, .. } => see(body),
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::At(_)
            | ExprKind::Name(_)
            | ExprKind::Input
            | ExprKind::Part(_)
            | ExprKind::Error => {}
        }
    }
}

impl Test {
    /// Calls `see` for its expressions.
    pub fn visit(&self, see: &mut dyn FnMut(&Expr)) {
        match self {
            Self::Any => {}
            Self::Compare(_, expr) | Self::Expr(expr) => see(expr),
            Self::Not(tests) => tests.iter().for_each(|test| test.visit(see)),
        }
    }
}
