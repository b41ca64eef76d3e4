//! Trees without places, so that two of them can be compared.

use crate::ast::{Argument, Expr, ExprKind, Test, Variable};
use crate::span::Span;

/// The same tree with empty places.
pub(crate) fn bare(expr: &Expr) -> Expr {
    let nowhere = Span::default();
    let mut expr = expr.map(&mut bare);
    expr.span = nowhere;
    match &mut expr.kind {
        ExprKind::Path { at, .. } => *at = nowhere,
        ExprKind::Context(entries) => {
            for (_, at, _) in entries {
                *at = nowhere;
            }
        }
        ExprKind::Call { arguments, .. } => {
            for argument in arguments {
                if let Some((_, at)) = &mut argument.name {
                    *at = nowhere;
                }
            }
        }
        _ => {}
    }
    expr
}

/// The same for a test.
pub(crate) fn test(test: &Test) -> Test {
    test.map(&mut bare)
}

impl Expr {
    /// The expression with its direct parts changed; places stay.
    #[must_use]
    pub fn map(&self, change: &mut dyn FnMut(&Self) -> Self) -> Self {
        Self::new(self.kind.map(change), self.span)
    }
}

impl Test {
    /// The test with its expressions changed.
    #[must_use]
    pub fn map(&self, change: &mut dyn FnMut(&Expr) -> Expr) -> Self {
        match self {
            Self::Any => Self::Any,
            Self::Compare(op, expr) => Self::Compare(*op, change(expr)),
            Self::Expr(expr) => Self::Expr(change(expr)),
            Self::Not(tests) => Self::Not(tests.iter().map(|test| test.map(change)).collect()),
        }
    }
}

impl ExprKind {
    fn map(&self, change: &mut dyn FnMut(&Expr) -> Expr) -> Self {
        let variables = |variables: &[Variable], change: &mut dyn FnMut(&Expr) -> Expr| {
            variables
                .iter()
                .map(|variable| Variable {
                    name: variable.name.clone(),
                    list: change(&variable.list),
                })
                .collect()
        };
        match self {
            Self::Negate(value) => Self::Negate(Box::new(change(value))),
            Self::Arithmetic { op, left, right } => Self::Arithmetic {
                op: *op,
                left: Box::new(change(left)),
                right: Box::new(change(right)),
            },
            Self::Compare { op, left, right } => Self::Compare {
                op: *op,
                left: Box::new(change(left)),
                right: Box::new(change(right)),
            },
            Self::And(parts) => Self::And(parts.iter().map(change).collect()),
            Self::Or(parts) => Self::Or(parts.iter().map(change).collect()),
            Self::List(parts) => Self::List(parts.iter().map(change).collect()),
            Self::Between { value, low, high } => Self::Between {
                value: Box::new(change(value)),
                low: Box::new(change(low)),
                high: Box::new(change(high)),
            },
            Self::In { value, tests } => Self::In {
                value: Box::new(change(value)),
                tests: tests.iter().map(|test| test.map(change)).collect(),
            },
            Self::If {
                condition,
                then,
                otherwise,
            } => Self::If {
                condition: Box::new(change(condition)),
                then: Box::new(change(then)),
                otherwise: Box::new(change(otherwise)),
            },
            Self::For {
                variables: over,
                body,
            } => Self::For {
                variables: variables(over, change),
                body: Box::new(change(body)),
            },
            Self::Quantified {
                every,
                variables: over,
                body,
            } => Self::Quantified {
                every: *every,
                variables: variables(over, change),
                body: Box::new(change(body)),
            },
            Self::Filter { list, condition } => Self::Filter {
                list: Box::new(change(list)),
                condition: Box::new(change(condition)),
            },
            Self::Path { value, name, at } => Self::Path {
                value: Box::new(change(value)),
                name: name.clone(),
                at: *at,
            },
            Self::Context(entries) => Self::Context(
                entries
                    .iter()
                    .map(|(key, at, value)| (key.clone(), *at, change(value)))
                    .collect(),
            ),
            Self::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => Self::Range {
                low: low.as_deref().map(|low| Box::new(change(low))),
                low_closed: *low_closed,
                high: high.as_deref().map(|high| Box::new(change(high))),
                high_closed: *high_closed,
            },
            Self::Call {
                function,
                arguments,
            } => Self::Call {
                function: Box::new(change(function)),
                arguments: arguments
                    .iter()
                    .map(|argument| Argument {
                        name: argument.name.clone(),
                        value: change(&argument.value),
                    })
                    .collect(),
            },
            Self::InstanceOf { value, ty } => Self::InstanceOf {
                value: Box::new(change(value)),
                ty: ty.clone(),
            },
            Self::UnaryRange { except, value } => Self::UnaryRange {
                except: *except,
                value: Box::new(change(value)),
            },
            Self::Function {
                parameters,
                result,
                body,
                external,
            } => Self::Function {
                parameters: parameters.clone(),
                result: result.clone(),
                body: Box::new(change(body)),
                external: *external,
            },
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::At(_)
            | Self::Name(_)
            | Self::Input
            | Self::Part(_)
            | Self::Error => self.clone(),
        }
    }
}
