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
