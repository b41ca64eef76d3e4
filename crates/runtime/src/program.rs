//! Compiled programs: a flat list of nodes in which each refers only to earlier ones.
//!
//! A program that exists is valid: it is made by [`crate::build::Builder`], or decoded through
//! the same checks, so hostile bytes give an error and never a cycle or a wild index.

use crate::builtin::Builtin;
use crate::constant::Constant;
use crate::decimal::Decimal;
use crate::value::{Range, Value};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Index of a node; always smaller than that of the node that refers to it.
pub type NodeId = u32;

/// A run of entries in the operand pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Operands {
    /// First entry.
    pub start: u32,
    /// Number of entries.
    pub len: u32,
}

/// `+ − × ÷` and power.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A named part of a date, time, duration or range.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Property {
    Year,
    Month,
    Day,
    Weekday,
    Years,
    Months,
    Days,
    Hours,
    Minutes,
    Seconds,
    // Of times, date and times, and ranges: `standard` only.
    Hour,
    Minute,
    Second,
    TimeOffset,
    Timezone,
    Start,
    End,
    StartIncluded,
    EndIncluded,
}

/// The kinds of value that `instance of` tells apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Any,
    Null,
    Boolean,
    Number,
    Text,
    Date,
    YearsMonths,
    DaysTime,
    List,
    Context,
    Range,
    Time,
    DateTime,
}

/// What a format call gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FormatPart {
    /// Whether the text has no finding of severity error.
    Valid,
    /// The date of birth that the code holds, or absent.
    BirthDate,
    /// `"male"`, `"female"`, or absent.
    Gender,
    /// The normalised text.
    Normalized,
}

/// Which rows of a table answer. The other policies of decision tables are these over sorted
/// rows, or an aggregate over the collected list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Hit {
    /// At most one row fits.
    Unique,
    /// Several may fit if they answer the same.
    Any,
    /// The first that fits.
    First,
    /// A list of all that fit.
    Collect,
}

/// One operation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Node {
    /// A constant of the pool.
    Constant(u32),
    /// A fact by slot.
    Fact(u32),
    /// A local register: an argument, an iteration variable or a shared value.
    Local(u32),
    /// A dated parameter; without a date, at the application date (the environment decides).
    Parameter {
        /// The parameter.
        id: u32,
        /// The date asked for.
        at: Option<NodeId>,
    },
    /// Logical not.
    Not(NodeId),
    /// Arithmetic minus.
    Negate(NodeId),
    /// Conjunction: false wins, then unknown.
    And(Operands),
    /// Disjunction: true wins, then unknown.
    Or(Operands),
    /// Two-place arithmetic.
    Arithmetic {
        /// The operator.
        op: Arithmetic,
        /// Left operand.
        left: NodeId,
        /// Right operand.
        right: NodeId,
    },
    /// Two-place comparison.
    Compare {
        /// The operator.
        op: Comparison,
        /// Left operand.
        left: NodeId,
        /// Right operand.
        right: NodeId,
    },
    /// `value between low and high`, both ends included.
    Between {
        /// The value.
        value: NodeId,
        /// The lower end.
        low: NodeId,
        /// The upper end.
        high: NodeId,
    },
    /// `value in test`, where the test is a range, a list of values and ranges, or a value.
    In {
        /// The value.
        value: NodeId,
        /// The test.
        test: NodeId,
    },
    /// Conditional.
    If {
        /// The condition.
        condition: NodeId,
        /// Where it is true.
        then: NodeId,
        /// Where it is false or absent.
        otherwise: NodeId,
    },
    /// Evaluates `value` once into a register for `body`.
    Let {
        /// The register.
        local: u32,
        /// The shared value.
        value: NodeId,
        /// Where it is used.
        body: NodeId,
    },
    /// `for local in list return body`.
    For {
        /// The iteration register.
        local: u32,
        /// What is iterated: a list, or a range of whole numbers or dates.
        list: NodeId,
        /// The result for each element.
        body: NodeId,
        /// Whether each result is a list to be joined into one (inner loops).
        flatten: bool,
    },
    /// `some` or `every local in list satisfies body`.
    Quantified {
        /// `every` instead of `some`.
        every: bool,
        /// The iteration register.
        local: u32,
        /// What is iterated.
        list: NodeId,
        /// The condition.
        body: NodeId,
    },
    /// `list[position]`, from 1, or from −1 at the end.
    Index {
        /// The list.
        list: NodeId,
        /// The position.
        position: NodeId,
    },
    /// `list[condition]`; in the `standard` profile a number selects by position.
    Filter {
        /// The element's register.
        local: u32,
        /// The list.
        list: NodeId,
        /// Condition or position.
        condition: NodeId,
    },
    /// A list of nodes.
    List(Operands),
    /// A context: pairs of key constant and node.
    Context(Operands),
    /// `value.key`; on a list, of each element.
    Field {
        /// The context.
        value: NodeId,
        /// The key, a text constant.
        key: u32,
    },
    /// A part of a date or duration.
    Property {
        /// The date or duration.
        value: NodeId,
        /// Which part.
        property: Property,
    },
    /// A range.
    Range {
        /// Lower end.
        low: Option<NodeId>,
        /// Whether it belongs to the range.
        low_closed: bool,
        /// Upper end.
        high: Option<NodeId>,
        /// Whether it belongs to the range.
        high_closed: bool,
    },
    /// A built-in function.
    Call {
        /// Which.
        builtin: Builtin,
        /// Its arguments.
        arguments: Operands,
    },
    /// A function of the catalogue.
    User {
        /// Which.
        id: u32,
        /// Its arguments.
        arguments: Operands,
    },
    /// A format of the catalogue applied to a text.
    Format {
        /// Which.
        id: u32,
        /// What is asked.
        part: FormatPart,
        /// The text.
        value: NodeId,
    },
    /// A decision table: pairs of condition and output.
    Table {
        /// Which rows answer.
        policy: Hit,
        /// Whether the compiler proved that no two rows can both fit.
        disjoint: bool,
        /// Whether the compiler proved that some row always fits.
        complete: bool,
        /// Condition and output of each row.
        rows: Operands,
        /// The output where no row fits.
        default: Option<NodeId>,
    },
    /// `value instance of kind`.
    InstanceOf {
        /// The value.
        value: NodeId,
        /// The kind.
        kind: Kind,
    },
    // The operations below are those of the `standard` profile. They are never stored, and without
    // the feature they fault.
    /// A function value: a template of the program with what it takes from its surroundings.
    #[serde(skip)]
    Closure {
        /// The template.
        template: u32,
        /// The values of its captured registers, in their order.
        captures: Operands,
    },
    /// A built-in function as a value.
    #[serde(skip)]
    Reference {
        /// Which.
        builtin: Builtin,
        /// How many arguments it needs.
        least: u32,
        /// How many it takes.
        most: u32,
        /// Its own shape, of the program's shapes, where it has one.
        shape: Option<u32>,
    },
    /// A call of a function value.
    #[serde(skip)]
    Invoke {
        /// The function.
        function: NodeId,
        /// Its arguments in order.
        arguments: Operands,
    },
    /// A call of a function value by the names of its parameters.
    #[serde(skip)]
    InvokeNamed {
        /// The function.
        function: NodeId,
        /// Pairs of name constant and argument.
        arguments: Operands,
    },
    /// A name that may be a field of an element whose type is not known.
    #[serde(skip)]
    Lookup {
        /// The element.
        value: NodeId,
        /// The name, a text constant.
        key: u32,
        /// What the name means where the element has no such field.
        otherwise: NodeId,
    },
    /// Named entries, each of which sees those before it in their registers.
    #[serde(skip)]
    Entries {
        /// Triples of key constant, register and node.
        entries: Operands,
        /// What is given instead of the context of all entries.
        result: Option<NodeId>,
    },
    /// `for` over several lists whose body sees the results so far.
    #[serde(skip)]
    ForAll {
        /// Pairs of register and list.
        iterators: Operands,
        /// The register of the results so far, where the body reads them.
        partial: Option<u32>,
        /// The result for each combination.
        body: NodeId,
    },
    /// `(= value)` or `(!= value)` as a range.
    #[serde(skip)]
    UnaryRange {
        /// The value.
        value: NodeId,
        /// Whether it is all values but this one.
        except: bool,
    },
    /// `value instance of shape`.
    #[serde(skip)]
    InstanceOfShape {
        /// The value.
        value: NodeId,
        /// The shape, of the program's shapes.
        shape: u32,
    },
    /// The value if it conforms to a shape, perhaps after a conversion; else absent.
    #[serde(skip)]
    Conform {
        /// The value.
        value: NodeId,
        /// The shape, of the program's shapes.
        shape: u32,
    },
    /// A function of the catalogue whose arguments are held to what it declares; where one does
    /// not conform it is not called.
    #[serde(skip)]
    UserHeld {
        /// Which.
        id: u32,
        /// Pairs of argument and shape, of the program's shapes.
        arguments: Operands,
    },
    /// `value in test` as the `standard` profile says it: also by a truth value.
    #[serde(skip)]
    Satisfies {
        /// The value.
        value: NodeId,
        /// The test.
        test: NodeId,
    },
}

/// What is declared of the value of a node: read only where the value is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Declared {
    /// The node.
    pub node: NodeId,
    /// A range of the pool, both ends included where it has them.
    pub range: u32,
    /// Whether it is a whole number.
    pub whole: bool,
    /// Whether it is said of the elements of a list that the node gives, not of the value itself.
    pub each: bool,
}

/// A compiled expression. The last node is the root.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "crate::validate::Wire", into = "crate::validate::Wire")]
pub struct Program {
    pub(crate) nodes: Vec<Node>,
    pub(crate) operands: Vec<u32>,
    pub(crate) pool: Vec<Constant>,
    pub(crate) constants: Vec<Value>,
    pub(crate) locals: u32,
    pub(crate) parameters: u32,
    pub(crate) lenient: bool,
    pub(crate) declared: Vec<Declared>,
    pub(crate) reads: Vec<u32>,
    #[cfg(feature = "standard")]
    pub(crate) templates: Vec<std::sync::Arc<crate::function::Template>>,
    #[cfg(feature = "standard")]
    pub(crate) shapes: Vec<crate::shape::Shape>,
}

impl Program {
    /// A program that gives one number.
    #[must_use]
    pub fn number(value: Decimal) -> Self {
        Self::constant(Constant::Number(value))
    }

    /// A program that gives one truth value.
    #[must_use]
    pub fn boolean(value: bool) -> Self {
        Self::constant(Constant::Bool(value))
    }

    fn constant(constant: Constant) -> Self {
        Self {
            nodes: vec![Node::Constant(0)],
            operands: Vec::new(),
            constants: vec![constant.scalar()],
            pool: vec![constant],
            locals: 0,
            parameters: 0,
            lenient: false,
            declared: Vec::new(),
            reads: Vec::new(),
            #[cfg(feature = "standard")]
            templates: Vec::new(),
            #[cfg(feature = "standard")]
            shapes: Vec::new(),
        }
    }

    /// Slots of all facts that the program may read, ascending, each once.
    ///
    /// Facts read by functions it calls are not among them.
    #[must_use]
    pub fn reads(&self) -> &[u32] {
        &self.reads
    }

    /// The nodes, each after those it refers to.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The root node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        u32::try_from(self.nodes.len())
            .unwrap_or(u32::MAX)
            .saturating_sub(1)
    }

    /// Number of registers that the program uses, those of its arguments among them.
    #[must_use]
    pub const fn locals(&self) -> u32 {
        self.locals
    }

    /// Number of arguments that the program takes in its first registers.
    #[must_use]
    pub const fn parameters(&self) -> u32 {
        self.parameters
    }

    /// Ids of the functions it calls, ascending, each once.
    #[must_use]
    pub fn functions(&self) -> Vec<u32> {
        let ids = self.nodes.iter().filter_map(|node| match node {
            Node::User { id, .. } | Node::UserHeld { id, .. } => Some(*id),
            _ => None,
        });
        ids.collect::<crate::sorted::SortedSet<_>>().into_vec()
    }

    /// Ids of the dated parameters it reads, ascending, each once.
    #[must_use]
    pub fn parameter_reads(&self) -> Vec<u32> {
        let ids = self.nodes.iter().filter_map(|node| match node {
            Node::Parameter { id, .. } => Some(*id),
            _ => None,
        });
        ids.collect::<crate::sorted::SortedSet<_>>().into_vec()
    }

    /// What is declared of a node's value.
    pub(crate) fn declared(&self, node: NodeId) -> Option<(&Range, Declared)> {
        let of = |declared: &Declared| declared.node.cmp(&node);
        let place = self.declared.binary_search_by(of).ok()?;
        let declared = self.declared.get(place)?;
        match self.value(declared.range)? {
            Value::Range(range) => Some((range, *declared)),
            _ => None,
        }
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(usize::try_from(id).ok()?)
    }

    /// The entries of a run of operands.
    #[must_use]
    pub fn operands(&self, run: Operands) -> &[u32] {
        let start = usize::try_from(run.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(run.len).unwrap_or(usize::MAX));
        self.operands.get(start..end).unwrap_or(&[])
    }

    /// The value of a constant of the pool.
    #[must_use]
    pub fn value(&self, constant: u32) -> Option<&Value> {
        self.constants.get(usize::try_from(constant).ok()?)
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, node) in self.nodes.iter().enumerate() {
            writeln!(f, "{id}: {node:?}")?;
        }
        write!(f, "operands {:?}, constants {:?}", self.operands, self.pool)
    }
}
