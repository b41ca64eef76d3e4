export { newPacketId } from "./digest.js";
export type { Input } from "./encode.js";
export { Engine } from "./engine.js";
export { TongbanError, type Diagnostic, type Where } from "./errors.js";
export { hashFile } from "./files.js";
export type { Recovery } from "./host.js";
export { load, type LoadOptions, type Seen } from "./load.js";
export type { Roster, RosterOptions } from "./roster.js";
export { Session } from "./session.js";
export type { ModuleSource } from "./source.js";
export type { Table } from "./table.js";
export type * from "./generated-types.js";
export type {
  AddedRow,
  Attachment,
  Capability,
  Decision,
  Facts,
  ItemsQuery,
  Lang,
  OpenOptions,
  SetOrigin,
  SuggestOptions,
  UnknownReason,
} from "./types.js";
