import { encode } from "./encode.js";
import { failure, TongbanError, type Diagnostic } from "./errors.js";
import type { RosterOptions as Options, RosterProgress, RosterReport } from "./generated-types.js";
import type { RosterHandle } from "./generated/engine.js";
import type { Host } from "./host.js";
import { utf8, type Table } from "./table.js";
import type { Facts } from "./types.js";

/** Rows between two looks at whether to stop, and two reports of progress. */
const BATCH = 4096;

/** How a roster is read. */
export interface RosterOptions extends Omit<Options, "item" | "facts"> {
  /** What is known outside the rows. */
  facts?: Facts;
  /** Told every few thousand rows. */
  onProgress?: (progress: RosterProgress) => void;
  /** Stops reading; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Makes the worker, for pages whose bundler or Trusted Types policy wants to: `@tongban/engine/roster-worker` is its script.
   * `null`: read here, in steps.
   */
  worker?: (() => Worker) | null;
}

/** What was found, and the rows for `session.set(report.group, rows())`. */
export interface Roster extends RosterReport {
  /** Facts of every row that has anything in it, in the file's order. */
  rows(): Facts[];
}

/** What a worker is asked. */
export interface Order {
  module: WebAssembly.Module;
  digest: string;
  table: Uint8Array | Table;
  options: string;
}

/** What it says. */
export type Word =
  | { kind: "progress"; progress: RosterProgress }
  | { kind: "done"; report: string; rows: string }
  | { kind: "failed"; diagnostics: readonly Diagnostic[] };

/** The options as the engine takes them, and the table as bytes or cells. */
export async function order(item: string, table: unknown, options: RosterOptions): Promise<{ table: Uint8Array | Table; options: string }> {
  const { asOf, region, lang, group, facts, mapping } = options;
  const named = Object.entries({ item, asOf, region, lang, group, facts, mapping }).filter(([, value]) => value !== undefined);
  const text = encode(Object.fromEntries(named), "the options");
  if (typeof Blob !== "undefined" && table instanceof Blob) return { table: new Uint8Array(await table.arrayBuffer()), options: text };
  if (table instanceof ArrayBuffer) return { table: new Uint8Array(table), options: text };
  if (table instanceof Uint8Array) return { table, options: text };
  if (Array.isArray(table) && table.every(Array.isArray)) return { table: table as Table, options: text };
  throw failure("value.type", "the table is neither bytes nor rows of cells", "pass a File, a Uint8Array or a list of rows");
}

/** Reads a roster on this thread: in one go, or in steps with time for others between them. */
export async function read(
  host: Host,
  table: Uint8Array | Table,
  options: string,
  tell: (progress: RosterProgress) => void,
  signal?: AbortSignal,
): Promise<{ report: string; rows: string }> {
  const bytes = utf8(table);
  let handle: RosterHandle | undefined;
  try {
    handle = host.call((engine) => engine.roster(bytes, options));
    const roster = handle;
    for (;;) {
      signal?.throwIfAborted();
      const progress = JSON.parse(host.call(() => roster.next(BATCH))) as RosterProgress;
      tell(progress);
      if (progress.done) break;
      if (signal !== undefined) await pause();
    }
    return { report: host.call(() => roster.report()), rows: host.call(() => roster.facts(0, 0xffff_ffff)) };
  } finally {
    free(handle);
  }
}

/** Has a worker read a roster. Stopping ends the worker. */
export function ask(worker: Worker, asked: Order, tell: (progress: RosterProgress) => void, signal?: AbortSignal): Promise<{ report: string; rows: string }> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      signal?.removeEventListener("abort", stop);
      worker.terminate();
      settle();
    };
    const stop = (): void => end(() => reject(signal?.reason as Error));
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop);
    worker.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === "progress") tell(data.progress);
      else if (data.kind === "done") end(() => resolve(data));
      else end(() => reject(new TongbanError(data.diagnostics)));
    };
    worker.onerror = () => end(() => reject(failure("roster.worker", "the worker that reads the table cannot start", "load the page again")));
    worker.postMessage(asked);
  });
}

/** The report with its rows. */
export function roster({ report, rows }: { report: string; rows: string }): Roster {
  return { ...(JSON.parse(report) as RosterReport), rows: () => JSON.parse(rows) as Facts[] };
}

/** What a failure is to the other side. */
export function diagnostics(thrown: unknown): readonly Diagnostic[] {
  if (thrown instanceof TongbanError) return thrown.diagnostics;
  return [{ code: "engine.lost", severity: "error", message: "the table cannot be read", where: {} }];
}

function free(handle: RosterHandle | undefined): void {
  try {
    handle?.free();
  } catch {
    // Its instance trapped: there is nothing left to free.
  }
}

/** Lets the page draw and listen. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

