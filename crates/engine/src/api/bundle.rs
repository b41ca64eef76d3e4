//! The packet of a bundle (打包办): its items' decisions, every fact and every file once.

use super::packet::PacketFact;
use super::replay::Difference;
use super::view::{FileView, WireValue};
use crate::api::Packet;
use serde::{Deserialize, Serialize};
use tongban_runtime::sorted::SortedMap;

/// What a channel sends for a bundle. Its digest is the SHA-256 of its canonical JSON (RFC 8785). It splits into one
/// packet for each item without any rule being run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BundlePacket {
    /// `tongban.bundle/1`.
    pub schema: String,
    /// 32 lower-case hex digits, made by the host when the application starts.
    pub id: String,
    /// Id of the bundle's packet that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub supersedes: Option<String>,
    /// Which items take part, in which order, with the digests of their decisions.
    pub decision: WireValue,
    /// SHA-256 of the decision's canonical bytes, lower-case hex.
    pub decision_digest: String,
    /// The items that are applied for, in order.
    pub members: Vec<BundlePart>,
    /// Everything entered or read, by path, once.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, PacketFact>")
    )]
    pub facts: SortedMap<String, PacketFact>,
    /// Given materials by id, once.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, BundleMaterial>")
    )]
    pub materials: SortedMap<String, BundleMaterial>,
}

/// One item of a bundle's packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BundlePart {
    /// Item id.
    pub item: String,
    /// The item's decision as JSON, the same as if it were applied for by itself.
    pub decision: WireValue,
    /// SHA-256 of its canonical bytes, lower-case hex.
    pub decision_digest: String,
    /// Paths of the facts that belong to it.
    pub facts: Vec<String>,
    /// Groups of it that were confirmed complete.
    pub complete: Vec<String>,
}

/// A material given once for the items that ask for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BundleMaterial {
    /// Files, when provided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<Vec<FileView>>"))]
    pub files: Vec<FileView>,
    /// How it counts, by item id.
    #[cfg_attr(
        feature = "ts",
        ts(as = "std::collections::BTreeMap<String, GivenInPart>")
    )]
    pub given: SortedMap<String, GivenInPart>,
}

/// How a material counts in one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenInPart {
    /// `provided`, `shared`, `rendered`, `promised`, `deferred`, `fetched`, `covered`.
    pub how: String,
    /// Digests of its files among the material's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<Vec<String>>"))]
    pub files: Vec<String>,
    /// The text that was signed, when promised or rendered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub signed: Option<String>,
    /// Due date, when deferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub due: Option<String>,
}

/// A bundle's packet decided again from its own facts, date and module.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BundleReplay {
    /// Whether every decision of the packet, and what it was made from, is exactly ours.
    pub same: bool,
    /// What differs; those of an item start with its id: `retirement.verdict.kind`.
    pub differences: Vec<Difference>,
    /// Our decision.
    pub decision: WireValue,
    /// Its digest, lower-case hex.
    pub decision_digest: String,
    /// SHA-256 of the packet's canonical bytes, lower-case hex.
    pub packet_digest: String,
    /// One packet for each item, in order.
    pub packets: Vec<Packet>,
}
