//! What replay, deciding again and explaining say.

use super::view::{BasisView, WireValue};
use serde::{Deserialize, Serialize};

/// One difference between two decisions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Where: `verdict.kind`, `facts.paidMonths`, `conditions.age`, `decisionDigest`.
    pub what: String,
    /// What the packet says; null when it says nothing.
    pub packet: WireValue,
    /// What this engine says; null when it says nothing.
    pub ours: WireValue,
}

/// A packet decided again from its own facts, date and module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReplayReport {
    /// Whether the packet's decision, and what it was made from, is exactly ours.
    pub same: bool,
    /// What differs, in a stable order. Signed texts that are not the module's wording (`given.<material>.signed`) stand
    /// last and leave `same` as it is.
    pub differences: Vec<Difference>,
    /// Our decision.
    pub decision: WireValue,
    /// Its digest, lower-case hex.
    pub decision_digest: String,
    /// SHA-256 of the packet's canonical bytes, lower-case hex.
    pub packet_digest: String,
}

/// Why a result is as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// What is explained: `condition:age`, `material:M01`'s id, `field:paidMonths`, `route`, `deadline`, `verdict`.
    pub of: String,
    /// Its name in words.
    pub title: String,
    /// Its state or value, sensitive values masked.
    pub state: String,
    /// The whole explanation in words, one line a step.
    pub text: String,
    /// The facts that decide, nearest first.
    pub steps: Vec<ExplanationStep>,
    /// Cited sources.
    pub basis: Vec<BasisView>,
}

/// One fact in an explanation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExplanationStep {
    /// Path of the fact.
    pub what: String,
    /// Its name.
    pub name: String,
    /// Its value in words, sensitive ones masked.
    pub value: String,
    /// How far from the result: 0 is read by its rule itself.
    pub depth: u32,
}

/// A register field that an instant item changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// Register id.
    pub register: String,
    /// Field in it.
    pub field: String,
    /// New value; null clears it.
    pub value: WireValue,
}
