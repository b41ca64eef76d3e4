//! 可办事项主动感知: what a person might do now.

use super::guide::ItemSummary;
use super::view::{BasisView, Because};
use serde::{Deserialize, Serialize};

/// For what day, place and audience items are suggested.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuggestOptions {
    /// The day, `YYYY-MM-DD`.
    pub as_of: String,
    /// Insured region code; none: unknown.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub region: Option<String>,
    /// `person` or `unit`; none: both.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub audience: Option<String>,
    /// Channel id; none: all.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub channel: Option<String>,
    /// Language: `zh-Hans` (default), `zh-Hant`, `en`.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub lang: Option<String>,
}

/// How an item stands for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The day it is told from has come, and nothing that is known stands against it.
    Due,
    /// Nothing that is known stands against it.
    Possible,
    /// Something that is known stands against it.
    Excluded,
}

/// One item, as it stands for a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The item.
    pub item: ItemSummary,
    /// Due, possible or excluded.
    pub standing: Standing,
    /// The day from which it is due, where the catalogue and the facts tell: months before `from`.
    pub since: Option<String>,
    /// The first day on which it may be applied for.
    pub from: Option<String>,
    /// Why now: when due.
    pub text: Option<String>,
    /// Why not: when excluded.
    pub reasons: Vec<SuggestReason>,
    /// What is not known yet and may decide, best question first.
    pub missing: Vec<Because>,
}

/// What stands against an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SuggestReason {
    /// `condition:<id>`, `risk:<id>`, `unless:<id>`, or `time`: not yet.
    pub code: String,
    /// In words.
    pub text: String,
    /// What can be done.
    pub remedy: Option<String>,
    /// Cited sources.
    pub basis: Vec<BasisView>,
}
