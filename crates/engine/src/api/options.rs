//! What hosts pass in.

use super::{packet::Draft, view::WireValue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Facts by id, as in facts files: `{"birthDate":"1965-05-10","staff":[{…}]}`. Null is known to be absent,
/// `{"$unknown":"unreachable"}` is unknown with its reason. Groups given so are confirmed complete.
pub type WireFacts = BTreeMap<String, WireValue>;

/// How a session opens.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenOptions {
    /// Item id or code.
    pub item: String,
    /// Application date, `YYYY-MM-DD`.
    pub as_of: String,
    /// Insured region code; none: unknown.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub region: Option<String>,
    /// What the channel's device can do: `upload`, `scan`, `read-card`, `print`, `offline`, `clerk`.
    #[serde(default)]
    pub capabilities: Vec<String>,
    /// Language: `zh-Hans` (default), `zh-Hant`, `en`.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub lang: Option<String>,
    /// Answers to go on with.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub draft: Option<Draft>,
}

/// Which items are listed; everything that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemsQuery {
    /// Words, separated by spaces: each must occur in code, id, name, summary or keywords.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub query: Option<String>,
    /// `person` or `unit`.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub audience: Option<String>,
    /// Channel id.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub channel: Option<String>,
    /// Region code; every item of this catalogue is open in all of its regions.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub region: Option<String>,
}
