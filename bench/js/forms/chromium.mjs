// Headless Chromium over a server of its own on this machine: measures one engine over one form in a fresh page.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
/** A page alone in its process tells finer time. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** @param folders by first part of the path. */
function serve(folders) {
  const server = createServer(async (request, response) => {
    const [, first, ...rest] = normalize(new URL(request.url, 'http://localhost').pathname).split('/');
    const path = first === '' ? undefined : join(folders[first] ?? '', ...rest);
    try {
      const body = path === undefined ? '<!doctype html><title>bench</title>' : await readFile(path);
      response.writeHead(200, { 'content-type': TYPES[path === undefined ? '.html' : extname(path)] ?? 'text/plain', ...ISOLATED }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** Starts the browser; `measure(engine, form, limit)` gives what `node.mjs` prints. */
export async function start({ bundle, dist, modules }) {
  const server = await serve({ bundle, dist, modules });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  return {
    version: browser.version(),
    async measure(engine, form, limit) {
      const page = await browser.newPage();
      try {
        const session = await page.context().newCDPSession(page);
        await page.exposeFunction('heap', async () => {
          await session.send('HeapProfiler.collectGarbage');
          await session.send('HeapProfiler.collectGarbage');
          return (await session.send('Runtime.getHeapUsage')).usedSize;
        });
        await page.goto(`http://127.0.0.1:${server.address().port}/`);
        const work = page.evaluate(
          async ([engine, form]) => {
            const { run } = await import('/bundle/entry.mjs');
            const tongban = await import('/dist/index.js');
            const bytes = await (await fetch(`/modules/${form}.wasm`)).arrayBuffer();
            return run(engine, form, { tongban, bytes }, { tick: 0.1, heap: globalThis.heap });
          },
          [engine, form],
        );
        const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error('late')), limit).unref());
        return await Promise.race([work, late]);
      } finally {
        await page.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
