//! Register code: the scalar part of a program, for deciding fast and without a heap.
//!
//! The node program stays the one program. [`Code::translate`] turns it, once, into a short run of operations over a
//! *frame* of [`Cell`]s (facts and parameters, placed by a [`Layout`]). Running it either gives exactly what
//! [`crate::eval()`] gives with its usual fuel, or an open cell: whatever is unknown, faulty, out of the small form or no scalar is left to
//! the general evaluator, which also says why. So there is one meaning, and the fast path has no causes to keep.
//!
//! Only the `strict` profile is translated.

mod cell;
pub mod columns;
mod flat;
mod number;
mod op;
mod run;
mod symbols;
mod translate;

pub use cell::Cell;
pub use symbols::{MAX_SYMBOL, MAX_SYMBOLS, Symbols};
pub use translate::{Layout, Slots};

use op::{Item, Op};

/// Most operations of one program's code; a longer program is left to the general evaluator.
pub const MAX_OPERATIONS: usize = 4096;
/// Most nodes that translating looks at, functions called included: few enough that the evaluation that code stands for
/// stays far within its usual fuel, sets of causes included.
pub const MAX_VISITS: u32 = 1024;
/// Deepest nesting that is translated.
pub const MAX_NESTING: u32 = 64;

/// A program as register code.
#[derive(Clone, PartialEq, Debug)]
pub struct Code {
    ops: Box<[Op]>,
    constants: Box<[Cell]>,
    lists: Box<[Box<[Item]>]>,
    /// The result is the truth of the outermost chain, not the accumulator's value.
    condition: bool,
    /// Some operation uses a register.
    registers: bool,
    /// It is one conjunction of tests of inputs.
    flat: bool,
}

impl Code {
    /// Number of operations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// Whether there are no operations (an empty conjunction).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }
}

#[cfg(test)]
mod tests;
