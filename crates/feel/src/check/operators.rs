//! Arithmetic, comparison and logic: types, units, ranges, and the nodes.

use super::{Compiler, Typed};
use crate::ast::{Expr, ExprKind, TypeName};
use crate::marks::{arithmetic_mark, comparison_mark};
use crate::problem::Problem;
use crate::span::Span;
use crate::types::{NumberType, Type};
use tongban_runtime::Decimal;
use tongban_runtime::program::{Arithmetic, Comparison, Kind, Node, NodeId};

impl Compiler<'_> {
    pub(super) fn negate(&mut self, value: &Expr) -> Typed {
        let typed = self.expr(value, None);
        let ty = match self.present(&typed, value.span) {
            Type::Number(number) => Type::Number(NumberType {
                min: number.max.map(Decimal::neg),
                max: number.min.map(Decimal::neg),
                ..number
            }),
            ty @ (Type::YearsMonths | Type::DaysTime | Type::Any) => ty,
            other => {
                let (left, right) = ("number".to_owned(), other.to_string());
                self.complain(
                    Problem::Operands {
                        operator: "-",
                        left,
                        right,
                        day: None,
                    },
                    value.span,
                );
                Type::Any
            }
        };
        Typed {
            node: self.builder.push(Node::Negate(typed.node)),
            ty,
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        op: Arithmetic,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Typed {
        let a = self.expr(left, None);
        let b = self.expr(right, None);
        let node = self.builder.push(Node::Arithmetic {
            op,
            left: a.node,
            right: b.node,
        });
        let (ta, tb) = (self.present(&a, left.span), self.present(&b, right.span));
        let ty = match (op, &ta, &tb) {
            (_, Type::Any, _) | (_, _, Type::Any) => Type::Any,
            (_, Type::Number(a), Type::Number(b)) => self.numbers(op, a, b, right.span, span),
            (Arithmetic::Add, Type::Text | Type::Enum(_), Type::Text | Type::Enum(_)) => Type::Text,
            (
                Arithmetic::Add | Arithmetic::Subtract,
                Type::Date,
                Type::YearsMonths | Type::DaysTime,
            )
            | (Arithmetic::Add, Type::YearsMonths | Type::DaysTime, Type::Date) => Type::Date,
            (Arithmetic::Subtract, Type::Date, Type::Date) => Type::DaysTime,
            (Arithmetic::Add | Arithmetic::Subtract, Type::YearsMonths, Type::YearsMonths)
            | (Arithmetic::Add | Arithmetic::Subtract, Type::DaysTime, Type::DaysTime)
            | (Arithmetic::Multiply, Type::YearsMonths | Type::DaysTime, Type::Number(_)) => ta,
            (Arithmetic::Multiply, Type::Number(_), Type::YearsMonths | Type::DaysTime) => tb,
            (Arithmetic::Divide, Type::YearsMonths | Type::DaysTime, Type::Number(divisor)) => {
                self.divisor(divisor, right.span);
                ta
            }
            (Arithmetic::Divide, Type::YearsMonths, Type::YearsMonths)
            | (Arithmetic::Divide, Type::DaysTime, Type::DaysTime) => {
                self.divisor(&NumberType::default(), right.span);
                Type::NUMBER
            }
            _ => {
                let day = self.bare_day((&ta, left.span), (&tb, right.span));
                let (left, right) = (ta.to_string(), tb.to_string());
                self.complain(
                    Problem::Operands {
                        operator: arithmetic_mark(op),
                        left,
                        right,
                        day,
                    },
                    span,
                );
                Type::Any
            }
        };
        Typed { node, ty }
    }

    /// `2025-07-10` beside a date, which is arithmetic.
    fn bare_day(&self, a: (&Type, Span), b: (&Type, Span)) -> Option<String> {
        let at = match (a, b) {
            ((Type::Date, _), (Type::Number(_), at)) | ((Type::Number(_), at), (Type::Date, _)) => {
                at
            }
            _ => return None,
        };
        let rest = self.source.get(at.start..)?;
        let length = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/')))
            .unwrap_or(rest.len());
        crate::parse::foreign::day(rest.get(..length)?)
    }

    fn divisor(&mut self, divisor: &NumberType, span: Span) {
        if divisor.may_be_zero() {
            let what = self.text_of(span);
            self.complain(Problem::DivisorMayBeZero { what }, span);
        }
    }

    fn numbers(
        &mut self,
        op: Arithmetic,
        a: &NumberType,
        b: &NumberType,
        divisor: Span,
        span: Span,
    ) -> Type {
        let one = |unit: &NumberType, other: &NumberType| {
            unit.unit.clone().or_else(|| other.unit.clone())
        };
        let bounds =
            |f: fn(Decimal, Decimal) -> Result<Decimal, tongban_runtime::Fault>,
             x: Option<Decimal>,
             y: Option<Decimal>| x.zip(y).and_then(|(x, y)| f(x, y).ok());
        let positive = |n: &NumberType| n.min.is_some_and(|min| !min.is_negative());
        let number = match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                self.same_unit(a, b, span);
                let (min, max) = if op == Arithmetic::Add {
                    (
                        bounds(Decimal::add, a.min, b.min),
                        bounds(Decimal::add, a.max, b.max),
                    )
                } else {
                    (
                        bounds(Decimal::sub, a.min, b.max),
                        bounds(Decimal::sub, a.max, b.min),
                    )
                };
                NumberType {
                    unit: one(a, b),
                    min,
                    max,
                    nonzero: false,
                    scale: a.scale.zip(b.scale).map(|(a, b)| a.max(b)),
                }
            }
            Arithmetic::Multiply => {
                let unit = self.product_unit(a, b, span);
                let both = positive(a) && positive(b);
                NumberType {
                    unit,
                    min: if both {
                        bounds(Decimal::mul, a.min, b.min)
                    } else {
                        None
                    },
                    max: if both {
                        bounds(Decimal::mul, a.max, b.max)
                    } else {
                        None
                    },
                    nonzero: !a.may_be_zero() && !b.may_be_zero(),
                    scale: a.scale.zip(b.scale).and_then(|(a, b)| a.checked_add(b)),
                }
            }
            Arithmetic::Divide => {
                self.divisor(b, divisor);
                let unit = self.quotient_unit(a, b, span);
                let min = (positive(a) && positive(b)).then_some(Decimal::ZERO);
                // A quotient may be too small to keep, so it may still be zero.
                NumberType {
                    unit,
                    min,
                    max: None,
                    nonzero: false,
                    scale: None,
                }
            }
            Arithmetic::Power => {
                self.no_power(a, span);
                NumberType::default()
            }
        };
        Type::Number(number)
    }

    pub(super) fn compare(
        &mut self,
        op: Comparison,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Typed {
        // A literal takes its meaning from the other side.
        let (a, b) = if matches!(left.kind, ExprKind::Text(_)) {
            let b = self.expr(right, None);
            (self.expr(left, Some(&b.ty)), b)
        } else {
            let a = self.expr(left, None);
            let b = self.expr(right, Some(&a.ty));
            (a, b)
        };
        let typed = self.comparison(op, (&a, left.span), (&b, right.span), span);
        let decided = self.decided(op, (left, &a.ty), (right, &b.ty));
        self.settle(typed.node, span, decided);
        typed
    }

    /// Checks and builds a comparison of two compiled values.
    pub(super) fn comparison(
        &mut self,
        op: Comparison,
        (a, left): (&Typed, Span),
        (b, right): (&Typed, Span),
        span: Span,
    ) -> Typed {
        let node = self.builder.push(Node::Compare {
            op,
            left: a.node,
            right: b.node,
        });
        let equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        let (ta, tb) = if equality {
            (a.ty.present().clone(), b.ty.present().clone())
        } else {
            (self.present(a, left), self.present(b, right))
        };
        let fine = match (&ta, &tb) {
            (Type::Any, _) | (_, Type::Any) => true,
            (Type::Null, _) | (_, Type::Null) => equality,
            (Type::Number(a), Type::Number(b)) => {
                self.same_unit(a, b, span);
                true
            }
            (Type::Text | Type::Enum(_), Type::Text | Type::Enum(_)) if equality => {
                ta.fits(&tb) || tb.fits(&ta)
            }
            (Type::Text, Type::Text)
            | (Type::Date, Type::Date)
            | (Type::YearsMonths, Type::YearsMonths)
            | (Type::DaysTime, Type::DaysTime) => true,
            _ => equality && (ta.fits(&tb) || tb.fits(&ta)),
        };
        if !fine {
            let day = self.bare_day((&ta, left), (&tb, right));
            let (left, right) = (ta.to_string(), tb.to_string());
            self.complain(
                Problem::Operands {
                    operator: comparison_mark(op),
                    left,
                    right,
                    day,
                },
                span,
            );
        }
        Typed {
            node,
            ty: Type::Boolean,
        }
    }

    pub(super) fn between(&mut self, value: &Expr, low: &Expr, high: &Expr, span: Span) -> Typed {
        let v = self.expr(value, None);
        let l = self.expr(low, Some(&v.ty));
        let h = self.expr(high, Some(&v.ty));
        // Two comparisons say all that can be wrong; the node itself is one.
        self.comparison(
            Comparison::GreaterOrEqual,
            (&v, value.span),
            (&l, low.span),
            span,
        );
        self.comparison(
            Comparison::LessOrEqual,
            (&v, value.span),
            (&h, high.span),
            span,
        );
        let node = self.builder.push(Node::Between {
            value: v.node,
            low: l.node,
            high: h.node,
        });
        let low = self.decided(Comparison::GreaterOrEqual, (value, &v.ty), (low, &l.ty));
        let high = self.decided(Comparison::LessOrEqual, (value, &v.ty), (high, &h.ty));
        self.settle(node, span, super::settled::both(low, high));
        Typed {
            node,
            ty: Type::Boolean,
        }
    }

    pub(super) fn junction(&mut self, parts: &[Expr], all: bool) -> Typed {
        let before = self.guards.len();
        let mut nodes: Vec<NodeId> = Vec::new();
        for part in parts {
            nodes.push(self.condition(part).node);
            self.assume(part, all);
        }
        self.guards.truncate(before);
        let run = self.builder.run(&nodes);
        let node = self
            .builder
            .push(if all { Node::And(run) } else { Node::Or(run) });
        let parts_settled: Vec<Option<bool>> =
            nodes.iter().map(|node| self.settled_node(*node)).collect();
        let whole = parts
            .first()
            .zip(parts.last())
            .map(|(first, last)| first.span.to(last.span));
        if let Some(span) = whole {
            self.settle(node, span, super::settled::junction(&parts_settled, all));
        }
        Typed {
            node,
            ty: Type::Boolean,
        }
    }

    pub(super) fn instance_of(&mut self, value: &Expr, ty: &TypeName, span: Span) -> Typed {
        let typed = self.expr(value, None);
        let name = match ty {
            TypeName::Named(name) => name.as_str(),
            TypeName::List(_) => "list",
            TypeName::Range(_) => "range",
            TypeName::Context(_) => "context",
            TypeName::Function { .. } | TypeName::Known(_) => "function",
        };
        let kind = match name {
            "Any" | "any" => Kind::Any,
            "Null" | "null" => Kind::Null,
            "boolean" => Kind::Boolean,
            "number" => Kind::Number,
            "string" | "text" => Kind::Text,
            "date" => Kind::Date,
            "years and months duration" => Kind::YearsMonths,
            "days and time duration" => Kind::DaysTime,
            "list" => Kind::List,
            "context" => Kind::Context,
            "range" => Kind::Range,
            _ => {
                self.report(
                    Problem::UnknownName {
                        name: name.to_owned(),
                        similar: Vec::new(),
                    },
                    span,
                );
                return self.error();
            }
        };
        let node = self.builder.push(Node::InstanceOf {
            value: typed.node,
            kind,
        });
        Typed {
            node,
            ty: Type::Boolean,
        }
    }
}
