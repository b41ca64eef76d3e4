/** What the gateway says and hears (`/openapi.json`). */

import type { Diagnostic, WireValue } from '../engine/port.ts';

/** A demonstration identity that may sign in; the channel follows from it. */
export interface DemoIdentity {
  id: string;
  channel: string;
  label: string;
}

/** A card that lies ready for the demonstration's reader. */
export interface DemoCard {
  id: string;
  label: string;
}

/** A person or unit, masked by the gateway. */
export interface Subject {
  kind: string;
  name: string;
  documentType?: string;
  documentNumber?: string;
}

export interface SessionInfo {
  /** Person, staff or device. */
  kind: string;
  channel: string;
  /** Name of a post or device. */
  label: string | null;
  /** Region of a post or device. */
  region: string | null;
  assurance: string;
  /** About whom it acts; null until a client is bound. */
  subject: Subject | null;
  expires: string;
}

/** The person whose card was read. */
export interface Client {
  subject: Subject;
  /** Card fields by name (`name`, `documentNumber`, `birthDate` …). */
  card: Record<string, WireValue>;
}

/** A register's answers about the verified subject only. */
export interface Lookup {
  answers: Record<string, WireValue | { $unknown: string }>;
}

export interface Receipt {
  number: string;
  packet: string;
  packetDigest: string;
  decisionDigest: string;
  /** Digest of the gateway's own decision, after it asked the registers. */
  redecidedDigest?: string;
  itemName?: string;
  receivedAt: string;
  verdict: string;
  /** `received`, `written-decision` or, when it was finished at once, `done`. */
  state: string;
  route: { target: string | null; reason: string };
  deadline: { date: string | null; text: string | null };
  differences: Difference[];
  corrections: Correction[];
  progressUrl?: string;
  /** Text of the QR code; no secret in it. */
  qr?: string;
  /** Code that asks for progress without signing in; never in a URL's path or query. */
  secret?: string;
  /** Of a bundle: its items, in the order in which they are handled. */
  members?: ReceiptMember[];
}

/** An item on the receipt of a bundle. */
export interface ReceiptMember {
  number: string;
  item: string;
  itemName: string;
  verdict: string;
  /** `received`, `waiting` (for the items in `waitsFor`), `written-decision`, `done`. */
  state: string;
  /** Ids of the items that are done first. */
  waitsFor: string[];
  route: { target: string | null; reason: string };
  deadline: { date: string | null; text: string | null };
}

/** What the gateway found to be otherwise: where, what the packet says, what the gateway says. */
export interface Difference {
  code: string;
  what: string;
  packet: WireValue;
  ours: WireValue;
  /** False: only filled in; the case is not reviewed for it. */
  review: boolean;
}

export interface Correction {
  code: string;
  /** `blocks`, `missing`, `correct`, `review`, `deferred`; in a bundle also `waits`. */
  kind: string;
  message: string;
}

export interface Milestone {
  id: string;
  name: string;
  /** RFC 3339; null: not yet. */
  at: string | null;
}

export interface CaseSummary {
  number: string;
  item: string;
  itemName: string;
  state: string;
  milestones: Milestone[];
  receivedAt: string;
  /** By when; a case that waits has no date. */
  deadline?: { date: string | null; text: string | null };
  /** The bundle that it is part of. */
  bundle?: { number: string; name: string; members: CaseOfBundle[] };
  /** Names of the items that it waits for. */
  waitsFor?: string[];
  /** Of a bundle: the cases of its items, in order. */
  members?: CaseSummary[];
}

/** A case of the same bundle. */
export interface CaseOfBundle {
  number: string;
  item: string;
  itemName: string;
  state: string;
}

/** What a post does with a case. */
export type StaffAction = 'accept' | 'return' | 'finish' | 'decide';

/** A case as the office sees it. */
export interface StaffCase {
  case: CaseSummary;
  receipt: Receipt;
  /** What happened, oldest first. */
  history: { at: string; action: string; note: string | null }[];
  /** What this post may do now; nothing while the case waits for another one. */
  actions: StaffAction[];
}

export interface Progress extends CaseSummary {
  deadline: { date: string | null; text: string | null };
  corrections: Correction[];
}

export interface ModuleInfo {
  digest: string;
  revision: number;
}

/** The body of every error answer. */
export interface ProblemBody {
  diagnostics: Diagnostic[];
}
