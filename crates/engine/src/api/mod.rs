//! What the engine says to its hosts, as data. TypeScript is generated from these types (`cargo xtask build`).
//!
//! Keys are camelCase ASCII. Decimals are strings, dates `YYYY-MM-DD`. Texts are in the session's language;
//! a text without translation is zh-Hans with a leading `[zh] `.

mod bundle;
mod guide;
mod options;
mod packet;
mod replay;
mod roster;
mod suggest;
mod view;

pub use bundle::*;
pub use guide::*;
pub use options::*;
pub use packet::*;
pub use replay::*;
pub use roster::*;
pub use suggest::*;
pub use tongban_runtime::{Diagnostic, SortedMap, mask};
pub use view::*;
