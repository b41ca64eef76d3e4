//! The packet that is handed in, and the draft that is kept.

use super::view::{FileView, Origin, WireValue};
use serde::{Deserialize, Serialize};
use tongban_runtime::SortedMap;

/// What a channel sends to the gateway. Its digest is the SHA-256 of its canonical JSON (RFC 8785).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Packet {
    /// `tongban.packet/1`.
    pub schema: String,
    /// 32 lower-case hex digits, made by the host when the application starts.
    pub id: String,
    /// Id of the packet it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub supersedes: Option<String>,
    /// The decision as made by the channel, as JSON; its canonical bytes are hashed for `decisionDigest`.
    pub decision: WireValue,
    /// SHA-256 of the decision's canonical bytes, lower-case hex.
    pub decision_digest: String,
    /// Everything entered or read, by path (`birthDate`, `staff[0].name`), hidden fields left out.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, PacketFact>")
    )]
    pub facts: SortedMap<String, PacketFact>,
    /// Groups that were confirmed complete.
    pub complete: Vec<String>,
    /// Given materials by id.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, PacketMaterial>")
    )]
    pub materials: SortedMap<String, PacketMaterial>,
}

/// One entry of a packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PacketFact {
    /// Normalised value; null: known to be absent, or unknown when `unknown` says why.
    pub value: WireValue,
    /// As typed, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub raw: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// `unreachable` or `no-data` when there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub unknown: Option<String>,
    /// Why the person says a register's value is wrong, and what it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub disputed: Option<Dispute>,
}

/// 对数据有异议.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dispute {
    /// In the person's words.
    pub reason: String,
    /// What it should be, when said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub claimed: Option<WireValue>,
}

/// A given material.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PacketMaterial {
    /// `provided`, `shared`, `rendered`, `promised`, `deferred`, `fetched`, `covered`.
    pub how: String,
    /// Files, when provided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<Vec<FileView>>"))]
    pub files: Vec<FileView>,
    /// The text that was signed, when promised or rendered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub signed: Option<String>,
    /// Due date, when deferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub due: Option<String>,
}

/// A draft: answers of an application under way, small and versioned. Keys that a later release adds are passed over, so that
/// drafts move both ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// `tongban.draft/1`.
    pub schema: String,
    /// Item id.
    pub item: String,
    /// Module digest it was made with.
    pub module: String,
    /// Application date.
    pub as_of: String,
    /// Insured region.
    pub region: Option<String>,
    /// Entries by path, hidden ones included.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, PacketFact>")
    )]
    pub facts: SortedMap<String, PacketFact>,
    /// Confirmed groups.
    pub complete: Vec<String>,
    /// Given materials.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, PacketMaterial>")
    )]
    pub materials: SortedMap<String, PacketMaterial>,
    /// What was asked, by fact, `group.fact` and `material:<id>`, in the words of the session: another release says by
    /// them what it does not ask any more, and knows what is new.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    #[cfg_attr(
        feature = "ts",
        ts(optional, as = "Option<std::collections::BTreeMap<String, String>>")
    )]
    pub names: SortedMap<String, String>,
    /// Of a bundle: given materials by item; `materials` is empty then.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    #[cfg_attr(
        feature = "ts",
        ts(
            optional,
            as = "Option<std::collections::BTreeMap<String, std::collections::BTreeMap<String, PacketMaterial>>>"
        )
    )]
    pub members: SortedMap<String, SortedMap<String, PacketMaterial>>,
}
