//! YAML with places: a bounded tree, and readers that collect every mistake.
//!
//! The parser is `saphyr-parser`; what it reads is refused where two readers could disagree about it: anchors,
//! aliases, tags, more than one document, duplicate keys. Scalars stay text: a number is never a float.

mod align;
mod choice;
mod parse;
mod reader;
mod tree;

pub use align::align;
pub use choice::Choice;
pub(crate) use choice::choice;
pub use parse::parse;
pub use reader::{FromNode, Map, list_of};
pub use tree::{Kind, Node};
