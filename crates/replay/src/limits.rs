//! What an old module may use, by name.

/// Instructions for one call. A packet of the first items takes 10 to 30 million.
pub const MAX_FUEL: u64 = 5_000_000_000;
/// Instructions between two looks at whether the caller still waits: a fraction of a second.
pub const FUEL_SLICE: u64 = 50_000_000;
/// Linear memory of one instance, in bytes.
pub const MAX_MEMORY_BYTES: usize = 256 << 20;
/// Largest answer that is read out of an instance, in bytes.
pub const MAX_ANSWER_BYTES: usize = 16 << 20;
/// Modules whose compiled code is kept ready; the one that was used longest ago makes room.
pub const MAX_READY: usize = 4;
/// Idle instances of one module that are kept for the next packet.
pub const MAX_IDLE: usize = 2;
/// Most modules in an archive.
pub const MAX_ARCHIVED: usize = 1_000;
