//! How large an authored catalogue may be. Beyond a limit there is a finding, never a hang.

/// Most bytes of one YAML file.
pub const MAX_FILE_BYTES: u64 = 4 << 20;
/// Most files of a catalogue, cases included.
pub const MAX_FILES: usize = 10_000;
/// Most folders inside each other.
pub const MAX_FOLDER_DEPTH: usize = 8;
/// Most levels of lists and maps in a file.
pub const MAX_YAML_DEPTH: usize = 32;
/// Most values in a file.
pub const MAX_YAML_NODES: usize = 200_000;
/// Most findings that are kept; later ones are counted only.
pub const MAX_FINDINGS: usize = 1_000;
/// Most characters of one text that people read.
pub const MAX_TEXT_CHARS: usize = 20_000;
