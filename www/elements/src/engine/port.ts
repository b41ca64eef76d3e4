/**
 * The seam to `@tongban/engine`: its types under the names the pages use, and the calls the pages make. Only `load.ts`
 * imports its code, so that everything else runs over a stand-in in tests.
 */

import type { Engine as PackageEngine, Session as PackageSession } from '@tongban/engine';

export type {
  About,
  BasisView as Basis,
  Because,
  Capability,
  Changes,
  Choice,
  ConditionView as Condition,
  DeadlineView as Deadline,
  Draft,
  Facts,
  FieldChange,
  FieldView as Field,
  FileView as FileRef,
  Guide,
  Input,
  ItemsQuery,
  ItemSummary,
  Lang,
  LimitView as Limit,
  MemberView as Member,
  MaterialView as Material,
  OpenOptions,
  Packet,
  PageView as Page,
  Reason,
  RiskView as Risk,
  RouteView as Route,
  RowChange,
  Roster,
  RosterFinding,
  RowView as Row,
  SetOrigin,
  Suggestion,
  UnknownReason,
  Verdict,
  View,
  Violation,
  WayView as Way,
  Widget,
  WireValue,
} from '@tongban/engine';

/** One application in the engine; every call that changes something gives what changed. */
export type Session = Pick<
  PackageSession,
  | 'view'
  | 'check'
  | 'set'
  | 'setMany'
  | 'unknown'
  | 'dispute'
  | 'addRow'
  | 'removeRow'
  | 'confirm'
  | 'attach'
  | 'detach'
  | 'promise'
  | 'defer'
  | 'shared'
  | 'sign'
  | 'fetch'
  | 'withdraw'
  | 'setLang'
  | 'notes'
  | 'draft'
  | 'packet'
  | 'close'
>;

/** A loaded module. */
export type Engine = Pick<PackageEngine, 'lang' | 'digest' | 'about' | 'items' | 'bundles' | 'guide' | 'suggest' | 'messages' | 'close'> & {
  roster(...args: Parameters<PackageEngine['roster']>): ReturnType<PackageEngine['roster']>;
  open(...args: Parameters<PackageEngine['open']>): Session;
};

/** One shape for every error: command line, JavaScript and HTTP. */
export interface Diagnostic {
  code: string;
  severity?: string;
  message: string;
  help?: string | null;
}
