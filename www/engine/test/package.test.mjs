import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { bytes, digest, ITEM } from "./module.mjs";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("..", import.meta.url));
const tsc = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));

test("packed and installed elsewhere, the package works and is typed", async (t) => {
  const project = await mkdtemp(join(tmpdir(), "tongban-package-"));
  t.after(() => rm(project, { recursive: true, force: true }));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", project], { cwd: folder });
  const [packed] = JSON.parse(stdout);
  const files = packed.files.map((file) => file.path);
  assert.ok(files.includes("dist/index.js") && files.includes("dist/index.d.ts") && files.includes("README.md"));
  assert.deepEqual(files.filter((file) => !/^(dist\/.*\.(js|d\.ts)|README\.md|package\.json)$/.test(file)), []);

  await writeFile(join(project, "package.json"), '{"name":"throw-away","private":true,"type":"module"}');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(project, packed.filename)], { cwd: project });
  await writeFile(join(project, "module.wasm"), bytes);
  await writeFile(
    join(project, "use.ts"),
    `import { readFileSync } from "node:fs";
import { load, TongbanError, type Changes, type View } from "@tongban/engine";

const engine = await load(readFileSync(new URL("module.wasm", import.meta.url)), { digest: "${digest}" });
const session = engine.open("${ITEM}", { asOf: "2026-03-02", capabilities: ["upload"] });
const changes: Changes = session.set("newMobile", "13800138000");
const view: View = session.view();
// @ts-expect-error: a capability that no channel has
try { engine.open("${ITEM}", { asOf: "2026-03-02", capabilities: ["fly"] }); } catch (error) { if (!(error instanceof TongbanError)) throw error; }
process.stdout.write(JSON.stringify({ verdict: view.verdict.kind, changed: changes.fields.length }));
`,
  );
  const options = ["--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom,esnext.disposable", "--strict", "--types", "node"];
  const roots = fileURLToPath(new URL("../../../node_modules/@types", import.meta.url));
  await run(process.execPath, [tsc, ...options, "--typeRoots", roots, join(project, "use.ts")], { cwd: project });
  const used = await run(process.execPath, [join(project, "use.js")], { cwd: project });
  assert.deepEqual(JSON.parse(used.stdout), { verdict: "incomplete", changed: JSON.parse(used.stdout).changed });
  assert.ok(JSON.parse(used.stdout).changed >= 1);
});
