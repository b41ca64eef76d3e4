//! Authored YAML to a checked catalogue and its image; lints and exports.
//!
//! `load` reads a folder and keeps places, `check` resolves names and compiles rules, `lower` writes the image.
//! Every stage collects all mistakes; nothing stops at the first.
#![forbid(unsafe_code)]

pub mod authored;
pub mod check;
pub mod diff;
pub mod export;
pub mod expression;
pub mod finding;
pub mod layout;
pub mod limits;
pub mod lints;
pub mod load;
pub mod lower;
pub mod module;
pub mod names;
pub mod problem;
pub mod render;
pub mod source;
mod suggest;
mod tables;
pub mod text;
mod traditional;
pub mod usage;
pub mod words;
mod yaml;

pub use check::{Checked, check};
pub use finding::{Code, Finding, Findings};
pub use load::{Loaded, load, load_in, load_texts, load_texts_in};
pub use lower::Built;
pub use module::{IMAGE_SECTION, ModuleError, TEXT_SECTION, build_module, read_module};
pub use render::render;
pub use source::{Place, Sources, Spanned};
pub use suggest::did_you_mean;
