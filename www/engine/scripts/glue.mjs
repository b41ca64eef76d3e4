// Turns wasm-bindgen's glue, which is one singleton for each page, into a function that makes one for each wasm instance.
//
// Two modules can then live side by side, and a fresh instance can take over from one that trapped. Reads
// src/generated/engine.js (`cargo xtask build --only wasm` writes it), writes src/generated/glue.ts.
// Every replacement must fit: a new wasm-bindgen that writes other code stops the build here, not a page later.
import { readFile, writeFile } from "node:fs/promises";

const folder = new URL("../src/generated/", import.meta.url);

/** Replaces what `pattern` finds, `count` times exactly (or at least once). */
function replace(text, pattern, by, count) {
  const found = text.match(pattern)?.length ?? 0;
  if (found === 0 || (count !== undefined && found !== count)) {
    throw new Error(`wasm-bindgen's glue changed: ${pattern} fits ${found} times; mend scripts/glue.mjs`);
  }
  return text.replace(pattern, by);
}

let glue;
try {
  glue = await readFile(new URL("engine.js", folder), "utf8");
} catch {
  console.error("src/generated/engine.js is missing; write it with `cargo xtask build --only wasm`");
  process.exit(2);
}

const classes = [...glue.matchAll(/^export class (\w+)/gm)].map((match) => match[1]);
glue = replace(glue, /^export class /gm, "class ", classes.length);
// Our own net frees sessions; glue's would call into an instance that trapped.
glue = replace(glue, /\(typeof FinalizationRegistry === 'undefined'\)/g, "true", classes.length);
// Loading is the wrapper's: only imports and the last step of starting are kept.
const loader = glue.indexOf("async function __wbg_load(");
if (loader < 0) throw new Error("wasm-bindgen's glue changed: no `__wbg_load`; mend scripts/glue.mjs");
glue = glue.slice(0, loader);
glue = replace(glue, /^let wasmModule, wasmInstance, wasm;$/gm, "let wasm;", 1);
glue = replace(glue, /^ {4}wasm(Instance = instance|Module = module);\n/gm, "", 2);
glue = replace(glue, /\/\* @ts-self-types.*\*\/\n/g, "", 1);

const body = glue
  .trimEnd()
  .split("\n")
  .map((line) => (line === "" ? "" : `  ${line}`))
  .join("\n");
const exported = classes.join(", ");
const out = `// Written by scripts/glue.mjs from wasm-bindgen's output. Not committed.
// @ts-nocheck: the glue is JavaScript; its types are those of engine.d.ts.
import type * as Bindings from "./engine.js";

/** The bindings of one wasm instance. */
export interface Glue {
${classes.map((name) => `  readonly ${name}: typeof Bindings.${name};`).join("\n")}
  /** The instance's raw exports. */
  readonly exports: WebAssembly.Exports;
}

/** Makes the imports that the module asks for. */
export function glueImports(): WebAssembly.Imports {
  return makeGlue().imports;
}

/** Instantiates \`module\` with bindings of its own. */
export function instantiate(module: WebAssembly.Module): Glue {
  const glue = makeGlue();
  const instance = new WebAssembly.Instance(module, glue.imports);
  return glue.start(instance);
}

function makeGlue(): any {
${body}
  return {
    imports: __wbg_get_imports(),
    start(instance) {
      __wbg_finalize_init(instance);
      return { ${exported}, exports: instance.exports };
    },
  };
}
`;
await writeFile(new URL("glue.ts", folder), out);
