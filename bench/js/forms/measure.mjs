// One engine over one form, on whatever host: first its answers are compared with what must be so, then its times are taken.

import { apply, expected, initial, steps } from './spec.mjs';

/** Steps after which everything is compared; the slow ones stop when the time for it is over, after two at least. */
const COMPARED = 60;
const COMPARING = 6_000;
/** Milliseconds for each kind of measurement, and how many samples at least and at most. */
const BUDGET = 900;
const FEWEST = 2;
const MOST = 2_000;

function same(left, right) {
  const [one, other] = [left, right].map((list) => [...list].sort());
  return one.length === other.length && one.every((value, place) => value === other[place]);
}

function differs(engine, found, wanted) {
  const missing = (left, right) => left.filter((name) => !right.includes(name)).slice(0, 3).join(' ');
  // Who computes nothing has no fields for sums.
  const sums = engine.lacks.includes('sums') ? wanted.sums : {};
  for (const what of ['visible', 'wrong']) {
    const due = wanted[what].filter((name) => !(name in sums));
    if (!same(found[what], due)) return `${what}: not ${missing(found[what], due)}; but ${missing(due, found[what])}`;
  }
  if (engine.lacks.includes('sums')) return undefined;
  const sum = Object.keys(wanted.sums).find((name) => found.sums[name] !== wanted.sums[name]);
  return sum === undefined ? undefined : `sum ${sum}: ${found.sums[sum]} and not ${wanted.sums[sum]} hundredths`;
}

/** Compares after each step; throws at the first difference. Gives how many steps were compared. */
async function compare(engine, spec, prepared) {
  const values = initial(spec);
  const form = await engine.open(prepared);
  const started = performance.now();
  let compared = 0;
  for (const step of [undefined, ...steps(spec, COMPARED)]) {
    if (compared > 2 && performance.now() - started > COMPARING) break;
    if (step !== undefined) {
      await form.step(form.ready(step));
      apply(values, spec.rows, step);
    }
    const difference = differs(engine, await form.state(), expected(spec, values));
    if (difference !== undefined) throw new Error(`after ${compared} steps (${JSON.stringify(step)}): ${difference}`);
    compared += 1;
  }
  await form.close();
  return compared - 1;
}

/** p50, p95 and p99 of samples in milliseconds, each of `per` calls. */
function quantiles(samples, per) {
  const sorted = [...samples].sort((left, right) => left - right);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / per;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), samples: sorted.length, per };
}

/** Takes samples until the time for it is spent; a sample is as many calls as the clock tells well. */
async function sample(call, tick, most = MOST) {
  const started = performance.now();
  let calls = 0;
  // Warm, and how long one takes.
  while (calls < 1 || (performance.now() - started < BUDGET / 3 && calls < most)) {
    const result = call(calls);
    if (result instanceof Promise) await result;
    calls += 1;
  }
  const per = Math.max(1, Math.ceil((tick * calls) / (performance.now() - started)));
  const samples = [];
  const begun = performance.now();
  while (samples.length < FEWEST || (performance.now() - begun < BUDGET && samples.length < most)) {
    const before = performance.now();
    for (let turn = 0; turn < per; turn += 1) {
      const result = call(calls);
      if (result instanceof Promise) await result;
      calls += 1;
    }
    samples.push(performance.now() - before);
  }
  return quantiles(samples, per);
}

/** @param host `{ tick, heap }`: the shortest time in milliseconds that the clock tells well, and bytes of heap after a collection. */
export async function measure(engine, spec, extra, host) {
  const prepared = await engine.prepare(spec, extra);
  const compared = await compare(engine, spec, prepared);
  const build = await sample(async () => {
    const form = await engine.open(prepared);
    await form.close();
  }, engine.builds === undefined ? host.tick : 0, engine.builds);
  const before = await host.heap();
  const form = await engine.open(prepared);
  const list = steps(spec, 500).map((step) => form.ready(step));
  const memory = (await host.heap()) - before + (form.memory?.() ?? 0);
  const set = await sample((call) => form.step(list[call % list.length]), host.tick);
  const validate = await sample(() => form.validate(), host.tick);
  await form.close();
  return { compared, lacks: engine.lacks, build, set, validate, memory };
}
