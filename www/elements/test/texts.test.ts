// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keys, readable } from './fake-texts.ts';

/** Keys whose last part is a value of the engine or the profile: `handling.${…}`. */
const known = new Set(keys.map((key) => key.replace(/^page\./, '')));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(join(import.meta.dirname, '../src')).join('\n');

it('every text that a page asks for is in the catalogue', () => {
  const asked = [...code.matchAll(/(?:\bsay|\.t|\btext)\(\s*'([a-z][a-z0-9.-]*)'/g)].map((match) => match[1] ?? '');
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});

it('every family of texts that a page asks for is there', () => {
  const families = [...code.matchAll(/(?:\bsay|\.t|\btext)\(\s*`([a-z-]+\.)\$\{/g)].map((match) => match[1] ?? '');
  expect(families.length).toBeGreaterThan(10);
  const missing = families.filter((family) => ![...known].some((key) => key.startsWith(family)));
  expect(missing).toEqual([]);
});

it('every text has both languages with the same blanks to fill', () => {
  const zh = readable('zh-Hans');
  const en = readable('en');
  const blanks = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of keys) {
    expect(en[key], key).not.toContain('[zh]');
    expect(blanks(en[key]), key).toEqual(blanks(zh[key]));
  }
});
