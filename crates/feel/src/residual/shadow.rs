//! Which names an expression reads, and which of them it guards.

use crate::ast::{Expr, ExprKind};
use tongban_runtime::program::Comparison;

/// Whether it reads nothing: it is left as its author wrote it.
pub(super) fn is_constant(expr: &Expr) -> bool {
    let mut reads = false;
    match &expr.kind {
        ExprKind::Call { arguments, .. } => {
            reads = arguments.iter().any(|argument| !is_constant(&argument.value))
                // Functions of the catalogue read parameters, and those without arguments the clock.
                || arguments.is_empty();
        }
        _ => expr.visit(&mut |part| {
            reads |= matches!(
                part.kind,
                ExprKind::Name(_) | ExprKind::Input | ExprKind::Part(_) | ExprKind::Call { .. }
            );
        }),
    }
    !reads
}

/// Whether a name stands anywhere in it.
pub(super) fn mentions(expr: &Expr, name: &str) -> bool {
    let mut found = false;
    expr.visit(&mut |part| {
        found |= matches!(&part.kind, ExprKind::Name(other) if other == name);
    });
    found
}

/// The name that a condition guards: `x` of `x != null`, of `x = null`, of `is defined(x)`.
pub(super) fn guards(expr: &Expr) -> Option<&str> {
    let named = |expr: &Expr| matches!(expr.kind, ExprKind::Name(_) | ExprKind::Path { .. });
    match &expr.kind {
        ExprKind::Compare {
            op: Comparison::NotEqual | Comparison::Equal,
            left,
            right,
        } => match (&left.kind, &right.kind) {
            (_, ExprKind::Null) if named(left) => root(left),
            (ExprKind::Null, _) if named(right) => root(right),
            _ => None,
        },
        ExprKind::Call { arguments, .. } => match arguments.as_slice() {
            [only] => root(&only.value),
            _ => None,
        },
        _ => None,
    }
}

fn root(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Path { value, .. } => root(value),
        _ => None,
    }
}
