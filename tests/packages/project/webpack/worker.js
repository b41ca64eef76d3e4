import { load } from "@tongban/engine";
import { decide } from "./decide.js";

addEventListener("message", async ({ data: { module, digest } }) => {
  postMessage(decide(await load(module, { digest })));
});
