import assert from "node:assert/strict";
import { test } from "node:test";

import { diagnostic } from "../dist/errors.js";
import { engine, failing, open } from "./module.mjs";

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("after a trap every open session goes on, with everything that was typed", async () => {
  const loaded = await engine();
  const recoveries = [];
  loaded.onrecover = (recovery) => recoveries.push(recovery);
  const [one, two, closed] = [open(loaded), open(loaded, { lang: "en" }), open(loaded)];
  one.set("newMobile", "13800138000");
  one.set("newMobile", "13800138001");
  two.setMany({ newMobile: "13900139000" });
  closed.close();
  const before = [one, two].map((session) => [session.view(), session.decision(), session.draft(), session.next(), session.check()]);

  loaded.trapForTest();

  const after = [one, two].map((session) => [session.view(), session.decision(), session.draft(), session.next(), session.check()]);
  assert.deepEqual(after, before);
  one.set("newMobile", "13800138002");
  assert.equal(one.decision().value.facts.newMobile, "13800138002");
  await settled();
  assert.equal(recoveries.length, 1);
  assert.deepEqual([recoveries[0].sessions, recoveries[0].lost], [2, 0]);
  assert.ok(recoveries[0].cause instanceof WebAssembly.RuntimeError);
});

test("many traps in a row lose nothing", async () => {
  const loaded = await engine();
  const session = open(loaded);
  for (let number = 0; number < 20; number += 1) {
    session.set("newMobile", `138001380${String(number).padStart(2, "0")}`);
    loaded.trapForTest();
  }
  assert.equal(session.decision().value.facts.newMobile, "13800138019");
});

test("files and a draft come back after a trap", async () => {
  const loaded = await engine();
  const first = open(loaded);
  first.set("newMobile", "13800138000");
  const session = loaded.open("contact-change", { asOf: "2026-03-02", region: "500103", draft: first.draft() });
  const material = session.view().materials[0].id;
  const file = { name: "证明.pdf", media: "application/pdf", size: 6, sha256: "0".repeat(64) };
  const given = await session.attach(material, file).then(() => true, (error) => failing(/./)(error) && false);
  const before = [session.view(), session.draft()];
  loaded.trapForTest();
  assert.deepEqual([session.view(), session.draft()], before);
  assert.ok(given);
});

test("a finding is no trap, and an error with a code is no finding", () => {
  const found = { code: "item.unknown", severity: "error", message: "there is no such item", where: {} };
  assert.deepEqual(diagnostic(JSON.stringify(found)), found);
  const traps = [new WebAssembly.RuntimeError("unreachable"), Object.assign(new Error("x"), { code: "c", severity: "error", message: "m" }), new RangeError(), "text", "{}", "null", null, undefined, {}, [], found];
  for (const thrown of traps) assert.equal(diagnostic(thrown), undefined, String(thrown));
});

test("rows keep their ids over a trap", async () => {
  const loaded = await engine();
  const session = loaded.open("staff-change", { asOf: "2026-03-02", region: "500103" });
  const [first, second, third] = [1, 2, 3].map(() => session.addRow("staff").row);
  session.set(`staff[${second}].staffName`, "张三");
  session.removeRow("staff", first);
  const last = session.addRow("staff").row;
  session.set(`staff[${last}].staffName`, "李四");
  const before = session.view();
  loaded.trapForTest();
  assert.deepEqual(session.view(), before);
  session.set(`staff[${third}].staffName`, "王五");
  assert.deepEqual(session.decision().value, session.decision().value);
});

test("what a listener throws does not hold up the engine", async () => {
  const loaded = await engine();
  loaded.onrecover = "not a function";
  loaded.trapForTest();
  assert.equal(loaded.onrecover, null);
  assert.match(loaded.about.digest, /^[0-9a-f]{64}$/);
});

test("closed sessions and engines say so", async () => {
  const loaded = await engine();
  const session = open(loaded);
  session[Symbol.dispose]();
  session.close();
  for (const use of [() => session.view(), () => session.set("newMobile", "1"), () => session.draft(), () => session.packet("0".repeat(32))]) {
    assert.throws(use, failing("session.closed"));
  }
  const other = open(loaded);
  loaded.close();
  assert.throws(() => other.view(), failing("engine.closed"));
  assert.throws(() => open(loaded), failing("engine.closed"));
  assert.throws(() => loaded.about, failing("engine.closed"));
  other.close();
});

test("the same work again and again does not grow the memory", async () => {
  const loaded = await engine();
  const work = () => {
    for (let number = 0; number < 300; number += 1) {
      const session = open(loaded);
      session.set("newMobile", "13800138000");
      session.view();
      session.close();
    }
  };
  const size = () => loaded.memoryForTest();
  work();
  const settledSize = size();
  work();
  work();
  assert.ok(size() <= settledSize * 1.1, `${settledSize} bytes grew to ${size()}`);
});
