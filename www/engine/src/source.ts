import { sha256 } from "./digest.js";
import { failure, TongbanError } from "./errors.js";

/** Where a module comes from. */
export type ModuleSource = Fetchable | WebAssembly.Module;

type Fetchable = string | URL | Response | PromiseLike<Response> | ArrayBuffer | ArrayBufferView;

/** Largest module that is read, in bytes. */
export const MAX_MODULE_BYTES: number = 128 << 20;

/** A compiled module and its name. */
export interface Compiled {
  module: WebAssembly.Module;
  digest: string;
}

/** Fetches, checks and compiles. `expected` is the digest the caller asks for; none: as served. */
export async function compile(source: ModuleSource, expected: string | undefined, signal: AbortSignal | undefined): Promise<Compiled> {
  if (source instanceof WebAssembly.Module) {
    // A compiled module has no bytes to hash: whoever compiled it has checked them, as `load` does.
    if (expected === undefined) {
      throw failure("module.digest-unknown", "a compiled module does not know its digest", "pass `digest` from the engine that compiled it");
    }
    return { module: source, digest: expected };
  }
  const bytes = await read(source as Fetchable, signal);
  // Both at once. Compiling runs nothing; what it says of bytes that are others is not heard.
  const compiling = WebAssembly.compile(bytes);
  compiling.catch(() => undefined);
  const digest = await sha256(bytes);
  if (expected !== undefined && digest !== expected) {
    throw failure("module.digest-differs", `the module is \`${digest}\`, not \`${expected}\``, "fetch it again, or ask the gateway for the module in force");
  }
  try {
    return { module: await compiling, digest };
  } catch (cause) {
    throw failure("module.truncated", "the module is cut short, corrupt or not WebAssembly", "fetch or build it again", cause);
  }
}

async function read(source: Fetchable, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (source instanceof ArrayBuffer) return copy(new Uint8Array(source));
  if (ArrayBuffer.isView(source)) return copy(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  if (typeof source === "string" || source instanceof URL) {
    return body(await reach(() => fetch(source, signal === undefined ? {} : { signal })), signal);
  }
  if (source !== null && typeof source === "object") {
    const response: unknown = await reach(() => source as PromiseLike<Response>);
    if (response instanceof Response) return body(response, signal);
  }
  throw failure("module.source", "a module is loaded from a url, a Response, bytes or a compiled WebAssembly.Module");
}

/** Bytes of our own: what was hashed is what is compiled, even if the caller writes to its buffer meanwhile. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.byteLength > MAX_MODULE_BYTES) throw tooLarge();
  return new Uint8Array(bytes);
}

async function body(response: Response, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.ok) {
    throw failure("module.unreachable", `the server answered ${response.status} instead of the module`, "check the address and that the gateway runs");
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    signal?.throwIfAborted();
    const step = await reach(async () => reader?.read());
    if (step === undefined || step.done) break;
    size += step.value.byteLength;
    if (size > MAX_MODULE_BYTES) {
      await reader?.cancel().catch(() => undefined);
      throw tooLarge();
    }
    chunks.push(step.value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** A network failure as a typed error; an abort stays what it is. */
async function reach<T>(task: () => PromiseLike<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof TongbanError || (cause instanceof Error && cause.name === "AbortError")) throw cause;
    throw failure("module.unreachable", "the module cannot be fetched", "check the address and the connection", cause);
  }
}

function tooLarge(): TongbanError {
  return failure("module.too-large", `the module is larger than ${MAX_MODULE_BYTES} bytes`);
}
