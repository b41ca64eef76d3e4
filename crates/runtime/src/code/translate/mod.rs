//! Node programs to register code: in the order in which the general evaluator goes, linear and bounded.

mod comparisons;
mod conditions;
mod table;
mod values;

use super::cell::Cell;
use super::flat::is_flat;
use super::op::{Item, Op, Source, Tri};
use super::run::REGISTERS;
use super::symbols::Symbols;
use super::{Code, MAX_NESTING, MAX_OPERATIONS, MAX_VISITS};
use crate::program::{Node, NodeId, Program};
use crate::value::Value;

/// Where facts and parameters stand in a frame, and which functions there are.
pub trait Layout {
    /// The place of a fact; none: the frame does not hold it.
    fn fact(&self, slot: u32) -> Option<u16>;

    /// The place of a parameter at the application date; none: the frame does not hold it.
    fn parameter(&self, id: u32) -> Option<u16> {
        let _ = id;
        None
    }

    /// A function of the catalogue.
    fn function(&self, id: u32) -> Option<&Program> {
        let _ = id;
        None
    }
}

/// A frame that holds each fact at its slot's number, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slots;

impl Layout for Slots {
    fn fact(&self, slot: u32) -> Option<u16> {
        u16::try_from(slot).ok()
    }
}

impl Code {
    /// The code of a program without arguments; `None` where it would never decide anything.
    #[must_use]
    pub fn translate<L: Layout + ?Sized>(
        program: &Program,
        layout: &L,
        symbols: &mut Symbols,
    ) -> Option<Self> {
        if program.lenient || program.parameters > 0 {
            return None;
        }
        let mut translator = Translator {
            layout,
            symbols,
            ops: Vec::new(),
            constants: Vec::new(),
            lists: Vec::new(),
            visits: 0,
            nesting: 0,
            next: 0,
            used: false,
        };
        let mut body = Body {
            program,
            locals: vec![None; usize::try_from(program.locals).ok()?],
        };
        let condition = is_condition(program.node(program.root())?);
        let done = if condition {
            translator.chain(&mut body, program.root(), Tri::False)
        } else {
            translator.value(&mut body, program.root())
        };
        done.ok()?;
        let code = Self {
            flat: condition && is_flat(&translator.ops),
            ops: translator.ops.into(),
            constants: translator.constants.into(),
            lists: translator.lists.into(),
            condition,
            registers: translator.used,
        };
        code.may_decide().then_some(code)
    }

    /// Whether anything can come before giving up.
    fn may_decide(&self) -> bool {
        let first = self
            .ops
            .iter()
            .find(|op| matches!(op, Op::GiveUp) || op.can_jump());
        first != Some(&Op::GiveUp)
    }
}

impl Op {
    const fn can_jump(&self) -> bool {
        !matches!(
            self,
            Self::Always { .. }
                | Self::Enter { .. }
                | Self::Row { .. }
                | Self::Load(_)
                | Self::Store(_)
                | Self::Arithmetic { .. }
                | Self::Plus(_)
                | Self::Negate
                | Self::Property(_)
                | Self::Call { .. }
                | Self::Truth
                | Self::GiveUp
        )
    }
}

/// The code became larger than allowed.
pub(super) struct TooLarge;

type Done<T = ()> = Result<T, TooLarge>;

/// One program with what its locals hold.
struct Body<'a> {
    program: &'a Program,
    locals: Vec<Option<Source>>,
}

/// A conjunction or disjunction in the making.
struct Chain {
    /// What ends it.
    stop: Tri,
    /// Operations that jump to its end.
    exits: Vec<usize>,
}

struct Translator<'a, 's, L: ?Sized> {
    layout: &'a L,
    symbols: &'s mut Symbols,
    ops: Vec<Op>,
    constants: Vec<Cell>,
    lists: Vec<Box<[Item]>>,
    visits: u32,
    nesting: u32,
    /// The first free register.
    next: u16,
    used: bool,
}

/// Whether a node always gives a truth value or something undecided.
const fn is_condition(node: &Node) -> bool {
    matches!(
        node,
        Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Compare { .. }
            | Node::Between { .. }
            | Node::In { .. }
    )
}

impl<'a, L: Layout + ?Sized> Translator<'a, '_, L> {
    /// Counts work: nodes, and constants that the evaluator pays for.
    fn visit(&mut self, count: usize) -> Done {
        self.visits = self
            .visits
            .saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        if self.visits > MAX_VISITS {
            return Err(TooLarge);
        }
        Ok(())
    }

    /// Runs `inside` one level deeper, or gives up where that is too deep.
    fn deeper(&mut self, inside: impl FnOnce(&mut Self) -> Done) -> Done {
        if self.nesting >= MAX_NESTING {
            return self.give_up();
        }
        self.nesting = self.nesting.saturating_add(1);
        let done = inside(self);
        self.nesting = self.nesting.saturating_sub(1);
        done
    }

    fn here(&self) -> u16 {
        u16::try_from(self.ops.len()).unwrap_or(u16::MAX)
    }

    /// Adds an operation; gives its place, to aim it later.
    fn push(&mut self, op: Op) -> Done<usize> {
        if self.ops.len() >= MAX_OPERATIONS {
            return Err(TooLarge);
        }
        self.ops.push(op);
        Ok(self.ops.len().saturating_sub(1))
    }

    fn emit(&mut self, op: Op) -> Done {
        self.push(op).map(|_| ())
    }

    fn give_up(&mut self) -> Done {
        self.emit(Op::GiveUp)
    }

    /// Makes an operation jump to the next that will be added.
    fn aim(&mut self, place: usize) {
        let here = self.here();
        if let Some(op) = self.ops.get_mut(place) {
            op.aim(here);
        }
    }

    fn constant(&mut self, cell: Cell) -> Source {
        let known = self.constants.iter().position(|known| *known == cell);
        let place = known.unwrap_or_else(|| {
            self.constants.push(cell);
            self.constants.len().saturating_sub(1)
        });
        // No more constants than visits, so it fits.
        Source::Constant(u16::try_from(place).unwrap_or(u16::MAX))
    }

    /// A free register, if there is one; given back by setting `next` to what it was.
    fn register(&mut self) -> Option<u16> {
        let register = self.next;
        if usize::from(register) >= REGISTERS {
            return None;
        }
        self.used = true;
        self.next = register.saturating_add(1);
        Some(register)
    }

    /// The cell of a constant, texts interned.
    fn cell(&mut self, value: &Value) -> Cell {
        match value {
            Value::Text(text) => self.symbols.intern(text),
            other => Cell::of(other),
        }
    }

    /// The constant that a node gives, if it is a scalar one.
    fn constant_cell(&mut self, body: &Body<'a>, node: NodeId) -> Option<Cell> {
        let Node::Constant(id) = body.program.node(node)? else {
            return None;
        };
        let cell = self.cell(body.program.value(*id)?);
        cell.is_decided().then_some(cell)
    }

    /// Where a node's value already stands, if nothing must be computed for it.
    fn simple(&mut self, body: &Body<'a>, node: NodeId) -> Option<Source> {
        match body.program.node(node)? {
            Node::Fact(slot) => self.layout.fact(*slot).map(Source::Input),
            Node::Parameter { id, at: None } => self.layout.parameter(*id).map(Source::Input),
            Node::Local(local) => {
                let held = *body.locals.get(usize::try_from(*local).ok()?)?;
                Some(held.unwrap_or_else(|| self.constant(Cell::ABSENT)))
            }
            Node::Constant(_) => {
                let cell = self.constant_cell(body, node)?;
                Some(self.constant(cell))
            }
            _ => None,
        }
    }
}
