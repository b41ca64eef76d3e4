// A plain value goes another way into the engine, by its fact's slot, and its changes come back as bytes. Nobody may tell.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { engine } from "./module.mjs";

let loaded;
before(async () => {
  loaded = await engine();
});
after(() => loaded.close());

const AS_OF = { asOf: "2026-03-02", region: "500103" };
const ANY = ["12", "12.50", " １２ ", "-3", "99999999", "abc", "", "1990-05-10", "2090-05-10", "张三", "张·三\u{20000}", "长".repeat(79), "长".repeat(300), null, true, false, 7, -1, -0, 10n];

/** A seeded sequence. */
function sequence(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

function outcome(task) {
  try {
    return task();
  } catch (error) {
    if (error?.name !== "TongbanError") throw error;
    return { refused: error.code, diagnostics: error.diagnostics };
  }
}

/** Paths that can be set and values that fit, of a view's fields, rows included. */
function questions(fields) {
  return fields.flatMap(({ path, widget, rows }) => {
    if (rows !== undefined) return rows.flatMap((row) => questions(row.fields));
    return [{ path, fits: (widget.options ?? []).slice(0, 4).map(({ id }) => id) }];
  });
}

/** Sets the same in both, one of which is always told by path; every answer must be the same. */
function alike(next, quick, slow, steps) {
  let set = 0;
  for (let step = 0; step < steps; step += 1) {
    const asked = questions(quick.view().fields);
    for (let turn = 0; turn < 12; turn += 1) {
      const { path, fits } = asked[next(asked.length)];
      for (let again = 0; again < 3; again += 1) {
        const values = next(2) === 0 && fits.length > 0 ? fits : ANY;
        const value = values[next(values.length)];
        const [left, right] = [outcome(() => quick.set(path, value)), outcome(() => slow.set(path, value, { origin: "asked" }))];
        assert.deepEqual(left, right, `${path}: ${String(value)}`);
        if (left.refused === undefined) set += 1;
      }
    }
  }
  assert.deepEqual(quick.draft(), slow.draft());
  assert.equal(quick.decision().digest, slow.decision().digest);
  return set;
}

test("a fact set by its slot says what one set by its path says, in every item", () => {
  const next = sequence(5);
  let set = 0;
  for (const { id } of loaded.items()) {
    const [quick, slow] = [loaded.open(id, AS_OF), loaded.open(id, AS_OF)];
    for (const { path, widget } of quick.view().fields) {
      if (widget.type !== "group") continue;
      for (const session of [quick, slow]) session.addRow(path);
      for (const session of [quick, slow]) session.addRow(path);
    }
    set += alike(next, quick, slow, 10);
    quick.close();
    slow.close();
  }
  assert.ok(set > 1_000, `${set} facts were set`);
});

test("a row that is gone is refused, and one in another's place is another", () => {
  const [quick, slow] = [loaded.open("staff-change", AS_OF), loaded.open("staff-change", AS_OF)];
  const names = [quick, slow].map((session) => session.addRow("staff").row);
  assert.equal(names[0], names[1]);
  const path = `staff[${names[0]}].staffName`;
  for (const name of ["张三", "李四", "王五"]) assert.deepEqual(quick.set(path, name), slow.set(path, name, { origin: "asked" }));
  for (const session of [quick, slow]) session.removeRow("staff", names[0]);
  for (const session of [quick, slow]) session.addRow("staff");
  const [left, right] = [outcome(() => quick.set(path, "张三")), outcome(() => slow.set(path, "张三", { origin: "asked" }))];
  assert.equal(left.refused, "path.row");
  assert.deepEqual(left, right);
  for (const name of ["张三", "李四"]) assert.deepEqual(quick.set("staff[0].staffName", name), slow.set("staff[0].staffName", name, { origin: "asked" }));
});

test("what was said that way survives a trap, and the way is found again", async () => {
  const own = await engine();
  const [quick, slow] = [own.open("contact-change", AS_OF), loaded.open("contact-change", AS_OF)];
  for (const value of ["mobile", "both", "mobile", "both"]) {
    quick.set("contactChange", value);
    slow.set("contactChange", value);
  }
  own.trapForTest();
  assert.deepEqual(quick.view(), slow.view());
  for (const value of ["13812345678", "13812345679", "13812345670"]) {
    assert.deepEqual(quick.set("newMobile", value), slow.set("newMobile", value, { origin: "asked" }));
  }
  assert.deepEqual(quick.draft(), slow.draft());
  own.close();
});
