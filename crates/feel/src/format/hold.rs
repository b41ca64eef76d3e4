//! How strongly parts of an expression hold together, and where brackets are needed.

use crate::ast::{Expr, ExprKind};
use tongban_runtime::program::Arithmetic;

/// How strongly parts hold together; what holds less than its place asks stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    /// `if`, `for`, `some`, `every`, `function`: they reach as far right as they can.
    Open,
    Or,
    And,
    Comparison,
    Additive,
    Multiplicative,
    Power,
    Unary,
    Postfix,
}

pub(super) fn hold(expr: &Expr) -> Hold {
    match &expr.kind {
        ExprKind::If { .. }
        | ExprKind::For { .. }
        | ExprKind::Quantified { .. }
        | ExprKind::Function { .. } => Hold::Open,
        ExprKind::Or(_) => Hold::Or,
        ExprKind::And(_) => Hold::And,
        ExprKind::Compare { .. }
        | ExprKind::Between { .. }
        | ExprKind::In { .. }
        | ExprKind::InstanceOf { .. } => Hold::Comparison,
        ExprKind::Arithmetic { op, .. } => match op {
            Arithmetic::Add | Arithmetic::Subtract => Hold::Additive,
            Arithmetic::Multiply | Arithmetic::Divide => Hold::Multiplicative,
            Arithmetic::Power => Hold::Power,
        },
        ExprKind::Negate(_) => Hold::Unary,
        ExprKind::Number(number) if number.is_negative() => Hold::Unary,
        _ => Hold::Postfix,
    }
}

/// Whether `between` after it would be read as part of a name: `x.days between` ends in `days between`.
pub(super) fn makes_a_name(expr: &Expr) -> bool {
    let name = match &expr.kind {
        ExprKind::Name(name) | ExprKind::Path { name, .. } => name,
        ExprKind::Arithmetic { right, .. } => return makes_a_name(right),
        ExprKind::Negate(value) => return makes_a_name(value),
        _ => return false,
    };
    let both = format!("{name} between");
    crate::check::built_in_names().any(|known| known == both)
}

/// The level that operands on the right of a chain need.
pub(super) const fn above(level: Hold) -> Hold {
    match level {
        Hold::Additive => Hold::Multiplicative,
        Hold::Multiplicative => Hold::Power,
        _ => Hold::Unary,
    }
}

pub(super) fn is_leaf(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::At(_)
            | ExprKind::Name(_)
    )
}

/// Whether its text starts with `(`, which after `in` would open a list of tests.
pub(super) fn opens_with_bracket(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Arithmetic { left, .. } => hold(left) < hold(expr) || opens_with_bracket(left),
        ExprKind::Filter { list: value, .. }
        | ExprKind::Path { value, .. }
        | ExprKind::Call {
            function: value, ..
        } => {
            hold(value) < Hold::Postfix
                || matches!(value.kind, ExprKind::Number(_))
                || matches!(
                    value.kind,
                    ExprKind::Range { .. } | ExprKind::UnaryRange { .. }
                )
                || opens_with_bracket(value)
        }
        _ => false,
    }
}
