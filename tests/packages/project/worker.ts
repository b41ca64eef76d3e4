import { load } from "@tongban/engine";
import { decide } from "./decide.js";

// The page compiled the module and checked its digest.
addEventListener("message", async (event: MessageEvent<{ module: WebAssembly.Module; digest: string }>) => {
  const { module, digest } = event.data;
  postMessage(decide(await load(module, { digest })));
});
