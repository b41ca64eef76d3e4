// node --expose-gc node.mjs BUNDLE ENGINE_DIST MODULE ENGINE FORM: measures one engine over one form in this process. Prints JSON.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [bundle, dist, module, engine, form] = process.argv.slice(2);
const from = (folder, name) => import(pathToFileURL(join(resolve(folder), name)).href);
const heap = () => {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};
// ODK reads XML by the DOM; its parser of expressions, once it sees Node.js, expects a CommonJS module.
if (engine === 'odk') {
  const { createRequire } = await import('node:module');
  globalThis.require = createRequire(import.meta.url);
  globalThis.__dirname = bundle;
  const { JSDOM } = await import('jsdom');
  const { window } = new JSDOM('', { url: 'http://localhost/' });
  for (const name of ['DOMParser', 'XMLSerializer', 'Document', 'XMLDocument', 'Element', 'Attr', 'Text', 'Comment', 'CDATASection', 'Node', 'HTMLElement', 'document', 'window']) {
    if (globalThis[name] === undefined) globalThis[name] = window[name];
  }
}
const { run } = await from(bundle, 'entry.mjs');
const tongban = await from(dist, 'index.js');
const result = await run(engine, form, { tongban, bytes: readFileSync(module) }, { tick: 0.02, heap });
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
