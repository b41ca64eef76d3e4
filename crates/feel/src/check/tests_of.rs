//! Ranges, `in`, and the unary tests of table cells.

use super::{Compiler, Typed};
use crate::ast::{Expr, Test};
use crate::problem::Problem;
use crate::span::Span;
use crate::types::Type;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Comparison, Node, NodeId};

impl Compiler<'_> {
    pub(super) fn range(
        &mut self,
        (low, high): (Option<&Expr>, Option<&Expr>),
        (low_closed, high_closed): (bool, bool),
        expected: Option<&Type>,
        span: Span,
    ) -> Typed {
        let mut end = |end: Option<&Expr>| end.map(|end| (self.expr(end, expected), end.span));
        let (low, high) = (end(low), end(high));
        let mut ty = Type::Any;
        for (typed, at) in low.iter().chain(&high) {
            let this = self.present(typed, *at);
            ty = match (&ty, &this) {
                (Type::Any, _) => this,
                _ => ty.join(&this).unwrap_or_else(|| {
                    let (left, right) = (ty.to_string(), this.to_string());
                    self.complain(
                        Problem::Operands {
                            operator: "..",
                            left,
                            right,
                            day: None,
                        },
                        span,
                    );
                    Type::Any
                }),
            };
        }
        let (low, high) = (
            low.map(|(typed, _)| typed.node),
            high.map(|(typed, _)| typed.node),
        );
        let constant = |compiler: &Self, end: Option<NodeId>| match end {
            Some(node) => compiler.builder.constant_id(node).map(Some),
            None => Some(None),
        };
        let node = match (constant(self, low), constant(self, high)) {
            (Some(low), Some(high)) => self.builder.constant(Constant::Range {
                low,
                low_closed,
                high,
                high_closed,
            }),
            _ => self.builder.push(Node::Range {
                low,
                low_closed,
                high,
                high_closed,
            }),
        };
        Typed {
            node,
            ty: Type::Range(Box::new(ty)),
        }
    }

    /// `value in (tests)`.
    pub(super) fn in_tests(&mut self, value: &Expr, tests: &[Test], span: Span) -> Typed {
        let typed = self.expr(value, None);
        let decided = self.decided_in(value, &typed.ty, tests);
        let within = self.in_tests_of(value, typed, tests, span);
        self.settle(within.node, span, decided);
        within
    }

    fn in_tests_of(&mut self, value: &Expr, typed: Typed, tests: &[Test], span: Span) -> Typed {
        let ty = self.present(&typed, value.span);
        let leaf = self.is_leaf(value);
        if leaf || tests.len() == 1 && !uses_input(tests) {
            return self.any_test(
                tests,
                &Typed {
                    node: typed.node,
                    ty,
                },
                span,
            );
        }
        let (register, local) = self.register(ty);
        let before = self.input.replace(local.clone());
        let body = self.any_test(tests, &local, span);
        self.input = before;
        let node = Node::Let {
            local: register,
            value: typed.node,
            body: body.node,
        };
        Typed {
            node: self.builder.push(node),
            ty: Type::Boolean,
        }
    }

    /// Whether evaluating it twice costs nothing.
    fn is_leaf(&self, value: &Expr) -> bool {
        use crate::ast::ExprKind;
        matches!(
            value.kind,
            ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Input
        )
    }

    /// Whether any of the tests holds.
    pub(super) fn any_test(&mut self, tests: &[Test], input: &Typed, span: Span) -> Typed {
        let nodes: Vec<NodeId> = tests
            .iter()
            .map(|test| self.test(test, input, span).node)
            .collect();
        let node = match nodes.as_slice() {
            [one] => *one,
            several => {
                let run = self.builder.run(several);
                self.builder.push(Node::Or(run))
            }
        };
        Typed {
            node,
            ty: Type::Boolean,
        }
    }

    fn test(&mut self, test: &Test, input: &Typed, span: Span) -> Typed {
        match test {
            Test::Any => self.constant(Constant::Bool(true), Type::Boolean),
            Test::Compare(op, end) => {
                let typed = self.expr(end, Some(&input.ty));
                self.comparison(*op, (input, span), (&typed, end.span), end.span)
            }
            Test::Not(tests) => {
                let any = self.any_test(tests, input, span);
                let node = self.builder.push(Node::Not(any.node));
                Typed {
                    node,
                    ty: Type::Boolean,
                }
            }
            Test::Expr(expr) if expr.uses_input() => self.condition(expr),
            Test::Expr(expr) => {
                let typed = self.expr(expr, Some(&input.ty));
                let about_truth = matches!(input.ty.present(), Type::Boolean | Type::Any);
                match typed.ty.present() {
                    Type::Range(item) | Type::List(item) => {
                        // The ends or elements are compared with the value.
                        let item = Typed {
                            node: typed.node,
                            ty: (**item).clone(),
                        };
                        if !matches!(input.ty.present(), Type::List(_)) {
                            let value = Typed {
                                node: input.node,
                                ty: input.ty.present().clone(),
                            };
                            self.comparison(
                                Comparison::Equal,
                                (&value, span),
                                (&item, expr.span),
                                expr.span,
                            );
                        }
                        let node = Node::In {
                            value: input.node,
                            test: typed.node,
                        };
                        Typed {
                            node: self.builder.push(node),
                            ty: Type::Boolean,
                        }
                    }
                    Type::Boolean if !about_truth => typed,
                    _ => self.comparison(
                        Comparison::Equal,
                        (input, span),
                        (&typed, expr.span),
                        expr.span,
                    ),
                }
            }
        }
    }
}

fn uses_input(tests: &[Test]) -> bool {
    let mut found = false;
    for test in tests {
        test.visit(&mut |expr| found |= expr.uses_input());
    }
    found || tests.iter().any(|test| matches!(test, Test::Not(_)))
}
