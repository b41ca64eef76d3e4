// The module under test: `TONGBAN_MODULE`, or the one that `cargo xtask build` wrote.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { load } from "@tongban/engine";

const path = process.env.TONGBAN_MODULE ?? new URL("../../../target/tongban/module.wasm", import.meta.url);

export const bytes = new Uint8Array(await readFile(path));

export const digest = sha256(bytes);

export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

/** The module with one more custom section: another digest, the same catalogue. */
export function another(note = "another") {
  const name = new TextEncoder().encode(note);
  return new Uint8Array([...bytes, 0, name.length + 1, name.length, ...name]);
}

export function engine() {
  return load(bytes, { digest });
}

/** A small item. */
export const ITEM = "contact-change";

/** The item, opened to change mobile number and address. */
export function open(engine, options = {}) {
  const session = engine.open(ITEM, { asOf: "2026-03-02", region: "500103", ...options });
  session.set("contactChange", "both");
  return session;
}

/** Matches a TongbanError of a code, for `assert.throws`. */
export function failing(code) {
  return (error) => {
    if (error?.name !== "TongbanError") throw error;
    if (code instanceof RegExp ? !code.test(error.code) : error.code !== code) throw new Error(`code \`${error.code}\`, not \`${code}\`: ${error.message}`);
    return error.diagnostics.length > 0 && error.message !== "";
  };
}
