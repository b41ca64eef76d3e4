//! Materials (申请材料) and the ways to satisfy them.

use crate::{Message, TextId};
use serde::Serialize;

/// What form a material must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialForm {
    /// 原件
    Original,
    /// 复印件
    Copy,
    /// 电子件
    Electronic,
}

/// A material of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Material {
    /// ASCII id, such as `identity-document`.
    pub id: String,
    /// Catalogue code, such as `M01`.
    pub code: String,
    /// Name.
    pub name: TextId,
    /// Forms that are taken.
    pub forms: Vec<MaterialForm>,
    /// Who issues it.
    pub issuer: TextId,
    /// Points to check (审查要点).
    pub points: Vec<TextId>,
    /// Cited sources; an identity document needs none.
    pub basis: Vec<u32>,
    /// Whether it is an identity document.
    pub identity: bool,
    /// Media types that may be uploaded.
    pub media: Vec<String>,
    /// Most bytes of one file.
    pub max_bytes: u64,
    /// Most files.
    pub max_files: u32,
}

/// How a material may be satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WayKind {
    /// Checked against shared data or an electronic licence.
    Shared,
    /// Rendered from the answers and signed.
    Rendered,
    /// Uploaded or scanned.
    Provided,
    /// Promised (告知承诺), always the applicant's choice.
    Promised,
    /// Handed in later (容缺).
    Deferred,
    /// Fetched by the office.
    Fetched,
    /// Covered by another material given (index into the item's materials).
    Covered(u32),
}

/// One open way, best first in the material's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Which way.
    pub kind: WayKind,
    /// Node that says whether the way is open; none: always.
    pub node: Option<u32>,
    /// For a promise: the text to sign. For a rendered form: its title.
    pub text: Option<Message>,
    /// For a deferral: working days until it is due.
    pub due_working_days: Option<u32>,
    /// Taken without asking the person when it is the first open way (shared, fetched).
    pub automatic: bool,
}

/// A material as this item asks for it: needed when its node is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemMaterial {
    /// Index into [`crate::Image::materials`].
    pub material: u32,
    /// Node; none: always needed.
    pub node: Option<u32>,
    /// Why it is needed in this situation.
    pub reason: Option<TextId>,
    /// Ways, best first.
    pub ways: Vec<Way>,
    /// Cited sources beyond the material's own.
    pub basis: Vec<u32>,
}
