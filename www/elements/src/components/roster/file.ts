/** A chosen file as something that the engine reads: CSV as it is, spreadsheets taken apart by a library that is loaded only then. */

/** What a file cannot be read for, as a key of the pages' texts. */
export class Unreadable extends Error {
  readonly key: string;

  constructor(key: string) {
    super(key);
    this.key = key;
  }
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** Largest file that is read, in bytes. */
export const MOST_BYTES = 64 << 20;

/** By what the file holds, not by its name. */
export async function tableOf(file: File): Promise<Uint8Array | string[][]> {
  if (file.size > MOST_BYTES) throw new Unreadable('roster.too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const starts = (mark: number[]): boolean => mark.every((byte, place) => bytes[place] === byte);
  if (starts(COMPOUND)) throw new Unreadable('roster.xls');
  if (!starts(ZIP)) return bytes;
  const { cellsOf, TooLarge } = await import('./xlsx.ts');
  try {
    return (await cellsOf(bytes)).map((row) => row.map(written));
  } catch (problem) {
    throw new Unreadable(problem instanceof TooLarge ? 'roster.too-large' : 'roster.unreadable');
  }
}

/** A cell as a person would type it; a date of a spreadsheet stands at midnight in UTC. */
function written(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.valueOf()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell);
  return String(cell);
}
