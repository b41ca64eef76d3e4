// The boundary's checks (www/engine/test/boundary.mjs) in a page of headless Chromium under the strict policy.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch, outcome, serve } from "./server.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const module = await readFile(process.env.TONGBAN_MODULE ?? join(top, "target/tongban/module.wasm"));
const digest = createHash("sha256").update(module).digest("hex");

test("hostile input, traps, other modules and memory, in a page", async (t) => {
  const server = await serve({
    module,
    digest,
    files: {
      "/index.html": '<!doctype html><meta charset="utf-8"><title>waiting</title><script type="module" src="/page.js"></script>',
      "/page.js": await readFile(new URL("boundary-page.js", import.meta.url), "utf8"),
      "/boundary.mjs": await readFile(join(top, "www/engine/test/boundary.mjs"), "utf8"),
    },
    folders: { "/engine/": join(top, "www/engine/dist") },
  });
  t.after(() => server.close());
  const browser = await launch();
  t.after(() => browser.close());
  const found = await outcome(browser, `${server.origin}/index.html`);
  assert.ok(found.length >= 10);
  for (const [name, failed] of found) await t.test(name, () => assert.equal(failed, null));
});
