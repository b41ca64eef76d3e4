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
  receivedAt: string;
  verdict: string;
  route?: { target?: string | null; post?: string | null; reason?: string | null } | string | null;
  deadline?: { date?: string | null; text?: string | null } | string | null;
  differences: Difference[];
  corrections: Correction[];
  progressUrl?: string | null;
  /** Secret that a stranger needs to ask for the progress; never in a URL's path or query. */
  secret?: string | null;
  qr?: string | null;
}

/** What the gateway decided otherwise after asking the registers itself. */
export interface Difference {
  what?: string;
  message?: string;
  [key: string]: unknown;
}

export interface Correction {
  code?: string;
  message: string;
  due?: string | null;
}

export interface CaseSummary {
  number: string;
  item: string;
  itemName?: string;
  state: string;
  stateText?: string;
  receivedAt: string;
}

export interface Milestone {
  id?: string;
  name: string;
  at?: string | null;
  done?: boolean;
}

export interface Progress {
  number: string;
  item?: string;
  itemName?: string;
  state: string;
  stateText?: string;
  milestones?: Milestone[];
  events?: Milestone[];
  deadline?: string | { date?: string | null; text?: string | null } | null;
  corrections?: Correction[];
}

export interface ModuleInfo {
  digest: string;
  revision: number;
}

/** The body of every error answer. */
export interface ProblemBody {
  diagnostics: Diagnostic[];
}
