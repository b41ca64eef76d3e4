// Decides the generated cases in Node, in a page or in a worker of a browser.
//
//   node tests/parity/run.mjs --module target/tongban/module.wasm --cases target/parity/cases.ndjson [--host node|chromium|chromium-worker|firefox|firefox-worker|webkit|webkit-worker] [--json]
//
// `cargo run -p tongban-parity` writes the cases and starts this.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { decideAll } from "./decide.mjs";
import { inBrowser } from "./serve.mjs";

const { values: options } = parseArgs({
  options: {
    module: { type: "string", default: "target/tongban/module.wasm" },
    cases: { type: "string", default: "target/parity/cases.ndjson" },
    host: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  },
});

const module = await readFile(options.module);
const digest = createHash("sha256").update(module).digest("hex");
const lines = await readFile(options.cases, "utf8");
const hosts = {
  node: async () => decideAll(module, digest, lines.trimEnd().split("\n").map((line) => JSON.parse(line))),
  ...Object.fromEntries(["chromium", "firefox", "webkit"].flatMap((name) => [
    [name, () => inBrowser(name, { module, digest, lines, worker: false })],
    [`${name}-worker`, () => inBrowser(name, { module, digest, lines, worker: true })],
  ])),
};

let failed = 0;
for (const name of options.host ?? ["node", "chromium", "chromium-worker"]) {
  const decide = hosts[name];
  if (decide === undefined) {
    process.stderr.write(`no host \`${name}\`; use ${Object.keys(hosts).join(", ")}\n`);
    process.exit(2);
  }
  const outcome = await decide().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  });
  if (outcome.difference !== null) failed += 1;
  if (options.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else if (outcome.difference === null) process.stdout.write(`${name}: ${outcome.same} cases and ${outcome.variants} variants the same\n`);
  else process.stdout.write(`${name}: differs at case ${outcome.difference.case}, ${outcome.difference.how}: ${outcome.difference.got}\n`);
}
process.exit(failed === 0 ? 0 : 1);
