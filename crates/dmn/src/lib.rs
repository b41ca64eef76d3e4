//! Decision tables: hit policies, completeness and overlap, lowering.
//!
//! A table becomes one program, unknown-aware like any other. For cells that are constants,
//! ranges, enumeration values and their negations, gaps and overlaps are found or excluded, each
//! with a concrete row as witness.
#![forbid(unsafe_code)]

pub mod analysis;
pub mod compile;
pub mod model;
pub mod problem;
pub mod region;
pub mod table;
pub mod xml;

pub use compile::{
    Compiled, Setting, compile_function_table, compile_table, compile_table_in, compile_table_with,
    inspect_table, lower_table,
};
pub use table::{Input, Output, Policy, Row, Table};

#[cfg(test)]
mod tests;
