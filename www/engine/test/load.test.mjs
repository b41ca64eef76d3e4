import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { load } from "@tongban/engine";

import { another, bytes, digest, engine, failing, open, sha256 } from "./module.mjs";

test("a module names itself by its SHA-256", async () => {
  const loaded = await engine();
  assert.equal(loaded.digest, digest);
  assert.equal(loaded.about.digest, digest);
  assert.match(loaded.about.catalog.version, /./);
  loaded.close();
});

test("a wrong digest is refused", async () => {
  await assert.rejects(load(bytes, { digest: "0".repeat(64) }), failing("module.digest-differs"));
  await assert.rejects(load(another(), { digest }), failing("module.digest-differs"));
});

test("without a digest it must be told to trust", async () => {
  await assert.rejects(load(bytes), failing("module.trust"));
  await assert.rejects(load(bytes, {}), failing("module.trust"));
  await assert.rejects(load(bytes, { trust: "blindly" }), failing("module.trust"));
  await assert.rejects(load(bytes, { digest, trust: "as-served" }), failing("module.trust"));
  await assert.rejects(load(bytes, { digest: "ABC" }), failing("module.digest"));
  (await load(bytes, { trust: "as-served" })).close();
});

test("a module cut short is refused, wherever it is cut", async () => {
  for (const part of [0, 0.1, 0.5, 0.9, 0.99]) {
    const cut = bytes.slice(0, Math.floor(bytes.length * part));
    await assert.rejects(load(cut, { trust: "as-served" }), failing(/^module\.(truncated|no-catalog|other-engine|image)$/), `cut at ${part}`);
  }
  await assert.rejects(load(bytes.slice(0, bytes.length - 1), { digest }), failing("module.digest-differs"));
});

test("wasm that is no module of ours is refused", async () => {
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await assert.rejects(load(empty, { trust: "as-served" }), failing("module.no-catalog"));
  await assert.rejects(load(new Uint8Array(9), { trust: "as-served" }), failing("module.truncated"));
  await assert.rejects(load(null, { trust: "as-served" }), failing("module.source"));
  await assert.rejects(load(7, { trust: "as-served" }), failing("module.source"));
});

test("bytes that change while loading do not slip through", async () => {
  const shared = bytes.slice();
  const loading = load(shared, { digest });
  shared.fill(0);
  assert.equal((await loading).digest, digest);
});

test("a catalogue older than one that was seen is refused", async () => {
  const loaded = await engine();
  const { revision } = loaded.about.catalog;
  await assert.rejects(load(bytes, { digest, minRevision: revision + 1 }), failing("module.older-revision"));
  (await load(bytes, { digest, minRevision: revision })).close();
  loaded.close();
});

test("a compiled module is loaded with the digest of whoever compiled it", async () => {
  const first = await engine();
  const second = await load(first.module, { digest: first.digest });
  assert.deepEqual(second.about, first.about);
  await assert.rejects(load(first.module, { trust: "as-served" }), failing("module.digest-unknown"));
});

test("a module is fetched from an address or a response", async (t) => {
  const server = createServer((request, response) => {
    if (request.url === "/module.wasm") response.writeHead(200, { "content-type": "application/wasm" }).end(bytes);
    else response.writeHead(404).end("no");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  assert.equal((await load(`${base}/module.wasm`, { digest })).digest, digest);
  assert.equal((await load(new URL(`${base}/module.wasm`), { digest })).digest, digest);
  assert.equal((await load(fetch(`${base}/module.wasm`), { digest })).digest, digest);
  await assert.rejects(load(`${base}/other`, { digest }), failing("module.unreachable"));
  await assert.rejects(load("http://127.0.0.1:1/module.wasm", { digest }), failing("module.unreachable"));
});

test("two modules live side by side", async () => {
  const other = another();
  const [one, two] = await Promise.all([engine(), load(other, { digest: sha256(other) })]);
  const [first, second] = [open(one), open(two)];
  assert.notEqual(one.about.digest, two.about.digest);
  first.set("newMobile", "13800138000");
  assert.equal(first.decision().value.facts.newMobile, "13800138000");
  assert.equal(second.decision().value.facts.newMobile, undefined);
  assert.notEqual(first.decision().digest, second.decision().digest);
  one.trapForTest();
  second.set("newMobile", "13900139000");
  assert.equal(first.decision().value.facts.newMobile, "13800138000");
  assert.equal(second.decision().value.facts.newMobile, "13900139000");
  one.close();
  assert.equal(two.about.digest, sha256(other));
});
