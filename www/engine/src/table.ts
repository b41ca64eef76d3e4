import { failure } from "./errors.js";

/** Cells of a table as texts, row by row: what a spreadsheet's reader gives. Its first row is row 1. */
export type Table = readonly (readonly (string | null | undefined)[])[];

/** Most bytes of a table that is read, as UTF-8. */
export const MAX_TABLE_BYTES: number = 64 << 20;

/**
 * A table as CSV in UTF-8, which is what the engine reads.
 *
 * Bytes may be UTF-8, UTF-16 with a mark, or GB18030 (of which GBK is a part): browsers and Node decode it already, a table of
 * its 24,000 characters would make the module a quarter larger.
 */
export function utf8(table: Uint8Array | Table): Uint8Array<ArrayBuffer> {
  if (!(table instanceof Uint8Array)) return new TextEncoder().encode(csv(table));
  if (table.byteLength > MAX_TABLE_BYTES) throw tooLarge();
  const wide = table[0] === 0xff && table[1] === 0xfe ? "utf-16le" : table[0] === 0xfe && table[1] === 0xff ? "utf-16be" : undefined;
  if (wide === undefined && decoded(table, "utf-8") !== undefined) return new Uint8Array(table);
  const text = decoded(table, wide ?? "gb18030");
  if (text === undefined) throw failure("roster.encoding", "the file is neither UTF-8 nor GB18030", "save it as `CSV UTF-8`");
  return new TextEncoder().encode(text);
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function csv(table: Table): string {
  const lines: string[] = [];
  let size = 0;
  for (const row of table) {
    const line = row.map(quoted).join(",");
    size += line.length + 1;
    if (size > MAX_TABLE_BYTES) throw tooLarge();
    lines.push(line);
  }
  return lines.join("\n");
}

function quoted(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") throw failure("value.type", "a cell of the table is no text", "write numbers and dates as texts");
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A table beyond the bound. */
export function tooLarge(): Error {
  return failure("value.too-large", `the table is larger than ${MAX_TABLE_BYTES} bytes`, "split it");
}
