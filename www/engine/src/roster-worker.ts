/** The worker that reads rosters: takes one order, tells its progress, gives what it found. */
import { Host } from "./host.js";
import { diagnostics, read, type Order, type Word } from "./roster.js";
import { frame } from "./sections.js";

interface Scope {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  onmessageerror: ((event: unknown) => void) | null;
  postMessage(word: Word): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  void serve(data)
    .then((word) => scope.postMessage(word))
    .catch(refuse);
};
scope.onmessageerror = refuse;

/** Whoever waits hears of it. */
function refuse(thrown: unknown): void {
  scope.postMessage({ kind: "failed", diagnostics: diagnostics(thrown) });
}

async function serve({ module, digest, table, options }: Order): Promise<Word> {
  try {
    const host = new Host(module, frame(module, digest));
    const found = await read(host, table, options, (progress) => scope.postMessage({ kind: "progress", progress }));
    return { kind: "done", ...found };
  } catch (thrown) {
    return { kind: "failed", diagnostics: diagnostics(thrown) };
  }
}
