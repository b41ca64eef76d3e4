import type { Input } from "./encode.js";
import type { Changes, Draft, FileView } from "./generated-types.js";

/** Languages. */
export type Lang = "zh-Hans" | "zh-Hant" | "en";

/** What a channel's device can do. It chooses how something is asked, never whether it is right. */
export type Capability = "upload" | "scan" | "read-card" | "print" | "offline" | "clerk";

/** Where a value that is set came from. */
export type SetOrigin = "asked" | "card" | "register";

/** Why a fact is not known. */
export type UnknownReason = "not-asked" | "unreachable" | "no-data";

/** Which items are listed; everything that is given must fit. */
export interface ItemsQuery {
  /** Words, separated by spaces. */
  query?: string;
  audience?: "person" | "unit";
  /** Channel id. */
  channel?: string;
  /** Region code. */
  region?: string;
}

/** How a session opens. */
export interface OpenOptions {
  /** Application date, `YYYY-MM-DD`: the engine has no clock. */
  asOf: string;
  /** Insured region code; left out: unknown. */
  region?: string | null;
  capabilities?: readonly Capability[];
  /** Language of texts; the engine's when left out. */
  lang?: Lang;
  /** Answers to go on with. */
  draft?: Draft | null;
}

/** For what day, place and audience items are suggested. */
export interface SuggestOptions {
  /** The day, `YYYY-MM-DD`: the engine has no clock. */
  asOf: string;
  /** Insured region code; left out: unknown. */
  region?: string | null;
  audience?: "person" | "unit" | null;
  /** Channel id; left out: all. */
  channel?: string | null;
  /** Language of texts; the engine's when left out. */
  lang?: Lang;
}

/** Facts by id, as in facts files. `{ $unknown: "unreachable" }` is a fact that is not known. */
export type Facts = { readonly [fact: string]: Input };

/** A row that was added, and what it changed. */
export interface AddedRow {
  /** Its stable id: a cell's path is `group[row].fact`. */
  row: string;
  changes: Changes;
}

/** The decision so far. */
export interface Decision {
  /** Canonical JSON (RFC 8785): the same bytes on every host. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The same bytes as text. */
  canonical: string;
  /** SHA-256 of those bytes, lower-case hex. */
  digest: string;
  /** The same as data. */
  value: unknown;
}

/** A file to give for a material: bytes, or a description with its digest when the bytes are elsewhere. */
export type Attachment = Blob | FileView;
