//! Checks of a decoded program: indices in range, references strictly backwards, limits kept.

#[cfg(feature = "standard")]
mod standard;

use crate::constant::Constant;
use crate::limits::{
    MAX_CONSTANTS, MAX_LIST, MAX_LOCALS, MAX_NODES, MAX_OPERANDS, MAX_TEXT, MAX_VALUE_DEPTH,
};
use crate::program::{Declared, Node, Operands, Program};
use crate::sorted::SortedSet;
use crate::value::Value;
use core::fmt;
use serde::{Deserialize, Serialize};

/// What is wrong with a decoded program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Invalid {
    /// There are no nodes.
    Empty,
    /// More nodes, constants, operands or registers than allowed.
    TooLarge,
    /// Values nested deeper than allowed.
    TooDeep,
    /// A node refers to itself, a later node, or nothing.
    Reference,
    /// A constant is missing, or not of the kind the node wants.
    Constant,
    /// A register beyond those the program declares.
    Local,
    /// A stored program of the `standard` profile.
    Lenient,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "program has no operations",
            Self::TooLarge => "program is larger than allowed",
            Self::TooDeep => "program holds values that are nested deeper than allowed",
            Self::Reference => "program refers to an operation that does not come before",
            Self::Constant => "program refers to a constant that is not there",
            Self::Local => "program refers to a register that is not there",
            Self::Lenient => "program is of the profile `standard`, which is never stored",
        })
    }
}

impl std::error::Error for Invalid {}

/// A program as it is stored.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Wire {
    pub(crate) nodes: Vec<Node>,
    pub(crate) operands: Vec<u32>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) locals: u32,
    pub(crate) parameters: u32,
    pub(crate) lenient: bool,
    pub(crate) declared: Vec<Declared>,
    #[cfg(feature = "standard")]
    #[serde(skip)]
    pub(crate) templates: Vec<std::sync::Arc<crate::function::Template>>,
    #[cfg(feature = "standard")]
    #[serde(skip)]
    pub(crate) shapes: Vec<crate::shape::Shape>,
}

impl From<Program> for Wire {
    fn from(program: Program) -> Self {
        Self {
            nodes: program.nodes,
            operands: program.operands,
            constants: program.pool,
            locals: program.locals,
            parameters: program.parameters,
            lenient: program.lenient,
            declared: program.declared,
            #[cfg(feature = "standard")]
            templates: program.templates,
            #[cfg(feature = "standard")]
            shapes: program.shapes,
        }
    }
}

/// Of a stored program. Those of the `standard` profile are never stored.
impl TryFrom<Wire> for Program {
    type Error = Invalid;

    fn try_from(wire: Wire) -> Result<Self, Invalid> {
        if wire.lenient {
            return Err(Invalid::Lenient);
        }
        Self::checked(wire)
    }
}

impl Program {
    /// A program whose parts are checked.
    pub(crate) fn checked(wire: Wire) -> Result<Self, Invalid> {
        if wire.constants.len() > MAX_CONSTANTS {
            return Err(Invalid::TooLarge);
        }
        let mut constants: Vec<Value> = Vec::new();
        let mut depths: Vec<u32> = Vec::new();
        let mut entries = 0_usize;
        for constant in &wire.constants {
            let refers: Vec<u32> = match constant {
                Constant::List(items) => items.clone(),
                Constant::Range { low, high, .. } => low.iter().chain(high).copied().collect(),
                Constant::Text(text) if text.len() > MAX_TEXT => return Err(Invalid::TooLarge),
                _ => Vec::new(),
            };
            entries = entries.saturating_add(refers.len());
            if entries > MAX_LIST {
                return Err(Invalid::TooLarge);
            }
            let mut depth = 0;
            for id in refers {
                let inner = usize::try_from(id).ok().and_then(|id| depths.get(id));
                depth = inner.ok_or(Invalid::Constant)?.saturating_add(1).max(depth);
            }
            if depth > MAX_VALUE_DEPTH {
                return Err(Invalid::TooDeep);
            }
            depths.push(depth);
            constants.push(constant.value(&constants).ok_or(Invalid::Constant)?);
        }
        let mut program = Self {
            nodes: wire.nodes,
            operands: wire.operands,
            pool: wire.constants,
            constants,
            locals: wire.locals,
            parameters: wire.parameters,
            lenient: wire.lenient,
            declared: wire.declared,
            reads: Vec::new(),
            #[cfg(feature = "standard")]
            templates: wire.templates,
            #[cfg(feature = "standard")]
            shapes: wire.shapes,
        };
        program.validate()?;
        let slots = program.nodes.iter().filter_map(|node| {
            if let Node::Fact(slot) = node {
                Some(*slot)
            } else {
                None
            }
        });
        let reads: SortedSet<u32> = slots.collect();
        #[cfg(feature = "standard")]
        let reads = {
            let inner = program.templates.iter();
            let inner = inner.flat_map(|template| template.program.reads.iter().copied());
            inner.chain(reads).collect::<SortedSet<u32>>()
        };
        program.reads = reads.into_vec();
        Ok(program)
    }
}

impl Program {
    /// Checks the whole program. Decoding has done it already; it is here for tests and tools.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn validate(&self) -> Result<(), Invalid> {
        if self.nodes.is_empty() {
            return Err(Invalid::Empty);
        }
        if self.nodes.len() > MAX_NODES
            || self.operands.len() > MAX_OPERANDS
            || self.locals > MAX_LOCALS
            || self.parameters > self.locals
        {
            return Err(Invalid::TooLarge);
        }
        let mut next = 0;
        for declared in &self.declared {
            // In order, so that they can be looked up.
            if declared.node < next || self.node(declared.node).is_none() {
                return Err(Invalid::Reference);
            }
            next = declared.node.saturating_add(1);
            if !matches!(self.value(declared.range), Some(Value::Range(_))) {
                return Err(Invalid::Constant);
            }
        }
        for (id, node) in self.nodes.iter().enumerate() {
            self.check(u32::try_from(id).map_err(|_| Invalid::TooLarge)?, node)?;
        }
        Ok(())
    }

    fn check(&self, id: u32, node: &Node) -> Result<(), Invalid> {
        let earlier = |other: u32| {
            if other < id {
                Ok(())
            } else {
                Err(Invalid::Reference)
            }
        };
        let maybe = |other: Option<u32>| other.map_or(Ok(()), earlier);
        let local = |local: u32| {
            if local < self.locals {
                Ok(())
            } else {
                Err(Invalid::Local)
            }
        };
        let run = |run: Operands| {
            let end = run.start.checked_add(run.len).ok_or(Invalid::Reference)?;
            if usize::try_from(end).map_or(true, |end| end > self.operands.len()) {
                return Err(Invalid::Reference);
            }
            Ok(self.operands(run))
        };
        let all = |operands: Operands| run(operands)?.iter().try_for_each(|&other| earlier(other));
        let text = |key: u32| match self.value(key) {
            Some(Value::Text(_)) => Ok(()),
            _ => Err(Invalid::Constant),
        };
        match *node {
            Node::Constant(constant) => self.value(constant).map(|_| ()).ok_or(Invalid::Constant),
            Node::Fact(_) => Ok(()),
            Node::Local(register) => local(register),
            Node::Parameter { at, .. } => maybe(at),
            Node::Not(value) | Node::Negate(value) => earlier(value),
            Node::And(operands) | Node::Or(operands) | Node::List(operands) => all(operands),
            Node::Arithmetic { left, right, .. } | Node::Compare { left, right, .. } => {
                earlier(left)?;
                earlier(right)
            }
            Node::Between { value, low, high } => {
                earlier(value)?;
                earlier(low)?;
                earlier(high)
            }
            Node::In { value, test } => {
                earlier(value)?;
                earlier(test)
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                earlier(condition)?;
                earlier(then)?;
                earlier(otherwise)
            }
            Node::Let {
                local: register,
                value,
                body,
            }
            | Node::For {
                local: register,
                list: value,
                body,
                ..
            }
            | Node::Quantified {
                local: register,
                list: value,
                body,
                ..
            }
            | Node::Filter {
                local: register,
                list: value,
                condition: body,
            } => {
                local(register)?;
                earlier(value)?;
                earlier(body)
            }
            Node::Context(operands) => {
                let entries = run(operands)?;
                if entries.len() % 2 != 0 {
                    return Err(Invalid::Reference);
                }
                entries.chunks_exact(2).try_for_each(|pair| match *pair {
                    [key, value] => {
                        text(key)?;
                        earlier(value)
                    }
                    _ => Err(Invalid::Reference),
                })
            }
            Node::Field { value, key } => {
                text(key)?;
                earlier(value)
            }
            Node::Property { value, .. }
            | Node::InstanceOf { value, .. }
            | Node::Format { value, .. } => earlier(value),
            Node::Range { low, high, .. } => {
                maybe(low)?;
                maybe(high)
            }
            Node::Call { arguments, .. } | Node::User { arguments, .. } => all(arguments),
            Node::Table { rows, default, .. } => {
                if rows.len % 2 != 0 {
                    return Err(Invalid::Reference);
                }
                all(rows)?;
                maybe(default)
            }
            Node::Index { list, position } => {
                earlier(list)?;
                earlier(position)
            }
            #[cfg(feature = "standard")]
            ref other => self.check_standard(id, other),
            #[cfg(not(feature = "standard"))]
            _ => Err(Invalid::Lenient),
        }
    }
}
