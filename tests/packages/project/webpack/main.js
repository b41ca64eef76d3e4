import { load, TongbanError } from "@tongban/engine";
import { decide } from "./decide.js";

async function main() {
  const { digest } = await (await fetch("/v1/modules/current")).json();
  const engine = await load(`/v1/modules/${digest}.wasm`, { digest });
  const refused = await load(engine.module, { trust: "as-served" }).catch((error) => error);
  if (!(refused instanceof TongbanError)) throw new Error("two copies of the package");
  const worker = new Worker(new URL("./worker.js", import.meta.url));
  const there = await new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ module: engine.module, digest });
  });
  document.title = JSON.stringify([decide(engine), there]);
}

main().catch((error) => (document.title = `failed: ${error}`));
