//! Authored YAML to a checked catalogue and its image; lints and exports.
