/** What a file is by its first bytes; its name and the type that the browser guesses from it may say anything. */

const SIGNS: [media: string, bytes: number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** The media type of the bytes, of the kinds that the intake service takes; undefined for any other. */
export async function kindOf(file: Blob): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  return SIGNS.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0];
}
