// Rosters as a host reads them: every encoding, progress, stopping, rows for a session.
import assert from "node:assert/strict";
import { test } from "node:test";

import { engine, failing } from "./module.mjs";

const HEAD = "变动类型,员工姓名,员工证件类型,员工证件号码,用工日期,月工资\n";
const NUMBER = "500101199001010018";
const ROW = `增员,张𠀀,居民身份证,${NUMBER},2026-02-20,8500.50\n`;
/** The same in GB18030, which nothing here can write. */
const GB18030 =
  "b1e4b6afc0e0d0cd2cd4b1b9a4d0d5c3fb2cd4b1b9a4d6a4bcfec0e0d0cd2cd4b1b9a4d6a4bcfebac5c2eb2cd3c3b9a4c8d5c6da2cd4c2b9a4d7ca0ad4f6d4b12cd5c5953282362cbed3c3f1c9edb7ddd6a42c3530303130313139393030313031303031382c323032362d30322d32302c383530302e35300a";
const options = { asOf: "2026-03-02" };

test("a table is the same in every encoding, and as cells", async () => {
  const loaded = await engine();
  const text = HEAD + ROW;
  const cells = text.trim().split("\n").map((line) => line.split(","));
  const tables = {
    utf8: new TextEncoder().encode(text),
    marked: new TextEncoder().encode(`\u{FEFF}${text}`),
    utf16: new Uint8Array(Buffer.from(`\u{FEFF}${text}`, "utf16le")),
    gb18030: new Uint8Array(Buffer.from(GB18030, "hex")),
    blob: new Blob([text]),
    cells,
  };
  const expected = await loaded.roster("staff-change", tables.utf8, options);
  assert.deepEqual(expected.findings, []);
  assert.equal(expected.summary.rows, 1);
  assert.deepEqual(expected.sums, [{ fact: "monthlyWage", name: "月工资", count: 1, sum: "8500.5" }]);
  assert.deepEqual(expected.rows(), [
    { changeType: "join", joinDate: "2026-02-20", monthlyWage: "8500.50", staffDocumentNumber: NUMBER, staffDocumentType: "resident-id", staffName: "张𠀀" },
  ]);
  for (const [name, table] of Object.entries(tables)) {
    const { rows, ...report } = await loaded.roster("staff-change", table, options);
    const { rows: same, ...wanted } = expected;
    assert.deepEqual(report, wanted, name);
    assert.deepEqual(rows(), same(), name);
  }
  const session = loaded.open("staff-change", options);
  session.set(expected.group, expected.rows());
  assert.equal(session.view().fields.find((field) => field.path === "staff").rows.length, 1);
  loaded.close();
});

test("progress is told, and a signal stops the reading", async () => {
  const loaded = await engine();
  const table = new TextEncoder().encode(HEAD + ROW.repeat(20_000));
  const told = [];
  const { summary } = await loaded.roster("staff-change", table, { ...options, onProgress: (progress) => told.push(progress.rows) });
  assert.equal(summary.rows, 20_000);
  assert.equal(summary.refused, 19_999);
  assert.ok(told.length > 2 && told.at(-1) === 20_000, String(told));
  const stop = new AbortController();
  const reason = new Error("enough");
  const stopped = loaded.roster("staff-change", table, { ...options, signal: stop.signal, onProgress: () => stop.abort(reason) });
  await assert.rejects(stopped, reason);
  await assert.rejects(loaded.roster("staff-change", table, { ...options, signal: AbortSignal.abort(reason) }), reason);
  // Nothing of it is left behind: the engine goes on.
  assert.equal((await loaded.roster("staff-change", new TextEncoder().encode(HEAD + ROW), options)).summary.rows, 1);
  loaded.close();
});

test("what is no table is refused with a code", async () => {
  const loaded = await engine();
  const refused = (table, code, more = {}) => assert.rejects(loaded.roster("staff-change", table, { ...options, ...more }), failing(code));
  await refused("text", "value.type");
  await refused([["a"], "b"], "value.type");
  await refused([[1]], "value.type");
  await refused(new Uint8Array([0xff, 0xff, 0xff]), "roster.encoding");
  await refused(new Uint8Array(), "date.invalid", { asOf: "2026-02-30" });
  await refused(new Uint8Array(), /^(json|value)\./, { mapping: { a: 1 } });
  await assert.rejects(loaded.roster("card-loss", new Uint8Array(), options), failing("roster.group"));
  const { findings, summary } = await loaded.roster("staff-change", new Uint8Array(), options);
  assert.deepEqual([findings.map((finding) => finding.code), summary.unusable], [["roster.no-headings"], true]);
  loaded.close();
});

/** A worker of the tests: takes an order and does with it what the test says. */
function worker(act) {
  const made = { ended: 0, terminate: () => (made.ended += 1), postMessage: (asked) => act(made, asked) };
  return made;
}

test("whatever a page passes, it gets a typed error", async () => {
  const loaded = await engine();
  const table = new TextEncoder().encode(HEAD + ROW);
  const throwing = () => {
    throw new Error("mine");
  };
  const refused = (table, given, code) => assert.rejects(loaded.roster("staff-change", table, given), failing(code));
  for (const key of ["asOf", "mapping", "onProgress", "signal", "worker"]) {
    await refused(table, Object.defineProperty({ ...options }, key, { get: throwing, enumerable: true }), "value.unreadable");
  }
  await refused(table, new Proxy({ ...options }, { get: throwing, ownKeys: throwing }), "value.unreadable");
  await refused(table, undefined, "value.type");
  await refused(table, { ...options, signal: {} }, "value.type");
  await refused(table, { ...options, onProgress: 1 }, "value.type");
  await refused([new Proxy(["a"], { get: throwing })], options, "value.unreadable");
  await refused([Object.defineProperty(["a"], 0, { get: throwing })], options, "value.unreadable");
  await refused(new Proxy([], { get: throwing }), options, "value.unreadable");
  await refused(new Proxy({}, { getPrototypeOf: throwing }), options, "value.unreadable");
  await refused(table, { ...options, worker: throwing }, "roster.worker");
  loaded.close();
});

test("a file that is too large, or gone, is refused before it is held", async () => {
  const loaded = await engine();
  let read = 0;
  const file = (size, give) => Object.defineProperties(new Blob(), { size: { value: size }, arrayBuffer: { value: () => ((read += 1), give()) } });
  await assert.rejects(loaded.roster("staff-change", file((64 << 20) + 1, () => new ArrayBuffer(0)), options), failing("value.too-large"));
  assert.equal(read, 0);
  await assert.rejects(loaded.roster("staff-change", file(1, () => Promise.reject(new Error("gone"))), options), failing("value.unreadable"));
  loaded.close();
});

test("a worker that cannot take the order or cannot be understood ends with a typed error", async () => {
  const loaded = await engine();
  const table = new TextEncoder().encode(HEAD + ROW);
  const acts = {
    "cannot take it": () => {
      throw new DOMException("no clone", "DataCloneError");
    },
    "cannot be understood": (made) => made.onmessageerror?.({}),
    "cannot start": (made) => made.onerror?.({}),
  };
  for (const [name, act] of Object.entries(acts)) {
    const made = worker((own, asked) => act(own, asked));
    const asked = loaded.roster("staff-change", table, { ...options, worker: () => made });
    const timer = new Promise((_, reject) => setTimeout(() => reject(new Error(`${name}: nothing was said`)), 5000).unref());
    await assert.rejects(Promise.race([asked, timer]), failing("roster.worker"), name);
    assert.equal(made.ended, 1, name);
  }
  loaded.close();
});

test("headings of a mapping hold as they are written, and stand for facts that are there", async () => {
  const loaded = await engine();
  const table = new TextEncoder().encode((HEAD + ROW).replace("员工证件号码", "Staff ID（18位）"));
  const { findings } = await loaded.roster("staff-change", table, { ...options, mapping: { "STAFF id *": "staffDocumentNumber" } });
  assert.deepEqual(findings, []);
  await assert.rejects(loaded.roster("staff-change", table, { ...options, mapping: { "Staff ID": "documentNumber" } }), failing("roster.mapping"));
  loaded.close();
});
