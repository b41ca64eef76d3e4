//! The operations of register code.

use super::cell::Cell;
use crate::builtin::Builtin;
use crate::program::{Arithmetic, Comparison, Property};

/// What a condition says; *unknown* stands for everything that the general evaluator must explain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub(super) enum Tri {
    False = 0,
    Unknown = 1,
    True = 2,
}

impl Tri {
    pub(super) const fn of(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    pub(super) const fn negate_if(self, negated: bool) -> Self {
        match (self, negated) {
            (Self::False, true) => Self::True,
            (Self::True, true) => Self::False,
            (other, _) => other,
        }
    }
}

/// The orders for which a comparison holds: bit 0 less, bit 1 equal, bit 2 greater.
pub(super) type Mask = u8;

pub(super) const LESS: Mask = 1;
pub(super) const EQUAL: Mask = 2;
pub(super) const GREATER: Mask = 4;
pub(super) const ALL: Mask = 7;

/// The mask of a comparison.
pub(super) const fn mask_of(op: Comparison) -> Mask {
    match op {
        Comparison::Equal => EQUAL,
        Comparison::NotEqual => LESS | GREATER,
        Comparison::Less => LESS,
        Comparison::LessOrEqual => LESS | EQUAL,
        Comparison::Greater => GREATER,
        Comparison::GreaterOrEqual => GREATER | EQUAL,
    }
}

/// Whether a mask asks for equality only, so that values without an order can be compared.
pub(super) const fn is_equality(mask: Mask) -> bool {
    mask == EQUAL || mask == LESS | GREATER
}

/// The mask with its sides exchanged.
pub(super) const fn swapped(mask: Mask) -> Mask {
    ((mask & LESS) << 2) | (mask & EQUAL) | ((mask & GREATER) >> 2)
}

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Source {
    /// The accumulator.
    Value,
    /// A place of the frame: a fact or a parameter.
    Input(u16),
    /// A constant of the code.
    Constant(u16),
    /// A register.
    Register(u16),
}

/// How a test belongs to the conjunction or disjunction around it.
///
/// A conjunction starts true and ends with the first false; a disjunction starts false and ends with the first true. A test
/// that is unknown makes the whole unknown, unless a later one ends it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Link {
    /// What ends the chain.
    pub stop: Tri,
    /// Where it goes on then.
    pub exit: u16,
}

/// One end of a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct End {
    pub cell: Cell,
    pub closed: bool,
}

/// An element of a constant list that `in` looks through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    Is(Cell),
    Between(Option<End>, Option<End>),
}

/// One operation; 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    /// Input against constant. `leave`: for which orders the chain ends.
    Test {
        leave: Mask,
        link: Link,
        slot: u16,
        value: Cell,
    },
    /// Input against zero: the scale does not matter.
    Sign { leave: Mask, link: Link, slot: u16 },
    /// Input against input; `bar`: bits of `meta` that forbid comparing words.
    Pair {
        leave: Mask,
        link: Link,
        left: u16,
        right: u16,
        bar: u64,
    },
    /// Input in a range of plain cells with one `meta`; the words are inclusive, `open` says which ends were not (1 low, 2 high).
    Range {
        negated: bool,
        open: u8,
        link: Link,
        slot: u16,
        meta: u16,
        low: i64,
        high: i64,
    },
    /// `left × left_factor` against `right × right_factor`, numbers only. Words from `-limit` to `limit` have products that fit.
    Scaled {
        leave: Mask,
        link: Link,
        left: u16,
        right: u16,
        left_factor: i32,
        right_factor: i32,
        limit: i64,
    },
    /// Accumulator and source, where both are numbers; open otherwise.
    Plus(Source),
    /// Any source against any other.
    Compare {
        leave: Mask,
        link: Link,
        left: Source,
        right: Source,
    },
    /// A truth value.
    Flag {
        negated: bool,
        link: Link,
        source: Source,
    },
    /// Whether something is not absent.
    Defined {
        negated: bool,
        link: Link,
        source: Source,
    },
    /// Whether a constant list holds something.
    Among {
        negated: bool,
        link: Link,
        source: Source,
        list: u16,
    },
    /// A condition that is always the same.
    Always { truth: Tri, link: Link },
    /// Puts the truth so far aside and starts a chain inside.
    Enter { start: Tri },
    /// Ends the chain inside; what it said is a test of the one outside.
    Leave { negated: bool, link: Link },
    /// Ends the chain inside: true goes on, false jumps, unknown gives up.
    Branch { otherwise: u16 },
    /// Ends the chain inside: true notes the row in a register, a second one gives up.
    Row { register: u16, number: u16 },
    /// Jumps unless this row was noted.
    Case {
        register: u16,
        number: u16,
        otherwise: u16,
    },
    /// Jumps.
    Jump { to: u16 },
    /// Source to accumulator.
    Load(Source),
    /// Accumulator to register.
    Store(u16),
    /// Accumulator and source to accumulator; `reversed`: the source stands on the left.
    Arithmetic {
        op: Arithmetic,
        reversed: bool,
        source: Source,
    },
    /// Arithmetic minus of the accumulator.
    Negate,
    /// Part of a date or duration.
    Property(Property),
    /// A function of the registers from `first` on.
    Call {
        builtin: Builtin,
        first: u16,
        count: u16,
    },
    /// Ends the chain inside; what it said becomes the accumulator's value.
    Truth,
    /// Left to the general evaluator.
    GiveUp,
}

impl Op {
    /// Sets where the operation jumps to.
    pub(super) const fn aim(&mut self, target: u16) {
        match self {
            Self::Test { link, .. }
            | Self::Sign { link, .. }
            | Self::Pair { link, .. }
            | Self::Range { link, .. }
            | Self::Scaled { link, .. }
            | Self::Compare { link, .. }
            | Self::Flag { link, .. }
            | Self::Defined { link, .. }
            | Self::Among { link, .. }
            | Self::Always { link, .. }
            | Self::Leave { link, .. } => link.exit = target,
            Self::Branch { otherwise } | Self::Case { otherwise, .. } => *otherwise = target,
            Self::Jump { to } => *to = target,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_half_a_cache_line() {
        assert!(size_of::<Op>() <= 32, "{}", size_of::<Op>());
    }

    #[test]
    fn exchanging_sides_twice_changes_nothing() {
        for mask in 0..=ALL {
            assert_eq!(swapped(swapped(mask)), mask);
        }
        assert_eq!(swapped(LESS | EQUAL), GREATER | EQUAL);
    }
}
