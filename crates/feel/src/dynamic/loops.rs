//! `for`, `some`, `every` and filters.

use super::contexts::mentions;
use crate::ast::{Expr, Variable};
use crate::check::Compiler;
use tongban_runtime::program::{Node, NodeId};

/// The name of the results so far, in the body of `for`.
const PARTIAL: &str = "partial";

impl Compiler<'_> {
    /// Lowers what loops run over, each with the variables before it; they hold until released.
    fn iterators(&mut self, variables: &[Variable]) -> Vec<(u32, NodeId)> {
        let mut iterators = Vec::new();
        for variable in variables {
            let list = self.value(&variable.list);
            let register = self.builder.local();
            let ty = self.element_hint(&variable.list);
            self.hold(&variable.name, register, ty);
            iterators.push((register, list));
        }
        iterators
    }

    pub(super) fn iteration(&mut self, variables: &[Variable], body: &Expr) -> NodeId {
        let before = self.holding();
        let scope = self.scope();
        let reads_results = mentions(scope, body, PARTIAL)
            || variables
                .iter()
                .any(|variable| mentions(scope, &variable.list, PARTIAL));
        let partial = reads_results.then(|| {
            let register = self.builder.local();
            self.hold(PARTIAL, register, None);
            register
        });
        let iterators = self.iterators(variables);
        let body = self.value(body);
        self.release(before);
        let node = match (iterators.as_slice(), partial) {
            ([(local, list)], None) => Node::For {
                local: *local,
                list: *list,
                body,
                flatten: false,
            },
            (iterators, partial) => {
                let pairs = iterators.iter().flat_map(|(local, list)| [*local, *list]);
                let pairs: Vec<u32> = pairs.collect();
                Node::ForAll {
                    iterators: self.builder.run(&pairs),
                    partial,
                    body,
                }
            }
        };
        self.builder.push(node)
    }

    pub(super) fn quantifier(
        &mut self,
        every: bool,
        variables: &[Variable],
        body: &Expr,
    ) -> NodeId {
        let before = self.holding();
        let iterators = self.iterators(variables);
        let mut node = self.value(body);
        self.release(before);
        for (local, list) in iterators.into_iter().rev() {
            node = self.builder.push(Node::Quantified {
                every,
                local,
                list,
                body: node,
            });
        }
        node
    }

    /// `list[condition]`: the fields of an element are names, and `item` is the element.
    pub(super) fn selection(&mut self, list: &Expr, condition: &Expr) -> NodeId {
        let ty = self.element_hint(list);
        let list = self.value(list);
        let before = self.holding();
        let local = self.builder.local();
        self.hold_element(local, ty);
        let condition = self.value(condition);
        self.release(before);
        self.builder.push(Node::Filter {
            local,
            list,
            condition,
        })
    }
}
