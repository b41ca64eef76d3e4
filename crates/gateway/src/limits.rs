//! Every limit of the service, by name. Each has a test at its boundary or is a plain quota.

/// Most bytes of a packet.
pub const MAX_PACKET_BYTES: usize = 8 << 20;
/// Deepest nesting of a packet.
pub const MAX_PACKET_DEPTH: u32 = 32;
/// Most bytes of any other JSON request.
pub const MAX_REQUEST_BYTES: usize = 1 << 20;
/// Most bytes that are read and thrown away so that a client that sends too much still gets the answer.
pub const MAX_DRAINED_BYTES: u64 = 64 << 20;
/// Most bytes of one file.
pub const MAX_MATERIAL_BYTES: u64 = 20 << 20;
/// Most files of one application.
pub const MAX_MATERIALS: i64 = 64;
/// Most bytes of the files of one application.
pub const MAX_MATERIALS_BYTES: i64 = 200 << 20;
/// Most facts in one lookup.
pub const MAX_LOOKUP_FACTS: usize = 200;
/// Seconds that a register's answer stays the gateway's own.
pub const ANSWER_SECONDS: i64 = 15 * 60;
/// Seconds that a session lives.
pub const SESSION_SECONDS: i64 = 8 * 60 * 60;
/// Seconds after which a session without requests ends.
pub const SESSION_IDLE_SECONDS: i64 = 60 * 60;
/// Seconds after which it is noted again that a session is in use, so that reading does not write.
pub const SESSION_TOUCH_SECONDS: i64 = 60;
/// Seconds that a draft is kept.
pub const DRAFT_SECONDS: i64 = 30 * 24 * 60 * 60;
/// Most drafts of one subject.
pub const MAX_DRAFTS: i64 = 50;
/// Most cases in one list.
pub const MAX_LISTED: i64 = 200;
/// Most decisions worked on at a time.
pub const MAX_DECIDING: usize = 8;
/// Most works that are written to disk together.
pub const MAX_COMMITTED_TOGETHER: usize = 128;
/// Most works that wait to be written; more wait with the request.
pub const MAX_WAITING_WRITES: usize = 1024;
/// Times that a case is given a new number when the one that was drawn is in use.
pub const MAX_NUMBERS_DRAWN: usize = 8;
/// Most bytes of a note of a clerk.
pub const MAX_NOTE_BYTES: usize = 2000;
/// Seconds that a request may take, uploads excepted.
pub const REQUEST_SECONDS: u64 = 30;
/// Seconds that an earlier module may take to replay a packet.
pub const REPLAY_SECONDS: i64 = 10;
/// Most values in a packet, keys not counted.
pub const MAX_PACKET_VALUES: usize = 500_000;
/// Most answers and materials of an earlier module's packet that a receipt lists as left out; the others are counted.
pub const MAX_LEFT_OUT: usize = 100;
