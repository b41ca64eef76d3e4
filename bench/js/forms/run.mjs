// node run.mjs ENGINE_DIST MODULES FORM…: every engine over every form, in Node.js and in headless Chromium, each time in a process or page
// of its own. MODULES holds FORM.wasm. Prints JSON; what an engine does not finish in time, or answers otherwise, is in it as `failed`.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './chromium.mjs';
import { NAMES } from './engines/names.mjs';

const [dist, modules, ...forms] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const bundle = resolve(modules, 'bundle');
/** Milliseconds for an engine over a form. */
const LIMIT = 90_000;

const built = spawnSync(process.execPath, [join(here, 'bundle.mjs'), bundle], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) throw new Error('the engines could not be bundled');

function inNode(engine, form) {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=6144', join(here, 'node.mjs'), bundle, dist, join(modules, `${form}.wasm`), engine, form],
    { timeout: LIMIT, maxBuffer: 1 << 24, encoding: 'utf8' },
  );
  if (error?.code === 'ETIMEDOUT') throw new Error('late');
  if (status !== 0) throw new Error(/^\w*Error: .*$/m.exec(stderr)?.[0] ?? `status ${status}`);
  return JSON.parse(stdout);
}

const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = existsSync(program) ? await start({ bundle, dist: resolve(dist), modules: resolve(modules) }) : undefined;
const result = [];
for (const form of forms) {
  for (const engine of NAMES) {
    for (const host of browser === undefined ? ['node'] : ['node', 'chromium']) {
      const entry = { form, engine, host };
      try {
        Object.assign(entry, host === 'node' ? inNode(engine, form) : await browser.measure(engine, form, LIMIT));
      } catch (error) {
        const late = error.message === 'late';
        entry.failed = late ? `not done within ${LIMIT / 1000} s` : error.message.split('\n')[0].slice(0, 300);
      }
      process.stderr.write(`  ${form} ${engine} ${host}: ${entry.failed ?? `${entry.set.p50.toFixed(4)} ms`}\n`);
      result.push(entry);
    }
  }
}
await browser?.close();
process.stdout.write(`${JSON.stringify({ chromium: browser?.version ?? null, limit: LIMIT / 1000, result })}\n`);
process.exit(0);
