import { Engine } from "./engine.js";
import { failure } from "./errors.js";
import { Host } from "./host.js";
import { frame } from "./sections.js";
import { compile, type ModuleSource } from "./source.js";
import type { Lang } from "./types.js";

/** How far a module is trusted, and what it starts with. */
export type LoadOptions = {
  /** Default language, `zh-Hans` when left out. */
  lang?: Lang;
  /** Refuse a catalogue whose revision is lower: the newest that was seen. */
  minRevision?: number;
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
 * `module.unreachable`, `module.too-large`, `module.older-revision`, `module.trust`.
 */
export async function load(source: ModuleSource, options: LoadOptions): Promise<Engine> {
  const { digest, trust }: { digest?: unknown; trust?: unknown } = options ?? {};
  if ((digest === undefined) === (trust === undefined) || (trust !== undefined && trust !== "as-served")) {
    throw failure("module.trust", "a module is loaded by its digest", 'pass `{ digest }`, or `{ trust: "as-served" }` to take whatever is served');
  }
  if (digest !== undefined && (typeof digest !== "string" || !/^[0-9a-f]{64}$/.test(digest))) {
    throw failure("module.digest", "the digest is not 64 lower-case hex digits");
  }
  const compiled = await compile(source, digest, options.signal);
  const host = new Host(compiled.module, frame(compiled.module, compiled.digest));
  const engine = new Engine(host, compiled, options.lang ?? "zh-Hans");
  const { minRevision } = options;
  const { revision } = engine.about.catalog;
  if (minRevision !== undefined && revision < minRevision) {
    engine.close();
    throw failure("module.older-revision", `the catalogue has revision ${revision}, and ${minRevision} was seen before`, "fetch the module in force");
  }
  return engine;
}
