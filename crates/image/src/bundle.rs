//! Bundles (打包办): items that are applied for together.

use crate::ItemEntry;
use serde::Serialize;

/// One bundle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BundleEntry {
    /// How it is listed. Its body is an item of its own: the questions that decide which members take part, and one
    /// condition for each member that has a rule.
    pub entry: ItemEntry,
    /// Members, in the order in which they are handled.
    pub members: Vec<BundleMember>,
}

/// An item of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleMember {
    /// Index into [`crate::Image::items`].
    pub item: u32,
    /// Condition (index) of the bundle's body that says whether it takes part; none: always.
    pub when: Option<u32>,
    /// Members that are done first.
    pub needs: Vec<BundleNeed>,
}

/// That a member waits for another one's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleNeed {
    /// The other member (index), which stands before.
    pub member: u32,
    /// Conditions (ids) of the waiting item that the other one's result is going to meet.
    pub settles: Vec<String>,
}
