//! Tests: comparisons, ranges and lists, each as the narrowest operation that does it.

use super::{Body, Chain, Done, Layout, Translator};
use crate::code::cell::{BAR_EQUALITY, BAR_ORDER, Cell};
use crate::code::number::power;
use crate::code::op::{
    ALL, EQUAL, End, GREATER, Item, LESS, Mask, Op, Source, Tri, is_equality, mask_of, swapped,
};
use crate::program::{Arithmetic, Comparison, Node, NodeId};
use crate::value::{Range, RangeForm, Value};

/// `input × factor × 10^-scale`, or the input alone.
struct Scaled {
    slot: u16,
    factor: i64,
    scale: u32,
    multiplied: bool,
}

impl<'a, L: Layout + ?Sized> Translator<'a, '_, L> {
    pub(super) fn comparison(
        &mut self,
        body: &mut Body<'a>,
        op: Comparison,
        (left, right): (NodeId, NodeId),
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        let mask = mask_of(op) ^ if negated { ALL } else { 0 };
        if let (Some(a), Some(b)) = (self.scaled(body, left), self.scaled(body, right))
            && (a.multiplied || b.multiplied)
        {
            let scale = a.scale.max(b.scale);
            let align = |side: &Scaled| {
                let power = power(scale.saturating_sub(side.scale))?;
                i32::try_from(side.factor.checked_mul(power)?).ok()
            };
            if let (Some(left_factor), Some(right_factor)) = (align(&a), align(&b)) {
                self.visit(6)?;
                let largest = left_factor.unsigned_abs().max(right_factor.unsigned_abs());
                let limit = i64::MAX.checked_div(i64::from(largest)).unwrap_or(i64::MAX);
                return self.test(chain, |link| Op::Scaled {
                    leave: leave(mask, link.stop),
                    link,
                    left: a.slot,
                    right: b.slot,
                    left_factor,
                    right_factor,
                    limit,
                });
            }
        }
        let (left, right) = self.operands_of(body, left, right)?;
        self.compare(left, right, mask, chain)
    }

    /// A node as an input, times a constant or not.
    fn scaled(&mut self, body: &Body<'a>, node: NodeId) -> Option<Scaled> {
        let (slot, factor) = match body.program.node(node)? {
            Node::Arithmetic {
                op: Arithmetic::Multiply,
                left,
                right,
            } => {
                if let Some(factor) = self.constant_cell(body, *right) {
                    (self.simple(body, *left)?, Some(factor))
                } else {
                    (self.simple(body, *right)?, self.constant_cell(body, *left))
                }
            }
            _ => (self.simple(body, node)?, Some(Cell::whole(1))),
        };
        let (Source::Input(slot), Some(factor)) = (slot, factor) else {
            return None;
        };
        factor.is_number().then(|| Scaled {
            slot,
            factor: factor.word,
            scale: factor.scale(),
            multiplied: matches!(body.program.node(node), Some(Node::Arithmetic { .. })),
        })
    }

    /// Adds a comparison of two sources.
    fn compare(&mut self, left: Source, right: Source, mask: Mask, chain: &mut Chain) -> Done {
        let constant = |this: &Self, source| match source {
            Source::Constant(place) => this.constants.get(usize::from(place)).copied(),
            _ => None,
        };
        if constant(self, left).is_some() && constant(self, right).is_none() {
            return self.compare(right, left, swapped(mask), chain);
        }
        if let Some(value) = constant(self, right) {
            if value.is_absent() {
                if !is_equality(mask) {
                    return self.test(chain, |link| Op::Always {
                        truth: Tri::Unknown,
                        link,
                    });
                }
                return self.test(chain, |link| Op::Defined {
                    negated: mask == EQUAL,
                    link,
                    source: left,
                });
            }
            if let Source::Input(slot) = left
                && value.is_number()
                && value.word == 0
            {
                return self.test(chain, |link| Op::Sign {
                    leave: leave(mask, link.stop),
                    link,
                    slot,
                });
            }
            if let Source::Input(slot) = left
                && (value.is_ordered() || value.is_plain() && is_equality(mask))
            {
                if self.other_end(slot, value, mask, chain).is_some() {
                    return Ok(());
                }
                return self.test(chain, |link| Op::Test {
                    leave: leave(mask, link.stop),
                    link,
                    slot,
                    value,
                });
            }
        }
        if let (Source::Input(left), Source::Input(right)) = (left, right) {
            return self.test(chain, |link| Op::Pair {
                leave: leave(mask, link.stop),
                link,
                left,
                right,
                bar: if is_equality(mask) {
                    BAR_EQUALITY
                } else {
                    BAR_ORDER
                },
            });
        }
        self.test(chain, |link| Op::Compare {
            leave: leave(mask, link.stop),
            link,
            left,
            right,
        })
    }

    /// Makes `a >= low and a <= high` one range test; where the test before is not the other end, `None`.
    fn other_end(&mut self, slot: u16, value: Cell, mask: Mask, chain: &Chain) -> Option<()> {
        let last = self.ops.len().checked_sub(1)?;
        let op = self.ops.get_mut(last)?;
        let Op::Test {
            leave: before,
            link,
            slot: same,
            value: other,
        } = *op
        else {
            return None;
        };
        let kin = same == slot && other.meta == value.meta && value.is_ordered();
        if chain.stop != Tri::False || chain.exits.last() != Some(&last) || !kin {
            return None;
        }
        let (first, second) = ((other, before ^ ALL), (value, mask));
        let (low, high) = match (first.1 & GREATER != 0, second.1 & GREATER != 0) {
            (true, false) => (first, second),
            (false, true) => (second, first),
            _ => return None,
        };
        if is_equality(low.1) || is_equality(high.1) {
            return None;
        }
        let (low_open, high_open) = (low.1 & EQUAL == 0, high.1 & EQUAL == 0);
        *op = Op::Range {
            negated: false,
            open: u8::from(low_open) | (u8::from(high_open) << 1),
            link,
            slot,
            meta: u16::try_from(value.meta).ok()?,
            low: low.0.word.checked_add(i64::from(low_open))?,
            high: high.0.word.checked_sub(i64::from(high_open))?,
        };
        Some(())
    }

    pub(super) fn between(
        &mut self,
        body: &mut Body<'a>,
        value: NodeId,
        (low, high): (NodeId, NodeId),
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        let ends = (
            self.constant_cell(body, low),
            self.constant_cell(body, high),
        );
        if let (Some(low), Some(high)) = ends
            && low.is_ordered()
            && high.is_ordered()
        {
            self.visit(2)?;
            let end = |cell| Some(End { cell, closed: true });
            return self.ranged(body, value, (end(low), end(high)), negated, chain);
        }
        let (Some(low), Some(high)) = (self.simple(body, low), self.simple(body, high)) else {
            return self.give_up();
        };
        self.visit(2)?;
        let value = self.operand(body, value)?;
        let ends = [(low, GREATER | EQUAL), (high, LESS | EQUAL)];
        self.both(value, ends, negated, chain)
    }

    /// Both comparisons of one value, or not both.
    fn both(
        &mut self,
        value: Source,
        ends: [(Source, Mask); 2],
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        let conjunction = !negated;
        let flip = if negated { ALL } else { 0 };
        let stop = Tri::of(negated);
        if stop == chain.stop {
            for (end, mask) in ends {
                self.compare(value, end, mask ^ flip, chain)?;
            }
            return Ok(());
        }
        self.emit(Op::Enter {
            start: Tri::of(conjunction),
        })?;
        let mut inside = Chain {
            stop,
            exits: Vec::new(),
        };
        for (end, mask) in ends {
            self.compare(value, end, mask ^ flip, &mut inside)?;
        }
        for exit in inside.exits {
            self.aim(exit);
        }
        self.test(chain, |link| Op::Leave {
            negated: false,
            link,
        })
    }

    /// Adds a test against a range of constants.
    fn ranged(
        &mut self,
        body: &mut Body<'a>,
        value: NodeId,
        (low, high): (Option<End>, Option<End>),
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        if let (Some(Source::Input(slot)), Some(low), Some(high)) =
            (self.simple(body, value), low, high)
            && low.cell.meta == high.cell.meta
            && let Ok(meta) = u16::try_from(low.cell.meta)
        {
            let inwards = (
                low.cell.word.checked_add(i64::from(!low.closed)),
                high.cell.word.checked_sub(i64::from(!high.closed)),
            );
            if let (Some(first), Some(last)) = inwards {
                self.visit(1)?;
                return self.test(chain, |link| Op::Range {
                    negated,
                    open: u8::from(!low.closed) | (u8::from(!high.closed) << 1),
                    link,
                    slot,
                    meta,
                    low: first,
                    high: last,
                });
            }
        }
        let value = self.operand(body, value)?;
        let ends = match (low, high) {
            (Some(low), Some(high)) => [low_end(low), high_end(high)],
            (Some(end), None) => [low_end(end), low_end(end)],
            (None, Some(end)) => [high_end(end), high_end(end)],
            // Everything lies in it, but for what the evaluator must explain.
            (None, None) => return self.give_up(),
        };
        let ends = ends.map(|(cell, mask)| (self.constant(cell), mask));
        self.both(value, ends, negated, chain)
    }

    pub(super) fn within(
        &mut self,
        body: &mut Body<'a>,
        value: NodeId,
        test: NodeId,
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        match body.program.node(test) {
            Some(Node::Constant(id)) => match body.program.value(*id) {
                Some(Value::Range(range)) => {
                    self.visit(4)?;
                    match self.ends(range) {
                        Some(ends) => self.ranged(body, value, ends, negated, chain),
                        None => self.give_up(),
                    }
                }
                Some(Value::List(list)) if list.open.is_none() => {
                    self.visit(list.items.len())?;
                    let items = list.items.iter().map(|item| self.item(item));
                    match items.collect::<Option<Vec<_>>>() {
                        Some(items) => self.listed(body, value, items, negated, chain),
                        None => self.give_up(),
                    }
                }
                Some(Value::Unknown(_)) | None => self.give_up(),
                Some(_) => self.comparison(body, Comparison::Equal, (value, test), negated, chain),
            },
            Some(Node::List(operands)) => {
                let ids = body.program.operands(*operands);
                self.visit(ids.len().saturating_mul(2))?;
                let items = ids.iter().map(|id| match body.program.node(*id)? {
                    Node::Constant(id) => {
                        let value = body.program.value(*id)?;
                        self.item(value)
                    }
                    _ => None,
                });
                match items.collect::<Option<Vec<_>>>() {
                    Some(items) => self.listed(body, value, items, negated, chain),
                    None => self.give_up(),
                }
            }
            Some(Node::Range {
                low: Some(low),
                low_closed,
                high: Some(high),
                high_closed,
            }) => {
                let (Some(low), Some(high)) = (self.simple(body, *low), self.simple(body, *high))
                else {
                    return self.give_up();
                };
                self.visit(6)?;
                let value = self.operand(body, value)?;
                let ends = [
                    (low, GREATER | if *low_closed { EQUAL } else { 0 }),
                    (high, LESS | if *high_closed { EQUAL } else { 0 }),
                ];
                self.both(value, ends, negated, chain)
            }
            _ => self.give_up(),
        }
    }

    fn listed(
        &mut self,
        body: &mut Body<'a>,
        value: NodeId,
        items: Vec<Item>,
        negated: bool,
        chain: &mut Chain,
    ) -> Done {
        let source = self.operand(body, value)?;
        let list = u16::try_from(self.lists.len()).unwrap_or(u16::MAX);
        self.lists.push(items.into());
        self.test(chain, |link| Op::Among {
            negated,
            link,
            source,
            list,
        })
    }

    fn item(&mut self, value: &Value) -> Option<Item> {
        match value {
            Value::Range(range) => {
                let (low, high) = self.ends(range)?;
                Some(Item::Between(low, high))
            }
            other => {
                let cell = self.cell(other);
                cell.is_decided().then_some(Item::Is(cell))
            }
        }
    }

    /// The ends of a range, if they are of an ordered small form.
    fn ends(&self, range: &Range) -> Option<(Option<End>, Option<End>)> {
        if range.form != RangeForm::Interval {
            return None;
        }
        let end = |value: &Option<Value>, closed| match value {
            None => Some(None),
            Some(value) => {
                let cell = Cell::of(value);
                cell.is_ordered().then_some(Some(End { cell, closed }))
            }
        };
        Some((
            end(&range.low, range.low_closed)?,
            end(&range.high, range.high_closed)?,
        ))
    }
}

/// For which orders a chain that ends with `stop` ends.
const fn leave(mask: Mask, stop: Tri) -> Mask {
    match stop {
        Tri::True => mask,
        _ => mask ^ ALL,
    }
}

fn low_end(end: End) -> (Cell, Mask) {
    (end.cell, GREATER | if end.closed { EQUAL } else { 0 })
}

fn high_end(end: End) -> (Cell, Mask) {
    (end.cell, LESS | if end.closed { EQUAL } else { 0 })
}
