// node roster.mjs ENGINE_DIST MODULE: a roster of `staff-change` from CSV bytes to findings, in wasm. Checks answers against sessions,
// then times, and prints JSON. ENGINE_DIST is the built JavaScript package.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [dist, path] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(resolve(dist, name)).href);
const { Host } = await from('host.js');
const { frame } = await from('sections.js');
const { load } = await from('index.js');

const ROWS = 20_000;
const ROUNDS = 15;
const OPTIONS = JSON.stringify({ item: 'staff-change', asOf: '2026-03-02' });
const HEAD = '变动类型,员工姓名,员工证件类型,员工证件号码,用工日期,月工资,减员日期,减员原因,员工手机号码\n';

function resident(number) {
  const day = String(1 + (number % 28)).padStart(2, '0');
  const month = String(1 + (Math.floor(number / 28) % 12)).padStart(2, '0');
  const body = `500101${1970 + (Math.floor(number / 336) % 30)}${month}${day}${String(Math.floor(number / 10_080) % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...body].reduce((sum, digit, place) => sum + Number(digit) * weights[place], 0);
  return body + '10X98765432'[sum % 11];
}

/** Rows of joins and leaves; every so many has something wrong. */
function table(rows, wrong) {
  const lines = [];
  for (let row = 0; row < rows; row += 1) {
    const bad = wrong > 0 && row % wrong === 0;
    const number = bad ? '500101199013010018' : resident(row);
    const mobile = `138${String(row).padStart(8, '0')}`;
    const wage = `${6000 + (row % 4000)}.${String(row % 100).padStart(2, '0')}`;
    lines.push(
      row % 3 === 2
        ? `减员,张三丰,居民身份证,${number},,,2026-02-${10 + (row % 18)},个人解除劳动合同,${mobile}`
        : `增员,王小明,居民身份证,${number},2026-02-${10 + (row % 18)},${wage},,,${mobile}`,
    );
  }
  return new TextEncoder().encode(`${HEAD}${lines.join('\n')}\n`);
}

const bytes = readFileSync(path);
const module = new WebAssembly.Module(bytes);
const digest = createHash('sha256').update(bytes).digest('hex');
const host = new Host(module, frame(module, digest));

function read(table) {
  return host.call((engine) => {
    const roster = engine.roster(table, OPTIONS);
    while (!JSON.parse(roster.next(1 << 20)).done);
    const report = roster.report();
    roster.free();
    return report;
  });
}

// Answers first: what a roster says of 1,000 rows is what a session with them says.
const engine = await load(bytes, { digest });
const small = table(1000, 10);
const asked = await engine.roster('staff-change', small, { asOf: '2026-03-02', worker: null });
const session = engine.open('staff-change', { asOf: '2026-03-02' });
session.set('staff', asked.rows());
const said = session
  .check()
  .filter(({ code, kind }) => code.startsWith('field:staff[') && kind === 'correct')
  .map(({ code }) => Number(/\[(\d+)\]/.exec(code)[1]) + 2);
const found = asked.findings.filter(({ severity, code }) => severity === 'error' && !code.startsWith('roster.')).map(({ row }) => row);
if (said.length === 0 || JSON.stringify(said) !== JSON.stringify(found)) throw new Error('the roster and the session disagree');

const result = [];
for (const [name, wrong] of [
  ['every row right', 0],
  ['1 row of 100 wrong', 100],
  ['1 row of 10 wrong', 10],
]) {
  const csv = table(ROWS, wrong);
  const report = JSON.parse(read(csv));
  const expected = wrong === 0 ? 0 : Math.ceil(ROWS / wrong);
  if (report.summary.rows !== ROWS || report.summary.refused !== expected) throw new Error(`${name}: ${JSON.stringify(report.summary)}`);
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    read(csv);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const rate = (time) => Math.round((ROWS / time) * 1000);
  result.push({ name, bytes: csv.length, rows: ROWS, best: rate(times[0]), median: rate(times[ROUNDS >> 1]) });
}
process.stdout.write(`${JSON.stringify({ node: process.version, result })}\n`);
