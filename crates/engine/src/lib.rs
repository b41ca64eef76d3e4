//! Image and facts to view, materials, risks, route, deadline, decision and packet.
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

pub mod api;
mod application;
mod bundle;
mod decide;
mod decision;
mod engine;
mod explain;
mod guide;
mod items;
pub mod json;
pub mod limits;
mod messages;
mod module;
mod packet;
mod plan;
mod replay;
mod results;
mod roster;
mod session;
mod signed;
mod suggest;
pub mod texts;
mod wire;

pub use application::Application;
pub use bundle::{
    BUNDLE_SCHEMA, BundleSession, MemberVerdict, split as split_bundle,
    verdict_of as bundle_verdict,
};
pub use decide::{DecideRequest, GivenMaterial, read_facts};
pub use decision::SCHEMA as DECISION_SCHEMA;
pub use engine::Engine;
pub use module::{
    ENGINE_ID, ENGINE_SECTION, IMAGE_SECTION, Label, MAX_MODULE_BYTES, Module, RELEASE_SECTION,
    Release, TEXT_SECTION, digest, sections,
};
pub use packet::PACKET as PACKET_SCHEMA;
pub use replay::{Redecision, differences, same_bytes};
pub use roster::Roster;
pub use session::{DRAFT as DRAFT_SCHEMA, Session};
/// The compiled catalogue's types, for hosts that read an item's declaration.
pub use tongban_image as image;
pub use tongban_image::Slice;
pub use wire::Said;

/// Every failure of the engine is a [`api::Diagnostic`] with a stable code.
pub type EngineError = api::Diagnostic;
