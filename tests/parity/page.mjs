// Runs in the page: decides here, or in a worker that gets the compiled module.
import { load } from "@tongban/engine";

import { decideAll } from "./decide.mjs";

async function main() {
  const digest = await (await fetch("/digest")).text();
  const lines = await (await fetch("/cases.ndjson")).text();
  const cases = lines.trimEnd().split("\n").map((line) => JSON.parse(line));
  const engine = await load("/module.wasm", { digest });
  if (!location.search.includes("worker")) return decideAll(engine.module, digest, cases);
  const worker = new Worker("/worker.mjs", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ module: engine.module, digest, cases });
  });
}

/** Told to the server, so that a browser without a driver can be asked too. */
const tell = (outcome) => fetch("/outcome", { method: "POST", body: JSON.stringify({ ...outcome, browser: navigator.userAgent }) });

main().then(tell, (error) => tell({ error: `${error?.stack ?? error}` }));
