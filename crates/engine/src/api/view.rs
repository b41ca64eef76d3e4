//! The live view of a session and the changes to it.

use serde::Serialize;
use tongban_runtime::SortedMap;

/// A value on the wire: null (absent), boolean, string (text, decimal, date, enumeration id) or rows.
pub type WireValue = serde_json::Value;

/// Everything a page needs to draw a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Item id.
    pub item: String,
    /// Item name.
    pub name: String,
    /// Application date.
    pub as_of: String,
    /// Insured region code.
    pub region: Option<String>,
    /// Pages in order, with ids of their fields.
    pub pages: Vec<PageView>,
    /// Fields outside repeat groups, and groups; by form order.
    pub fields: Vec<FieldView>,
    /// 受理条件.
    pub conditions: Vec<ConditionView>,
    /// 申请材料.
    pub materials: Vec<MaterialView>,
    /// 风险防控点: fired ones with messages, silent and unknown ones by state.
    pub risks: Vec<RiskView>,
    /// Where the case goes.
    pub route: RouteView,
    /// By when.
    pub deadline: DeadlineView,
    /// Outcome so far.
    pub verdict: Verdict,
    /// Of a bundle: its items, in the order in which they are handled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub members: Option<Vec<MemberView>>,
}

/// An item of a bundle as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// Item id.
    pub item: String,
    /// Item code.
    pub code: String,
    /// Item name.
    pub name: String,
    /// `goes`; `waits` for items that are done first; `perhaps` while it is not known whether it takes part; `left-out`.
    pub state: String,
    /// When perhaps: because of these.
    pub because: Vec<Because>,
    /// Ids of the items that it waits for.
    pub needs: Vec<String>,
    /// Outcome of the item, as if it were applied for by itself. A reason of kind `waits` is settled by an item that it waits for.
    pub verdict: Verdict,
    /// Where it goes.
    pub route: RouteView,
    /// By when; without dates while it waits.
    pub deadline: DeadlineView,
}

/// One page of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PageView {
    /// Page id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Sections: heading and field paths.
    pub sections: Vec<SectionView>,
    /// Whether any field of it is visible.
    pub visible: bool,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SectionView {
    /// Heading.
    pub title: Option<String>,
    /// Paths of its fields.
    pub fields: Vec<String>,
}

/// How a field is asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case", tag = "type")]
pub enum Widget {
    /// Yes or no.
    Boolean,
    /// Exact number as decimal string.
    Number {
        /// Least.
        min: Option<String>,
        /// Greatest.
        max: Option<String>,
        /// Decimal places.
        scale: u8,
        /// Unit as people read it: 个月, 元.
        unit: Option<String>,
    },
    /// One line or, when `long`, several.
    Text {
        /// Most characters.
        #[serde(rename = "maxChars")]
        max_chars: u32,
        /// Several lines.
        long: bool,
    },
    /// Civil date.
    Date {
        /// Earliest.
        min: Option<String>,
        /// Latest.
        max: Option<String>,
    },
    /// One of these.
    Enum {
        /// Options in order.
        options: Vec<Choice>,
    },
    /// Region of the catalogue.
    Region {
        /// Options in order.
        options: Vec<Choice>,
    },
    /// Repeated rows.
    Group {
        /// Columns: a row's fields as templates, without values.
        columns: Vec<FieldView>,
        /// Least rows.
        #[serde(rename = "minRows")]
        min_rows: u32,
        /// Most rows.
        #[serde(rename = "maxRows")]
        max_rows: u32,
    },
}

/// One option.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Id on the wire.
    pub id: String,
    /// Label.
    pub name: String,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The person (or a clerk for the person) entered it.
    Asked,
    /// Read from an identity card.
    Card,
    /// Answered by a register.
    Register,
    /// Computed by a rule.
    Computed,
}

/// What is known of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Knowledge {
    /// A value.
    Known,
    /// Known to be absent.
    Absent,
    /// Not asked yet.
    NotAsked,
    /// The register did not answer.
    Unreachable,
    /// Data are not published.
    NoData,
}

/// One field as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// Path for `set`: `birthDate`; in a row `staff[r1].name`, where `r1` is the row's stable id; in a row of a row
    /// `homes[r1].members[r4].name`.
    pub path: String,
    /// Fact id.
    pub fact: String,
    /// Label.
    pub label: String,
    /// Help in one line.
    pub hint: Option<String>,
    /// How it is asked.
    pub widget: Widget,
    /// Whether it is shown.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether the person may change it (a register's value is disputed instead).
    pub read_only: bool,
    /// Known, absent, or why not known.
    pub knowledge: Knowledge,
    /// The value as rules see it (normalised).
    pub value: WireValue,
    /// The text as it was typed, when it differs or does not parse.
    pub raw: Option<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// A register's value that the person says is wrong: the reason.
    pub disputed: Option<String>,
    /// Card field or register that may fill it: `card:name`, `register:pension.paidMonths`.
    pub sources: Vec<String>,
    /// What is wrong with the value.
    pub violations: Vec<Violation>,
    /// Sensitive data: mask when not being edited.
    pub sensitive: bool,
    /// Rows of a group: stable id and fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub rows: Option<Vec<RowView>>,
    /// Whether the rows were confirmed complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub complete: Option<bool>,
}

/// One row of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// Stable id.
    pub id: String,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// One field as it stands now: what can change of it. Label, hint and widget stay as in the view.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// Path for `set`.
    pub path: String,
    /// Whether it is shown.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Known, absent, or why not known.
    pub knowledge: Knowledge,
    /// The value as rules see it (normalised).
    pub value: WireValue,
    /// The text as it was typed, when it differs or does not parse.
    pub raw: Option<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// A register's value that the person says is wrong: the reason.
    pub disputed: Option<String>,
    /// What is wrong with the value.
    pub violations: Vec<Violation>,
    /// All rows of a group whose rows came, went or moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub rows: Option<Vec<RowChange>>,
    /// Whether the rows were confirmed complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub complete: Option<bool>,
}

/// One row of a group whose rows came, went or moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RowChange {
    /// Stable id.
    pub id: String,
    /// Its fields, in the order of the widget's columns.
    pub fields: Vec<FieldChange>,
}

/// Something wrong with a value, or to be confirmed by a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    /// Stable code: `required`, `type`, `range`, `length`, `format.check-digit`, `check.<id>` …
    pub code: String,
    /// `error` must be mended or handed in for correction; `review` is confirmed by a clerk; `hint` may be ignored.
    pub severity: Severity,
    /// In words, masked.
    pub message: String,
    /// Cited sources.
    pub basis: Vec<BasisView>,
}

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be mended.
    Error,
    /// A clerk confirms.
    Review,
    /// May be ignored.
    Hint,
}

/// A cited source.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BasisView {
    /// Id, such as `JB18`.
    pub id: String,
    /// `law`, `regulation`, `local`, `practice`, `unverified`.
    pub kind: String,
    /// Title with article; an unverified one says 依据待核.
    pub title: String,
    /// What it says.
    pub text: Option<String>,
}

/// Why something is unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Because {
    /// Path of a field, id of a parameter, or `calendar:2027`.
    pub what: String,
    /// Name in words.
    pub name: String,
    /// `not-asked`, `unreachable`, `no-data`.
    pub reason: String,
}

/// A condition as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConditionView {
    /// Id.
    pub id: String,
    /// What must hold.
    pub name: String,
    /// `met`, `not-met`, `unknown`, `fault`.
    pub state: String,
    /// When unknown: because of these.
    pub because: Vec<Because>,
    /// When met: what it was decided by, if the catalogue says it. When not met: what is wrong.
    pub message: Option<String>,
    /// When not met: what can be done.
    pub remedy: Option<String>,
    /// Cited sources.
    pub basis: Vec<BasisView>,
    /// Path where the focus goes.
    pub focus: Option<String>,
}

/// A material as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MaterialView {
    /// Id.
    pub id: String,
    /// Code, such as `M01`.
    pub code: String,
    /// Name.
    pub name: String,
    /// `needed`, `perhaps`, `not-needed`.
    pub state: String,
    /// When perhaps: because of these.
    pub because: Vec<Because>,
    /// Why it is needed here.
    pub reason: Option<String>,
    /// Who issues it.
    pub issuer: String,
    /// Points to check.
    pub points: Vec<String>,
    /// `original`, `copy`, `electronic`.
    pub forms: Vec<String>,
    /// Open ways, best first: `shared`, `rendered`, `provided`, `promised`, `deferred`, `fetched`, `covered`.
    pub ways: Vec<WayView>,
    /// How it is satisfied now, one of the ways' kinds.
    pub given: Option<String>,
    /// Files given.
    pub files: Vec<FileView>,
    /// Media types taken.
    pub media: Vec<String>,
    /// Most bytes of one file.
    pub max_bytes: u64,
    /// Most files.
    pub max_files: u32,
    /// Cited sources.
    pub basis: Vec<BasisView>,
    /// Of a bundle: ids of the items that need it or perhaps do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub items: Option<Vec<String>>,
}

/// An open way.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WayView {
    /// Kind.
    pub kind: String,
    /// Text to sign, or title of the rendered form.
    pub text: Option<String>,
    /// Due date of a deferral, when the calendar covers it.
    pub due: Option<String>,
}

/// A file given for a material; its bytes stay with the host.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileView {
    /// File name.
    pub name: String,
    /// Media type.
    pub media: String,
    /// Bytes.
    pub size: u64,
    /// Lower-case hex.
    pub sha256: String,
}

/// A risk point as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RiskView {
    /// Id within the item.
    pub id: String,
    /// Code of the pattern, such as `R08`.
    pub code: String,
    /// Name: what was found when fired, else what is looked into.
    pub name: String,
    /// `silent`, `fired`, `unknown`, `fault`.
    pub state: String,
    /// `warn`, `review1`, `review2`, `block`.
    pub level: String,
    /// When fired.
    pub message: Option<String>,
    /// When unknown.
    pub because: Vec<Because>,
    /// Unknown for a reason the person cannot mend: the back office decides.
    pub back_office: bool,
    /// Cited sources.
    pub basis: Vec<BasisView>,
    /// Path where the focus goes.
    pub focus: Option<String>,
}

/// Where the case goes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RouteView {
    /// Id of the route rule, when decided.
    pub id: Option<String>,
    /// `here`, `insured-place`, `city`; none while unknown.
    pub target: Option<String>,
    /// Region code it is handled at.
    pub region: Option<String>,
    /// `done`, `handle`, `review-1`, `review-2`, after risks were weighed.
    pub post: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// When unknown.
    pub because: Vec<Because>,
}

/// By when.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DeadlineView {
    /// Id of the deadline rule.
    pub id: Option<String>,
    /// What is promised.
    pub promised: Option<LimitView>,
    /// What the law allows.
    pub statutory: Option<LimitView>,
    /// When unknown.
    pub because: Vec<Because>,
}

/// A limit with its date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LimitView {
    /// How many.
    pub amount: u32,
    /// `minutes`, `working-days`, `days`.
    pub kind: String,
    /// Last day, counted from the application date; none when the calendar does not cover it (预计).
    pub date: Option<String>,
    /// In words.
    pub text: String,
    /// Cited sources.
    pub basis: Vec<BasisView>,
}

/// Outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// `blocked`, `incomplete`, `ready-with-correction`, `ready`.
    pub kind: String,
    /// In words.
    pub text: String,
    /// Everything that stands in the way, in a stable order (一次性告知).
    pub reasons: Vec<Reason>,
}

/// One thing missing or wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// `condition:age`, `risk:R01`, `field:birthDate`, `material:M12`.
    pub code: String,
    /// `blocks`, `missing`, `correct`, `review`, `deferred`; in a bundle also `waits`.
    pub kind: String,
    /// In words, with what to do.
    pub message: String,
    /// Path or `material:<id>` where the focus goes.
    pub focus: Option<String>,
    /// Cited sources.
    pub basis: Vec<BasisView>,
}

/// Only what changed; entries are whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Changed fields (also inside rows), and groups whose rows came, went or moved with all their rows.
    pub fields: Vec<FieldChange>,
    /// Changed conditions.
    pub conditions: Vec<ConditionView>,
    /// Changed materials.
    pub materials: Vec<MaterialView>,
    /// Changed risk points.
    pub risks: Vec<RiskView>,
    /// Pages that came or went: id to visible.
    #[cfg_attr(feature = "ts", ts(as = "std::collections::BTreeMap<String, bool>"))]
    pub pages: SortedMap<String, bool>,
    /// New route.
    pub route: Option<RouteView>,
    /// New deadline.
    pub deadline: Option<DeadlineView>,
    /// New verdict.
    pub verdict: Option<Verdict>,
    /// Of a bundle: its items, all of them, when one changed. Where the `state` of one changed, read the view again:
    /// labels, titles and results of items came or went.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub members: Option<Vec<MemberView>>,
}

/// A question worth asking now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Next {
    /// Path.
    pub path: String,
    /// Label.
    pub label: String,
    /// Page id it stands on.
    pub page: String,
    /// How many undecided results it can settle.
    pub settles: u32,
}
