//! Values, compiled rule programs and their unknown-aware evaluation.
#![expect(missing_docs, reason = "seam placeholders, replaced by the language's own types")]
use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Program;
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calendar;
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Format;
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decimal;
