import { encode, option, reading } from "./encode.js";
import { failure, TongbanError, type Diagnostic } from "./errors.js";
import type { RosterOptions as Options, RosterProgress, RosterReport } from "./generated-types.js";
import type { RosterHandle } from "./generated/engine.js";
import type { Host } from "./host.js";
import { MAX_TABLE_BYTES, tooLarge, utf8, type Table } from "./table.js";
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
  table: Uint8Array;
  options: string;
}

/** What it says. */
export type Word =
  | { kind: "progress"; progress: RosterProgress }
  | { kind: "done"; report: string; rows: string }
  | { kind: "failed"; diagnostics: readonly Diagnostic[] };

/** What the caller passed, read once: nothing of the caller's runs after this. */
export interface Asked {
  table: Uint8Array;
  /** The options as the engine takes them. */
  options: string;
  onProgress: RosterOptions["onProgress"];
  signal: AbortSignal | undefined;
  worker: RosterOptions["worker"];
}

/** Entries of the options that the engine reads. */
const READ = ["asOf", "region", "lang", "group", "facts", "mapping"] as const;
const OPTIONS = "the options";

/**
 * Reads what the caller passed: the options, and the table as bytes.
 *
 * @throws TongbanError `value.*`, also where a getter, proxy or file throws when it is looked at.
 */
export async function order(item: string, table: unknown, options: unknown, lang: string): Promise<Asked> {
  if (options === undefined || options === null) throw failure("value.type", `${OPTIONS} are left out`, "name the application date as `asOf`");
  const onProgress = option(options, "onProgress", OPTIONS);
  const signal = option(options, "signal", OPTIONS);
  const worker = option(options, "worker", OPTIONS);
  const callable = (given: unknown, key: string): void => {
    if (given !== undefined && given !== null && typeof given !== "function") throw failure("value.type", `\`${key}\` is no function`);
  };
  callable(onProgress, "onProgress");
  callable(worker, "worker");
  if (signal !== undefined && signal !== null && !reading(OPTIONS, () => signal instanceof AbortSignal)) {
    throw failure("value.type", "`signal` is no AbortSignal");
  }
  const named = READ.map((key) => [key, option(options, key, OPTIONS)] as const).filter(([, value]) => value !== undefined);
  return {
    options: encode({ lang, ...Object.fromEntries(named), item }, OPTIONS),
    table: await bytes(table),
    onProgress: (onProgress ?? undefined) as RosterOptions["onProgress"],
    signal: (signal ?? undefined) as AbortSignal | undefined,
    worker: worker as RosterOptions["worker"],
  };
}

/** A table as bytes; a file that is too large is not read at all. */
async function bytes(table: unknown): Promise<Uint8Array> {
  const what = "the table";
  if (reading(what, () => typeof Blob !== "undefined" && table instanceof Blob)) {
    const file = table as Blob;
    if (reading(what, () => file.size) > MAX_TABLE_BYTES) throw tooLarge();
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (thrown) {
      throw failure("value.unreadable", "the file cannot be read", "choose it again", thrown);
    }
  }
  return reading(what, () => {
    if (table instanceof ArrayBuffer) return new Uint8Array(table);
    if (table instanceof Uint8Array) return table;
    if (Array.isArray(table) && table.every(Array.isArray)) return utf8(table as Table);
    throw failure("value.type", "the table is neither bytes nor rows of cells", "pass a File, a Uint8Array or a list of rows");
  });
}

/** Reads a roster on this thread: in one go, or in steps with time for others between them. */
export async function read(
  host: Host,
  table: Uint8Array,
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

/** Has a worker read a roster. However it ends, the worker ends with it. */
export function ask(worker: Worker, asked: Order, tell: (progress: RosterProgress) => void, signal?: AbortSignal): Promise<{ report: string; rows: string }> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      signal?.removeEventListener("abort", stop);
      worker.terminate();
      settle();
    };
    const fail = (message: string, cause?: unknown): void => end(() => reject(failure("roster.worker", message, "load the page again", cause)));
    const stop = (): void => end(() => reject(signal?.reason as Error));
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop);
    worker.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === "progress") tell(data.progress);
      else if (data.kind === "done") end(() => resolve(data));
      else end(() => reject(new TongbanError(data.diagnostics)));
    };
    worker.onerror = () => fail("the worker that reads the table cannot start");
    worker.onmessageerror = () => fail("the worker's answer cannot be read");
    try {
      worker.postMessage(asked);
    } catch (thrown) {
      fail("the table cannot be handed to the worker", thrown);
    }
  });
}

/** Makes the worker. */
export function made(make: () => Worker): Worker {
  try {
    return make();
  } catch (thrown) {
    throw failure("roster.worker", "the worker that reads the table cannot be made", "load the page again", thrown);
  }
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

