//! Every limit of the run time, each tested at its boundary.

/// Most causes kept in one unknown value; beyond it the set says that it was cut.
pub const MAX_CAUSES: usize = 1024;
/// Most values in what is noted of how an unknown value comes about.
pub const MAX_ORIGIN: usize = 32;
/// Deepest nesting of an evaluation, counted over operations and calls.
pub const MAX_DEPTH: u32 = 200;
/// Steps of one evaluation where the caller names none.
pub const DEFAULT_FUEL: u64 = 1_000_000;
/// Most nodes of one program.
pub const MAX_NODES: usize = 65_536;
/// Most constants of one program.
pub const MAX_CONSTANTS: usize = 65_536;
/// Most entries of the operand pool of one program.
pub const MAX_OPERANDS: usize = 262_144;
/// Most local registers of one program.
pub const MAX_LOCALS: u32 = 256;
/// Longest list that an evaluation makes or reads.
pub const MAX_LIST: usize = 100_000;
/// Most elements among which equal ones are sought, one by one.
pub const MAX_DISTINCT: usize = 2000;
/// Most values, counted at every level, in one value that an evaluation makes.
pub const MAX_WEIGHT: usize = 200_000;
/// Longest text that an evaluation makes, in bytes.
pub const MAX_TEXT: usize = 65_536;
/// Deepest nesting of a value that is constant or made by an evaluation.
pub const MAX_VALUE_DEPTH: u32 = 32;
/// Most payments of a loan schedule.
pub const MAX_PAYMENTS: u32 = 1200;
/// Most working days that are stepped over at once.
pub const MAX_WORKING_DAYS: i64 = 10_000;
/// Longest code that a format reads, in characters.
pub const MAX_CODE: usize = 64;
/// Longest pattern, in characters of its source.
pub const MAX_PATTERN: usize = 1024;
/// Largest count in a pattern.
pub const MAX_REPEAT: u32 = 1000;
#[cfg(feature = "standard")]
/// Most functions inside each other's captured values.
pub const MAX_FUNCTION_NESTING: u32 = 64;
/// Steps of one evaluation of the `standard` profile where the caller names none.
#[cfg(feature = "standard")]
pub const STANDARD_FUEL: u64 = 10_000_000;
