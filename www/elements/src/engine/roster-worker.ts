/** The worker that reads tables, made as the pages' Trusted Types policy allows: from one script of our own and no other. */

import script from '@tongban/engine/roster-worker?worker&url';

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

const { trustedTypes } = globalThis as { trustedTypes?: Policies };
const policy = trustedTypes?.createPolicy('tongban', {
  createScriptURL(url) {
    if (url !== script) throw new TypeError('not a script of these pages');
    return url;
  },
});

/** A fresh worker. */
export function rosterWorker(): Worker {
  return new Worker((policy?.createScriptURL(script) ?? script) as string, { type: 'module' });
}
