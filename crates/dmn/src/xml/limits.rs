//! Limits of what is read, each tested at its boundary.

/// Largest file, in bytes.
pub const MAX_FILE: usize = 16 * 1024 * 1024;
/// Deepest nesting of elements.
pub const MAX_DEPTH: usize = 128;
/// Most elements, attributes and texts of one file.
pub const MAX_NODES: u32 = 1_000_000;
/// Deepest nesting of boxed expressions.
pub const MAX_BOXES: u32 = 24;
/// Deepest nesting of the components of an item definition.
pub const MAX_COMPONENTS: u32 = 24;
/// Most names of item definitions that lead to each other where the type of a column is sought.
pub const MAX_ALIASES: usize = 64;
/// Most problems that one reading tells.
pub const MAX_PROBLEMS: usize = 100;
