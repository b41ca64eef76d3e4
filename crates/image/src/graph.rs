//! The item's dependency graph: slots that hold values, nodes that compute.

use serde::Serialize;

/// A place that holds a fact's value in this item. Programs read facts by slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// Index into [`crate::Image::facts`].
    pub fact: u32,
    /// What fills it.
    pub kind: SlotKind,
    /// Slot of the repeat group whose rows hold it; none: one value.
    pub group: Option<u32>,
}

/// What fills a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// Set from outside.
    Input,
    /// Computed by this node.
    Computed(u32),
    /// The application date, given when the session opens.
    ApplicationDate,
    /// The insured region, given when the session opens.
    InsuredRegion,
    /// Rows of a repeat group: a list of contexts keyed by fact id.
    Rows,
}

/// One computation. Nodes are stored in an order in which every dependency comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// What the result is for.
    pub kind: NodeKind,
    /// Group slot when the node is computed once for each row.
    pub group: Option<u32>,
    /// Index into [`crate::Item::programs`].
    pub program: u32,
    /// Slots whose effective value the program reads.
    pub reads: Vec<u32>,
}

/// What a node's result is for; indices point into the item's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// Value of a computed slot.
    Computed(u32),
    /// Visibility of a field.
    Visible(u32),
    /// Whether a field must be answered.
    Required(u32),
    /// A check of a field: field, check.
    Check(u32, u32),
    /// A condition holds.
    Condition(u32),
    /// A material is needed.
    Material(u32),
    /// A risk point fires.
    Risk(u32),
    /// A route rule applies.
    Route(u32),
    /// A deadline rule applies.
    Deadline(u32),
    /// A way of satisfying a material is open: material, way.
    Way(u32, u32),
}
