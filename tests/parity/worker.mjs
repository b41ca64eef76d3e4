// Runs in a dedicated worker: decides with the module that the page compiled.
import { decideAll } from "./decide.mjs";

addEventListener("message", ({ data: { module, digest, cases } }) => {
  decideAll(module, digest, cases).then(
    (outcome) => postMessage(outcome),
    (error) => postMessage({ error: `${error?.stack ?? error}` }),
  );
});
