import { encode, name, option, record } from "./encode.js";
import type { About, Guide, ItemSummary, ReplayReport, RosterProgress, Suggestion } from "./generated-types.js";
import type { EngineHandle } from "./generated/engine.js";
import type { Host, Recovery } from "./host.js";
import * as rosters from "./roster.js";
import { Session } from "./session.js";
import type { Compiled } from "./source.js";
import type { Table } from "./table.js";
import type { Facts, ItemsQuery, Lang, OpenOptions, SuggestOptions } from "./types.js";

/** A loaded module: items, guides, sessions, decisions. Made by `load`. */
export class Engine {
  /** Default language of texts. */
  lang: Lang;
  /** The compiled module: post it to a worker together with `digest`, and `load` it there. */
  readonly module: WebAssembly.Module;
  /** SHA-256 of the module, lower-case hex. */
  readonly digest: string;
  readonly #host: Host;

  constructor(host: Host, compiled: Compiled, lang: Lang) {
    this.#host = host;
    this.module = compiled.module;
    this.digest = compiled.digest;
    this.lang = lang;
  }

  /** Module, engine and catalogue. */
  get about(): About {
    return this.#json((engine) => engine.about(this.lang));
  }

  /** Items that fit a query, in catalogue order. */
  items(query: ItemsQuery = {}, lang: Lang = this.lang): ItemSummary[] {
    const asked = record(query, "the query");
    return this.#json((engine) => engine.items(asked, name(lang, "the language")));
  }

  /** Bundles (打包办) that fit a query, in catalogue order; each is opened by its id like an item. */
  bundles(query: ItemsQuery = {}, lang: Lang = this.lang): ItemSummary[] {
    const asked = record(query, "the query");
    return this.#json((engine) => engine.bundles(asked, name(lang, "the language")));
  }

  /** Texts of the pages and of the engine, by key. */
  messages(lang: Lang = this.lang): { [key: string]: string } {
    return this.#json((engine) => engine.messages(name(lang, "the language")));
  }

  /** The guide of an item or a bundle (id or code), for everybody, or for this situation when facts are given (一次性告知). */
  guide(item: string, facts?: Facts, lang: Lang = this.lang): Guide {
    const key = name(item, "the item");
    const known = facts === undefined ? undefined : encode(facts, "the facts");
    return this.#json((engine) => engine.guide(key, known, name(lang, "the language")));
  }

  /**
   * How every item stands for a person, by what is known of them: due, possible (and what is missing), excluded (and
   * why). A suggestion decides nothing.
   */
  suggest(facts: Facts, options: SuggestOptions): Suggestion[] {
    const known = encode(facts, "the facts");
    const read = (key: keyof SuggestOptions) => option(options, key, "the options") ?? null;
    const asked = record(
      { asOf: read("asOf"), region: read("region"), audience: read("audience"), channel: read("channel"), lang: read("lang") ?? this.lang },
      "the options",
    );
    return this.#json((engine) => engine.suggest(known, asked));
  }

  /** Opens an application of an item or of a bundle of items (id or code). */
  open(item: string, options: OpenOptions): Session {
    const read = (key: keyof OpenOptions) => option(options, key, "the options");
    const draft = read("draft") ?? null;
    const opened = record(
      { item, asOf: read("asOf") ?? null, region: read("region") ?? null, capabilities: read("capabilities") ?? [], lang: read("lang") ?? this.lang },
      "the options",
    );
    return new Session(this.#host, opened, draft === null ? undefined : encode(draft, "the draft"));
  }

  /** One decision: a request as `POST /v1/decide` takes it, and its answer. Errors are in the answer. */
  decide(request: unknown): unknown {
    const bytes = new TextEncoder().encode(encode(request, "the request"));
    const answer = this.#host.call((engine) => engine.decide(bytes));
    return JSON.parse(new TextDecoder().decode(answer)) as unknown;
  }

  /**
   * Reads a table of rows of an item (单位批量) and says what is wrong in which cell: CSV in UTF-8, UTF-16 or GB18030 as a file or
   * bytes, or rows of cells. In a worker where there are workers.
   *
   * @throws TongbanError `roster.*`, `value.*`, those of `open`; the signal's reason when it is stopped.
   */
  async roster(item: string, table: Blob | ArrayBuffer | Uint8Array | Table, options: rosters.RosterOptions): Promise<rosters.Roster> {
    const asked = await rosters.order(name(item, "the item"), table, options, this.lang);
    const { onProgress, signal, worker, ...what } = asked;
    const tell = (progress: RosterProgress): void => onProgress?.(progress);
    signal?.throwIfAborted();
    const make = worker === undefined && typeof Worker !== "undefined" ? ownWorker : worker;
    if (make === null || make === undefined) {
      const stop = signal ?? new AbortController().signal;
      return rosters.roster(await rosters.read(this.#host, what.table, what.options, tell, stop));
    }
    const { module, digest } = this;
    return rosters.roster(await rosters.ask(rosters.made(make), { module, digest, ...what }, tell, signal));
  }

  /** Decides a packet again from its own facts and date, and says what differs. */
  replay(packet: unknown): ReplayReport {
    const bytes = new TextEncoder().encode(encode(packet, "the packet"));
    return this.#json((engine) => engine.replay(bytes));
  }

  /** Called after a wasm instance trapped and a fresh one took its place, with its sessions. */
  get onrecover(): ((recovery: Recovery) => void) | null {
    return this.#host.onrecover;
  }

  set onrecover(listener: ((recovery: Recovery) => void) | null) {
    this.#host.onrecover = typeof listener === "function" ? listener : null;
  }

  /** Ends the engine and all its sessions. */
  close(): void {
    this.#host.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Makes the wasm instance trap, to test that a page survives it. */
  trapForTest(): void {
    let trapped = false;
    this.#host.call(() => {
      if (trapped) return;
      trapped = true;
      (this.#host.exports["tongban_trap"] as () => void)();
    });
  }

  /** Bytes of linear memory in use, to test that it does not grow. */
  memoryForTest(): number {
    return (this.#host.exports["memory"] as WebAssembly.Memory).buffer.byteLength;
  }

  #json<T>(task: (engine: EngineHandle) => string): T {
    return JSON.parse(this.#host.call(task)) as T;
  }
}

/** A worker of this package's own script. */
function ownWorker(): Worker {
  return new Worker(new URL("./roster-worker.js", import.meta.url), { type: "module" });
}
