//! Lists and guides (办事指南), before a session is opened.

use super::view::{BasisView, Choice, ConditionView, LimitView, MaterialView};
use serde::Serialize;

/// Who made the decisions: module, engine, catalogue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// SHA-256 of the module, lower-case hex.
    pub digest: String,
    /// Engine version.
    pub engine: String,
    /// Catalogue.
    pub catalog: CatalogView,
    /// Languages, source first.
    pub locales: Vec<String>,
    /// Insured regions, in the catalogue's order.
    pub regions: Vec<Choice>,
}

/// The catalogue's identity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CatalogView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Revision.
    pub revision: u32,
    /// First day in force.
    pub effective: String,
    /// That this is a reference catalogue.
    pub notice: String,
}

/// An item in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemSummary {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Group letter.
    pub group: String,
    /// Name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// `person`, `unit`.
    pub audience: Vec<String>,
    /// Insurances.
    pub insurance: Vec<String>,
    /// `instant`, `accepted`.
    pub handling: String,
    /// Online.
    pub online: bool,
    /// Anywhere in the city.
    pub citywide: bool,
    /// Within the hour.
    pub fast: bool,
    /// Channels that carry it.
    pub channels: Vec<String>,
    /// Of a bundle (打包办): ids of its items, in the order in which they are handled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub members: Option<Vec<String>>,
}

/// 办事指南: for everybody, or for this situation when facts are given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Guide {
    /// The item.
    pub item: ItemSummary,
    /// 基本编码.
    pub basic_code: String,
    /// 认证等级.
    pub assurance: String,
    /// Levels that take it, by name.
    pub taken_at: Vec<String>,
    /// Levels that handle it, by name.
    pub handled_at: Vec<String>,
    /// 设定依据.
    pub basis: Vec<BasisView>,
    /// 受理条件.
    pub conditions: Vec<ConditionView>,
    /// 申请材料.
    pub materials: Vec<MaterialView>,
    /// 承诺办结时限.
    pub promised: Option<LimitView>,
    /// 法定办结时限.
    pub statutory: Option<LimitView>,
    /// Steps.
    pub milestones: Vec<String>,
    /// What the person gets.
    pub outputs: Vec<String>,
    /// How many risk points are checked.
    pub risk_points: u32,
    /// What it is not: the catalogue's notice.
    pub notice: String,
    /// Of a bundle: the guides of its items; `materials` names each material once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub members: Option<Vec<Guide>>,
    /// In a bundle's guide: how the item belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub part: Option<GuidePart>,
}

/// How an item belongs to a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GuidePart {
    /// Whether an answer decides if it is applied for; else it always is.
    pub optional: bool,
    /// Ids of the items that are done first, where they are applied for.
    pub needs: Vec<String>,
}
