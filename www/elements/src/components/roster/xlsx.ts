/** Spreadsheets of today (.xlsx), within bounds: such a file is an archive that may unpack to any size. */

import { unzipSync } from 'fflate';

/** Largest file, in bytes: ten thousand rows take less than one million. */
export const MOST_PACKED = 16 << 20;
/** Most bytes that the parts of a file may unpack to, together. */
export const MOST_UNPACKED = 128 << 20;
/** Most parts of a file. */
const MOST_PARTS = 1_000;
/** Most cells from the first to the last row and column, empty ones too: the reader makes them all. */
export const MOST_CELLS = 1 << 24;

/** What is larger than a page can hold. */
export class TooLarge extends Error {}

/** The cells of the first sheet, row by row. */
export async function cellsOf(bytes: Uint8Array<ArrayBuffer>): Promise<readonly (readonly unknown[])[]> {
  measure(bytes);
  const { readSheet } = await import('read-excel-file/universal');
  return await readSheet(bytes.buffer, 1);
}

/** Throws for a file that would not fit, before it is unpacked for good. */
export function measure(bytes: Uint8Array): void {
  if (bytes.byteLength > MOST_PACKED) throw new TooLarge();
  let unpacked = 0;
  let parts = 0;
  unzipSync(bytes, {
    filter({ size, originalSize }) {
      parts += 1;
      unpacked += Math.max(size, originalSize);
      if (parts > MOST_PARTS || unpacked > MOST_UNPACKED) throw new TooLarge();
      return false;
    },
  });
  // A part never unpacks beyond what the archive says of it: the space for it is made by that.
  let rows = 1;
  let columns = 1;
  const decoder = new TextDecoder();
  for (const [name, part] of Object.entries(unzipSync(bytes, { filter: ({ name }) => name.endsWith('.xml') }))) {
    if (/sharedStrings\.xml$/iu.test(name)) continue;
    for (const [, place = ''] of decoder.decode(part).matchAll(/\sr\s*=\s*["']([^"']{0,40})/gu)) {
      const [, letters, digits] = /^([A-Za-z]{0,4})(\d{0,12})$/u.exec(place) ?? [];
      if (letters === undefined || digits === undefined) {
        if (place.includes('&')) throw new TooLarge();
        continue;
      }
      rows = Math.max(rows, Number(digits));
      columns = Math.max(columns, column(letters));
      if (rows * columns > MOST_CELLS) throw new TooLarge();
    }
  }
}

/** The number of a column, from 1; 0: it has no letters. */
function column(letters: string): number {
  return [...letters.toUpperCase()].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0);
}
