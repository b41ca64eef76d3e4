import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { hashFile, newPacketId } from "@tongban/engine";

import { engine, failing, ITEM, open, sha256 } from "./module.mjs";

let loaded;
let session;
before(async () => {
  loaded = await engine();
  session = open(loaded);
});
after(() => loaded.close());

test("wrong types are typed errors", () => {
  for (const value of [undefined, () => 1, Symbol("x"), new Date(0), new Map(), new (class Own {})(), Object("text")]) {
    assert.throws(() => session.set("newMobile", value), failing("value.type"), String(value?.constructor?.name));
  }
  for (const value of [0.1, NaN, Infinity, 2 ** 53]) assert.throws(() => session.set("newMobile", value), failing("value.not-exact"));
  for (const path of [undefined, null, 7, {}, ["newMobile"]]) assert.throws(() => session.set(path, "1"), failing("value.type"));
  assert.throws(() => session.setMany(null), failing("value.type"));
  assert.throws(() => session.setMany([1]), failing("value.type"));
  assert.throws(() => loaded.open(undefined, { asOf: "2026-03-02" }), failing(/./));
  assert.throws(() => loaded.open(ITEM), failing(/./));
  assert.throws(() => loaded.open(ITEM, { asOf: 20260302 }), failing(/./));
  assert.throws(() => loaded.open(ITEM, { asOf: "2026-02-30" }), failing(/./));
  assert.throws(() => loaded.open("no-such-item", { asOf: "2026-03-02" }), failing("item.unknown"));
  assert.throws(() => session.unknown("newMobile", "because"), failing(/./));
  assert.throws(() => session.set("newMobile", "1", { origin: "computed" }), failing("origin.unknown"));
});

test("what contains itself, is too deep or too large is refused", () => {
  const cyclic = { a: [] };
  cyclic.a.push(cyclic);
  assert.throws(() => session.set("newMobile", cyclic), failing("value.cyclic"));
  let deep = [];
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  assert.throws(() => session.set("newMobile", deep), failing("value.too-deep"));
  const long = "长".repeat(100 << 20);
  assert.throws(() => session.set("newMobile", long), failing("value.too-large"));
  assert.throws(() => session.set(long, "1"), failing("value.too-large"));
  assert.throws(() => session.dispute("newMobile", long), failing("value.too-large"));
  assert.throws(() => session.setMany(Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, "x".repeat(100_000)]))), failing("value.too-large"));
  assert.throws(() => session.set("newMobile", "\ud800"), failing("value.text"));
});

test("`__proto__` and other names of JavaScript's own are facts that do not exist", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.throws(() => session.set(name, "1"), failing(/./));
    assert.throws(() => session.setMany(JSON.parse(`{"${name}": "1"}`)), failing(/./));
    assert.throws(() => session.setMany(JSON.parse(`{"newMobile": {"${name}": "1"}}`)).fields[0].violations[0].code, failing(/./), name);
  }
  assert.equal({}.polluted, undefined);
});

test("options and queries take what they know and nothing else", () => {
  assert.throws(() => loaded.items({ words: "养老" }), failing("json.shape"));
  assert.throws(() => loaded.items(JSON.parse('{"__proto__": "x"}')), failing("json.shape"));
  assert.throws(() => loaded.items({ query: ["养老"] }), failing("json.shape"));
  for (const query of [null, "养老", ["养老"], new Map(), Object.create({}, { query: { get: () => new Date(0), enumerable: true } })]) {
    assert.throws(() => loaded.items(query), failing("value.type"));
  }
  for (const capabilities of ["scan", "", {}, [7], [["scan"]]]) {
    assert.throws(() => open(loaded, { capabilities }), failing("json.shape"), JSON.stringify(capabilities));
  }
  assert.throws(() => open(loaded, { capabilities: ["fly"] }), failing("capability.unknown"));
  assert.throws(() => open(loaded, { draft: { more: 1 } }), failing("json.shape"));
  const cyclic = { query: "x" };
  cyclic.self = cyclic;
  assert.throws(() => loaded.items(cyclic), failing("value.cyclic"));
});

test("a decision and a packet come as the bytes that are hashed", () => {
  const fresh = open(loaded);
  const { bytes, canonical, digest } = fresh.decision();
  assert.equal(sha256(bytes), digest);
  assert.equal(new TextDecoder().decode(bytes), canonical);
  const id = newPacketId();
  const packet = fresh.packetBytes(id);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(packet)), fresh.packet(id));
  assert.equal(loaded.replay(fresh.packet(id)).packetDigest, sha256(packet));
  assert.throws(() => fresh.packetBytes("short"), failing(/./));
});

test("a call that is refused leaves no trace", () => {
  const fresh = open(loaded);
  const before = fresh.decision();
  for (const use of [() => fresh.set("nope", "1"), () => fresh.setMany({ newMobile: "13800138000", nope: "1" }), () => fresh.promise("nope")]) {
    assert.throws(use, failing(/./));
  }
  assert.deepEqual(fresh.decision(), before);
  loaded.trapForTest();
  assert.deepEqual(fresh.decision(), before);
});

test("text is taken as it is, rare characters included", () => {
  const fresh = open(loaded);
  fresh.set("newAddress", "𠮷野家𠮷🙂\u{2f00}");
  const field = fresh.view().fields.find((field) => field.path === "newAddress");
  assert.match(field.value, /^𠮷野家𠮷🙂/u);
});

test("files are described by their SHA-256, and their bytes stay here", async () => {
  const file = new File(["通办"], "证明·𠮷.pdf", { type: "application/pdf" });
  assert.deepEqual(await hashFile(file), {
    name: "证明·𠮷.pdf",
    media: "application/pdf",
    size: 6,
    sha256: "35e92d1f92e2bb57964cec365d17f633ae478320ef1ebbaa64d7bb1480ba09cb",
  });
  assert.deepEqual((await hashFile(new Blob([""]))).media, "application/octet-stream");
  await assert.rejects(hashFile(null), failing("value.type"));
  await assert.rejects(hashFile({ name: "x", media: "y", size: -1, sha256: "z" }), failing("value.type"));
});

test("packet ids are 128 random bits", () => {
  assert.match(newPacketId(), /^[0-9a-f]{32}$/);
  assert.notEqual(newPacketId(), newPacketId());
});
