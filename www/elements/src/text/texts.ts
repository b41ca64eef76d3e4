/**
 * The pages' texts, as the module gives them (`catalog/messages/pages.yaml`, keys under `page.`).
 *
 * One language is in force at a time; components draw themselves again when it changes.
 */

import type { Lang } from '../engine/port.ts';

/** Mark of a text that has no translation: it is zh-Hans. */
const FALLBACK = '[zh] ';

let current: Record<string, string> = {};
let language: Lang = 'zh-Hans';

/** Tells components that the texts changed. */
export const textsChanged = new EventTarget();

/** Puts other texts in force. */
export function useTexts(messages: Record<string, string>, lang: Lang): void {
  current = messages;
  language = lang;
  textsChanged.dispatchEvent(new Event('change'));
}

/** The language in force. */
export function textLanguage(): Lang {
  return language;
}

/**
 * The text of `page.<key>`, with `{name}` filled from `values`; `{name|day/days}` is the first word where the value is 1,
 * else the second. The key itself when there is no such text.
 */
export function text(key: string, values: Record<string, string | number> = {}): string {
  const pattern = current[`page.${key}`] ?? current[key];
  if (pattern === undefined) return key;
  return pattern.replace(/\{(\w+)(?:\|([^{}/|]+)\/([^{}/|]+))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return String(value);
    return String(value) === '1' ? one : other;
  });
}

/** Whether there is a text for `page.<key>`. */
export function hasText(key: string): boolean {
  return `page.${key}` in current || key in current;
}

/** A text that may be marked as untranslated: its words, and whether they are zh-Hans amid another language. */
export function unmark(marked: string): { words: string; fallback: boolean } {
  return marked.startsWith(FALLBACK)
    ? { words: marked.slice(FALLBACK.length), fallback: true }
    : { words: marked, fallback: false };
}

/** A civil date as people read it. */
export function dateWords(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (!parts) return date;
  const [, year, month, day] = parts;
  // English dates are the whole ISO form, as the engine's own texts write them; Chinese months have no zero in front.
  const plain = (digits = '') => (language === 'en' ? digits : Number(digits));
  return text('date', { year: plain(year), month: plain(month), day: plain(day) });
}
