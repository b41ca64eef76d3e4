import assert from "node:assert/strict";
import { test } from "node:test";

import { engine, failing } from "./module.mjs";

const KNOWN = { retirementCategory: "male-60", birthDate: "1965-05-10", paidMonths: "200", relationsGathered: true };

test("what is due, possible or excluded is said for a person's known facts", async () => {
  const loaded = await engine();
  const due = loaded.suggest(KNOWN, { asOf: "2025-04-10", region: "500103" })[0];
  assert.equal(due.item.id, "retirement");
  assert.equal(due.standing, "due");
  assert.equal(due.since, "2025-04-10");
  assert.equal(due.from, "2025-07-10");
  const early = loaded.suggest(KNOWN, { asOf: "2025-04-09" }).find((one) => one.item.id === "retirement");
  assert.equal(early.standing, "excluded");
  assert.equal(early.reasons[0].code, "time");
  const english = loaded.suggest(KNOWN, { asOf: "2025-04-10", audience: "person", lang: "en" })[0];
  assert.match(english.text, /2025-07-10/);
  loaded.close();
});

test("facts and options of another shape are refused with a code", async () => {
  const loaded = await engine();
  const asked = { asOf: "2025-04-10" };
  assert.throws(() => loaded.suggest({ nope: "1" }, asked), failing("path.unknown"));
  assert.throws(() => loaded.suggest({ birthDate: 5 }, asked), failing("wire.date"));
  assert.throws(() => loaded.suggest(null, asked), failing(/^(json|value|facts)\./));
  assert.throws(() => loaded.suggest({}, {}), failing("json.shape"));
  assert.throws(() => loaded.suggest({}, { asOf: "2025-02-30" }), failing("date.invalid"));
  assert.throws(() => loaded.suggest({}, { asOf: "2025-02-03", audience: 7 }), failing(/^(json|value)\./));
  loaded.close();
});
