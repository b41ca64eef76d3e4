// node start.mjs ENGINE_DIST MODULE ITEMS DATE: from bytes at hand to an open item, in a fresh process, through @tongban/engine.
// `load` is the whole of it: digest, WebAssembly compiled, instance, catalogue ready. Then every item is opened, and all once more.
// ITEMS is a JSON list of ids, read before the clock starts. Prints milliseconds as JSON.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [dist, path, list, asOf] = process.argv.slice(2);
const { load } = await import(pathToFileURL(resolve(dist, 'index.js')).href);
const bytes = readFileSync(path);
const items = JSON.parse(readFileSync(list, 'utf8'));
const { createHash } = await import('node:crypto');
const digest = createHash('sha256').update(bytes).digest('hex');

const started = performance.now();
const engine = await load(bytes, { digest });
const loaded = performance.now() - started;

const open = (item) => {
  const before = performance.now();
  const session = engine.open(item, { asOf });
  const took = performance.now() - before;
  session.close();
  return took;
};
const first = items.map(open);
const again = items.map(open);

// Which share of it is whose: the same once more, apart. Code and caches are warm, so it adds up to less.
const timed = (work) => {
  const before = performance.now();
  const made = work();
  return [performance.now() - before, made];
};
const [compile] = timed(() => new WebAssembly.Module(bytes));
const [hash] = timed(() => createHash('sha256').update(bytes).digest('hex'));
process.stdout.write(`${JSON.stringify({ load: loaded, compile, hash, first, again })}\n`);
process.exit(0);
