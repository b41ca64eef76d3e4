// @vitest-environment node
/** Every step of every channel, over stand-ins, under axe: no violation of WCAG 2.2 A and AA nor of good practice. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

let server: ViteDevServer;
let browser: Browser;
let home = '';

beforeAll(async () => {
  server = await createServer({ root: join(import.meta.dirname, 'page'), logLevel: 'error', server: { port: 0 } });
  await server.listen();
  home = server.resolvedUrls?.local[0] ?? '';
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** What axe finds on the page as it stands. */
async function findings(page: Page): Promise<string[]> {
  // The focus moves to the heading after a step was drawn.
  await page.waitForTimeout(150);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: { run(node: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  }, TAGS);
}

const CHANNELS = [
  { channel: 'portal', width: 390, height: 844 },
  { channel: 'counter', width: 1280, height: 900 },
  { channel: 'bank', width: 1280, height: 900 },
  { channel: 'kiosk', width: 1080, height: 1920 },
];

it.each(CHANNELS)('$channel: from signing in to the progress', async ({ channel, width, height }) => {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  const found: Record<string, string[]> = {};
  const look = async (step: string, press?: string) => {
    found[step] = await findings(page);
    if (press) await page.locator(press).first().click();
  };
  await page.goto(`${home}?${channel}`);
  await page.locator('h1').first().waitFor();
  if (channel !== 'kiosk') await look('sign-in', '[data-identity]');
  if (channel !== 'portal') {
    await page.locator('[data-card]').first().waitFor();
    await look('card', '[data-card]');
  }
  await page.locator('a[data-item]').first().waitFor();
  await look('items', 'a[data-item]');
  await page.locator('#start').waitFor();
  await look('guide', '#start');
  await page.locator('#region').selectOption('500103');
  await look('start', '#begin');
  await page.locator('tb-field').first().waitFor();
  await look('form', '#next');
  await page.locator('#anyway').waitFor();
  await look('errors', '#anyway');
  await page.locator('tb-rows button.second').click();
  await look('rows', '#next');
  await page.locator('#anyway').click();
  await page.locator('[data-material]').first().waitFor();
  await look('materials', '#next');
  await page.locator('#submit').waitFor();
  await look('check', '#submit');
  await page.locator('[data-receipt]').waitFor();
  await look('receipt', '#progress');
  await page.locator('#number').waitFor();
  await look('progress');
  await page.close();
  const wrong = Object.entries(found).filter(([, violations]) => violations.length > 0);
  expect(wrong).toEqual([]);
  expect(Object.keys(found).length).toBeGreaterThanOrEqual(11);
}, 120_000);
