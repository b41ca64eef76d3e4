import { decide, loaded } from "../decide.js";
import workerUrl from "../worker.ts?worker&url";

// Under `require-trusted-types-for 'script'` an address of a script comes from a policy that the page names.
const policy = (globalThis as any).trustedTypes?.createPolicy("tongban", { createScriptURL: (url: string) => url });

async function main(): Promise<void> {
  const engine = await loaded();
  const here = decide(engine);
  const worker = new Worker(policy ? policy.createScriptURL(workerUrl) : workerUrl, { type: "module" });
  const there = await new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ module: engine.module, digest: engine.digest });
  });
  document.title = JSON.stringify([here, there]);
}

main().catch((error: unknown) => (document.title = `failed: ${error}`));
