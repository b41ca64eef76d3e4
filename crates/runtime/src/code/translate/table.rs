//! Decision tables whose rows are decided.

use super::{Body, Done, Layout, Translator};
use crate::code::cell::Cell;
use crate::code::op::Op;
use crate::program::{Hit, NodeId, Operands};

impl<'a, L: Layout + ?Sized> Translator<'a, '_, L> {
    /// Computes a table's answer. Tables that collect, and answers of several rows, are left to the evaluator.
    pub(super) fn table(
        &mut self,
        body: &mut Body<'a>,
        policy: Hit,
        rows: Operands,
        default: Option<NodeId>,
    ) -> Done {
        match policy {
            Hit::First => self.first(body, rows, default),
            Hit::Unique | Hit::Any => self.single(body, rows, default),
            Hit::Collect => self.give_up(),
        }
    }

    fn first(&mut self, body: &mut Body<'a>, rows: Operands, default: Option<NodeId>) -> Done {
        let mut ends = Vec::new();
        for pair in body.program.operands(rows).chunks_exact(2) {
            let [condition, output] = *pair else { continue };
            self.inner(body, condition)?;
            let branch = self.push(Op::Branch { otherwise: 0 })?;
            self.value(body, output)?;
            ends.push(self.push(Op::Jump { to: 0 })?);
            self.aim(branch);
        }
        self.last(body, default, ends)
    }

    /// Exactly one row may fit, so every condition is looked at before an answer is computed.
    fn single(&mut self, body: &mut Body<'a>, rows: Operands, default: Option<NodeId>) -> Done {
        let held = self.next;
        let Some(register) = self.register() else {
            return self.give_up();
        };
        let none = self.constant(Cell::OPEN);
        self.emit(Op::Load(none))?;
        self.emit(Op::Store(register))?;
        for (pair, number) in body.program.operands(rows).chunks_exact(2).zip(0_u16..) {
            let [condition, _] = *pair else { continue };
            self.inner(body, condition)?;
            self.emit(Op::Row { register, number })?;
        }
        let mut ends = Vec::new();
        for (pair, number) in body.program.operands(rows).chunks_exact(2).zip(0_u16..) {
            let [_, output] = *pair else { continue };
            let case = self.push(Op::Case {
                register,
                number,
                otherwise: 0,
            })?;
            self.value(body, output)?;
            ends.push(self.push(Op::Jump { to: 0 })?);
            self.aim(case);
        }
        self.last(body, default, ends)?;
        self.next = held;
        Ok(())
    }

    fn last(&mut self, body: &mut Body<'a>, default: Option<NodeId>, ends: Vec<usize>) -> Done {
        match default {
            Some(default) => self.value(body, default)?,
            None => self.give_up()?,
        }
        for end in ends {
            self.aim(end);
        }
        Ok(())
    }
}
