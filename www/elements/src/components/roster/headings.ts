/**
 * What a firm's own headings mean, remembered on this device for each unit. Headings only: nothing of anybody's rows, and
 * whose they are only as a digest, which names nobody.
 */

import { sha256 } from '../../flow/ids.ts';

const KEY = 'tongban.headings';
/** Most firms that are remembered; the oldest go first. */
const MOST = 50;
/** Most headings of one firm, and characters of a heading; what is beyond is asked again. */
const MOST_HEADINGS = 200;
const MOST_CHARS = 200;
/** Hex digits of a digest that are kept. */
const DIGITS = 32;

export type Mapping = Record<string, string | null>;
type Kept = [owner: string, mapping: Mapping][];

/** What was said for this owner and list of rows before. */
export async function remembered(owner: string): Promise<Mapping> {
  if (owner === '') return {};
  const key = await digest(owner);
  return kept().find(([own]) => own === key)?.[1] ?? {};
}

/** Remembers it for the next table. */
export async function remember(owner: string, mapping: Mapping): Promise<void> {
  if (owner === '') return;
  const key = await digest(owner);
  const short = Object.entries(mapping).filter(([heading]) => heading.length <= MOST_CHARS);
  const others = kept().filter(([own]) => own !== key);
  const own: Kept = short.length > 0 ? [[key, Object.fromEntries(short.slice(-MOST_HEADINGS))]] : [];
  try {
    localStorage.setItem(KEY, JSON.stringify([...others, ...own].slice(-MOST)));
  } catch {
    // No room, or not allowed: the firm says it again next time.
  }
}

async function digest(owner: string): Promise<string> {
  return (await sha256(new TextEncoder().encode(`${KEY}|${owner}`).buffer)).slice(0, DIGITS);
}

/** What is kept; anything that is not in this form is passed over, and gone with the next that is remembered. */
function kept(): Kept {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(read) ? read.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(entry: unknown): entry is Kept[number] {
  if (!Array.isArray(entry) || entry.length !== 2) return false;
  const [owner, mapping] = entry as [unknown, unknown];
  return (
    typeof owner === 'string' &&
    /^[0-9a-f]{32}$/u.test(owner) &&
    typeof mapping === 'object' &&
    mapping !== null &&
    Object.values(mapping).every((fact) => fact === null || typeof fact === 'string')
  );
}
