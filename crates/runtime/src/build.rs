//! Building programs node by node; what the compiler of the rule language writes into.

use crate::constant::Constant;
use crate::program::{Declared, Node, NodeId, Operands, Program};
use crate::sorted::SortedMap;
use crate::validate::{Invalid, Wire};

/// A program in the making.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    nodes: Vec<Node>,
    operands: Vec<u32>,
    constants: Vec<Constant>,
    known: SortedMap<Constant, u32>,
    locals: u32,
    parameters: u32,
    lenient: bool,
    declared: SortedMap<NodeId, (u32, bool, bool)>,
    #[cfg(feature = "standard")]
    templates: Vec<std::sync::Arc<crate::function::Template>>,
    #[cfg(feature = "standard")]
    shapes: Vec<crate::shape::Shape>,
}

impl Builder {
    /// An empty program whose first registers hold `parameters` arguments.
    #[must_use]
    pub fn new(parameters: u32) -> Self {
        Self {
            locals: parameters,
            parameters,
            ..Self::default()
        }
    }

    /// Makes ill-typed operations absent instead of faults (the `standard` profile).
    pub const fn set_lenient(&mut self, lenient: bool) {
        self.lenient = lenient;
    }

    /// Adds a node.
    pub fn push(&mut self, node: Node) -> NodeId {
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(node);
        id
    }

    /// Adds a constant to the pool; equal constants are kept once.
    pub fn pool(&mut self, constant: Constant) -> u32 {
        if let Some(id) = self.known.get(&constant) {
            return *id;
        }
        let id = u32::try_from(self.constants.len()).unwrap_or(u32::MAX);
        self.constants.push(constant.clone());
        self.known.insert(constant, id);
        id
    }

    /// Adds a constant and a node that gives it.
    pub fn constant(&mut self, constant: Constant) -> NodeId {
        let id = self.pool(constant);
        self.push(Node::Constant(id))
    }

    /// The constant that a node gives, if it is one.
    #[must_use]
    pub fn constant_of(&self, node: NodeId) -> Option<&Constant> {
        match self.nodes.get(usize::try_from(node).ok()?)? {
            Node::Constant(id) => self.constants.get(usize::try_from(*id).ok()?),
            _ => None,
        }
    }

    /// The constant's place in the pool, if the node is a constant.
    #[must_use]
    pub fn constant_id(&self, node: NodeId) -> Option<u32> {
        match self.nodes.get(usize::try_from(node).ok()?)? {
            Node::Constant(id) => Some(*id),
            _ => None,
        }
    }

    /// Adds a run of operands.
    pub fn run(&mut self, entries: &[u32]) -> Operands {
        let start = u32::try_from(self.operands.len()).unwrap_or(u32::MAX);
        self.operands.extend_from_slice(entries);
        Operands {
            start,
            len: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        }
    }

    /// Declares between which constants the value of a node lies, both included, and whether it is whole. With `each` it
    /// is said of the elements of a list. The caller vouches for it wherever the node's value is looked at.
    pub fn declare(
        &mut self,
        node: NodeId,
        low: Option<Constant>,
        high: Option<Constant>,
        (whole, each): (bool, bool),
    ) {
        let low = low.map(|end| self.pool(end));
        let high = high.map(|end| self.pool(end));
        let range = self.pool(Constant::Range {
            low,
            low_closed: true,
            high,
            high_closed: true,
        });
        self.declared.insert(node, (range, whole, each));
    }

    /// A fresh register.
    pub const fn local(&mut self) -> u32 {
        let local = self.locals;
        self.locals = self.locals.saturating_add(1);
        local
    }

    /// Adds the template of a function.
    #[cfg(feature = "standard")]
    pub fn template(&mut self, template: crate::function::Template) -> u32 {
        let id = u32::try_from(self.templates.len()).unwrap_or(u32::MAX);
        self.templates.push(std::sync::Arc::new(template));
        id
    }

    /// Adds a shape; equal shapes are kept once.
    #[cfg(feature = "standard")]
    pub fn shape(&mut self, shape: crate::shape::Shape) -> u32 {
        let known = self.shapes.iter().position(|other| *other == shape);
        let place = known.unwrap_or_else(|| {
            self.shapes.push(shape);
            self.shapes.len().saturating_sub(1)
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Finishes the program with `root` as its result.
    ///
    /// # Errors
    /// What is wrong, as for a decoded program.
    pub fn finish(mut self, root: NodeId) -> Result<Program, Invalid> {
        let last = u32::try_from(self.nodes.len())
            .unwrap_or(u32::MAX)
            .checked_sub(1);
        if last != Some(root) {
            // The root must be last: an empty choice in front of it costs one step.
            let yes = self.constant(Constant::Bool(true));
            self.push(Node::If {
                condition: yes,
                then: root,
                otherwise: root,
            });
        }
        let declared = self.declared.into_iter();
        let declared = declared
            .map(|(node, (range, whole, each))| Declared {
                node,
                range,
                whole,
                each,
            })
            .collect();
        Program::checked(Wire {
            nodes: self.nodes,
            operands: self.operands,
            constants: self.constants,
            locals: self.locals,
            parameters: self.parameters,
            lenient: self.lenient,
            declared,
            #[cfg(feature = "standard")]
            templates: self.templates,
            #[cfg(feature = "standard")]
            shapes: self.shapes,
        })
    }
}
