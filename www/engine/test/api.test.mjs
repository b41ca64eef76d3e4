// `src/api.ts` says in TypeScript what `crates/engine/src/api` says in Rust: every type, every field.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const rust = new URL("../../../crates/engine/src/api/", import.meta.url);

/** Input types: the package has its own, in `src/types.ts`. */
const INPUTS = ["OpenOptions", "ItemsQuery"];
/** Types that stay inside the engine and its Rust hosts. */
const INSIDE = ["Effect"];

const camel = (name) => name.replace(/^r#/, "").replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const kebab = (name) => name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();

test("the types are those of the engine", async () => {
  const files = (await readdir(rust)).filter((name) => name.endsWith(".rs"));
  const source = (await Promise.all(files.map((name) => readFile(new URL(name, rust), "utf8")))).join("\n");
  const ours = await readFile(new URL("../src/api.ts", import.meta.url), "utf8");
  let compared = 0;
  for (const [, name, body] of source.matchAll(/^pub struct (\w+) \{\n(.*?)^\}/gms)) {
    if (INPUTS.includes(name) || INSIDE.includes(name)) continue;
    const theirs = [...body.matchAll(/^ {4}pub (?:r#)?(\w+): /gm)].map((found) => camel(found[1]));
    const declared = ours.match(new RegExp(`^export interface ${name} \\{\\n(.*?)^\\}`, "ms"));
    assert.ok(declared, `src/api.ts lacks \`${name}\``);
    const fields = [...declared[1].matchAll(/^ {2}(\w+)\??: /gm)].map((found) => found[1]);
    assert.deepEqual(fields, theirs, `fields of \`${name}\``);
    compared += 1;
  }
  for (const [, name, body] of source.matchAll(/^pub enum (\w+) \{\n(.*?)^\}/gms)) {
    if (name === "Widget") continue;
    const theirs = [...body.matchAll(/^ {4}(\w+),/gm)].map((found) => kebab(found[1]));
    const declared = ours.match(new RegExp(`^export type ${name} = (.*);$`, "m"));
    assert.ok(declared, `src/api.ts lacks \`${name}\``);
    assert.deepEqual([...declared[1].matchAll(/"([^"]+)"/g)].map((found) => found[1]), theirs, `values of \`${name}\``);
    compared += 1;
  }
  assert.ok(compared > 25);
});
