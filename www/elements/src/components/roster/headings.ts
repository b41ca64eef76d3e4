/** What a firm's own headings mean, remembered on this device for each unit. Headings only: nothing of anybody's rows. */

const KEY = 'tongban.headings';
/** Most firms that are remembered; the oldest go first. */
const MOST = 50;

type Mapping = Record<string, string | null>;
type Kept = [owner: string, mapping: Mapping][];

/** What was said for this owner and list of rows before. */
export function remembered(owner: string): Mapping {
  if (owner === '') return {};
  return kept().find(([key]) => key === owner)?.[1] ?? {};
}

/** Remembers it for the next table. */
export function remember(owner: string, mapping: Mapping): void {
  if (owner === '') return;
  const others = kept().filter(([key]) => key !== owner);
  try {
    localStorage.setItem(KEY, JSON.stringify([...others, [owner, mapping]].slice(-MOST)));
  } catch {
    // No room, or not allowed: the firm says it again next time.
  }
}

function kept(): Kept {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(read) ? (read as Kept).filter((entry) => Array.isArray(entry) && entry.length === 2) : [];
  } catch {
    return [];
  }
}
