//! How an item is asked: pages, sections, fields.

use crate::{Level, Message, TextId};
use serde::Serialize;

/// One page of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// ASCII id, unique in the item.
    pub id: String,
    /// Title.
    pub title: TextId,
    /// Sections in order.
    pub sections: Vec<Section>,
}

/// A group of fields under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Heading, when there is one.
    pub title: Option<TextId>,
    /// Indices into [`crate::Item::fields`].
    pub fields: Vec<u32>,
}

/// One question. Fields of a repeat group's rows carry the group's slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The slot it fills.
    pub slot: u32,
    /// Slot of the group whose row it stands in.
    pub group: Option<u32>,
    /// Label for this item, when it differs from the fact's name.
    pub label: Option<TextId>,
    /// Hint for this item, when it differs from the fact's.
    pub hint: Option<TextId>,
    /// May be left empty; when false, a missing answer is an error while the field is visible.
    pub optional: bool,
    /// Node that says whether it is visible; none: always.
    pub visible: Option<u32>,
    /// Node that says whether it is required (overrides `optional`).
    pub required: Option<u32>,
    /// Never asked of the person; comes from card or register, shown read-only.
    pub read_only: bool,
    /// Checks of the value.
    pub checks: Vec<Check>,
}

/// A check that a value must pass: the node's program is true when the value is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable id within the item.
    pub id: String,
    /// Node with the rule.
    pub node: u32,
    /// What is wrong and how to mend it.
    pub message: Message,
    /// Level when it fails: `block` refuses the value, `review-1` passes it to manual confirmation.
    pub level: Level,
    /// Bases, indices into [`crate::Image::bases`].
    pub basis: Vec<u32>,
}
