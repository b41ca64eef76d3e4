// What a page may get wrong, and what must come of it: the same checks in Node.js and in a page of Chromium.
//
// Each check is a name and a function of `{ load, bytes, digest, another, sha256 }`; it throws when something is amiss.

const ITEM = "contact-change";
const OPTIONS = { asOf: "2026-03-02", region: "500103" };

function ensure(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
}

function same(left, right, what) {
  ensure(JSON.stringify(left) === JSON.stringify(right), `${what}: ${JSON.stringify(left)} is ${JSON.stringify(right)}`);
}

/** A typed error of this code comes out; never anything else. */
function fails(code, task, what = "") {
  try {
    task();
  } catch (error) {
    if (error?.name !== "TongbanError") throw new Error(`${what} gave ${error}, not \`${code}\``);
    ensure(error.code === code, `${what} gave \`${error.code}\`, not \`${code}\``);
    ensure(error.diagnostics.length > 0 && error.message !== "", `${what} has no words`);
    return error;
  }
  throw new Error(`${what} gave no \`${code}\``);
}

async function rejects(code, promise, what) {
  let thrown;
  await promise.catch((error) => (thrown = error));
  fails(code, () => {
    if (thrown !== undefined) throw thrown;
  }, what);
}

const throwing = (error = new RangeError("the page's own")) => ({
  get newMobile() {
    throw error;
  },
});
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const trapping = () => new Proxy({}, { ownKeys: () => { throw new Error("no keys"); } });

/** A session with something typed. */
function begun(engine) {
  const session = engine.open(ITEM, OPTIONS);
  session.set("contactChange", "mobile");
  session.set("newMobile", "13800138000");
  return session;
}

export const checks = [
  ["values of a wrong type", async ({ load, bytes, digest }) => {
    const engine = await load(bytes, { digest });
    const session = begun(engine);
    const before = session.decision().digest;
    for (const value of [undefined, () => 1, Symbol("s"), new Date(0), new Map(), new Set(), Object("text"), new (class Own {})(), new Uint8Array(1)]) {
      fails("value.type", () => session.set("newMobile", value), String(value?.constructor?.name));
    }
    for (const value of [0.5, NaN, Infinity, 2 ** 53]) fails("value.not-exact", () => session.set("newMobile", value), String(value));
    for (const path of [undefined, null, 7, {}, Symbol("s"), 7n]) fails("value.type", () => session.set(path, "1"), "a path");
    fails("value.text", () => session.set("newMobile", "\ud800"), "half a character");
    // A whole number of any length is exact as BigInt: taken as text, refused by the field's own check only.
    session.set("newMobile", 13800138001n);
    same(session.decision().value.facts.newMobile, "13800138001", "a BigInt");
    session.set("newMobile", "13800138000");
    same(session.decision().digest, before, "nothing else stayed");
    engine.close();
  }],
  ["values that contain themselves, are too deep or too large", async ({ load, bytes, digest }) => {
    const engine = await load(bytes, { digest });
    const session = begun(engine);
    const cyclic = { list: [] };
    cyclic.list.push(cyclic);
    fails("value.cyclic", () => session.set("newMobile", cyclic), "a circle");
    let deep = [];
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    fails("value.too-deep", () => session.set("newMobile", deep), "10,000 levels");
    const endless = new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }), get: () => endless });
    fails("value.cyclic", () => session.set("newMobile", endless), "a proxy of itself");
    const long = "长".repeat(100 << 20);
    fails("value.too-large", () => session.set("newMobile", long), "100 million characters");
    fails("value.too-large", () => session.set(long, "1"), "a path of 100 million");
    fails("value.too-large", () => session.dispute("newMobile", long), "a reason of 100 million");
    const many = { *[Symbol.iterator]() { for (;;) yield 1; } };
    const list = new Proxy([], { get: (target, key) => (key === Symbol.iterator ? many[Symbol.iterator] : target[key]) });
    fails("value.too-large", () => session.set("newMobile", list), "a list without end");
    engine.close();
  }],
  ["getters and proxies that throw", async ({ load, bytes, digest }) => {
    const engine = await load(bytes, { digest });
    const session = begun(engine);
    const own = new RangeError("the page's own");
    const error = fails("value.unreadable", () => session.setMany(throwing(own)), "a getter");
    ensure(error.cause === own, "what the getter threw is the cause");
    for (const [what, value] of [["a revoked proxy", revoked()], ["a proxy that traps", trapping()]]) {
      fails("value.unreadable", () => session.set("newMobile", value), what);
      fails("value.unreadable", () => session.setMany(value), what);
      fails("value.unreadable", () => engine.items(value), what);
      fails("value.unreadable", () => engine.decide(value), what);
      fails("value.unreadable", () => engine.replay(value), what);
    }
    const options = { get origin() { throw own; } };
    fails("value.unreadable", () => session.set("newMobile", "1", options), "options");
    fails("value.unreadable", () => engine.open(ITEM, { get asOf() { throw own; } }), "options of open");
    await rejects("value.unreadable", load(bytes, { get digest() { throw own; } }), "options of load");
    fails("value.type", () => session.set("newMobile", "1", 7), "options that are a number");
    session.set("newMobile", "13800138002", null);
    const good = new Proxy({ newMobile: "13800138003" }, {});
    session.setMany(good);
    same(session.decision().value.facts.newMobile, "13800138003", "a proxy that behaves");
    engine.close();
  }],
  ["names of JavaScript's own", async ({ load, bytes, digest }) => {
    const engine = await load(bytes, { digest });
    const session = begun(engine);
    const before = session.decision().digest;
    for (const key of ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]) {
      fails("path.unknown", () => session.set(key, "1"), key);
      fails("path.unknown", () => session.setMany(JSON.parse(`{"${key}": "1"}`)), key);
      fails("json.shape", () => engine.items(JSON.parse(`{"${key}": "1"}`)), key);
    }
    same({}.polluted, undefined, "nothing reached Object.prototype");
    same(session.decision().digest, before, "nothing stayed");
    engine.close();
  }],
  ["modules that are not what they should be", async ({ load, bytes, digest, another, sha256 }) => {
    await rejects("module.digest-differs", load(bytes, { digest: "0".repeat(64) }), "a wrong digest");
    await rejects("module.digest-differs", load(another(), { digest }), "other bytes");
    await rejects("module.digest-differs", load(bytes.slice(0, bytes.length - 1), { digest }), "a byte less");
    await rejects("module.truncated", load(bytes.slice(0, bytes.length >> 1), { trust: "as-served" }), "half");
    await rejects("module.trust", load(bytes, null), "no options");
    await rejects("module.source", load(Symbol("s"), { trust: "as-served" }), "a symbol");
    const engine = await load(bytes, { digest });
    const { revision } = engine.about.catalog;
    await rejects("module.older-revision", load(bytes, { digest, seen: { revision: revision + 1, digest: "1".repeat(64) } }), "a lower revision");
    const other = another();
    await rejects("module.same-revision", load(other, { digest: await sha256(other), seen: { revision, digest } }), "the same revision with another digest");
    (await load(bytes, { digest, seen: { revision, digest } })).close();
    (await load(other, { digest: await sha256(other), seen: { revision: revision - 1, digest } })).close();
    engine.close();
  }],
  ["two modules side by side", async ({ load, bytes, digest, another, sha256 }) => {
    const other = another("side");
    const [one, two] = [await load(bytes, { digest }), await load(other, { digest: await sha256(other) })];
    const [left, right] = [begun(one), begun(two)];
    right.set("newMobile", "13900139000");
    one.trapForTest();
    same(left.decision().value.facts.newMobile, "13800138000", "left");
    same(right.decision().value.facts.newMobile, "13900139000", "right");
    ensure(left.decision().digest !== right.decision().digest, "the decisions name their modules");
    one.close();
    same(right.view().verdict.kind, right.decision().value.verdict.kind, "two goes on");
    two.close();
  }],
  ["a trap loses nothing", async ({ load, bytes, digest }) => {
    const engine = await load(bytes, { digest });
    const sessions = [begun(engine), begun(engine)];
    const before = sessions.map((session) => [session.view(), session.draft(), session.decision().digest]);
    for (let times = 0; times < 5; times += 1) {
      engine.trapForTest();
      same(sessions.map((session) => [session.view(), session.draft(), session.decision().digest]), before, `after trap ${times + 1}`);
    }
    // What half a call did is not there: refused as a whole, before and after.
    fails("path.unknown", () => sessions[0].setMany({ newMobile: "13911111111", nope: "1" }), "one of two");
    same(sessions[0].draft(), before[0][1], "nothing of it stayed");
    engine.close();
  }],
  ["use after dispose", async ({ load, bytes, digest }) => {
    const engine = await load(bytes, { digest });
    const session = begun(engine);
    session[Symbol.dispose]();
    session.close();
    for (const [what, use] of Object.entries({
      set: () => session.set("newMobile", "1"),
      view: () => session.view(),
      next: () => session.next(),
      check: () => session.check(),
      notes: () => session.notes(),
      draft: () => session.draft(),
      explain: () => session.explain("verdict"),
      packet: () => session.packet("0".repeat(32)),
    })) fails("session.closed", use, what);
    const open = begun(engine);
    engine[Symbol.dispose]();
    fails("engine.closed", () => open.view(), "a session of it");
    fails("engine.closed", () => engine.items(), "items");
    fails("engine.closed", () => engine.open(ITEM, OPTIONS), "open");
    open.close();
  }],
  ["a draft of another release", async ({ load, bytes, digest, another, sha256 }) => {
    const [one, other] = [await load(bytes, { digest }), another("later")];
    const two = await load(other, { digest: await sha256(other) });
    const draft = begun(one).draft();
    draft.facts.noSuchFact = { value: "1", origin: "asked" };
    draft.names.noSuchFact = "旧问题";
    delete draft.names.newMobile;
    const session = two.open(ITEM, { ...OPTIONS, draft });
    same(session.decision().value.facts.newMobile, "13800138000", "the answer");
    same(session.notes().map((note) => note.code), ["draft.module", "draft.gone"], "the notes");
    ensure(session.notes()[1].message.includes("旧问题"), "what is gone is named");
    ensure(JSON.stringify(draft).length < 4096, "a draft is small");
    one.close();
    two.close();
  }],
  ["the same work again and again", async ({ load, bytes, digest, heap }) => {
    const engine = await load(bytes, { digest });
    const work = () => {
      for (let times = 0; times < 150; times += 1) {
        const session = begun(engine);
        const draft = session.draft();
        session.view();
        session.close();
        const again = engine.open(ITEM, { ...OPTIONS, draft });
        try {
          again.set("nope", "1");
        } catch {
          // A refusal leaves nothing behind either.
        }
        again.close();
      }
      engine.trapForTest();
    };
    const sizes = [];
    for (let round = 0; round < 4; round += 1) {
      work();
      sizes.push([engine.memoryForTest(), await heap?.()]);
    }
    // The first round fills what is filled once.
    const [, [wasm, script], , [wasmEnd, scriptEnd]] = sizes;
    ensure(wasmEnd <= wasm * 1.1, `linear memory grew: ${sizes}`);
    if (script !== undefined) ensure(scriptEnd <= script * 1.25 + (1 << 20), `the heap grew: ${sizes}`);
    engine.close();
  }],
];
