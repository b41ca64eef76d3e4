import assert from "node:assert/strict";
import { test } from "node:test";

import { engine, failing } from "./module.mjs";

const ASKED = { asOf: "2025-07-10", region: "500103" };
const ID = "0123456789abcdef0123456789abcdef";

test("a bundle opens like an item, and what decides its items is asked first", async () => {
  const loaded = await engine();
  const bundle = loaded.bundles({}, "en").find((one) => one.id === "retiring");
  assert.equal(bundle.code, "P02");
  assert.deepEqual(bundle.members, ["pension-transfer-in", "retirement", "contact-change"]);
  const session = loaded.open("retiring", ASKED);
  const states = () => session.view().members.map((member) => member.state);
  assert.deepEqual(states(), ["perhaps", "goes", "perhaps"]);
  assert.deepEqual(session.next().slice(0, 2).map((next) => next.path), ["withTransferIn", "withContactChange"]);
  session.set("withTransferIn", true);
  session.set("withContactChange", false);
  assert.deepEqual(states(), ["goes", "waits", "left-out"]);
  const paths = session.view().fields.map((field) => field.path);
  assert.equal(new Set(paths).size, paths.length);
  session[Symbol.dispose]();
  loaded.close();
});

test("a bundle's packet holds each fact once, and its draft opens again", async () => {
  const loaded = await engine();
  const session = loaded.open("job-loss", ASKED);
  session.set("withFlexibleEnrolment", false);
  session.set("withContactChange", true);
  session.set("name", "张示例");
  const packet = session.bundlePacket(ID);
  assert.equal(packet.schema, "tongban.bundle/1");
  assert.deepEqual(packet.members.map((part) => part.item), ["unemployment-benefit", "contact-change"]);
  assert.equal(packet.facts.name.value, "张示例");
  assert.ok(packet.members.every((part) => part.facts.includes("name")));
  const again = loaded.open("job-loss", { ...ASKED, draft: session.draft() });
  assert.deepEqual(again.bundlePacket(ID), packet);
  again[Symbol.dispose]();
  session[Symbol.dispose]();
  const item = loaded.open("contact-change", ASKED);
  assert.throws(() => item.bundlePacket(ID), failing("packet.bundle"));
  item[Symbol.dispose]();
  assert.throws(() => loaded.open("no-bundle", ASKED), failing("item.unknown"));
  loaded.close();
});
