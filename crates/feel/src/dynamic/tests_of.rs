//! Unary tests, after `in` and in the cells of tables.

use crate::ast::{Expr, ExprKind, Test};
use crate::check::Compiler;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};

impl Compiler<'_> {
    /// `value in (tests)`: the value is evaluated once, and is `?` in the tests.
    pub(super) fn within(&mut self, value: &Expr, tests: &[Test]) -> NodeId {
        let node = self.value(value);
        let leaf = matches!(
            value.kind,
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::Input
        );
        let single = matches!(tests, [Test::Expr(test)] if !test.uses_input())
            || matches!(tests, [Test::Compare(_, end)] if !end.uses_input());
        if leaf || single {
            return self.tests_of(tests, node);
        }
        let local = self.builder.local();
        let input = self.builder.push(Node::Local(local));
        let body = self.tests_of(tests, input);
        self.builder.push(Node::Let {
            local,
            value: node,
            body,
        })
    }

    /// Whether any of the tests holds of the value that a node gives.
    pub(crate) fn tests_of(&mut self, tests: &[Test], input: NodeId) -> NodeId {
        let before = self.input_value.replace(input);
        let nodes: Vec<NodeId> = tests
            .iter()
            .map(|test| self.one_test(test, input))
            .collect();
        self.input_value = before;
        match nodes.as_slice() {
            [one] => *one,
            several => {
                let run = self.builder.run(several);
                self.builder.push(Node::Or(run))
            }
        }
    }

    fn one_test(&mut self, test: &Test, input: NodeId) -> NodeId {
        let node = match test {
            Test::Any => return self.builder.constant(Constant::Bool(true)),
            Test::Compare(op, end) => Node::Compare {
                op: *op,
                left: input,
                right: self.value(end),
            },
            Test::Not(tests) => Node::Not(self.tests_of(tests, input)),
            // A test that speaks of the value says itself whether it holds.
            Test::Expr(expr) if expr.uses_input() => return self.value(expr),
            Test::Expr(expr) => Node::Satisfies {
                value: input,
                test: self.value(expr),
            },
        };
        self.builder.push(node)
    }
}
