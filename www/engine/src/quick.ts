import type { Input } from "./encode.js";
import type { SessionHandle } from "./generated/engine.js";
import type { Changes, FieldChange } from "./generated-types.js";

/** Longest text that goes this way, in UTF-16 units: three bytes each at most. */
const MAX_CHARS = 80;
const KNOWLEDGE = ["known", "absent", "not-asked", "unreachable", "no-data"] as const;
const ORIGIN = [null, "asked", "card", "register", "computed"] as const;
const VISIBLE = 1;
const REQUIRED = 2;
const TEXT = 3;
const SAID = 4;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The short way of a keystroke: a fact by slot and row, its text straight into the engine's memory, and what changed read
 * from there (`crates/engine/src/session/quick.rs` says how it is written).
 *
 * It takes plain values of facts that are answered; whatever is wrong with a call, it leaves to the long way to say.
 */
export class Quick {
  readonly #handle: SessionHandle;
  readonly #memory: WebAssembly.Memory;
  readonly #places = new Map<string, readonly [slot: number, row: number]>();
  /** Paths by slot outside rows, and by row then slot. */
  readonly #paths: (string | undefined)[] = [];
  readonly #rows = new Map<number, (string | undefined)[]>();
  #bytes: Uint8Array;
  #input = 0;
  #output = 0;
  #room = -1;
  #at = 0;

  constructor(handle: SessionHandle, memory: WebAssembly.Memory) {
    this.#handle = handle;
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#find();
  }

  /** What changed; undefined: nothing was set. */
  set(path: string, value: Input): Changes | undefined {
    const place = this.#places.get(path) ?? this.#learn(path);
    const text = typeof value === "string" ? value : typeof value === "number" && Number.isSafeInteger(value) ? String(value) : "";
    const kind = kindOf(value);
    if (place === undefined || kind < 0 || text.length > MAX_CHARS) return undefined;
    const written = this.#write(text);
    if (written < 0) return undefined;
    const length = this.#handle.setAt(place[0], place[1], kind, written);
    if (length === 0) return undefined;
    if (length > this.#room) this.#find();
    return this.#changes(length, text);
  }

  /** Where a path leads, if it is a fact that can be set by its place. */
  #learn(path: unknown): readonly [slot: number, row: number] | undefined {
    if (typeof path !== "string" || path.length > MAX_CHARS) return undefined;
    const found = this.#handle.place(path);
    if (found === undefined) return undefined;
    const place = [found[0] as number, found[1] as number] as const;
    this.#places.set(path, place);
    return place;
  }

  #find(): void {
    const [input, output, room] = this.#handle.buffers();
    this.#input = input as number;
    this.#output = output as number;
    this.#room = room as number;
  }

  /** The memory as it is now: it moves when it grows. */
  #view(): Uint8Array {
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  /** Writes a text as UTF-8; how many bytes, or -1 where it holds surrogates. */
  #write(text: string): number {
    const bytes = this.#view();
    let at = this.#input;
    for (let place = 0; place < text.length; place += 1) {
      const unit = text.charCodeAt(place);
      if (unit < 0x80) {
        bytes[at] = unit;
        at += 1;
      } else if (unit < 0x800) {
        bytes[at] = 0xc0 | (unit >> 6);
        bytes[at + 1] = 0x80 | (unit & 0x3f);
        at += 2;
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[at] = 0xe0 | (unit >> 12);
        bytes[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at + 2] = 0x80 | (unit & 0x3f);
        at += 3;
      } else {
        return -1;
      }
    }
    return at - this.#input;
  }

  #changes(length: number, said: string): Changes {
    const bytes = this.#view();
    this.#at = this.#output;
    const end = this.#output + length;
    const fields: FieldChange[] = [];
    for (let tag = this.#number(bytes); tag !== 0; tag = this.#number(bytes)) {
      fields.push(tag === 1 ? this.#field(bytes, said) : (JSON.parse(this.#text(bytes, this.#number(bytes))) as FieldChange));
    }
    if (this.#at === end) {
      return { fields, conditions: [], materials: [], risks: [], pages: {}, route: null, deadline: null, verdict: null };
    }
    const changes = JSON.parse(this.#text(bytes, end - this.#at)) as Changes;
    changes.fields = fields;
    return changes;
  }

  #field(bytes: Uint8Array, said: string): FieldChange {
    const slot = this.#number(bytes);
    const row = this.#number(bytes);
    const flags = this.#number(bytes);
    const kind = flags >> 8;
    return {
      path: this.#path(slot, row),
      visible: (flags & VISIBLE) !== 0,
      required: (flags & REQUIRED) !== 0,
      knowledge: KNOWLEDGE[(flags >> 2) & 7] as FieldChange["knowledge"],
      value: kind === SAID ? said : kind === TEXT ? this.#text(bytes, this.#number(bytes)) : kind === 0 ? null : kind === 2,
      raw: null,
      origin: ORIGIN[(flags >> 5) & 7] as FieldChange["origin"],
      disputed: null,
      violations: [],
    };
  }

  #path(slot: number, row: number): string {
    let paths = this.#paths;
    if (row !== 0) {
      paths = this.#rows.get(row) ?? [];
      if (paths.length === 0) this.#rows.set(row, paths);
    }
    return (paths[slot] ??= this.#handle.pathAt(slot, row));
  }

  #number(bytes: Uint8Array): number {
    let byte = bytes[this.#at++] as number;
    if (byte < 0x80) return byte;
    let number = byte & 0x7f;
    for (let shift = 7; ; shift += 7) {
      byte = bytes[this.#at++] as number;
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
  }

  #text(bytes: Uint8Array, length: number): string {
    const from = this.#at;
    this.#at += length;
    const short = length <= 16 ? ascii(bytes, from, length) : undefined;
    if (short !== undefined) return short;
    return decoder.decode(bytes.subarray(from, this.#at));
  }
}

/** At most 16 bytes of ASCII as text, a tenth of what a decoder takes for so few; undefined for any other. */
function ascii(bytes: Uint8Array, from: number, length: number): string | undefined {
  let all = 0;
  for (let place = from; place < from + length; place += 1) all |= bytes[place] as number;
  if (all > 0x7f) return undefined;
  if (length <= 8) return eight(bytes, from).slice(0, length);
  return eight(bytes, from) + eight(bytes, from + 8).slice(0, length - 8);
}

function eight(bytes: Uint8Array, at: number): string {
  // Spelled out: with a count that is known, V8 makes the text without a list of arguments.
  return String.fromCharCode(
    bytes[at] as number,
    bytes[at + 1] as number,
    bytes[at + 2] as number,
    bytes[at + 3] as number,
    bytes[at + 4] as number,
    bytes[at + 5] as number,
    bytes[at + 6] as number,
    bytes[at + 7] as number,
  );
}

/** Whether a value may go the short way. */
export function isPlain(value: unknown): value is Input {
  return kindOf(value as Input) >= 0;
}

function kindOf(value: Input): number {
  switch (typeof value) {
    case "boolean":
      return value ? 2 : 1;
    case "number":
      return Number.isSafeInteger(value) ? 3 : -1;
    case "string":
      return 4;
    default:
      return value === null ? 0 : -1;
  }
}
