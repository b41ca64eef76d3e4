// node cold.mjs FOLDER NAME: the first call in a fresh instance of a fresh process. Prints JSON.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { KINDS, scripts, wasm } from './contenders.mjs';

const [folder, name] = process.argv.slice(2);
const { rows, logic } = JSON.parse(readFileSync(join(folder, 'rows.json'), 'utf8'));
const script = scripts(logic)[name];
const started = performance.now();
const length = rows.eligible.length;
const contender = script ? script()(rows[KINDS[0]]) : wasm(folder, name)(0, length);
const ready = performance.now();
if (!contender.decide(0)) throw new Error(`${name} refused a row that is eligible`);
const first = performance.now();
process.stdout.write(`${JSON.stringify({ ready: ready - started, first: (first - ready) * 1000 })}\n`);
