import { failure, TongbanError } from "./errors.js";

/** Longest text that crosses into the engine in one call, in UTF-16 units. */
export const MAX_INPUT_CHARS: number = 8 << 20;
/** Deepest nesting of a value. */
export const MAX_DEPTH = 16;
/** Longest path, id or reason code. */
export const MAX_NAME_CHARS = 1024;

/** A value as a page may hand it in: exact decimals are strings, dates `YYYY-MM-DD`, null is known to be absent. */
export type Input = null | boolean | string | number | bigint | readonly Input[] | { readonly [key: string]: Input };

/**
 * Writes a value as JSON text.
 *
 * Nothing is guessed: a fraction, a `Date`, `undefined` or an object with a prototype of its own is a typed error.
 */
export function encode(value: unknown, what: string): string {
  return reading(what, () => new Encoder(what).write(value, 0));
}

/** Reads what a page passed: what its getters, iterators and proxies throw comes as a typed error, with that as `cause`. */
export function reading<T>(what: string, task: () => T): T {
  try {
    return task();
  } catch (thrown) {
    if (thrown instanceof TongbanError) throw thrown;
    throw failure("value.unreadable", `${what} cannot be read: it throws when it is looked at`, "pass plain data", thrown);
  }
}

/** Reads one entry of an options object; left out, or no options at all: undefined. */
export function option(options: unknown, key: string, what: string): unknown {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== "object" && typeof options !== "function") throw failure("value.type", `${what} are ${kind(options)}, not an object`);
  return reading(what, () => (options as Record<string, unknown>)[key]);
}

/**
 * A clean copy of a small record, to cross as an object: plain data of its own, read once.
 *
 * Whatever `encode` refuses is refused; getters have run, and `__proto__` is a key like any other.
 */
export function record(value: unknown, what: string): object {
  const copy: unknown = JSON.parse(encode(value, what));
  if (copy === null || typeof copy !== "object" || Array.isArray(copy)) {
    throw failure("value.type", `${what} is ${kind(copy)}, not an object`);
  }
  return copy;
}

/** Checks a path, an id or another short text. */
export function name(value: unknown, what: string): string {
  if (typeof value !== "string") throw failure("value.type", `${what} is ${kind(value)}, not text`);
  if (value.length > MAX_NAME_CHARS) {
    throw failure("value.too-large", `${what} has ${value.length} characters`, `at most ${MAX_NAME_CHARS}`);
  }
  return wellFormed(value, what);
}

/** Checks free text, such as the reason of a dispute. */
export function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw failure("value.type", `${what} is ${kind(value)}, not text`);
  if (value.length > MAX_INPUT_CHARS) throw tooLarge(what);
  return wellFormed(value, what);
}

class Encoder {
  readonly #what: string;
  readonly #parents: unknown[] = [];
  #written = 0;

  constructor(what: string) {
    this.#what = what;
  }

  write(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        this.#count(value.length);
        return JSON.stringify(wellFormed(value, this.#what));
      case "boolean":
        this.#count(5);
        return value ? "true" : "false";
      case "number":
        this.#count(16);
        if (!Number.isSafeInteger(value)) {
          throw failure("value.not-exact", `${this.#what} is a number that JavaScript cannot hold exactly`, 'write it as text, such as "1234.56"');
        }
        return Object.is(value, -0) ? "0" : String(value);
      case "bigint":
        this.#count(64);
        return `"${value}"`;
      case "object":
        if (value === null) {
          this.#count(4);
          return "null";
        }
        return this.#nested(value, depth);
      default:
        throw failure("value.type", `${this.#what} is ${kind(value)}`, "use null for an answer that is known to be absent, and `unknown` for one that is not known");
    }
  }

  #nested(value: object, depth: number): string {
    if (this.#parents.includes(value)) throw failure("value.cyclic", `${this.#what} contains itself`);
    if (depth >= MAX_DEPTH) throw failure("value.too-deep", `${this.#what} is nested deeper than ${MAX_DEPTH} levels`);
    this.#count(2);
    this.#parents.push(value);
    const written = Array.isArray(value) ? this.#list(value, depth) : this.#object(value, depth);
    this.#parents.pop();
    return written;
  }

  #list(list: readonly unknown[], depth: number): string {
    const parts: string[] = [];
    for (const entry of list) {
      this.#count(1);
      parts.push(this.write(entry, depth + 1));
    }
    return `[${parts.join(",")}]`;
  }

  #object(object: object, depth: number): string {
    const prototype: unknown = Object.getPrototypeOf(object);
    // A plain object of another realm (an iframe, a vm context) has a prototype that ends there too.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw failure("value.type", `${this.#what} is ${kind(object)}`, "write dates as `YYYY-MM-DD` and decimals as text");
    }
    if (object instanceof String || object instanceof Date || object instanceof Number || object instanceof Boolean) {
      throw failure("value.type", `${this.#what} is ${kind(object)}`, "write dates as `YYYY-MM-DD` and decimals as text");
    }
    if (object instanceof Map || object instanceof Set) {
      throw failure("value.type", `${this.#what} is ${kind(object)}`, "use a plain object or a list");
    }
    const parts: string[] = [];
    for (const [key, entry] of Object.entries(object)) {
      this.#count(key.length + 4);
      parts.push(`${JSON.stringify(name(key, "a key"))}:${this.write(entry, depth + 1)}`);
    }
    return `{${parts.join(",")}}`;
  }

  #count(chars: number): void {
    this.#written += chars;
    if (this.#written > MAX_INPUT_CHARS) throw tooLarge(this.#what);
  }
}

function tooLarge(what: string): Error {
  return failure("value.too-large", `${what} is larger than ${MAX_INPUT_CHARS} characters`);
}

function wellFormed(value: string, what: string): string {
  if (/\p{Surrogate}/u.test(value)) {
    throw failure("value.text", `${what} holds half a character`, "cut texts between characters, not inside one");
  }
  return value;
}

function kind(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "undefined";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") {
    // A proxy may throw here too.
    const tag = reading("a value", () => Object.prototype.toString.call(value).slice(8, -1));
    return tag === "Object" ? "an object" : `a ${tag}`;
  }
  return `a ${typeof value}`;
}
