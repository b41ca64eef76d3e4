import { encode, name, option, reading, record, text, type Input } from "./encode.js";
import { failure, type Diagnostic } from "./errors.js";
import { hashFile } from "./files.js";
import type { EngineHandle, SessionHandle } from "./generated/engine.js";
import type { BundlePacket, Changes, Draft, Explanation, Next, Packet, Reason, View } from "./generated-types.js";
import type { Host, Resident } from "./host.js";
import { Journal, type Call } from "./journal.js";
import { isPlain, Quick } from "./quick.js";
import type { AddedRow, Attachment, Decision, Lang, SetOrigin, UnknownReason } from "./types.js";

/** The part of a session that a trap and the garbage collector deal with: it never refers to the `Session`. */
class Core implements Resident {
  readonly #host: Host;
  readonly #options: object;
  readonly #draft: string | undefined;
  readonly #journal = new Journal();
  #handle: SessionHandle | undefined;
  #quick: Quick | undefined;
  #closed = false;

  constructor(host: Host, options: object, draft: string | undefined) {
    this.#host = host;
    this.#options = options;
    this.#draft = draft;
    this.#handle = host.call((engine) => engine.open(options, draft));
    host.join(this);
  }

  rebuild(engine: EngineHandle): void {
    // The old handle belongs to the instance that ended: dropped, never freed.
    this.#handle = this.#quick = undefined;
    const handle = engine.open(this.#options, this.#draft);
    for (const call of this.#journal.calls()) apply(handle, call);
    this.#handle = handle;
  }

  read<T>(task: (handle: SessionHandle) => T): T {
    if (this.#closed) throw failure("session.closed", "this session is closed", "open the item again, with its draft to go on");
    return this.#host.call((engine) => {
      if (this.#handle === undefined) this.rebuild(engine);
      return task(this.#handle as SessionHandle);
    });
  }

  write<T>(call: Call, replaces?: string): T {
    const written = this.read((handle) => apply(handle, call));
    this.#journal.note(call, replaces);
    return JSON.parse(written) as T;
  }

  /** Sets a fact to a plain value by its place. Undefined: nothing is set, `write` does it or says why not. */
  quick(path: string, value: Input): Changes | undefined {
    const changes = this.read((handle) => (this.#quick ??= this.#start(handle)).set(path, value));
    if (changes !== undefined) this.#journal.note({ method: "set", args: [path, value as string, "asked"], plain: true }, path);
    return changes;
  }

  #start(handle: SessionHandle): Quick {
    return new Quick(handle, this.#host.exports["memory"] as WebAssembly.Memory);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const handle = this.#handle;
    this.#handle = this.#quick = undefined;
    this.#host.leave(this);
    if (handle !== undefined && !this.#host.closed) this.#host.call(() => handle.free());
  }
}

/** Frees sessions that were dropped without being closed. */
const net = new FinalizationRegistry<Core>((core) => core.close());

function apply(handle: SessionHandle, call: Call): string {
  if (call.plain === true) {
    const [path, value, from] = call.args;
    return handle.set(path as string, encode(value, "the value"), from as string);
  }
  const method = handle[call.method as "set"] as (...args: unknown[]) => string;
  return method.apply(handle, call.args as unknown[]);
}

/**
 * One application under way: an item, an application date, the insured region, and facts.
 *
 * Every call that changes something gives what changed, and only that. Close it, or declare it with `using`.
 */
export class Session {
  readonly #core: Core;

  /** Made by `engine.open`. */
  constructor(host: Host, options: object, draft?: string) {
    this.#core = new Core(host, options, draft);
    net.register(this, this.#core, this.#core);
  }

  /** Sets a fact. Null is known to be absent; a group takes its rows as a list. */
  set(path: string, value: Input, options?: { origin?: SetOrigin }): Changes {
    const quick = options === undefined && isPlain(value) ? this.#core.quick(path, value) : undefined;
    if (quick !== undefined) return quick;
    const key = name(path, "the path");
    const args = [key, encode(value, `the value of \`${key}\``), origin(options)];
    // A list makes rows: it stays in its place, later rows count on.
    const replaces = reading("the value", () => Array.isArray(value)) ? undefined : key;
    return this.#core.write({ method: "set", args }, replaces);
  }

  /** Sets many facts at once, by path: all of them or none. */
  setMany(facts: { readonly [path: string]: Input }, options: { origin?: SetOrigin } = {}): Changes {
    if (facts === null || typeof facts !== "object" || reading("the facts", () => Array.isArray(facts))) {
      throw failure("value.type", "`setMany` takes an object of path to value");
    }
    return this.#core.write({ method: "setMany", args: [encode(facts, "the facts"), origin(options)] });
  }

  /** Says that a fact is not known, and why. */
  unknown(path: string, reason: UnknownReason): Changes {
    const key = name(path, "the path");
    return this.#core.write({ method: "unknown", args: [key, name(reason, "the reason")] }, key);
  }

  /** Says that a register's value is wrong (对数据有异议), and what it should be. The person goes on; the case is reviewed. */
  dispute(path: string, reason: string, claimed?: Input): Changes {
    const key = name(path, "the path");
    const value = claimed === undefined ? undefined : encode(claimed, `the claimed value of \`${key}\``);
    return this.#core.write({ method: "dispute", args: [key, text(reason, "the reason"), value] });
  }

  /** Adds an empty row to a group (`staff`), or to a group in a row (`homes[r1].members`). */
  addRow(group: string): AddedRow {
    return this.#core.write({ method: "addRow", args: [name(group, "the group")] });
  }

  /** Removes a row by its id. */
  removeRow(group: string, row: string): Changes {
    return this.#core.write({ method: "removeRow", args: [name(group, "the group"), name(row, "the row")] });
  }

  /** Moves a row to another position among those beside it, from 0; beyond the last: to the end. */
  moveRow(group: string, row: string, to: number): Changes {
    if (!Number.isInteger(to) || to < 0 || to > 0xffff_ffff) throw failure("value.type", "a row's position is a whole number from 0");
    return this.#core.write({ method: "moveRow", args: [name(group, "the group"), name(row, "the row"), to] });
  }

  /** Says that a group's rows are all there, or not. */
  confirm(group: string, complete = true): Changes {
    const key = name(group, "the group");
    return this.#core.write({ method: "confirm", args: [key, Boolean(complete)] });
  }

  /** Gives a file for a material; it is hashed here, its bytes stay with the page. */
  async attach(material: string, file: Attachment): Promise<Changes> {
    const key = name(material, "the material");
    const described = await hashFile(file);
    return this.#core.write({ method: "attach", args: [key, record(described, "the file")] });
  }

  /** Takes a file back. */
  detach(material: string, sha256: string): Changes {
    return this.#core.write({ method: "detach", args: [name(material, "the material"), name(sha256, "the digest")] });
  }

  /** Promises a material (告知承诺); only when the applicant chose to. */
  promise(material: string): Changes {
    return this.#way("promise", material);
  }

  /** Hands a material in later (容缺). */
  defer(material: string): Changes {
    return this.#way("defer", material);
  }

  /** Has a material checked against shared data. */
  shared(material: string): Changes {
    return this.#way("shared", material);
  }

  /** Signs a form that is rendered from the answers. */
  sign(material: string): Changes {
    return this.#way("sign", material);
  }

  /** Has the office fetch a material. */
  fetch(material: string): Changes {
    return this.#way("fetch", material);
  }

  /** Takes back how a material was given. */
  withdraw(material: string): Changes {
    return this.#way("withdraw", material);
  }

  /** Everything that a page needs to draw the session. */
  view(): View {
    return this.#json((handle) => handle.view());
  }

  /** Shows everything in another language; gives the whole view. */
  setLang(lang: Lang): View {
    return this.#core.write({ method: "setLang", args: [name(lang, "the language")] }, "#lang");
  }

  /** What could not be taken over from the draft that the session was opened with. */
  notes(): Diagnostic[] {
    return this.#json((handle) => handle.notes());
  }

  /** The questions worth asking now, best first. */
  next(): Next[] {
    return this.#json((handle) => handle.next());
  }

  /** Everything that stands in the way, in a stable order (一次性告知). */
  check(): Reason[] {
    return this.#json((handle) => handle.check());
  }

  /** Why: `condition:<id>`, `material:<id>`, `risk:<id>`, `field:<path>`, `route`, `deadline`, `verdict`. */
  explain(of: string): Explanation {
    const key = name(of, "what to explain");
    return this.#json((handle) => handle.explain(key));
  }

  /** The answers so far; `engine.open(item, { draft })` goes on with them. */
  draft(): Draft {
    return this.#json((handle) => handle.draft());
  }

  /** The decision so far. */
  decision(): Decision {
    return this.#core.read((handle) => {
      const bytes = handle.decision() as Uint8Array<ArrayBuffer>;
      const canonical = new TextDecoder().decode(bytes);
      return { bytes, canonical, digest: handle.decisionDigest(), value: JSON.parse(canonical) as unknown };
    });
  }

  /** What is handed in. `id` is made when the application starts and kept: see `newPacketId`. */
  packet(id: string, options: { supersedes?: string } = {}): Packet {
    return JSON.parse(new TextDecoder().decode(this.packetBytes(id, options))) as Packet;
  }

  /** What is handed in for a bundle: every fact and file once, with the decision of each of its items. */
  bundlePacket(id: string, options: { supersedes?: string } = {}): BundlePacket {
    const packet = this.packet(id, options) as Packet | BundlePacket;
    if (packet.schema !== "tongban.bundle/1") throw failure("packet.bundle", "this application is for an item, not for a bundle", "use `packet`");
    return packet as BundlePacket;
  }

  /** The same as canonical JSON: the body to send, and what the receipt's `packetDigest` is the SHA-256 of. */
  packetBytes(id: string, options: { supersedes?: string } = {}): Uint8Array<ArrayBuffer> {
    const key = name(id, "the packet's id");
    const replaced = option(options, "supersedes", "the options");
    const supersedes = replaced === undefined ? undefined : name(replaced, "the superseded packet's id");
    return this.#core.read((handle) => handle.packet(key, supersedes) as Uint8Array<ArrayBuffer>);
  }

  /** Frees the session; every later call throws `session.closed`. */
  close(): void {
    net.unregister(this.#core);
    this.#core.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #way(method: string, material: string): Changes {
    return this.#core.write({ method, args: [name(material, "the material")] });
  }

  #json<T>(task: (handle: SessionHandle) => string): T {
    return JSON.parse(this.#core.read(task)) as T;
  }
}

function origin(options: { origin?: SetOrigin } | undefined): string {
  const from = option(options, "origin", "the options");
  return from === undefined ? "asked" : name(from, "the origin");
}
