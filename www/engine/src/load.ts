import { option } from "./encode.js";
import { Engine } from "./engine.js";
import { failure } from "./errors.js";
import { Host } from "./host.js";
import { frame } from "./sections.js";
import { compile, type ModuleSource } from "./source.js";
import type { Lang } from "./types.js";

/** A release that a host has seen. */
export interface Seen {
  /** Its catalogue's revision: `engine.about.catalog.revision`. */
  revision: number;
  /** Its module's SHA-256. */
  digest: string;
}

/** How far a module is trusted, and what it starts with. */
export type LoadOptions = {
  /** Default language, `zh-Hans` when left out. */
  lang?: Lang;
  /** Refuse a catalogue whose revision is lower: the newest that was seen. */
  minRevision?: number;
  /** The newest release that was seen: one of a lower revision is refused, and another of the same. */
  seen?: Seen;
  /** Stops fetching. */
  signal?: AbortSignal;
} & (
  | {
      /** SHA-256 of the module, 64 lower-case hex digits. */
      digest: string;
      trust?: never;
    }
  | {
      /** Takes whatever is served: for trying out, not for filing. */
      trust: "as-served";
      digest?: never;
    }
);

/**
 * Loads a module: fetches, checks its SHA-256, compiles, starts.
 *
 * Every call makes an engine of its own: two modules live side by side.
 *
 * @throws TongbanError `module.digest-differs`, `module.truncated`, `module.no-catalog`, `module.other-engine`,
 * `module.unreachable`, `module.too-large`, `module.older-revision`, `module.same-revision`, `module.trust`.
 */
export async function load(source: ModuleSource, options: LoadOptions): Promise<Engine> {
  const [digest, trust] = ["digest", "trust"].map((key) => option(options, key, "the options"));
  if ((digest === undefined) === (trust === undefined) || (trust !== undefined && trust !== "as-served")) {
    throw failure("module.trust", "a module is loaded by its digest", 'pass `{ digest }`, or `{ trust: "as-served" }` to take whatever is served');
  }
  if (digest !== undefined && (typeof digest !== "string" || !/^[0-9a-f]{64}$/.test(digest))) {
    throw failure("module.digest", "the digest is not 64 lower-case hex digits");
  }
  const [lang, signal, minRevision, seen] = ["lang", "signal", "minRevision", "seen"].map((key) => option(options, key, "the options")) as [Lang | undefined, AbortSignal | undefined, number | undefined, Seen | undefined];
  for (const known of [minRevision, seen?.revision]) {
    if (known !== undefined && !(Number.isSafeInteger(known) && known >= 0)) {
      throw failure("value.type", "a revision that was seen is no whole number", "pass the revision of `engine.about.catalog`");
    }
  }
  const compiled = await compile(source, digest, signal);
  const host = new Host(compiled.module, frame(compiled.module, compiled.digest));
  const engine = new Engine(host, compiled, lang ?? "zh-Hans");
  const { revision } = engine.about.catalog;
  const newest = Math.max(minRevision ?? 0, seen?.revision ?? 0);
  if (revision < newest) {
    engine.close();
    throw failure("module.older-revision", `the catalogue has revision ${revision}, and ${newest} was seen before`, "fetch the module in force");
  }
  if (seen !== undefined && revision === seen.revision && engine.digest !== seen.digest) {
    engine.close();
    throw failure("module.same-revision", `another module of revision ${revision} was seen before: \`${seen.digest}\``, "a release counts its revision up; ask whoever publishes the module");
  }
  return engine;
}
