//! Unary tests, after `in` and in the cells of tables.

use crate::ast::{Expr, ExprKind, Test};
use crate::check::Compiler;
use crate::types::Type;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};

impl Compiler<'_> {
    /// `value in (tests)`: the value is evaluated once, and is `?` in the tests.
    pub(super) fn within(&mut self, value: &Expr, tests: &[Test]) -> NodeId {
        let ty = self.hint(value);
        let node = self.value(value);
        let leaf = matches!(
            value.kind,
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::Input
        );
        let single = matches!(tests, [Test::Expr(test)] if !test.uses_input())
            || matches!(tests, [Test::Compare(_, end)] if !end.uses_input());
        if leaf || single {
            return self.tests_of(tests, node, ty);
        }
        let local = self.builder.local();
        let input = self.builder.push(Node::Local(local));
        let body = self.tests_of(tests, input, ty);
        self.builder.push(Node::Let {
            local,
            value: node,
            body,
        })
    }

    /// Whether any of the tests holds of the value that a node gives.
    pub(crate) fn tests_of(&mut self, tests: &[Test], input: NodeId, ty: Option<Type>) -> NodeId {
        let before = self.input_value.replace(input);
        let declared = core::mem::replace(&mut self.input_type, ty);
        let nodes: Vec<NodeId> = tests
            .iter()
            .map(|test| self.one_test(test, input))
            .collect();
        self.input_value = before;
        self.input_type = declared;
        match nodes.as_slice() {
            [one] => *one,
            several => {
                let run = self.builder.run(several);
                self.builder.push(Node::Or(run))
            }
        }
    }

    fn one_test(&mut self, test: &Test, input: NodeId) -> NodeId {
        let ty = self.input_type.clone();
        let node = match test {
            Test::Any => return self.builder.constant(Constant::Bool(true)),
            Test::Compare(op, end) => Node::Compare {
                op: *op,
                left: input,
                right: self.value_as(end, ty.as_ref()),
            },
            Test::Not(tests) => Node::Not(self.tests_of(tests, input, ty)),
            // A test that speaks of the value says itself whether it holds.
            Test::Expr(expr) if expr.uses_input() => return self.value(expr),
            Test::Expr(expr) => Node::Satisfies {
                value: input,
                test: self.value_as(expr, ty.as_ref()),
            },
        };
        self.builder.push(node)
    }
}
