import { failure } from "./errors.js";

const IMAGE = "tongban.image";
const TEXT = "tongban.text.";
/** Languages a module may hold; the image says which it does. */
const LOCALES = ["zh-Hans", "zh-Hant", "en"] as const;

/** The module's catalogue, framed as the engine takes it: entries of name and bytes, each with its length. */
export function frame(module: WebAssembly.Module, digest: string): Uint8Array {
  const image = WebAssembly.Module.customSections(module, IMAGE);
  const [only] = image;
  if (only === undefined || image.length !== 1) {
    throw failure("module.no-catalog", "the module holds no catalogue", "build it with `tongban build`");
  }
  const encoder = new TextEncoder();
  const parts: [string, Uint8Array][] = [
    ["digest", encoder.encode(digest)],
    [IMAGE, new Uint8Array(only)],
  ];
  for (const locale of LOCALES) {
    const name = TEXT + locale;
    const [texts] = WebAssembly.Module.customSections(module, name);
    if (texts !== undefined) parts.push([name, new Uint8Array(texts)]);
  }
  const chunks = parts.flatMap(([name, body]) => [encoder.encode(name), body]);
  const framed = new Uint8Array(chunks.reduce((sum, chunk) => sum + 4 + chunk.length, 0));
  const view = new DataView(framed.buffer);
  let at = 0;
  for (const chunk of chunks) {
    view.setUint32(at, chunk.length, true);
    framed.set(chunk, at + 4);
    at += 4 + chunk.length;
  }
  return framed;
}
