/** The pages' texts straight from the catalogue's file. */

import { parse } from 'yaml';
import file from '../../../catalog/messages/pages.yaml?raw';
import type { Lang } from '../src/engine/port.ts';

const texts = parse(file) as Record<string, { zh: string; en?: string }>;

/** Every text in `lang`; one without translation is marked. */
export function readable(lang: Lang): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, { zh, en }]) => [key, lang === 'en' ? (en ?? `[zh] ${zh}`) : zh]),
  );
}

/** Every key. */
export const keys = Object.keys(texts);
