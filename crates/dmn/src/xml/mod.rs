//! DMN files: XML of the versions 1.2 to 1.5, read into a typed model.
//!
//! Files come from outside: size, nesting and number of nodes are bounded, there is no document
//! type and so no entity, and every problem says where it is.

mod boxed;
mod definitions;
pub mod limits;
mod lines;
mod pages;
mod problem;
mod read;
mod tables;
mod version;

pub use boxed::{
    Binding, Boxed, BoxedKind, ContextEntry, DecisionTable, FunctionDefinition, FunctionKind,
    InputClause, Iteration, OutputClause, Rule, Text, UnaryTests,
};
pub use definitions::{
    Decision, Definitions, FunctionItem, Href, Import, InformationItem, InputData, ItemDefinition,
    Knowledge, Place, Service,
};
pub use lines::Lines;
pub use pages::{codes, page};
pub use problem::Problem;
pub use read::read;
pub(crate) use tables::plain;
pub use tables::table;
pub use version::Version;

#[cfg(test)]
mod tests;
