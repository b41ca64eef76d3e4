//! Dated and regional values, and named functions.

use serde::Serialize;
use tongban_runtime::{Decimal, Program};

/// A dated, regional value. Where data run out the value is unknown (no-data).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// ASCII id.
    pub id: String,
    /// Unit id.
    pub unit: Option<String>,
    /// Rows, sorted by region then `from`.
    pub rows: Vec<ParameterRow>,
}

/// One value in force from a day until another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterRow {
    /// Region code; none: everywhere without a row of its own.
    pub region: Option<String>,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, inclusive; none: open.
    pub until: Option<String>,
    /// The value.
    pub value: Decimal,
    /// Cited sources.
    pub basis: Vec<u32>,
}

/// A named function of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Function {
    /// ASCII id, such as `statutoryRetirementDate`.
    pub id: String,
    /// Its program; arguments are local registers.
    pub program: Program,
    /// Cited sources.
    pub basis: Vec<u32>,
}
