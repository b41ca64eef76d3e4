//! Conditions: chains of tests.

use super::{Body, Chain, Done, Layout, Translator};
use crate::builtin::Builtin;
use crate::code::cell::Cell;
use crate::code::op::{Link, Op, Source, Tri};
use crate::program::{Node, NodeId};

impl<'a, L: Layout + ?Sized> Translator<'a, '_, L> {
    /// A chain of its own around one condition; falls through at its end with the truth so far.
    pub(super) fn chain(&mut self, body: &mut Body<'a>, node: NodeId, stop: Tri) -> Done {
        let mut chain = Chain {
            stop,
            exits: Vec::new(),
        };
        self.condition(body, node, false, &mut chain)?;
        self.close(chain);
        Ok(())
    }

    /// A chain inside another: what is so far is put aside. The operation that follows takes it up again.
    pub(super) fn inner(&mut self, body: &mut Body<'a>, node: NodeId) -> Done {
        self.emit(Op::Enter { start: Tri::True })?;
        self.chain(body, node, Tri::False)
    }

    fn close(&mut self, chain: Chain) {
        for exit in chain.exits {
            self.aim(exit);
        }
    }

    /// Adds a test to a chain.
    pub(super) fn test(&mut self, chain: &mut Chain, op: impl FnOnce(Link) -> Op) -> Done {
        let place = self.push(op(Link {
            stop: chain.stop,
            exit: 0,
        }))?;
        chain.exits.push(place);
        Ok(())
    }

    /// Adds what a condition says, or its negation, to a chain.
    pub(super) fn condition(
        &mut self,
        body: &mut Body<'a>,
        node: NodeId,
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        self.visit(1)?;
        self.deeper(|this| this.condition_inside(body, node, negated, chain))
    }

    fn condition_inside(
        &mut self,
        body: &mut Body<'a>,
        node: NodeId,
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        let Some(operation) = body.program.node(node) else {
            return self.give_up();
        };
        match operation {
            Node::Not(value) => self.condition(body, *value, !negated, chain),
            Node::And(operands) | Node::Or(operands) => {
                let conjunction = matches!(operation, Node::And(_)) != negated;
                let stop = if conjunction { Tri::False } else { Tri::True };
                let ids = body.program.operands(*operands);
                if stop == chain.stop {
                    for id in ids {
                        self.condition(body, *id, negated, chain)?;
                    }
                    return Ok(());
                }
                let start = Tri::of(conjunction);
                self.emit(Op::Enter { start })?;
                let mut inside = Chain {
                    stop,
                    exits: Vec::new(),
                };
                for id in ids {
                    self.condition(body, *id, negated, &mut inside)?;
                }
                self.close(inside);
                self.leave(false, chain)
            }
            Node::Compare { op, left, right } => {
                self.comparison(body, *op, (*left, *right), negated, chain)
            }
            Node::Between { value, low, high } => {
                self.between(body, *value, (*low, *high), negated, chain)
            }
            Node::In { value, test } => self.within(body, *value, *test, negated, chain),
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                self.inner(body, *condition)?;
                let branch = self.push(Op::Branch { otherwise: 0 })?;
                self.inner(body, *then)?;
                self.leave(negated, chain)?;
                let end = self.push(Op::Jump { to: 0 })?;
                self.aim(branch);
                self.inner(body, *otherwise)?;
                self.leave(negated, chain)?;
                self.aim(end);
                Ok(())
            }
            Node::Call { builtin, arguments } => {
                match (builtin, body.program.operands(*arguments)) {
                    (Builtin::Not, [value]) => self.condition(body, *value, !negated, chain),
                    (Builtin::IsDefined, [value]) => {
                        let source = self.operand(body, *value)?;
                        self.test(chain, |link| Op::Defined {
                            negated,
                            link,
                            source,
                        })
                    }
                    _ => self.flag(body, node, negated, chain),
                }
            }
            Node::Constant(_) => {
                let cell = self.constant_cell(body, node);
                let truth = cell.and_then(Cell::as_bool).map_or(Tri::Unknown, Tri::of);
                let truth = truth.negate_if(negated);
                if truth != Tri::Unknown && truth != chain.stop {
                    return Ok(());
                }
                self.test(chain, |link| Op::Always { truth, link })
            }
            _ => self.flag(body, node, negated, chain),
        }
    }

    /// Ends a chain inside another as a test of it.
    fn leave(&mut self, negated: bool, chain: &mut Chain) -> Done {
        self.test(chain, |link| Op::Leave { negated, link })
    }

    /// A value that is taken for a condition.
    fn flag(
        &mut self,
        body: &mut Body<'a>,
        node: NodeId,
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        let source = match self.simple(body, node) {
            Some(source) => source,
            None => {
                self.value(body, node)?;
                Source::Value
            }
        };
        self.test(chain, |link| Op::Flag {
            negated,
            link,
            source,
        })
    }
}
