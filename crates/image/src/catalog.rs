//! The catalogue as a whole: identity, channels, offices, regions.

use crate::TextId;
use serde::Serialize;

/// Identity of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogInfo {
    /// Catalogue id, such as `reference`.
    pub id: String,
    /// Name.
    pub name: TextId,
    /// Version, such as `2026.11.0`.
    pub version: String,
    /// Grows with every release; clients refuse a lower one.
    pub revision: u32,
    /// First day in force, `YYYY-MM-DD`.
    pub effective: String,
    /// A sentence that says this is a reference catalogue, not an official one.
    pub notice: TextId,
    /// Languages, first is the source: `zh-Hans`, `zh-Hant`, `en`.
    pub locales: Vec<String>,
    /// Channels, in order.
    pub channels: Vec<Channel>,
    /// Office levels, highest first: city, district, street, village.
    pub levels: Vec<OfficeLevel>,
    /// Regions by code, with their names.
    pub regions: Vec<Region>,
}

/// What a channel's device can do. Chooses how something is asked, never whether it is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capability {
    /// Files can be chosen and uploaded.
    Upload,
    /// Paper can be scanned.
    Scan,
    /// An identity card can be read.
    ReadCard,
    /// Slips can be printed.
    Print,
    /// The channel may work without network.
    Offline,
    /// A clerk sees the person and the originals.
    Clerk,
}

/// One way to reach the office: portal, counter, bank, kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// ASCII id.
    pub id: String,
    /// Name.
    pub name: TextId,
    /// Whether a clerk of the office or bank takes part.
    pub staffed: bool,
    /// Days the application date may lie before the receipt date (offline queues).
    pub backdate_days: u32,
    /// Usual capabilities.
    pub capabilities: Vec<Capability>,
}

/// A level of office: 市 · 区县 · 镇街 · 村社.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeLevel {
    /// ASCII id.
    pub id: String,
    /// Name.
    pub name: TextId,
}

/// An administrative division that may be an insured place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Region {
    /// GB/T 2260 code.
    pub code: String,
    /// Name.
    pub name: TextId,
}
