// What is bundled for both hosts: one engine at a time is measured over one form.

import { ENGINES } from './engines/index.mjs';
import { measure } from './measure.mjs';
import { specOf } from './spec.mjs';

/** @param tongban `{ tongban, bytes }`: the package and the module of this form; others ignore it. */
export async function run(engine, form, { tongban, bytes }, host) {
  const code = await ENGINES[engine]();
  let extra = {};
  if (engine === 'tongban') {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const digest = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    extra = { tongban, module: await WebAssembly.compile(bytes), digest };
  }
  return measure(code, specOf(form), extra, host);
}
