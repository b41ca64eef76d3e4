//! Rosters (单位批量): thousands of rows of one group, from a file.

use super::options::WireFacts;
use super::view::{BasisView, Choice, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Headings of a firm's own files and the facts they stand for; null: a column that is not read. They are taken as they are
/// written and compared folded (width, case, spaces, marks and remarks in brackets do not count); a report gives them folded,
/// so that a page can keep them and pass them again.
pub type RosterMapping = BTreeMap<String, Option<String>>;

/// How a roster is read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RosterOptions {
    /// Item id or code.
    pub item: String,
    /// Application date, `YYYY-MM-DD`.
    pub as_of: String,
    /// Insured region code; none: unknown.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub region: Option<String>,
    /// Language: `zh-Hans` (default), `zh-Hant`, `en`.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub lang: Option<String>,
    /// Which list of rows, by fact id; needed where the item has several.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub group: Option<String>,
    /// What is known outside the rows.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub facts: Option<WireFacts>,
    /// What the firm's own headings mean.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub mapping: Option<RosterMapping>,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterColumn {
    /// `A`, `B` …
    pub letter: String,
    /// As the file heads it.
    pub heading: String,
    /// The fact it stands for; none: not read.
    pub fact: Option<String>,
}

/// A fact that a column may stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterFact {
    /// Fact id.
    pub id: String,
    /// Label on the form.
    pub name: String,
    /// Every row needs it.
    pub required: bool,
}

/// Something found in a cell, a row or the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterFinding {
    /// Row of the file as a spreadsheet counts, from 1; none: about the file.
    pub row: Option<u32>,
    /// Column letter, where the file has the column.
    pub column: Option<String>,
    /// The column's heading, or the fact's label where the file has no such column.
    pub heading: Option<String>,
    /// Fact id.
    pub fact: Option<String>,
    /// A violation's code as a session gives it (`required`, `check.join-not-far`), or `roster.*`.
    pub code: String,
    /// Errors refuse the row.
    pub severity: Severity,
    /// What is wrong and how to mend it.
    pub message: String,
    /// What the cell holds; sensitive values are masked.
    pub value: Option<String>,
    /// Another row that belongs to it, such as the first of two that are the same.
    pub related: Option<u32>,
    /// Cited sources.
    pub basis: Vec<BasisView>,
}

/// How far reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterProgress {
    /// Rows read, blank ones left out.
    pub rows: u32,
    /// Findings so far.
    pub findings: u32,
    /// Bytes read, of the file as UTF-8.
    pub bytes: u32,
    /// Bytes of the whole file as UTF-8.
    pub size: u32,
    /// Nothing is left to read.
    pub done: bool,
}

/// The sum of a column of numbers, exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterSum {
    /// Fact id.
    pub fact: String,
    /// Label.
    pub name: String,
    /// Rows that have a value.
    pub count: u32,
    /// Decimal; none where it is too large.
    pub sum: Option<String>,
}

/// How often each option of a column was chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterCount {
    /// Fact id.
    pub fact: String,
    /// Label.
    pub name: String,
    /// Options that occur, in the dictionary's order, with how many rows have each.
    pub options: Vec<(Choice, u32)>,
}

/// Counts of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterSummary {
    /// Rows with anything in them.
    pub rows: u32,
    /// Rows without any cell, which were passed over.
    pub blank: u32,
    /// Rows with an error.
    pub refused: u32,
    /// Rows without an error that an officer looks at.
    pub review: u32,
    /// Rows with hints only.
    pub noted: u32,
    /// Findings in all, of which the report lists at most as many as its limit.
    pub findings: u32,
    /// The file as a whole cannot be taken: an error that is about no row.
    pub unusable: bool,
}

/// What was found in a roster.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RosterReport {
    /// Item id.
    pub item: String,
    /// The list's fact id.
    pub group: String,
    /// Row of the headings.
    pub header: Option<u32>,
    /// Columns of the file.
    pub columns: Vec<RosterColumn>,
    /// Facts that columns may stand for, in form order.
    pub facts: Vec<RosterFact>,
    /// What this file's headings mean, to be kept for the firm's next file.
    pub mapping: RosterMapping,
    /// By row, then in form order; what is about the file first.
    pub findings: Vec<RosterFinding>,
    /// Counts.
    pub summary: RosterSummary,
    /// Sums of columns of numbers over the rows where they apply and are right.
    pub sums: Vec<RosterSum>,
    /// Counts of options over the same rows.
    pub counts: Vec<RosterCount>,
}
