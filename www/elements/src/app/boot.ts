/** Starts one channel's pages: engine, flow, frame. */

import { IndexedDrafts, MemoryDrafts } from '../flow/drafts.ts';
import { Flow } from '../flow/flow.ts';
import type { ChannelProfile } from '../flow/profile.ts';
import { fromHash } from '../flow/route.ts';
import { loadEngine } from '../engine/load.ts';
import { rosterWorker } from '../engine/roster-worker.ts';
import type { Lang } from '../engine/port.ts';
import { GatewayClient } from '../gateway/client.ts';
import { TbApp } from './app.ts';

const LANG_KEY = 'tongban.lang';
const LANGS: readonly string[] = ['zh-Hans', 'zh-Hant', 'en'];

/** Puts the frame into `#app`; before the texts are there, the page's own words say how it goes. */
export async function boot(profile: ChannelProfile): Promise<void> {
  const place = document.querySelector('#app');
  const failed = document.querySelector<HTMLElement>('#boot-failed');
  try {
    const gateway = new GatewayClient();
    const lang = preferred(profile);
    const engine = await loadEngine(gateway, lang);
    const drafts = profile.shared ? new MemoryDrafts() : new IndexedDrafts();
    // What an earlier visitor of a shared device may have left goes first.
    if (profile.shared) await drafts.wipe().catch(() => undefined);
    const flow = new Flow({ engine, gateway, drafts, profile, lang, worker: rosterWorker });
    document.documentElement.lang = lang;
    const wanted = fromHash(location.hash);
    await flow.start(wanted);
    const app = new TbApp();
    app.flow = flow;
    app.addEventListener('tb-language', (event) => remember(profile, (event as CustomEvent<{ lang: Lang }>).detail.lang));
    place?.replaceChildren(app);
    const save = () => void flow.application?.save().catch(() => undefined);
    document.addEventListener('visibilitychange', save);
    window.addEventListener('pagehide', save);
  } catch (problem) {
    document.querySelector('#boot-waiting')?.setAttribute('hidden', '');
    failed?.removeAttribute('hidden');
    throw problem;
  }
}

function preferred(profile: ChannelProfile): Lang {
  if (profile.shared) return 'zh-Hans';
  const kept = read(LANG_KEY);
  if (kept && LANGS.includes(kept)) return kept as Lang;
  const wanted = navigator.language;
  if (/^zh-(Hant|TW|HK|MO)/i.test(wanted)) return 'zh-Hant';
  return /^zh/i.test(wanted) || !/^en/i.test(wanted) ? 'zh-Hans' : 'en';
}

function remember(profile: ChannelProfile, lang: Lang): void {
  if (profile.shared) return;
  try {
    localStorage.setItem(LANG_KEY, lang);
  } catch {
    // a browser that keeps nothing asks again next time
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
