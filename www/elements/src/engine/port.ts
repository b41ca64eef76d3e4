/**
 * The seam to `@tongban/engine`: the shapes that the pages use, and nothing else of it.
 *
 * Keys and meanings are those of `crates/engine/src/api`. Decimals are strings, dates `YYYY-MM-DD`.
 */

/** null is known to be absent; text, decimals, dates and enumeration ids are strings. */
export type WireValue = null | boolean | string | number | WireValue[] | { [key: string]: WireValue };

export type Lang = 'zh-Hans' | 'zh-Hant' | 'en';
export type Origin = 'asked' | 'card' | 'register' | 'computed';
export type Knowledge = 'known' | 'absent' | 'not-asked' | 'unreachable' | 'no-data';
/** What a page may say a value's origin is. */
export type SetOrigin = 'asked' | 'card' | 'register';
export type Capability = string;
export type UnknownReason = 'unreachable' | 'no-data' | 'not-asked';

export interface Choice {
  id: string;
  name: string;
}

export interface Basis {
  id: string;
  kind: string;
  title: string;
  text: string | null;
}

export interface Because {
  what: string;
  name: string;
  reason: string;
}

export interface Violation {
  code: string;
  severity: 'error' | 'review' | 'hint';
  message: string;
  basis: Basis[];
}

export type Widget =
  | { type: 'boolean' }
  | { type: 'number'; min: string | null; max: string | null; scale: number; unit: string | null }
  | { type: 'text'; maxChars: number; long: boolean }
  | { type: 'date'; min: string | null; max: string | null }
  | { type: 'enum'; options: Choice[] }
  | { type: 'region'; options: Choice[] }
  | { type: 'group'; columns: Field[]; minRows: number; maxRows: number };

export interface Field {
  path: string;
  fact: string;
  label: string;
  hint: string | null;
  widget: Widget;
  visible: boolean;
  required: boolean;
  readOnly: boolean;
  knowledge: Knowledge;
  value: WireValue;
  raw: string | null;
  origin: Origin | null;
  disputed: string | null;
  sources: string[];
  violations: Violation[];
  sensitive: boolean;
  rows?: Row[];
  complete?: boolean;
}

export interface Row {
  id: string;
  fields: Field[];
}

export interface Page {
  id: string;
  title: string;
  sections: { title: string | null; fields: string[] }[];
  visible: boolean;
}

export interface Condition {
  id: string;
  name: string;
  state: string;
  because: Because[];
  message: string | null;
  remedy: string | null;
  basis: Basis[];
  focus: string | null;
}

export interface FileRef {
  name: string;
  media: string;
  size: number;
  sha256: string;
}

export interface Way {
  kind: string;
  text: string | null;
  due: string | null;
}

export interface Material {
  id: string;
  code: string;
  name: string;
  state: string;
  because: Because[];
  reason: string | null;
  issuer: string;
  points: string[];
  forms: string[];
  ways: Way[];
  given: string | null;
  files: FileRef[];
  media: string[];
  maxBytes: number;
  maxFiles: number;
  basis: Basis[];
}

export interface Risk {
  id: string;
  code: string;
  name: string;
  state: string;
  level: string;
  message: string | null;
  because: Because[];
  backOffice: boolean;
  basis: Basis[];
  focus: string | null;
}

export interface Route {
  id: string | null;
  target: string | null;
  region: string | null;
  post: string | null;
  reason: string;
  because: Because[];
}

export interface Limit {
  amount: number;
  kind: string;
  date: string | null;
  text: string;
  basis: Basis[];
}

export interface Deadline {
  id: string | null;
  promised: Limit | null;
  statutory: Limit | null;
  because: Because[];
}

export interface Reason {
  code: string;
  kind: string;
  message: string;
  focus: string | null;
  basis: Basis[];
}

export interface Verdict {
  kind: string;
  text: string;
  reasons: Reason[];
}

export interface View {
  item: string;
  name: string;
  asOf: string;
  region: string | null;
  pages: Page[];
  fields: Field[];
  conditions: Condition[];
  materials: Material[];
  risks: Risk[];
  route: Route;
  deadline: Deadline;
  verdict: Verdict;
}

export interface Changes {
  fields: Field[];
  conditions: Condition[];
  materials: Material[];
  risks: Risk[];
  pages: Record<string, boolean>;
  route: Route | null;
  deadline: Deadline | null;
  verdict: Verdict | null;
}

export interface Next {
  path: string;
  label: string;
  page: string;
  settles: number;
}

export interface About {
  digest: string;
  engine: string;
  catalog: { id: string; name: string; version: string; revision: number; effective: string; notice: string };
  locales: string[];
  /** Insured regions, in the catalogue's order. */
  regions?: Choice[];
}

export interface ItemSummary {
  id: string;
  code: string;
  group: string;
  name: string;
  summary: string;
  audience: string[];
  insurance: string[];
  handling: string;
  online: boolean;
  citywide: boolean;
  fast: boolean;
  channels: string[];
}

export interface Guide {
  item: ItemSummary;
  basicCode: string;
  assurance: string;
  takenAt: string[];
  handledAt: string[];
  basis: Basis[];
  conditions: Condition[];
  materials: Material[];
  promised: Limit | null;
  statutory: Limit | null;
  milestones: string[];
  outputs: string[];
  riskPoints: number;
  notice: string;
}

/** Opaque to the pages; kept as it is. */
export type Draft = Record<string, unknown>;

export interface Packet {
  id: string;
  decision: WireValue;
  decisionDigest: string;
  materials: Record<string, { how: string; files?: FileRef[] }>;
  [key: string]: unknown;
}

/** One shape for every error: command line, JavaScript and HTTP. */
export interface Diagnostic {
  code: string;
  severity?: string;
  message: string;
  help?: string | null;
  where?: unknown;
  basis?: unknown;
  related?: unknown;
}

/** One application in the engine; every call that changes something gives what changed. */
export interface Session {
  view(): View;
  next(): Next[];
  check(): Reason[];
  set(path: string, value: WireValue, options?: { origin?: SetOrigin }): Changes;
  unknown(path: string, reason: UnknownReason): Changes;
  addRow(group: string): { row: string; changes: Changes };
  removeRow(group: string, row: string): Changes;
  confirm(group: string, complete?: boolean): Changes;
  attach(material: string, file: FileRef): Promise<Changes>;
  detach(material: string, sha256: string): Changes;
  promise(material: string): Changes;
  defer(material: string): Changes;
  sign(material: string): Changes;
  shared(material: string): Changes;
  withdraw(material: string): Changes;
  dispute(path: string, reason: string, claimed?: WireValue): Changes;
  draft(): Draft;
  packet(id: string, options?: { supersedes?: string }): Packet;
  close(): void;
}

export interface OpenOptions {
  asOf: string;
  region?: string;
  capabilities?: Capability[];
  lang?: Lang;
  draft?: Draft;
}

export interface ItemsQuery {
  query?: string;
  audience?: string;
  channel?: string;
  region?: string;
}

/** The part of the package's `Engine` that the pages use. */
export interface Engine {
  lang: Lang;
  readonly digest: string;
  readonly about: About;
  items(query?: ItemsQuery, lang?: Lang): ItemSummary[];
  guide(item: string, facts?: undefined, lang?: Lang): Guide;
  /** Texts of the pages: every key under `page.`. */
  messages(lang?: Lang): Record<string, string>;
  open(item: string, options: OpenOptions): Session;
  close(): void;
}
