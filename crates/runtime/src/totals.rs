//! Parts of a program that say one thing of all rows of a group: `count`, `sum`, `min`, `max`, `some`, `every` over
//! the rows, filtered or not.
//!
//! [`Program::split`] takes such parts out: what each says of one row becomes a program over the row's facts, so that a
//! host adds up rows once and adjusts the total when one row changes. In the rest of the program each part is a fact.

use crate::builtin::Builtin;
use crate::program::{Node, NodeId, Operands, Program};
use crate::validate::Wire;
use crate::value::Value;
use std::collections::BTreeSet;

/// Which slots are lists of rows, and which stand in them.
pub trait Rows {
    /// Whether the slot is a list of rows.
    fn is_list(&self, slot: u32) -> bool;

    /// The slot of a row's fact, by its key in the list's elements.
    fn column(&self, list: u32, key: &str) -> Option<u32>;

    /// Whether the slot stands in rows of the list.
    fn stands_in(&self, slot: u32, list: u32) -> bool;
}

/// What is said of all rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Total {
    /// `every`, `all`.
    Every,
    /// `some`, `any`.
    Some,
    /// The number of rows.
    Count,
    /// The sum of a number of each row.
    Sum,
    /// The least value.
    Min,
    /// The greatest value.
    Max,
    /// The number of different values.
    Distinct,
}

/// One part of a program.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// The list's slot.
    pub list: u32,
    /// What is said.
    pub total: Total,
    /// Which rows are meant: programs over a row's facts, in their order.
    pub conditions: Vec<Program>,
    /// What is looked at of each row, over its facts; none: the row itself.
    pub body: Option<Program>,
    /// The part as it stands, over the list.
    pub whole: Program,
}

/// A program whose parts are facts.
#[derive(Clone, PartialEq, Debug)]
pub struct Split {
    /// The program; the part at a place is the fact `first` + place.
    pub program: Program,
    /// The parts.
    pub parts: Vec<Part>,
}

/// Rows of a list in the making: its slot, and register and condition of each filter, the innermost first.
type Source = (u32, Vec<(u32, NodeId)>);

impl Program {
    /// Takes out the parts that say one thing of all rows; they become the facts from `first` on.
    #[must_use]
    pub fn split(&self, rows: &dyn Rows, first: u32) -> Option<Split> {
        if self.lenient || self.parameters > 0 {
            return None;
        }
        let mut nodes = self.nodes.clone();
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![self.root()];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            if let Some(part) = self.part(id, rows) {
                let slot = first.checked_add(u32::try_from(parts.len()).ok()?)?;
                *nodes.get_mut(usize::try_from(id).ok()?)? = Node::Fact(slot);
                parts.push(part);
            } else {
                self.refers(self.node(id)?, &mut waiting);
            }
        }
        (!parts.is_empty()).then_some(())?;
        Some(Split {
            program: self.with_nodes(nodes)?,
            parts,
        })
    }

    /// Slots that the result may hang on, and of them those of which more is looked at than whether they are absent.
    #[must_use]
    pub fn live_reads(&self) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let (mut all, mut whole) = (BTreeSet::new(), BTreeSet::new());
        let mut seen = BTreeSet::new();
        let mut waiting = vec![self.root()];
        while let Some(id) = waiting.pop() {
            let Some(node) = self.node(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            match node {
                Node::Fact(slot) => {
                    all.insert(*slot);
                    whole.insert(*slot);
                }
                Node::Compare { left, right, .. } => {
                    for (one, other) in [(left, right), (right, left)] {
                        match self.node(*one) {
                            Some(Node::Fact(slot)) if self.is_null(*other) => {
                                all.insert(*slot);
                            }
                            _ => waiting.push(*one),
                        }
                    }
                }
                node => self.refers(node, &mut waiting),
            }
        }
        (all, whole)
    }

    fn is_null(&self, id: NodeId) -> bool {
        match self.node(id) {
            Some(Node::Constant(constant)) => self.value(*constant) == Some(&Value::Absent),
            _ => false,
        }
    }

    fn part(&self, id: NodeId, rows: &dyn Rows) -> Option<Part> {
        let (total, source, body) = match *self.node(id)? {
            Node::Quantified {
                every,
                local,
                list,
                body,
            } => {
                let source = self.source(list, rows)?;
                let body = self.row_program(body, local, source.0, rows)?;
                let total = if every { Total::Every } else { Total::Some };
                (total, source, Some(body))
            }
            Node::Call { builtin, arguments } => {
                let argument = self.only(arguments)?;
                let total = match builtin {
                    Builtin::Count => Total::Count,
                    Builtin::Sum => Total::Sum,
                    Builtin::Min => Total::Min,
                    Builtin::Max => Total::Max,
                    Builtin::All => Total::Every,
                    Builtin::Any => Total::Some,
                    _ => return None,
                };
                let (total, argument) = match *self.node(argument)? {
                    Node::Call {
                        builtin: Builtin::DistinctValues,
                        arguments,
                    } if total == Total::Count => (Total::Distinct, self.only(arguments)?),
                    _ => (total, argument),
                };
                let (source, body) = self.mapped(argument, rows)?;
                // Of a row itself there is only the number.
                (body.is_some() || total == Total::Count).then_some(())?;
                (total, source, body)
            }
            _ => return None,
        };
        let (list, filters) = source;
        let conditions = filters
            .into_iter()
            .map(|(local, condition)| self.row_program(condition, local, list, rows));
        Some(Part {
            list,
            total,
            conditions: conditions.collect::<Option<_>>()?,
            body,
            whole: self.up_to(id)?,
        })
    }

    fn only(&self, arguments: Operands) -> Option<NodeId> {
        match self.operands(arguments) {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The list that rows are taken from, and the filters on the way.
    fn source(&self, mut id: NodeId, rows: &dyn Rows) -> Option<Source> {
        let mut filters = Vec::new();
        loop {
            match *self.node(id)? {
                Node::Fact(slot) if rows.is_list(slot) => {
                    filters.reverse();
                    return Some((slot, filters));
                }
                Node::Filter {
                    local,
                    list,
                    condition,
                } => {
                    filters.push((local, condition));
                    id = list;
                }
                _ => return None,
            }
        }
    }

    /// Rows with what is looked at of each.
    fn mapped(&self, id: NodeId, rows: &dyn Rows) -> Option<(Source, Option<Program>)> {
        match *self.node(id)? {
            Node::Field { value, key } => {
                let source = self.source(value, rows)?;
                let column = self.column(source.0, key, rows)?;
                let body = self.with_nodes(vec![Node::Fact(column)])?;
                Some((source, Some(body)))
            }
            Node::For {
                local,
                list,
                body,
                flatten: false,
            } => {
                let source = self.source(list, rows)?;
                let body = self.row_program(body, local, source.0, rows)?;
                Some((source, Some(body)))
            }
            _ => Some((self.source(id, rows)?, None)),
        }
    }

    fn column(&self, list: u32, key: u32, rows: &dyn Rows) -> Option<u32> {
        match self.value(key)? {
            Value::Text(name) => rows.column(list, name),
            _ => None,
        }
    }

    /// What is said of the element in `local`, as a program over the row's facts; none where more than they are used.
    fn row_program(
        &self,
        root: NodeId,
        element: u32,
        list: u32,
        rows: &dyn Rows,
    ) -> Option<Program> {
        let end = usize::try_from(root).ok()?.checked_add(1)?;
        let mut nodes = self.nodes.get(..end)?.to_vec();
        let (mut used, mut bound) = (BTreeSet::new(), BTreeSet::new());
        let mut seen = BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = self.node(id)?;
            match *node {
                Node::Field { value, key } if self.node(value) == Some(&Node::Local(element)) => {
                    *nodes.get_mut(usize::try_from(id).ok()?)? =
                        Node::Fact(self.column(list, key, rows)?);
                    continue;
                }
                // The row as such, the list itself, or another row's facts.
                Node::Local(local) if local == element => return None,
                Node::Fact(slot) if rows.is_list(slot) || rows.stands_in(slot, list) => {
                    return None;
                }
                Node::Local(local) => {
                    used.insert(local);
                }
                Node::For { local, .. }
                | Node::Quantified { local, .. }
                | Node::Filter { local, .. }
                | Node::Let { local, .. } => {
                    bound.insert(local);
                }
                _ => {}
            }
            self.refers(node, &mut waiting);
        }
        (used.is_subset(&bound) && !bound.contains(&element)).then_some(())?;
        self.with_nodes(nodes)
    }

    fn up_to(&self, root: NodeId) -> Option<Self> {
        let end = usize::try_from(root).ok()?.checked_add(1)?;
        self.with_nodes(self.nodes.get(..end)?.to_vec())
    }

    fn with_nodes(&self, nodes: Vec<Node>) -> Option<Self> {
        let mut wire = Wire::from(self.clone());
        let count = u32::try_from(nodes.len()).ok()?;
        wire.declared.retain(|declared| declared.node < count);
        wire.nodes = nodes;
        Self::checked(wire).ok()
    }

    /// The nodes that a node of the `strict` profile refers to.
    fn refers(&self, node: &Node, to: &mut Vec<NodeId>) {
        match *node {
            Node::Parameter { at, .. } => to.extend(at),
            Node::Not(value)
            | Node::Negate(value)
            | Node::Field { value, .. }
            | Node::Property { value, .. }
            | Node::InstanceOf { value, .. }
            | Node::Format { value, .. } => to.push(value),
            Node::And(run) | Node::Or(run) | Node::List(run) => to.extend(self.operands(run)),
            Node::Call { arguments, .. } | Node::User { arguments, .. } => {
                to.extend(self.operands(arguments));
            }
            Node::Arithmetic { left, right, .. } | Node::Compare { left, right, .. } => {
                to.extend([left, right]);
            }
            Node::Between { value, low, high } => to.extend([value, low, high]),
            Node::In { value, test } => to.extend([value, test]),
            Node::If {
                condition,
                then,
                otherwise,
            } => to.extend([condition, then, otherwise]),
            Node::Let { value, body, .. }
            | Node::For {
                list: value, body, ..
            }
            | Node::Quantified {
                list: value, body, ..
            }
            | Node::Filter {
                list: value,
                condition: body,
                ..
            } => to.extend([value, body]),
            Node::Index { list, position } => to.extend([list, position]),
            Node::Context(run) => {
                let pairs = self.operands(run).chunks_exact(2);
                to.extend(pairs.filter_map(|pair| pair.last().copied()));
            }
            Node::Range { low, high, .. } => to.extend(low.into_iter().chain(high)),
            Node::Table { rows, default, .. } => {
                to.extend(self.operands(rows));
                to.extend(default);
            }
            _ => {}
        }
    }
}
