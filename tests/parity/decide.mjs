// Decides cases as a page does: opens a session, sets facts, gives materials. The same file runs in Node, in a page and in a worker.
import { load } from "@tongban/engine";

/** Every this many cases the costlier variants are tried; a case that is thorough gets all of them. */
const SAMPLE = 7;
/** Every this many cases the module is made to trap, which starts it anew. */
const TRAP = 10 * SAMPLE;

/**
 * Decides all cases and compares with the native decisions.
 *
 * @param {WebAssembly.Module | Uint8Array} source the module
 * @param {string} digest its digest
 * @param {{request: object, decision: string, thorough: boolean}[]} cases
 * @returns {Promise<{same: number, variants: number, difference: null | {case: number, how: string, got: string}}>}
 */
export async function decideAll(source, digest, cases) {
  const engine = await load(source, { digest });
  const outcome = { same: 0, variants: 0, difference: null };
  const random = generator(cases.length);
  let [recoveries, traps] = [0, 0];
  engine.onrecover = () => (recoveries += 1);
  for (const [number, { request, decision, thorough }] of cases.entries()) {
    const differs = (how, got) => {
      outcome.difference = { case: number, how, got };
      return outcome;
    };
    const plain = await through(engine, request, {});
    if (plain !== decision) return differs("set one by one", plain);
    outcome.same += 1;
    if (number % SAMPLE !== 0 && !thorough) continue;
    for (const [how, variant] of variants(random)) {
      if (variant.trap && number % TRAP !== 0 && !thorough) continue;
      if (variant.trap) traps += 1;
      const got = await through(engine, request, variant);
      if (got !== decision) return differs(how, got);
      outcome.variants += 1;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (recoveries !== traps) outcome.difference ??= { case: 0, how: "recovery", got: `${recoveries} of ${traps} traps were reported` };
  engine.close();
  return outcome;
}

function variants(random) {
  return [
    ["in another order, language and with other capabilities", { shuffle: random, lang: "en", capabilities: ["scan", "read-card", "clerk"] }],
    ["all facts at once", { many: true, lang: "zh-Hant" }],
    ["looked at after every answer, with wrong turns", { watch: true }],
    ["after a trap", { trap: true }],
    ["from its draft", { draft: true }],
  ];
}

async function through(engine, request, how) {
  const options = { asOf: request.asOf, region: request.region, ...(how.lang && { lang: how.lang }), ...(how.capabilities && { capabilities: how.capabilities }) };
  const session = engine.open(request.item, options);
  try {
    await enter(engine, session, request, how);
    if (!how.draft) return session.decision().canonical;
    const other = engine.open(request.item, { ...options, draft: session.draft() });
    try {
      return other.decision().canonical;
    } finally {
      other.close();
    }
  } finally {
    session.close();
  }
}

async function enter(engine, session, request, { shuffle, many, watch, trap }) {
  const facts = Object.entries(request.facts);
  const materials = Object.entries(request.materials);
  if (shuffle) for (const list of [facts, materials]) order(list, shuffle);
  if (many) session.setMany(Object.fromEntries(facts.filter(([, value]) => value?.$unknown === undefined)));
  for (const [path, value] of facts) {
    if (value?.$unknown !== undefined) {
      session.unknown(path, value.$unknown);
      continue;
    }
    if (watch && !Array.isArray(value)) {
      session.set(path, null);
      session.view();
      session.next();
    }
    if (!many) session.set(path, value);
    if (Array.isArray(value)) session.confirm(path, true);
  }
  if (trap) engine.trapForTest();
  for (const [id, given] of materials) {
    if (given.how === "promised") session.promise(id);
    else if (given.how === "deferred") session.defer(id);
    else if (given.how === "shared") session.shared(id);
    else if (given.how === "rendered") session.sign(id);
    else if (given.how === "fetched") session.fetch(id);
    else for (const file of given.files ?? []) await session.attach(id, file);
  }
}

/** A small generator (mulberry32), so that a run can be repeated. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function order(list, random) {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
}
