//! Limits of the compiler, each tested at its boundary.

/// Longest source text of one expression, in bytes.
pub const MAX_SOURCE: usize = 65_536;
/// Deepest nesting of one expression. It keeps what is compiled within the run time's depth.
pub const MAX_NESTING: u32 = 64;
