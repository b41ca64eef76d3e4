// Generated from crates/engine/src/api; do not edit. After a change of those types:
// cargo run -p tongban-engine --features ts --example engine-types > www/engine/src/generated-types.ts

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/** Null (absent), boolean, text (also decimals, dates and ids of enumerations) or rows. */
export type WireValue = JsonValue;

/**
 * Everything a page needs to draw a session.
 */
export type View = { 
/**
 * Item id.
 */
item: string, 
/**
 * Item name.
 */
name: string, 
/**
 * Application date.
 */
asOf: string, 
/**
 * Insured region code.
 */
region: string | null, 
/**
 * Pages in order, with ids of their fields.
 */
pages: Array<PageView>, 
/**
 * Fields outside repeat groups, and groups; by form order.
 */
fields: Array<FieldView>, 
/**
 * 受理条件.
 */
conditions: Array<ConditionView>, 
/**
 * 申请材料.
 */
materials: Array<MaterialView>, 
/**
 * 风险防控点: fired ones with messages, silent and unknown ones by state.
 */
risks: Array<RiskView>, 
/**
 * Where the case goes.
 */
route: RouteView, 
/**
 * By when.
 */
deadline: DeadlineView, 
/**
 * Outcome so far.
 */
verdict: Verdict, 
/**
 * Of a bundle: its items, in the order in which they are handled.
 */
members?: Array<MemberView>, };

/**
 * An item of a bundle as it stands.
 */
export type MemberView = { 
/**
 * Item id.
 */
item: string, 
/**
 * Item code.
 */
code: string, 
/**
 * Item name.
 */
name: string, 
/**
 * `goes`; `waits` for items that are done first; `perhaps` while it is not known whether it takes part; `left-out`.
 */
state: string, 
/**
 * When perhaps: because of these.
 */
because: Array<Because>, 
/**
 * Ids of the items that it waits for.
 */
needs: Array<string>, 
/**
 * Outcome of the item, as if it were applied for by itself. A reason of kind `waits` is settled by an item that it waits for.
 */
verdict: Verdict, 
/**
 * Where it goes.
 */
route: RouteView, 
/**
 * By when; without dates while it waits.
 */
deadline: DeadlineView, };

/**
 * One page of the form.
 */
export type PageView = { 
/**
 * Page id.
 */
id: string, 
/**
 * Title.
 */
title: string, 
/**
 * Sections: heading and field paths.
 */
sections: Array<SectionView>, 
/**
 * Whether any field of it is visible.
 */
visible: boolean, };

/**
 * A part of a page.
 */
export type SectionView = { 
/**
 * Heading.
 */
title: string | null, 
/**
 * Paths of its fields.
 */
fields: Array<string>, };

/**
 * How a field is asked.
 */
export type Widget = { "type": "boolean" } | { "type": "number", 
/**
 * Least.
 */
min: string | null, 
/**
 * Greatest.
 */
max: string | null, 
/**
 * Decimal places.
 */
scale: number, 
/**
 * Unit as people read it: 个月, 元.
 */
unit: string | null, } | { "type": "text", 
/**
 * Most characters.
 */
maxChars: number, 
/**
 * Several lines.
 */
long: boolean, } | { "type": "date", 
/**
 * Earliest.
 */
min: string | null, 
/**
 * Latest.
 */
max: string | null, } | { "type": "enum", 
/**
 * Options in order.
 */
options: Array<Choice>, } | { "type": "region", 
/**
 * Options in order.
 */
options: Array<Choice>, } | { "type": "group", 
/**
 * Columns: a row's fields as templates, without values.
 */
columns: Array<FieldView>, 
/**
 * Least rows.
 */
minRows: number, 
/**
 * Most rows.
 */
maxRows: number, };

/**
 * One option.
 */
export type Choice = { 
/**
 * Id on the wire.
 */
id: string, 
/**
 * Label.
 */
name: string, };

/**
 * Where a value came from.
 */
export type Origin = "asked" | "card" | "register" | "computed";

/**
 * What is known of a field.
 */
export type Knowledge = "known" | "absent" | "not-asked" | "unreachable" | "no-data";

/**
 * One field as it stands.
 */
export type FieldView = { 
/**
 * Path for `set`: `birthDate`; in a row `staff[r1].name`, where `r1` is the row's stable id; in a row of a row
 * `homes[r1].members[r4].name`.
 */
path: string, 
/**
 * Fact id.
 */
fact: string, 
/**
 * Label.
 */
label: string, 
/**
 * Help in one line.
 */
hint: string | null, 
/**
 * How it is asked.
 */
widget: Widget, 
/**
 * Whether it is shown.
 */
visible: boolean, 
/**
 * Whether it must be answered.
 */
required: boolean, 
/**
 * Whether the person may change it (a register's value is disputed instead).
 */
readOnly: boolean, 
/**
 * Known, absent, or why not known.
 */
knowledge: Knowledge, 
/**
 * The value as rules see it (normalised).
 */
value: JsonValue, 
/**
 * The text as it was typed, when it differs or does not parse.
 */
raw: string | null, 
/**
 * Where it came from.
 */
origin: Origin | null, 
/**
 * A register's value that the person says is wrong: the reason.
 */
disputed: string | null, 
/**
 * Card field or register that may fill it: `card:name`, `register:pension.paidMonths`.
 */
sources: Array<string>, 
/**
 * What is wrong with the value.
 */
violations: Array<Violation>, 
/**
 * Sensitive data: mask when not being edited.
 */
sensitive: boolean, 
/**
 * Rows of a group: stable id and fields.
 */
rows?: Array<RowView>, 
/**
 * Whether the rows were confirmed complete.
 */
complete?: boolean, };

/**
 * One field as it stands now: what can change of it. Label, hint and widget stay as in the view.
 */
export type FieldChange = { 
/**
 * Path for `set`.
 */
path: string, 
/**
 * Whether it is shown.
 */
visible: boolean, 
/**
 * Whether it must be answered.
 */
required: boolean, 
/**
 * Known, absent, or why not known.
 */
knowledge: Knowledge, 
/**
 * The value as rules see it (normalised).
 */
value: JsonValue, 
/**
 * The text as it was typed, when it differs or does not parse.
 */
raw: string | null, 
/**
 * Where it came from.
 */
origin: Origin | null, 
/**
 * A register's value that the person says is wrong: the reason.
 */
disputed: string | null, 
/**
 * What is wrong with the value.
 */
violations: Array<Violation>, 
/**
 * All rows of a group whose rows came, went or moved.
 */
rows?: Array<RowChange>, 
/**
 * Whether the rows were confirmed complete.
 */
complete?: boolean, };

/**
 * One row of a group.
 */
export type RowView = { 
/**
 * Stable id.
 */
id: string, 
/**
 * Its fields.
 */
fields: Array<FieldView>, };

/**
 * One row of a group whose rows came, went or moved.
 */
export type RowChange = { 
/**
 * Stable id.
 */
id: string, 
/**
 * Its fields, in the order of the widget's columns.
 */
fields: Array<FieldChange>, };

/**
 * Something wrong with a value, or to be confirmed by a person.
 */
export type Violation = { 
/**
 * Stable code: `required`, `type`, `range`, `length`, `format.check-digit`, `check.<id>` …
 */
code: string, 
/**
 * `error` must be mended or handed in for correction; `review` is confirmed by a clerk; `hint` may be ignored.
 */
severity: Severity, 
/**
 * In words, masked.
 */
message: string, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, };

/**
 * How bad.
 */
export type Severity = "error" | "review" | "hint";

/**
 * A cited source.
 */
export type BasisView = { 
/**
 * Id, such as `JB18`.
 */
id: string, 
/**
 * `law`, `regulation`, `local`, `practice`, `unverified`.
 */
kind: string, 
/**
 * Title with article; an unverified one says 依据待核.
 */
title: string, 
/**
 * What it says.
 */
text: string | null, };

/**
 * Why something is unknown.
 */
export type Because = { 
/**
 * Path of a field, id of a parameter, or `calendar:2027`.
 */
what: string, 
/**
 * Name in words.
 */
name: string, 
/**
 * `not-asked`, `unreachable`, `no-data`.
 */
reason: string, };

/**
 * A condition as it stands.
 */
export type ConditionView = { 
/**
 * Id.
 */
id: string, 
/**
 * What must hold.
 */
name: string, 
/**
 * `met`, `not-met`, `unknown`, `fault`.
 */
state: string, 
/**
 * When unknown: because of these.
 */
because: Array<Because>, 
/**
 * When met: what it was decided by, if the catalogue says it. When not met: what is wrong.
 */
message: string | null, 
/**
 * When not met: what can be done.
 */
remedy: string | null, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, 
/**
 * Path where the focus goes.
 */
focus: string | null, };

/**
 * A material as it stands.
 */
export type MaterialView = { 
/**
 * Id.
 */
id: string, 
/**
 * Code, such as `M01`.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * `needed`, `perhaps`, `not-needed`.
 */
state: string, 
/**
 * When perhaps: because of these.
 */
because: Array<Because>, 
/**
 * Why it is needed here.
 */
reason: string | null, 
/**
 * Who issues it.
 */
issuer: string, 
/**
 * Points to check.
 */
points: Array<string>, 
/**
 * `original`, `copy`, `electronic`.
 */
forms: Array<string>, 
/**
 * Open ways, best first: `shared`, `rendered`, `provided`, `promised`, `deferred`, `fetched`, `covered`.
 */
ways: Array<WayView>, 
/**
 * How it is satisfied now, one of the ways' kinds.
 */
given: string | null, 
/**
 * Files given.
 */
files: Array<FileView>, 
/**
 * Media types taken.
 */
media: Array<string>, 
/**
 * Most bytes of one file.
 */
maxBytes: number, 
/**
 * Most files.
 */
maxFiles: number, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, 
/**
 * Of a bundle: ids of the items that need it or perhaps do.
 */
items?: Array<string>, };

/**
 * An open way.
 */
export type WayView = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Text to sign, or title of the rendered form.
 */
text: string | null, 
/**
 * Due date of a deferral, when the calendar covers it.
 */
due: string | null, };

/**
 * A file given for a material; its bytes stay with the host.
 */
export type FileView = { 
/**
 * File name.
 */
name: string, 
/**
 * Media type.
 */
media: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Lower-case hex.
 */
sha256: string, };

/**
 * A risk point as it stands.
 */
export type RiskView = { 
/**
 * Id within the item.
 */
id: string, 
/**
 * Code of the pattern, such as `R08`.
 */
code: string, 
/**
 * Name: what was found when fired, else what is looked into.
 */
name: string, 
/**
 * `silent`, `fired`, `unknown`, `fault`.
 */
state: string, 
/**
 * `warn`, `review1`, `review2`, `block`.
 */
level: string, 
/**
 * When fired.
 */
message: string | null, 
/**
 * When unknown.
 */
because: Array<Because>, 
/**
 * Unknown for a reason the person cannot mend: the back office decides.
 */
backOffice: boolean, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, 
/**
 * Path where the focus goes.
 */
focus: string | null, };

/**
 * Where the case goes.
 */
export type RouteView = { 
/**
 * Id of the route rule, when decided.
 */
id: string | null, 
/**
 * `here`, `insured-place`, `city`; none while unknown.
 */
target: string | null, 
/**
 * Region code it is handled at.
 */
region: string | null, 
/**
 * `done`, `handle`, `review-1`, `review-2`, after risks were weighed.
 */
post: string | null, 
/**
 * Why, in words.
 */
reason: string, 
/**
 * When unknown.
 */
because: Array<Because>, };

/**
 * By when.
 */
export type DeadlineView = { 
/**
 * Id of the deadline rule.
 */
id: string | null, 
/**
 * What is promised.
 */
promised: LimitView | null, 
/**
 * What the law allows.
 */
statutory: LimitView | null, 
/**
 * When unknown.
 */
because: Array<Because>, };

/**
 * A limit with its date.
 */
export type LimitView = { 
/**
 * How many.
 */
amount: number, 
/**
 * `minutes`, `working-days`, `days`.
 */
kind: string, 
/**
 * Last day, counted from the application date; none when the calendar does not cover it (预计).
 */
date: string | null, 
/**
 * In words.
 */
text: string, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, };

/**
 * Outcome.
 */
export type Verdict = { 
/**
 * `blocked`, `incomplete`, `ready-with-correction`, `ready`.
 */
kind: string, 
/**
 * In words.
 */
text: string, 
/**
 * Everything that stands in the way, in a stable order (一次性告知).
 */
reasons: Array<Reason>, };

/**
 * One thing missing or wrong.
 */
export type Reason = { 
/**
 * `condition:age`, `risk:R01`, `field:birthDate`, `material:M12`.
 */
code: string, 
/**
 * `blocks`, `missing`, `correct`, `review`, `deferred`; in a bundle also `waits`.
 */
kind: string, 
/**
 * In words, with what to do.
 */
message: string, 
/**
 * Path or `material:<id>` where the focus goes.
 */
focus: string | null, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, };

/**
 * Only what changed; entries are whole.
 */
export type Changes = { 
/**
 * Changed fields (also inside rows), and groups whose rows came, went or moved with all their rows.
 */
fields: Array<FieldChange>, 
/**
 * Changed conditions.
 */
conditions: Array<ConditionView>, 
/**
 * Changed materials.
 */
materials: Array<MaterialView>, 
/**
 * Changed risk points.
 */
risks: Array<RiskView>, 
/**
 * Pages that came or went: id to visible.
 */
pages: { [key in string]: boolean }, 
/**
 * New route.
 */
route: RouteView | null, 
/**
 * New deadline.
 */
deadline: DeadlineView | null, 
/**
 * New verdict.
 */
verdict: Verdict | null, 
/**
 * Of a bundle: its items, all of them, when one changed. Where the `state` of one changed, read the view again:
 * labels, titles and results of items came or went.
 */
members?: Array<MemberView>, };

/**
 * A question worth asking now.
 */
export type Next = { 
/**
 * Path.
 */
path: string, 
/**
 * Label.
 */
label: string, 
/**
 * Page id it stands on.
 */
page: string, 
/**
 * How many undecided results it can settle.
 */
settles: number, };

/**
 * Who made the decisions: module, engine, catalogue.
 */
export type About = { 
/**
 * SHA-256 of the module, lower-case hex.
 */
digest: string, 
/**
 * Engine version.
 */
engine: string, 
/**
 * Catalogue.
 */
catalog: CatalogView, 
/**
 * Languages, source first.
 */
locales: Array<string>, 
/**
 * Insured regions, in the catalogue's order.
 */
regions: Array<Choice>, };

/**
 * The catalogue's identity.
 */
export type CatalogView = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Version.
 */
version: string, 
/**
 * Revision.
 */
revision: number, 
/**
 * First day in force.
 */
effective: string, 
/**
 * That this is a reference catalogue.
 */
notice: string, };

/**
 * An item in a list.
 */
export type ItemSummary = { 
/**
 * Id.
 */
id: string, 
/**
 * Code.
 */
code: string, 
/**
 * Group letter.
 */
group: string, 
/**
 * Name.
 */
name: string, 
/**
 * One sentence.
 */
summary: string, 
/**
 * `person`, `unit`.
 */
audience: Array<string>, 
/**
 * Insurances.
 */
insurance: Array<string>, 
/**
 * `instant`, `accepted`.
 */
handling: string, 
/**
 * Online.
 */
online: boolean, 
/**
 * Anywhere in the city.
 */
citywide: boolean, 
/**
 * Within the hour.
 */
fast: boolean, 
/**
 * Channels that carry it.
 */
channels: Array<string>, 
/**
 * Of a bundle (打包办): ids of its items, in the order in which they are handled.
 */
members?: Array<string>, };

/**
 * 办事指南: for everybody, or for this situation when facts are given.
 */
export type Guide = { 
/**
 * The item.
 */
item: ItemSummary, 
/**
 * 基本编码.
 */
basicCode: string, 
/**
 * 认证等级.
 */
assurance: string, 
/**
 * Levels that take it, by name.
 */
takenAt: Array<string>, 
/**
 * Levels that handle it, by name.
 */
handledAt: Array<string>, 
/**
 * 设定依据.
 */
basis: Array<BasisView>, 
/**
 * 受理条件.
 */
conditions: Array<ConditionView>, 
/**
 * 申请材料.
 */
materials: Array<MaterialView>, 
/**
 * 承诺办结时限.
 */
promised: LimitView | null, 
/**
 * 法定办结时限.
 */
statutory: LimitView | null, 
/**
 * Steps.
 */
milestones: Array<string>, 
/**
 * What the person gets.
 */
outputs: Array<string>, 
/**
 * How many risk points are checked.
 */
riskPoints: number, 
/**
 * What it is not: the catalogue's notice.
 */
notice: string, 
/**
 * Of a bundle: the guides of its items; `materials` names each material once.
 */
members?: Array<Guide>, 
/**
 * In a bundle's guide: how the item belongs to it.
 */
part?: GuidePart, };

/**
 * How an item belongs to a bundle.
 */
export type GuidePart = { 
/**
 * Whether an answer decides if it is applied for; else it always is.
 */
optional: boolean, 
/**
 * Ids of the items that are done first, where they are applied for.
 */
needs: Array<string>, };

/**
 * What a channel sends to the gateway. Its digest is the SHA-256 of its canonical JSON (RFC 8785).
 */
export type Packet = { 
/**
 * `tongban.packet/1`.
 */
schema: string, 
/**
 * 32 lower-case hex digits, made by the host when the application starts.
 */
id: string, 
/**
 * Id of the packet it replaces.
 */
supersedes?: string, 
/**
 * The decision as made by the channel, as JSON; its canonical bytes are hashed for `decisionDigest`.
 */
decision: JsonValue, 
/**
 * SHA-256 of the decision's canonical bytes, lower-case hex.
 */
decisionDigest: string, 
/**
 * Everything entered or read, by path (`birthDate`, `staff[0].name`), hidden fields left out.
 */
facts: { [key in string]: PacketFact }, 
/**
 * Groups that were confirmed complete.
 */
complete: Array<string>, 
/**
 * Given materials by id.
 */
materials: { [key in string]: PacketMaterial }, };

/**
 * One entry of a packet.
 */
export type PacketFact = { 
/**
 * Normalised value; null: known to be absent, or unknown when `unknown` says why.
 */
value: JsonValue, 
/**
 * As typed, when it differs.
 */
raw?: string, 
/**
 * Where it came from.
 */
origin: Origin, 
/**
 * `unreachable` or `no-data` when there is no value.
 */
unknown?: string, 
/**
 * Why the person says a register's value is wrong, and what it should be.
 */
disputed?: Dispute, };

/**
 * 对数据有异议.
 */
export type Dispute = { 
/**
 * In the person's words.
 */
reason: string, 
/**
 * What it should be, when said.
 */
claimed?: JsonValue, };

/**
 * A given material.
 */
export type PacketMaterial = { 
/**
 * `provided`, `shared`, `rendered`, `promised`, `deferred`, `fetched`, `covered`.
 */
how: string, 
/**
 * Files, when provided.
 */
files?: Array<FileView>, 
/**
 * The text that was signed, when promised or rendered.
 */
signed?: string, 
/**
 * Due date, when deferred.
 */
due?: string, };

/**
 * What a channel sends for a bundle. Its digest is the SHA-256 of its canonical JSON (RFC 8785). It splits into one
 * packet for each item without any rule being run.
 */
export type BundlePacket = { 
/**
 * `tongban.bundle/1`.
 */
schema: string, 
/**
 * 32 lower-case hex digits, made by the host when the application starts.
 */
id: string, 
/**
 * Id of the bundle's packet that it replaces.
 */
supersedes?: string, 
/**
 * Which items take part, in which order, with the digests of their decisions.
 */
decision: JsonValue, 
/**
 * SHA-256 of the decision's canonical bytes, lower-case hex.
 */
decisionDigest: string, 
/**
 * The items that are applied for, in order.
 */
members: Array<BundlePart>, 
/**
 * Everything entered or read, by path, once.
 */
facts: { [key in string]: PacketFact }, 
/**
 * Given materials by id, once.
 */
materials: { [key in string]: BundleMaterial }, };

/**
 * One item of a bundle's packet.
 */
export type BundlePart = { 
/**
 * Item id.
 */
item: string, 
/**
 * The item's decision as JSON, the same as if it were applied for by itself.
 */
decision: JsonValue, 
/**
 * SHA-256 of its canonical bytes, lower-case hex.
 */
decisionDigest: string, 
/**
 * Paths of the facts that belong to it.
 */
facts: Array<string>, 
/**
 * Groups of it that were confirmed complete.
 */
complete: Array<string>, };

/**
 * A material given once for the items that ask for it.
 */
export type BundleMaterial = { 
/**
 * Files, when provided.
 */
files?: Array<FileView>, 
/**
 * How it counts, by item id.
 */
given: { [key in string]: GivenInPart }, };

/**
 * How a material counts in one item.
 */
export type GivenInPart = { 
/**
 * `provided`, `shared`, `rendered`, `promised`, `deferred`, `fetched`, `covered`.
 */
how: string, 
/**
 * Digests of its files among the material's.
 */
files?: Array<string>, 
/**
 * The text that was signed, when promised or rendered.
 */
signed?: string, 
/**
 * Due date, when deferred.
 */
due?: string, };

/**
 * A draft: answers of an application under way, small and versioned. Keys that a later release adds are passed over, so that
 * drafts move both ways.
 */
export type Draft = { 
/**
 * `tongban.draft/1`.
 */
schema: string, 
/**
 * Item id.
 */
item: string, 
/**
 * Module digest it was made with.
 */
module: string, 
/**
 * Application date.
 */
asOf: string, 
/**
 * Insured region.
 */
region: string | null, 
/**
 * Entries by path, hidden ones included.
 */
facts: { [key in string]: PacketFact }, 
/**
 * Confirmed groups.
 */
complete: Array<string>, 
/**
 * Given materials.
 */
materials: { [key in string]: PacketMaterial }, 
/**
 * What was asked, by fact, `group.fact` and `material:<id>`, in the words of the session: another release says by
 * them what it does not ask any more, and knows what is new.
 */
names?: { [key in string]: string }, 
/**
 * Of a bundle: given materials by item; `materials` is empty then.
 */
members?: { [key in string]: { [key in string]: PacketMaterial } }, };

/**
 * One difference between two decisions.
 */
export type Difference = { 
/**
 * Where: `verdict.kind`, `facts.paidMonths`, `conditions.age`, `decisionDigest`.
 */
what: string, 
/**
 * What the packet says; null when it says nothing.
 */
packet: JsonValue, 
/**
 * What this engine says; null when it says nothing.
 */
ours: JsonValue, };

/**
 * A packet decided again from its own facts, date and module.
 */
export type ReplayReport = { 
/**
 * Whether the packet's decision, and what it was made from, is exactly ours.
 */
same: boolean, 
/**
 * What differs, in a stable order. Signed texts that are not the module's wording (`given.<material>.signed`) stand
 * last and leave `same` as it is.
 */
differences: Array<Difference>, 
/**
 * Our decision.
 */
decision: JsonValue, 
/**
 * Its digest, lower-case hex.
 */
decisionDigest: string, 
/**
 * SHA-256 of the packet's canonical bytes, lower-case hex.
 */
packetDigest: string, };

/**
 * Why a result is as it is.
 */
export type Explanation = { 
/**
 * What is explained: `condition:age`, `material:M01`'s id, `field:paidMonths`, `route`, `deadline`, `verdict`.
 */
of: string, 
/**
 * Its name in words.
 */
title: string, 
/**
 * Its state or value, sensitive values masked.
 */
state: string, 
/**
 * The whole explanation in words, one line a step.
 */
text: string, 
/**
 * The facts that decide, nearest first.
 */
steps: Array<ExplanationStep>, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, };

/**
 * One fact in an explanation.
 */
export type ExplanationStep = { 
/**
 * Path of the fact.
 */
what: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its value in words, sensitive ones masked.
 */
value: string, 
/**
 * How far from the result: 0 is read by its rule itself.
 */
depth: number, };

/**
 * A register field that an instant item changes.
 */
export type Effect = { 
/**
 * Register id.
 */
register: string, 
/**
 * Field in it.
 */
field: string, 
/**
 * New value; null clears it.
 */
value: JsonValue, };

/**
 * How a session opens.
 */
export type OpenOptions = { 
/**
 * Item id or code.
 */
item: string, 
/**
 * Application date, `YYYY-MM-DD`.
 */
asOf: string, 
/**
 * Insured region code; none: unknown.
 */
region?: string, 
/**
 * What the channel's device can do: `upload`, `scan`, `read-card`, `print`, `offline`, `clerk`.
 */
capabilities: Array<string>, 
/**
 * Language: `zh-Hans` (default), `zh-Hant`, `en`.
 */
lang?: string, 
/**
 * Answers to go on with.
 */
draft?: Draft, };

/**
 * Which items are listed; everything that is given must fit.
 */
export type ItemsQuery = { 
/**
 * Words, separated by spaces: each must occur in code, id, name, summary or keywords.
 */
query?: string, 
/**
 * `person` or `unit`.
 */
audience?: string, 
/**
 * Channel id.
 */
channel?: string, 
/**
 * Region code; every item of this catalogue is open in all of its regions.
 */
region?: string, };

/**
 * For what day, place and audience items are suggested.
 */
export type SuggestOptions = { 
/**
 * The day, `YYYY-MM-DD`.
 */
asOf: string, 
/**
 * Insured region code; none: unknown.
 */
region?: string, 
/**
 * `person` or `unit`; none: both.
 */
audience?: string, 
/**
 * Channel id; none: all.
 */
channel?: string, 
/**
 * Language: `zh-Hans` (default), `zh-Hant`, `en`.
 */
lang?: string, };

/**
 * How an item stands for a person.
 */
export type Standing = "due" | "possible" | "excluded";

/**
 * One item, as it stands for a person.
 */
export type Suggestion = { 
/**
 * The item.
 */
item: ItemSummary, 
/**
 * Due, possible or excluded.
 */
standing: Standing, 
/**
 * The day from which it is due, where the catalogue and the facts tell: months before `from`.
 */
since: string | null, 
/**
 * The first day on which it may be applied for.
 */
from: string | null, 
/**
 * Why now: when due.
 */
text: string | null, 
/**
 * Why not: when excluded.
 */
reasons: Array<SuggestReason>, 
/**
 * What is not known yet and may decide, best question first.
 */
missing: Array<Because>, };

/**
 * What stands against an item.
 */
export type SuggestReason = { 
/**
 * `condition:<id>`, `risk:<id>`, `unless:<id>`, or `time`: not yet.
 */
code: string, 
/**
 * In words.
 */
text: string, 
/**
 * What can be done.
 */
remedy: string | null, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, };

/**
 * How a roster is read.
 */
export type RosterOptions = { 
/**
 * Item id or code.
 */
item: string, 
/**
 * Application date, `YYYY-MM-DD`.
 */
asOf: string, 
/**
 * Insured region code; none: unknown.
 */
region?: string, 
/**
 * Language: `zh-Hans` (default), `zh-Hant`, `en`.
 */
lang?: string, 
/**
 * Which list of rows, by fact id; needed where the item has several.
 */
group?: string, 
/**
 * What is known outside the rows.
 */
facts?: { [key in string]: JsonValue }, 
/**
 * What the firm's own headings mean.
 */
mapping?: { [key in string]: string | null }, };

/**
 * How far reading is.
 */
export type RosterProgress = { 
/**
 * Rows read, blank ones left out.
 */
rows: number, 
/**
 * Findings so far.
 */
findings: number, 
/**
 * Bytes read, of the file as UTF-8.
 */
bytes: number, 
/**
 * Bytes of the whole file as UTF-8.
 */
size: number, 
/**
 * Nothing is left to read.
 */
done: boolean, };

/**
 * What was found in a roster.
 */
export type RosterReport = { 
/**
 * Item id.
 */
item: string, 
/**
 * The list's fact id.
 */
group: string, 
/**
 * Row of the headings.
 */
header: number | null, 
/**
 * Columns of the file.
 */
columns: Array<RosterColumn>, 
/**
 * Facts that columns may stand for, in form order.
 */
facts: Array<RosterFact>, 
/**
 * What this file's headings mean, to be kept for the firm's next file.
 */
mapping: { [key in string]: string | null }, 
/**
 * By row, then in form order; what is about the file first.
 */
findings: Array<RosterFinding>, 
/**
 * Counts.
 */
summary: RosterSummary, 
/**
 * Sums of columns of numbers over the rows where they apply and are right.
 */
sums: Array<RosterSum>, 
/**
 * Counts of options over the same rows.
 */
counts: Array<RosterCount>, };

/**
 * A column of the file.
 */
export type RosterColumn = { 
/**
 * `A`, `B` …
 */
letter: string, 
/**
 * As the file heads it.
 */
heading: string, 
/**
 * The fact it stands for; none: not read.
 */
fact: string | null, };

/**
 * A fact that a column may stand for.
 */
export type RosterFact = { 
/**
 * Fact id.
 */
id: string, 
/**
 * Label on the form.
 */
name: string, 
/**
 * Every row needs it.
 */
required: boolean, };

/**
 * Something found in a cell, a row or the file.
 */
export type RosterFinding = { 
/**
 * Row of the file as a spreadsheet counts, from 1; none: about the file.
 */
row: number | null, 
/**
 * Column letter, where the file has the column.
 */
column: string | null, 
/**
 * The column's heading, or the fact's label where the file has no such column.
 */
heading: string | null, 
/**
 * Fact id.
 */
fact: string | null, 
/**
 * A violation's code as a session gives it (`required`, `check.join-not-far`), or `roster.*`.
 */
code: string, 
/**
 * Errors refuse the row.
 */
severity: Severity, 
/**
 * What is wrong and how to mend it.
 */
message: string, 
/**
 * What the cell holds; sensitive values are masked.
 */
value: string | null, 
/**
 * Another row that belongs to it, such as the first of two that are the same.
 */
related: number | null, 
/**
 * Cited sources.
 */
basis: Array<BasisView>, };

/**
 * Counts of rows.
 */
export type RosterSummary = { 
/**
 * Rows with anything in them.
 */
rows: number, 
/**
 * Rows without any cell, which were passed over.
 */
blank: number, 
/**
 * Rows with an error.
 */
refused: number, 
/**
 * Rows without an error that an officer looks at.
 */
review: number, 
/**
 * Rows with hints only.
 */
noted: number, 
/**
 * Findings in all, of which the report lists at most as many as its limit.
 */
findings: number, 
/**
 * The file as a whole cannot be taken: an error that is about no row.
 */
unusable: boolean, };

/**
 * The sum of a column of numbers, exact.
 */
export type RosterSum = { 
/**
 * Fact id.
 */
fact: string, 
/**
 * Label.
 */
name: string, 
/**
 * Rows that have a value.
 */
count: number, 
/**
 * Decimal; none where it is too large.
 */
sum: string | null, };

/**
 * How often each option of a column was chosen.
 */
export type RosterCount = { 
/**
 * Fact id.
 */
fact: string, 
/**
 * Label.
 */
name: string, 
/**
 * Options that occur, in the dictionary's order, with how many rows have each.
 */
options: Array<[Choice, number]>, };

