/** What the engine says, as data. Mirrors `crates/engine/src/api`; `test/api.test.mjs` compares the two. */

/** Null (absent), boolean, text (also decimals, dates and ids of enumerations) or rows. */
export type WireValue = null | boolean | number | string | WireValue[] | { [key: string]: WireValue };

/** Everything a page needs to draw a session. */
export interface View {
  /** Item id. */
  item: string;
  /** Item name. */
  name: string;
  /** Application date. */
  asOf: string;
  /** Insured region code. */
  region: string | null;
  /** Pages in order, with ids of their fields. */
  pages: PageView[];
  /** Fields outside repeat groups, and groups; by form order. */
  fields: FieldView[];
  /** 受理条件. */
  conditions: ConditionView[];
  /** 申请材料. */
  materials: MaterialView[];
  /** 风险防控点: fired ones with messages, silent and unknown ones by state. */
  risks: RiskView[];
  /** Where the case goes. */
  route: RouteView;
  /** By when. */
  deadline: DeadlineView;
  /** Outcome so far. */
  verdict: Verdict;
}

/** One page of the form. */
export interface PageView {
  /** Page id. */
  id: string;
  /** Title. */
  title: string;
  /** Sections: heading and field paths. */
  sections: SectionView[];
  /** Whether any field of it is visible. */
  visible: boolean;
}

/** A part of a page. */
export interface SectionView {
  /** Heading. */
  title: string | null;
  /** Paths of its fields. */
  fields: string[];
}

/** How a field is asked. */
export type Widget =
  | { type: "boolean" }
  | { type: "number"; min: string | null; max: string | null; scale: number; unit: string | null }
  | { type: "text"; maxChars: number; long: boolean }
  | { type: "date"; min: string | null; max: string | null }
  | { type: "enum"; options: Choice[] }
  | { type: "region"; options: Choice[] }
  | { type: "group"; columns: FieldView[]; minRows: number; maxRows: number };

/** One option. */
export interface Choice {
  /** Id on the wire. */
  id: string;
  /** Label. */
  name: string;
}

/** Where a value came from. */
export type Origin = "asked" | "card" | "register" | "computed";

/** What is known of a field. */
export type Knowledge = "known" | "absent" | "not-asked" | "unreachable" | "no-data";

/** One field as it stands. */
export interface FieldView {
  /** Path for `set`: `birthDate`; in a row `staff[r1].name`, where `r1` is the row's stable id. */
  path: string;
  /** Fact id. */
  fact: string;
  /** Label. */
  label: string;
  /** Help in one line. */
  hint: string | null;
  /** How it is asked. */
  widget: Widget;
  /** Whether it is shown. */
  visible: boolean;
  /** Whether it must be answered. */
  required: boolean;
  /** Whether the person may change it (a register's value is disputed instead). */
  readOnly: boolean;
  /** Known, absent, or why not known. */
  knowledge: Knowledge;
  /** The value as rules see it (normalised). */
  value: WireValue;
  /** The text as it was typed, when it differs or does not parse. */
  raw: string | null;
  /** Where it came from. */
  origin: Origin | null;
  /** A register's value that the person says is wrong: the reason. */
  disputed: string | null;
  /** Card field or register that may fill it: `card:name`, `register:pension.paidMonths`. */
  sources: string[];
  /** What is wrong with the value. */
  violations: Violation[];
  /** Sensitive data: mask when not being edited. */
  sensitive: boolean;
  /** Rows of a group: stable id and fields. */
  rows?: RowView[];
  /** Whether the rows were confirmed complete. */
  complete?: boolean;
}

/** One row of a group. */
export interface RowView {
  /** Stable id. */
  id: string;
  /** Its fields. */
  fields: FieldView[];
}

/** Something wrong with a value, or to be confirmed by a person. */
export interface Violation {
  /** Stable code: `required`, `type`, `range`, `length`, `format.check-digit`, `check.<id>` … */
  code: string;
  /** `error` must be mended or handed in for correction; `review` is confirmed by a clerk; `hint` may be ignored. */
  severity: Severity;
  /** In words, masked. */
  message: string;
  /** Cited sources. */
  basis: BasisView[];
}

/** How bad. */
export type Severity = "error" | "review" | "hint";

/** A cited source. */
export interface BasisView {
  /** Id, such as `JB18`. */
  id: string;
  /** `law`, `regulation`, `local`, `practice`, `unverified`. */
  kind: string;
  /** Title with article; an unverified one says 依据待核. */
  title: string;
  /** What it says. */
  text: string | null;
}

/** Why something is unknown. */
export interface Because {
  /** Path of a field, id of a parameter, or `calendar:2027`. */
  what: string;
  /** Name in words. */
  name: string;
  /** `not-asked`, `unreachable`, `no-data`. */
  reason: string;
}

/** A condition as it stands. */
export interface ConditionView {
  /** Id. */
  id: string;
  /** What must hold. */
  name: string;
  /** `met`, `not-met`, `unknown`, `fault`. */
  state: string;
  /** When unknown: because of these. */
  because: Because[];
  /** When not met: what is wrong. */
  message: string | null;
  /** When not met: what can be done. */
  remedy: string | null;
  /** Cited sources. */
  basis: BasisView[];
  /** Path where the focus goes. */
  focus: string | null;
}

/** A material as it stands. */
export interface MaterialView {
  /** Id. */
  id: string;
  /** Code, such as `M01`. */
  code: string;
  /** Name. */
  name: string;
  /** `needed`, `perhaps`, `not-needed`. */
  state: string;
  /** When perhaps: because of these. */
  because: Because[];
  /** Why it is needed here. */
  reason: string | null;
  /** Who issues it. */
  issuer: string;
  /** Points to check. */
  points: string[];
  /** `original`, `copy`, `electronic`. */
  forms: string[];
  /** Open ways, best first: `shared`, `rendered`, `provided`, `promised`, `deferred`, `fetched`, `covered`. */
  ways: WayView[];
  /** How it is satisfied now, one of the ways' kinds. */
  given: string | null;
  /** Files given. */
  files: FileView[];
  /** Media types taken. */
  media: string[];
  /** Most bytes of one file. */
  maxBytes: number;
  /** Most files. */
  maxFiles: number;
  /** Cited sources. */
  basis: BasisView[];
}

/** An open way. */
export interface WayView {
  /** Kind. */
  kind: string;
  /** Text to sign, or title of the rendered form. */
  text: string | null;
  /** Due date of a deferral, when the calendar covers it. */
  due: string | null;
}

/** A file given for a material; its bytes stay with the host. */
export interface FileView {
  /** File name. */
  name: string;
  /** Media type. */
  media: string;
  /** Bytes. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** A risk point as it stands. */
export interface RiskView {
  /** Id within the item. */
  id: string;
  /** Code of the pattern, such as `R08`. */
  code: string;
  /** Name. */
  name: string;
  /** `silent`, `fired`, `unknown`, `fault`. */
  state: string;
  /** `warn`, `review1`, `review2`, `block`. */
  level: string;
  /** When fired. */
  message: string | null;
  /** When unknown. */
  because: Because[];
  /** Unknown for a reason the person cannot mend: the back office decides. */
  backOffice: boolean;
  /** Cited sources. */
  basis: BasisView[];
  /** Path where the focus goes. */
  focus: string | null;
}

/** Where the case goes. */
export interface RouteView {
  /** Id of the route rule, when decided. */
  id: string | null;
  /** `here`, `insured-place`, `city`; none while unknown. */
  target: string | null;
  /** Region code it is handled at. */
  region: string | null;
  /** `done`, `handle`, `review-1`, `review-2`, after risks were weighed. */
  post: string | null;
  /** Why, in words. */
  reason: string;
  /** When unknown. */
  because: Because[];
}

/** By when. */
export interface DeadlineView {
  /** Id of the deadline rule. */
  id: string | null;
  /** What is promised. */
  promised: LimitView | null;
  /** What the law allows. */
  statutory: LimitView | null;
  /** When unknown. */
  because: Because[];
}

/** A limit with its date. */
export interface LimitView {
  /** How many. */
  amount: number;
  /** `minutes`, `working-days`, `days`. */
  kind: string;
  /** Last day, counted from the application date; none when the calendar does not cover it (预计). */
  date: string | null;
  /** In words. */
  text: string;
  /** Cited sources. */
  basis: BasisView[];
}

/** Outcome. */
export interface Verdict {
  /** `blocked`, `incomplete`, `ready-with-correction`, `ready`. */
  kind: string;
  /** In words. */
  text: string;
  /** Everything that stands in the way, in a stable order (一次性告知). */
  reasons: Reason[];
}

/** One thing missing or wrong. */
export interface Reason {
  /** `condition:age`, `risk:R01`, `field:birthDate`, `material:M12`. */
  code: string;
  /** `blocks`, `missing`, `correct`, `review`, `deferred`. */
  kind: string;
  /** In words, with what to do. */
  message: string;
  /** Path or `material:<id>` where the focus goes. */
  focus: string | null;
  /** Cited sources. */
  basis: BasisView[];
}

/** Only what changed; entries are whole. */
export interface Changes {
  /** Changed fields (also inside rows) and groups whose rows came or went. */
  fields: FieldView[];
  /** Changed conditions. */
  conditions: ConditionView[];
  /** Changed materials. */
  materials: MaterialView[];
  /** Changed risk points. */
  risks: RiskView[];
  /** Pages that came or went: id to visible. */
  pages: { [key: string]: boolean };
  /** New route. */
  route: RouteView | null;
  /** New deadline. */
  deadline: DeadlineView | null;
  /** New verdict. */
  verdict: Verdict | null;
}

/** A question worth asking now. */
export interface Next {
  /** Path. */
  path: string;
  /** Label. */
  label: string;
  /** Page id it stands on. */
  page: string;
  /** How many undecided results it can settle. */
  settles: number;
}

/** Who made the decisions: module, engine, catalogue. */
export interface About {
  /** SHA-256 of the module, lower-case hex. */
  digest: string;
  /** Engine version. */
  engine: string;
  /** Catalogue. */
  catalog: CatalogView;
  /** Languages, source first. */
  locales: string[];
  /** Insured regions, in the catalogue's order. */
  regions: Choice[];
}

/** The catalogue's identity. */
export interface CatalogView {
  /** Id. */
  id: string;
  /** Name. */
  name: string;
  /** Version. */
  version: string;
  /** Revision. */
  revision: number;
  /** First day in force. */
  effective: string;
  /** That this is a reference catalogue. */
  notice: string;
}

/** An item in a list. */
export interface ItemSummary {
  /** Id. */
  id: string;
  /** Code. */
  code: string;
  /** Group letter. */
  group: string;
  /** Name. */
  name: string;
  /** One sentence. */
  summary: string;
  /** `person`, `unit`. */
  audience: string[];
  /** Insurances. */
  insurance: string[];
  /** `instant`, `accepted`. */
  handling: string;
  /** Online. */
  online: boolean;
  /** Anywhere in the city. */
  citywide: boolean;
  /** Within the hour. */
  fast: boolean;
  /** Channels that carry it. */
  channels: string[];
}

/** 办事指南: for everybody, or for this situation when facts are given. */
export interface Guide {
  /** The item. */
  item: ItemSummary;
  /** 基本编码. */
  basicCode: string;
  /** 认证等级. */
  assurance: string;
  /** Levels that take it, by name. */
  takenAt: string[];
  /** Levels that handle it, by name. */
  handledAt: string[];
  /** 设定依据. */
  basis: BasisView[];
  /** 受理条件. */
  conditions: ConditionView[];
  /** 申请材料. */
  materials: MaterialView[];
  /** 承诺办结时限. */
  promised: LimitView | null;
  /** 法定办结时限. */
  statutory: LimitView | null;
  /** Steps. */
  milestones: string[];
  /** What the person gets. */
  outputs: string[];
  /** How many risk points are checked. */
  riskPoints: number;
  /** What it is not: the catalogue's notice. */
  notice: string;
}

/** What a channel sends to the gateway. Its digest is the SHA-256 of its canonical JSON (RFC 8785). */
export interface Packet {
  /** `tongban.packet/1`. */
  schema: string;
  /** 32 lower-case hex digits, made by the host when the application starts. */
  id: string;
  /** Id of the packet it replaces. */
  supersedes?: string;
  /** The decision as made by the channel, as JSON; its canonical bytes are hashed for `decisionDigest`. */
  decision: WireValue;
  /** SHA-256 of the decision's canonical bytes, lower-case hex. */
  decisionDigest: string;
  /** Everything entered or read, by path (`birthDate`, `staff[0].name`), hidden fields left out. */
  facts: { [key: string]: PacketFact };
  /** Groups that were confirmed complete. */
  complete: string[];
  /** Given materials by id. */
  materials: { [key: string]: PacketMaterial };
}

/** One entry of a packet. */
export interface PacketFact {
  /** Normalised value; null: known to be absent, or unknown when `unknown` says why. */
  value: WireValue;
  /** As typed, when it differs. */
  raw?: string;
  /** Where it came from. */
  origin: Origin;
  /** `unreachable` or `no-data` when there is no value. */
  unknown?: string;
  /** Why the person says a register's value is wrong, and what it should be. */
  disputed?: Dispute;
}

/** 对数据有异议. */
export interface Dispute {
  /** In the person's words. */
  reason: string;
  /** What it should be, when said. */
  claimed?: WireValue;
}

/** A given material. */
export interface PacketMaterial {
  /** `provided`, `shared`, `rendered`, `promised`, `deferred`, `fetched`, `covered`. */
  how: string;
  /** Files, when provided. */
  files?: FileView[];
  /** The text that was signed, when promised or rendered. */
  signed?: string;
  /** Due date, when deferred. */
  due?: string;
}

/** A draft: answers of an application under way, small and versioned. */
export interface Draft {
  /** `tongban.draft/1`. */
  schema: string;
  /** Item id. */
  item: string;
  /** Module digest it was made with. */
  module: string;
  /** Application date. */
  asOf: string;
  /** Insured region. */
  region: string | null;
  /** Entries by path, hidden ones included. */
  facts: { [key: string]: PacketFact };
  /** Confirmed groups. */
  complete: string[];
  /** Given materials. */
  materials: { [key: string]: PacketMaterial };
}

/** One difference between two decisions. */
export interface Difference {
  /** Where: `verdict.kind`, `facts.paidMonths`, `conditions.age`, `decisionDigest`. */
  what: string;
  /** What the packet says; null when it says nothing. */
  packet: WireValue;
  /** What this engine says; null when it says nothing. */
  ours: WireValue;
}

/** A packet decided again from its own facts, date and module. */
export interface ReplayReport {
  /** Whether the packet's decision is exactly ours. */
  same: boolean;
  /** What differs, in a stable order. */
  differences: Difference[];
  /** Our decision. */
  decision: WireValue;
  /** Its digest, lower-case hex. */
  decisionDigest: string;
  /** SHA-256 of the packet's canonical bytes, lower-case hex. */
  packetDigest: string;
}

/** Why a result is as it is. */
export interface Explanation {
  /** What is explained: `condition:age`, `material:M01`'s id, `field:paidMonths`, `route`, `deadline`, `verdict`. */
  of: string;
  /** Its name in words. */
  title: string;
  /** Its state or value, sensitive values masked. */
  state: string;
  /** The whole explanation in words, one line a step. */
  text: string;
  /** The facts that decide, nearest first. */
  steps: ExplanationStep[];
  /** Cited sources. */
  basis: BasisView[];
}

/** One fact in an explanation. */
export interface ExplanationStep {
  /** Path of the fact. */
  what: string;
  /** Its name. */
  name: string;
  /** Its value in words, sensitive ones masked. */
  value: string;
  /** How far from the result: 0 is read by its rule itself. */
  depth: number;
}
