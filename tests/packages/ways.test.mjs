// The package as its users get it: packed, installed into a throw-away project, and used in every way its README shows.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { launch, outcome, serve } from "./server.mjs";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const top = fileURLToPath(new URL("../..", import.meta.url));
const path = process.env.TONGBAN_MODULE ?? join(top, "target/tongban/module.wasm");
const module = await readFile(path);
const digest = createHash("sha256").update(module).digest("hex");
const QUIET = ["--no-audit", "--no-fund", "--loglevel=error"];

let project;
let browser;
/** What every way must come to: the decision that Node.js makes. */
let expected;

before(async () => {
  project = await mkdtemp(join(tmpdir(), "tongban-ways-"));
  await cp(join(here, "project"), project, { recursive: true });
  // Exactly what the lock file names, then the package as it would be published.
  await run("npm", ["ci", "--prefer-offline", ...QUIET], { cwd: project });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", project], { cwd: join(top, "www/engine") });
  const [packed] = JSON.parse(stdout);
  await run("npm", ["install", "--no-save", "--offline", ...QUIET, join(project, packed.filename)], { cwd: project });
  const node = await run(process.execPath, ["node.mjs", path], { cwd: project });
  [expected] = JSON.parse(node.stdout);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (project !== undefined) await rm(project, { recursive: true, force: true });
});

const bin = (name) => join(project, "node_modules", name);
const page = (script) => `<!doctype html><meta charset="utf-8"><title>waiting</title>${script}`;

async function served(site, address = "/") {
  const server = await serve({ module, digest, ...site });
  try {
    return await outcome(browser, server.origin + address);
  } finally {
    server.close();
  }
}

test("Node.js, as an ES module", () => {
  assert.match(expected, /^incomplete true [0-9a-f]{64}$|^ready true [0-9a-f]{64}$/);
});

test("types resolve for a bundler and for Node.js", async () => {
  for (const kind of ["bundler", "nodenext"]) {
    await run(process.execPath, [bin("typescript/bin/tsc"), "-p", `tsconfig.${kind}.json`], { cwd: project }).catch((error) => {
      throw new Error(`${kind}: ${error.stdout}`);
    });
  }
});

test("Vite, with a worker, under the strict policy", async () => {
  await run(process.execPath, [bin("vite/bin/vite.js"), "build", "--config", "vite.config.mjs", "--logLevel", "error"], { cwd: project });
  const found = await served({ folders: { "/": join(project, "out/vite") } });
  assert.deepEqual(found, [expected, expected]);
});

test("webpack, with a worker, under the strict policy", async () => {
  const script = `import config from "./webpack.config.mjs"; import webpack from "webpack";
    webpack(config, (error, stats) => { if (error || stats.hasErrors()) { process.stderr.write(String(error ?? stats.toString())); process.exit(1); } });`;
  await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: project });
  const files = { "/index.html": page('<script src="/main.js" defer></script>') };
  const found = await served({ files, folders: { "/": join(project, "out/webpack") } }, "/index.html");
  assert.deepEqual(found, [expected, expected]);
});

test("a plain module script, without a bundler, under the strict policy", async () => {
  const files = {
    "/index.html": page('<script type="module" src="/page.js"></script>'),
    "/page.js": await readFile(join(project, "plain/page.js"), "utf8"),
    "/decide.js": await readFile(join(project, "webpack/decide.js"), "utf8"),
  };
  const folders = { "/engine/": join(project, "node_modules/@tongban/engine/dist") };
  assert.deepEqual(await served({ files, folders }, "/index.html"), [expected]);
});

test("one script file, without modules, under the strict policy", async () => {
  const files = {
    "/index.html": page('<script src="/engine/tongban.iife.js"></script><script src="/script.js"></script>'),
    "/script.js": await readFile(join(project, "plain/script.js"), "utf8"),
  };
  const folders = { "/engine/": join(project, "node_modules/@tongban/engine/dist") };
  assert.deepEqual(await served({ files, folders }, "/index.html"), [expected]);
});

test("the README shows these ways as they are tested", async () => {
  const readme = await readFile(join(project, "node_modules/@tongban/engine/README.md"), "utf8");
  for (const file of ["plain/script.js", "webpack.config.mjs", "plain/page.js"]) {
    const text = await readFile(join(project, file), "utf8");
    const lines = text.split("\n").map((line) => line.trim()).filter((line) => /tongban\.load|trustedTypes|import \{ load \}/.test(line) && !line.startsWith("//"));
    for (const line of lines) assert.ok(readme.includes(line.replace(/,$/, "")), `${file}: ${line}`);
  }
});
