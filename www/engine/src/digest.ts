import { failure } from "./errors.js";

/** SHA-256 of bytes as lower-case hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    throw failure("host.insecure", "this page cannot compute SHA-256", "serve it over https or from localhost");
  }
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  let hex = "";
  for (const byte of hash) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** A fresh packet id: 128 random bits as 32 hex digits. Make one when an application starts, and keep it. */
export function newPacketId(): string {
  const bits = globalThis.crypto.getRandomValues(new Uint8Array(16));
  let hex = "";
  for (const byte of bits) hex += byte.toString(16).padStart(2, "0");
  return hex;
}
