//! One service item, and the image that holds them all.

use crate::{
    Basis, BundleEntry, CatalogInfo, Fact, Field, Function, ItemMaterial, ItemRisk, Late, Material,
    Message, Node, Page, Parameter, Risk, Slice, Slot, Suggest, TextId,
};
use serde::Serialize;
use tongban_runtime::{Calendar, Format, Program};

/// How many facts are read at once: those of one file stand together.
const FACTS: usize = 16;
/// The data dictionary.
pub type Facts = Late<Fact, FACTS>;

/// The compiled catalogue without its texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Image {
    /// Identity, channels, regions.
    pub catalog: CatalogInfo,
    /// Data dictionary.
    pub facts: Facts,
    /// Document and code formats, by index.
    pub formats: Vec<Format>,
    /// Dated and regional values.
    pub parameters: Vec<Parameter>,
    /// Named functions.
    pub functions: Late<Function, 1>,
    /// Working days.
    pub calendar: Calendar,
    /// Cited sources.
    pub bases: Vec<Basis>,
    /// Materials, each once.
    pub materials: Vec<Material>,
    /// Risk patterns, each once.
    pub risks: Vec<Risk>,
    /// Texts of the engine and the pages, sorted by key.
    pub messages: Vec<(String, TextId)>,
    /// Directory of items, sorted by id.
    pub items: Vec<ItemEntry>,
    /// Directory of bundles, sorted by id.
    pub bundles: Vec<BundleEntry>,
}

impl Image {
    /// Whether all that is read when it is asked for can be read, but for the bodies of items.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.facts.is_whole() && self.functions.is_whole()
    }
}

/// What a list of items shows, and the encoded body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemEntry {
    /// ASCII id, such as `retirement`.
    pub id: String,
    /// Catalogue code, such as `E01`.
    pub code: String,
    /// Group letter, such as `E`.
    pub group: String,
    /// Name.
    pub name: TextId,
    /// One plain sentence.
    pub summary: TextId,
    /// Words people search by (zh-Hans, space separated).
    pub keywords: TextId,
    /// Who may apply.
    pub audience: Vec<Audience>,
    /// Insurances concerned: pension, injury, unemployment, residents, civil, card, annuity.
    pub insurance: Vec<String>,
    /// Instant or accepted first.
    pub handling: Handling,
    /// Whether it can be done online.
    pub online: bool,
    /// Taken anywhere in the city (全渝通办).
    pub citywide: bool,
    /// Done within the hour (60分钟快速办).
    pub fast: bool,
    /// Channels that carry it, by id.
    pub channels: Vec<String>,
    /// Outside the counted catalogue (`reserve/`).
    pub reserve: bool,
    /// The item, by [`crate::encode_item`]; decoded when a session opens.
    pub body: Slice,
}

/// Who may apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// 个人
    Person,
    /// 单位
    Unit,
}

/// 受办一体 or 受办分离.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handling {
    /// Decided and done where it is taken.
    Instant,
    /// Taken here, handled behind.
    Accepted,
}

/// Assurance that an item asks of the channel (认证等级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// Nobody need be known.
    None,
    /// A signed-in account.
    Account,
    /// Real name checked.
    RealName,
    /// Face matched, 实人.
    RealPerson,
    /// Seen by a clerk.
    Clerk,
}

/// One service item, complete.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// ASCII id, equal to the entry's.
    pub id: String,
    /// Basic code of GB/T 39554, private: province 50, sub-codes from 900.
    pub basic_code: String,
    /// Assurance needed.
    pub assurance: Assurance,
    /// Office levels that may take it, by id.
    pub taken_at: Vec<String>,
    /// Office levels that may handle it, by id.
    pub handled_at: Vec<String>,
    /// Legal bases of the item (设定依据).
    pub basis: Vec<u32>,
    /// Values.
    pub slots: Vec<Slot>,
    /// Computations, dependencies first.
    pub nodes: Vec<Node>,
    /// Programs of nodes and message arguments.
    pub programs: Vec<Program>,
    /// Questions.
    pub fields: Vec<Field>,
    /// Layout.
    pub pages: Vec<Page>,
    /// 受理条件.
    pub conditions: Vec<Condition>,
    /// 申请材料.
    pub materials: Vec<ItemMaterial>,
    /// 风险防控点.
    pub risks: Vec<ItemRisk>,
    /// Tried in order; the first that applies decides.
    pub routes: Vec<RouteRule>,
    /// Tried in order; the first that applies decides.
    pub deadlines: Vec<Deadline>,
    /// When it is worth doing for a person; none: whenever they like.
    pub suggest: Option<Suggest>,
    /// Steps that progress shows.
    pub milestones: Vec<Milestone>,
    /// What the person gets.
    pub outputs: Vec<Output>,
    /// Register fields changed when the item is done at once: `(register, field, slot)`.
    pub effects: Vec<(String, String, u32)>,
}

/// A condition of acceptance: met when its node is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Stable id within the item.
    pub id: String,
    /// What must hold.
    pub name: TextId,
    /// Its node.
    pub node: u32,
    /// Shown when met: what it was decided by.
    pub met: Option<Message>,
    /// Shown when not met: what is wrong.
    pub unmet: Message,
    /// What the person can do then.
    pub remedy: Option<Message>,
    /// Cited sources.
    pub basis: Vec<u32>,
    /// Field (index) where the focus goes.
    pub focus: Option<u32>,
}

/// Where the case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RouteTarget {
    /// Finished where it is taken.
    Here,
    /// Handled at the insured place.
    InsuredPlace,
    /// The city's office.
    City,
}

/// A route: applies when its node is true, or always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouteRule {
    /// Stable id within the item.
    pub id: String,
    /// Node; none: always.
    pub node: Option<u32>,
    /// Where it goes.
    pub target: RouteTarget,
    /// Post that handles it there: `handle`, `review-1`, `review-2`. Risks may raise it.
    pub post: String,
    /// Why, in words.
    pub reason: Message,
}

/// How a limit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineKind {
    /// Minutes inside opening hours.
    Minutes,
    /// Working days of the dated calendar.
    WorkingDays,
    /// Calendar days.
    Days,
}

/// A limit with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub kind: DeadlineKind,
    /// Cited sources.
    pub basis: Vec<u32>,
}

/// Time limits; apply when the node is true, or always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Stable id within the item.
    pub id: String,
    /// Node; none: always.
    pub node: Option<u32>,
    /// What the law allows.
    pub statutory: Option<Limit>,
    /// What the office promises.
    pub promised: Limit,
}

/// A step of handling that progress shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// ASCII id: `received`, `accepted`, `reviewed`, `done`.
    pub id: String,
    /// Name.
    pub name: TextId,
}

/// What the person gets at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Output {
    /// ASCII id.
    pub id: String,
    /// Name.
    pub name: TextId,
}
