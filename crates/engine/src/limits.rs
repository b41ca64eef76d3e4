//! Every limit of the engine, by name.

/// Largest JSON text that is read where the caller names no other limit, in bytes.
pub const MAX_JSON_BYTES: usize = 8 << 20;
/// Deepest nesting of a JSON text: a packet's rows lie at depth 6.
pub const MAX_JSON_DEPTH: u32 = 32;
/// Most values in one JSON text.
pub const MAX_JSON_VALUES: usize = 1 << 20;
/// Largest integer that every JSON implementation keeps: 2^53 − 1.
pub const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;
/// Longest text that is kept for a field that is no text, in bytes (a half-typed date or number).
pub const MAX_RAW_BYTES: usize = 256;
/// Longest text of any field, in characters, whatever the catalogue says.
pub const MAX_TEXT_CHARS: u32 = 10_000;
/// Most rows of any group, whatever the catalogue says.
pub const MAX_ROWS: u32 = 20_000;
/// Most causes that are named for one unknown result.
pub const MAX_BECAUSE: usize = 32;
/// Most files of any material, whatever the catalogue says.
pub const MAX_FILES: u32 = 100;
/// Longest file name or media type, in bytes.
pub const MAX_FILE_TEXT: usize = 256;
/// Longest reason of a dispute, in characters.
pub const MAX_DISPUTE_CHARS: usize = 2000;
/// Most facts set in one call.
pub const MAX_FACTS: usize = 1 << 18;
/// Most programs, nodes, slots or fields of one item.
pub const MAX_ITEM_PARTS: usize = 100_000;
/// Longest list of findings about one draft.
pub const MAX_NOTES: usize = 100;
/// Largest roster, in bytes of UTF-8.
pub const MAX_ROSTER_BYTES: usize = 64 << 20;
/// Most rows of a roster, blank ones left out; an application takes at most as many as its group does.
pub const MAX_ROSTER_ROWS: u32 = 200_000;
/// Most columns of a roster that are looked at.
pub const MAX_ROSTER_COLUMNS: usize = 256;
/// Rows at the top of a roster among which its headings are sought.
pub const MAX_ROSTER_TITLES: usize = 10;
/// Most findings that a roster's report lists; the others are counted.
pub const MAX_ROSTER_FINDINGS: usize = 50_000;
/// Most headings that are remembered for a firm.
pub const MAX_ROSTER_MAPPING: usize = 1_000;
/// Longest heading of a column that is read, in characters; the rest is cut off.
pub const MAX_HEADING_CHARS: usize = 200;
