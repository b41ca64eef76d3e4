//! The compiled catalogue: its types, and the one bounded, versioned binary codec.
//!
//! Authoring (`tongban-catalog`) writes an [`Image`]; run time (`tongban-engine`) reads it. Items are kept as
//! separate encoded bodies so that opening a module costs the directory only, and opening an item costs that item.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod basis;
mod bundle;
mod catalog;
mod codec;
mod fact;
mod form;
mod graph;
mod item;
mod late;
mod material;
mod parameter;
mod risk;
mod slice;
mod stored;
mod suggest;
mod text;

pub use basis::{Basis, BasisKind};
pub use bundle::{BundleEntry, BundleMember, BundleNeed};
pub use catalog::{Capability, CatalogInfo, Channel, OfficeLevel, Region};
pub use codec::{
    CodecError, ENGINE_ABI, MAX_IMAGE_BYTES, decode_image, decode_item, decode_texts, encode_image,
    encode_item, encode_texts, share_image, share_texts,
};
pub use fact::{Domain, EnumValue, Fact, FactKind, FormatChoice, Sensitivity, Source};
pub use form::{Check, Field, Page, Section};
pub use graph::{Node, NodeKind, Slot, SlotKind};
pub use item::{
    Assurance, Audience, Condition, Deadline, DeadlineKind, Facts, Handling, Image, Item,
    ItemEntry, Limit, Milestone, Output, RouteRule, RouteTarget,
};
pub use late::Late;
pub use material::{ItemMaterial, Material, MaterialForm, Way, WayKind};
pub use parameter::{Function, Parameter, ParameterRow};
pub use risk::{ItemRisk, Level, Risk, RiskNeeds};
pub use slice::Slice;
pub use suggest::{Suggest, Unless};
pub use text::{Message, TextId, TextTable, Texts};
