//! Values: arithmetic, choices, calls.

use super::{Body, Done, Layout, Translator, is_condition};
use crate::builtin::Builtin;
use crate::code::op::{Op, Source};
use crate::eval::scalar;
use crate::program::{Node, NodeId, Operands};

impl<'a, L: Layout + ?Sized> Translator<'a, '_, L> {
    /// Computes a node into the accumulator.
    pub(super) fn value(&mut self, body: &mut Body<'a>, node: NodeId) -> Done {
        self.visit(1)?;
        // As in the evaluator, what stands in place needs no nesting.
        if let Some(source) = self.simple(body, node) {
            return self.emit(Op::Load(source));
        }
        self.deeper(|this| this.value_inside(body, node))
    }

    fn value_inside(&mut self, body: &mut Body<'a>, node: NodeId) -> Done {
        let Some(operation) = body.program.node(node) else {
            return self.give_up();
        };
        match operation {
            condition if is_condition(condition) => {
                self.inner(body, node)?;
                self.emit(Op::Truth)
            }
            Node::Arithmetic { op, left, right } => {
                let held = self.next;
                let (left, right) = self.operands_of(body, *left, *right)?;
                self.next = held;
                let (source, reversed) = match (left, right) {
                    (Source::Value, right) => (right, false),
                    (left, Source::Value) => (left, true),
                    (left, right) => {
                        self.emit(Op::Load(left))?;
                        (right, false)
                    }
                };
                self.emit(Op::Arithmetic {
                    op: *op,
                    reversed,
                    source,
                })
            }
            Node::Negate(value) => {
                self.value(body, *value)?;
                self.emit(Op::Negate)
            }
            Node::Property { value, property } => {
                self.value(body, *value)?;
                self.emit(Op::Property(*property))
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                self.inner(body, *condition)?;
                let branch = self.push(Op::Branch { otherwise: 0 })?;
                self.value(body, *then)?;
                let end = self.push(Op::Jump { to: 0 })?;
                self.aim(branch);
                self.value(body, *otherwise)?;
                self.aim(end);
                Ok(())
            }
            Node::Let {
                local,
                value,
                body: inside,
            } => self.shared(body, *local, *value, *inside),
            Node::Call { builtin, arguments } if scalar::is_scalar(*builtin) => {
                let ids = body.program.operands(*arguments);
                let held = self.next;
                for id in ids {
                    self.value(body, *id)?;
                    match self.register() {
                        Some(register) => self.emit(Op::Store(register))?,
                        None => return self.give_up(),
                    }
                }
                self.next = held;
                self.emit(Op::Call {
                    builtin: *builtin,
                    first: held,
                    count: u16::try_from(ids.len()).unwrap_or(u16::MAX),
                })
            }
            Node::Call {
                builtin: Builtin::Sum,
                arguments,
            } => self.sum(body, *arguments),
            Node::Call { .. } if self.is_truth_call(body, node) => {
                self.inner(body, node)?;
                self.emit(Op::Truth)
            }
            Node::User { id, arguments } => self.user(body, *id, *arguments),
            Node::Table {
                policy,
                rows,
                default,
                ..
            } => self.table(body, *policy, *rows, *default),
            _ => self.give_up(),
        }
    }

    /// A sum of values that are named one by one.
    fn sum(&mut self, body: &mut Body<'a>, arguments: Operands) -> Done {
        let ids = match body.program.operands(arguments) {
            [list] => match body.program.node(*list) {
                Some(Node::List(items)) => body.program.operands(*items),
                _ => return self.give_up(),
            },
            ids => ids,
        };
        // That of one value is not looked at here: it may be no number.
        let Some((first, rest)) = ids.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return self.give_up();
        };
        self.value(body, *first)?;
        for id in rest {
            let source = if let Some(source) = self.simple(body, *id) {
                self.visit(1)?;
                source
            } else {
                let held = self.next;
                let sum = self.keep()?;
                self.value(body, *id)?;
                self.next = held;
                sum
            };
            self.emit(Op::Plus(source))?;
        }
        Ok(())
    }

    fn is_truth_call(&self, body: &Body<'a>, node: NodeId) -> bool {
        matches!(
            body.program.node(node),
            Some(Node::Call {
                builtin: Builtin::Not | Builtin::IsDefined,
                arguments: Operands { len: 1, .. },
            })
        )
    }

    /// Where a node's value is: in place, or computed into the accumulator.
    pub(super) fn operand(&mut self, body: &mut Body<'a>, node: NodeId) -> Done<Source> {
        if let Some(source) = self.simple(body, node) {
            self.visit(1)?;
            return Ok(source);
        }
        self.value(body, node)?;
        Ok(Source::Value)
    }

    /// Two operands; the left goes to a register where computing the right would overwrite it.
    pub(super) fn operands_of(
        &mut self,
        body: &mut Body<'a>,
        left: NodeId,
        right: NodeId,
    ) -> Done<(Source, Source)> {
        let left = self.operand(body, left)?;
        if let Some(right) = self.simple(body, right) {
            self.visit(1)?;
            return Ok((left, right));
        }
        if left != Source::Value {
            return Ok((left, self.operand(body, right)?));
        }
        let held = self.next;
        let left = self.keep()?;
        let right = self.operand(body, right)?;
        self.next = held;
        Ok((left, right))
    }

    /// Accumulator to a register.
    fn keep(&mut self) -> Done<Source> {
        match self.register() {
            Some(register) => {
                self.emit(Op::Store(register))?;
                Ok(Source::Register(register))
            }
            None => {
                self.give_up()?;
                Ok(Source::Value)
            }
        }
    }

    fn shared(&mut self, body: &mut Body<'a>, local: u32, value: NodeId, inside: NodeId) -> Done {
        let held = self.next;
        let source = self.bound(body, value)?;
        let place = usize::try_from(local).unwrap_or(usize::MAX);
        let before = body.locals.get(place).copied().flatten();
        if let Some(place) = body.locals.get_mut(place) {
            *place = Some(source);
        }
        self.value(body, inside)?;
        if let Some(place) = body.locals.get_mut(place) {
            *place = before;
        }
        self.next = held;
        Ok(())
    }

    /// A value that outlives the accumulator.
    fn bound(&mut self, body: &mut Body<'a>, node: NodeId) -> Done<Source> {
        match self.operand(body, node)? {
            Source::Value => self.keep(),
            source => Ok(source),
        }
    }

    /// A function of the catalogue, written out in place.
    fn user(&mut self, body: &mut Body<'a>, id: u32, arguments: Operands) -> Done {
        let layout = self.layout;
        let Some(program) = layout.function(id).filter(|program| !program.lenient) else {
            return self.give_up();
        };
        let held = self.next;
        let mut locals = Vec::new();
        for argument in body.program.operands(arguments) {
            locals.push(Some(self.bound(body, *argument)?));
        }
        locals.resize(usize::try_from(program.locals).unwrap_or(0), None);
        let mut inner = Body { program, locals };
        self.value(&mut inner, program.root())?;
        self.next = held;
        Ok(())
    }
}
