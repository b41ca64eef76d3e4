// node warm.mjs FOLDER NAME…: checks that all give the same answers, then times them in turns. Prints JSON.
// FOLDER holds NAME.wasm, rule.bin, and rows.json with the rows, their answers and the rule as JSON Logic.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { KINDS, scripts, wasm } from './contenders.mjs';

const [folder, ...names] = process.argv.slice(2);
const { rows, answers, logic } = JSON.parse(readFileSync(join(folder, 'rows.json'), 'utf8'));
const WARM = 1_000_000;
const ROUNDS = 1_500;
const SLICE_MS = 0.2;

const makers = new Map();
for (const name of names) {
  const take = wasm(folder, name);
  makers.set(name, { wasm: true, take: (kind) => take(kind, rows[KINDS[kind]].length) });
}
for (const [name, make] of Object.entries(scripts(logic))) {
  const take = make();
  makers.set(name, { wasm: false, take: (kind) => take(rows[KINDS[kind]]) });
}

const contenders = [];
for (const [name, maker] of makers) {
  const differs = {};
  for (const kind of ['mixed', 'boundary']) {
    const contender = maker.take(KINDS.indexOf(kind));
    differs[kind] = answers[kind].reduce((sum, answer, row) => sum + (contender.decide(row) === answer ? 0 : 1), 0);
  }
  const contender = maker.take(0);
  const length = rows.eligible.length;
  // Batches are whole.
  const unit = name === 'batch' ? 1_024 : length;
  const started = performance.now();
  let warmed = 0;
  // The slow ones are warm long before.
  while (warmed < WARM && performance.now() - started < 4_000) {
    contender.run(length, 10_000);
    warmed += 10_000;
  }
  const before = performance.now();
  contender.run(length, 10_000);
  const each = (performance.now() - before) / 10_000;
  const count = Math.max(unit, Math.round(SLICE_MS / each / unit) * unit);
  contenders.push({ name, wasm: maker.wasm, contender, length, count, best: Infinity, differs, warmed });
}

for (let round = 0; round < ROUNDS; round += 1) {
  for (const entry of contenders) {
    if (entry.count === entry.length && round % 10 !== 0) continue;
    const started = performance.now();
    const eligible = entry.contender.run(entry.length, entry.count);
    const each = ((performance.now() - started) * 1e6) / entry.count;
    if (eligible !== entry.count) throw new Error(`${entry.name} refused a row that is eligible`);
    entry.best = Math.min(entry.best, each);
  }
}

const result = contenders.map(({ name, wasm, best, differs, warmed }) => ({ name, wasm, ns: best, differs, warmed }));
process.stdout.write(`${JSON.stringify({ node: process.version, contenders: result })}\n`);
