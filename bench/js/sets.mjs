// node sets.mjs ENGINE_DIST MODULE FORMS: what one fact costs in wasm, JavaScript's side and changes as objects included. FORMS is a folder
// with modules `form-1000.wasm`, `follow-1000.wasm` and `table-500.wasm`; MODULE holds the real items. Cases take turns in short slices.
// Prints microseconds of one call as JSON: the least disturbed slice and the middle one.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { initial, specOf } from './forms/spec.mjs';

const [dist, path, forms] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(resolve(dist, name)).href);
const { load } = await from('index.js');
const { Host } = await from('host.js');
const { frame } = await from('sections.js');

const ROUNDS = 120;
const SLICE = 2;
const AS_OF = '2026-03-02';

async function engineOf(file) {
  const bytes = readFileSync(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const module = new WebAssembly.Module(bytes);
  return { engine: await load(bytes, { digest }), host: new Host(module, frame(module, digest)) };
}

async function filled(form) {
  const { engine } = await engineOf(join(forms, `${form}.wasm`));
  const session = engine.open('measured', { asOf: AS_OF });
  session.setMany(initial(specOf(form)));
  return session;
}

const cases = [];
/** A fact changed back and forth; what comes back must hold at least so many changed fields. */
function toggle(name, session, fact, values, least) {
  session.set(fact, values[0]);
  for (const turn of [1, 0, 1, 0]) {
    const { fields } = session.set(fact, values[turn]);
    if (fields.length < least) throw new Error(`${name}: ${fields.length} fields changed`);
  }
  let turn = 0;
  cases.push({
    name,
    call() {
      turn ^= 1;
      return session.set(fact, values[turn]);
    },
  });
}

toggle('leaf', await filled('form-1000'), 'm0', ['100', '200'], 1);
toggle('sum', await filled('form-1000'), 'n0', ['600.25', '700.5'], 3);
toggle('follow', await filled('follow-1000'), 'f0', ['0', '100'], 100);
const table = await filled('table-500');
const rows = table.view().fields.find(({ path }) => path === 'rows').rows;
toggle('cell', table, `rows[${rows[250].id}].wage`, ['1234.56', '1234.75'], 4);

// The real item with the most fields: every field that takes two plain values, once all such fields have one.
const { engine } = await engineOf(path);
const size = (item) => {
  const session = engine.open(item, { asOf: AS_OF });
  const { length } = session.view().fields;
  session.close();
  return length;
};
const largest = engine.items().map(({ id }) => [size(id), id]).sort(([left], [right]) => right - left)[0];
const real = engine.open(largest[1], { asOf: AS_OF });
function two({ widget, readOnly, path }) {
  if (readOnly) return undefined;
  const pick = {
    boolean: () => [true, false],
    number: () => ['12', '13'],
    date: () => ['1990-05-10', '1991-05-10'],
    enum: () => widget.options.slice(0, 2).map(({ id }) => id),
    region: () => widget.options.slice(0, 2).map(({ id }) => id),
    text: () => ['张三', '李四'],
  }[widget.type];
  const values = pick?.();
  return values?.length === 2 ? { path, values } : undefined;
}
const usable = real.view().fields.map(two).filter((entry) => entry !== undefined);
for (const { path: fact, values } of usable) real.set(fact, values[0]);
// What is hidden now, or is refused, would cost nothing.
const live = usable.filter(({ path: fact, values }) => [1, 0].every((turn) => real.set(fact, values[turn]).fields.length > 0));
for (const { path: fact, values } of live) toggle(`real:${fact}`, real, fact, values, 1);

// A whole form: 1,000 facts into an open session, and what it says of them.
const { host } = await engineOf(join(forms, 'form-1000.wasm'));
const facts = JSON.stringify(initial(specOf('form-1000')));
const open = () => host.call((own) => own.open({ item: 'measured', asOf: AS_OF, region: null, capabilities: [], lang: 'zh-Hans' }, undefined));
const whole = open();
whole.setMany(facts, 'asked');
cases.push({ name: 'view', call: () => whole.view() });
let decided = 0;
cases.push({
  name: 'decision',
  call() {
    // Kept until something changes.
    decided ^= 1;
    whole.set('m0', decided === 0 ? '"100"' : '"200"', 'asked');
    return [whole.decision(), whole.decisionDigest()];
  },
});
const scratch = { name: 'scratch', slices: [] };
function fromScratch() {
  const handle = open();
  const before = performance.now();
  handle.setMany(facts, 'asked');
  scratch.slices.push((performance.now() - before) * 1e3);
  handle.free();
}

for (const entry of cases) {
  const started = performance.now();
  let calls = 0;
  while (performance.now() - started < 60) {
    entry.call();
    calls += 1;
  }
  entry.count = Math.max(1, Math.round((SLICE * calls) / (performance.now() - started)));
  entry.slices = [];
}
for (let round = 0; round < ROUNDS; round += 1) {
  for (const entry of cases) {
    const started = performance.now();
    for (let turn = 0; turn < entry.count; turn += 1) entry.call();
    entry.slices.push(((performance.now() - started) * 1e3) / entry.count);
  }
  fromScratch();
}
const result = [...cases, scratch].map(({ name, slices }) => {
  slices.sort((left, right) => left - right);
  return { name, best: slices[0], middle: slices[slices.length >> 1] };
});
process.stdout.write(`${JSON.stringify({ largest: { item: largest[1], fields: largest[0] }, result })}\n`);
process.exit(0);
