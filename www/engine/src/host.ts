import { diagnostic, failure, fromEngine, TongbanError } from "./errors.js";
import { glueImports, instantiate, type Glue } from "./generated/glue.js";
import type { EngineHandle } from "./generated/engine.js";

/** Something that lives in wasm memory and can be made again in a fresh instance. */
export interface Resident {
  /** Makes it again; throws if it cannot. */
  rebuild(engine: EngineHandle): void;
}

/** What happened when a wasm instance trapped. */
export interface Recovery {
  /** What the instance threw. */
  readonly cause: unknown;
  /** Sessions that go on. */
  readonly sessions: number;
  /** Sessions that could not be rebuilt; their next call tries again. */
  readonly lost: number;
}

const NEEDED = ["memory", "enginehandle_new", "sessionhandle_set", "sessionhandle_setAt", "__wbindgen_start"];

/**
 * One wasm instance, and its successor when it traps.
 *
 * A trap poisons an instance: its stack pointer and its locks stay where they were, and every later call may fail.
 * So whatever comes out of a call that is not a diagnostic ends the instance, and a fresh one takes its place.
 */
export class Host {
  readonly #module: WebAssembly.Module;
  readonly #frame: Uint8Array;
  readonly #residents = new Set<Resident>();
  #glue: Glue | undefined;
  #engine: EngineHandle | undefined;
  #closed = false;
  onrecover: ((recovery: Recovery) => void) | null = null;

  constructor(module: WebAssembly.Module, frame: Uint8Array) {
    fits(module);
    this.#module = module;
    this.#frame = frame;
    this.#start();
  }

  /** Calls into the engine. A trap ends the instance; the call is then made once more on the fresh one. */
  call<T>(task: (engine: EngineHandle) => T): T {
    try {
      return this.#attempt(task);
    } catch (thrown) {
      if (!(thrown instanceof Trap)) throw thrown;
      this.#recover(thrown.cause);
    }
    // A trap that came from what was there before (a full heap, a used-up stack) does not come again.
    try {
      return this.#attempt(task);
    } catch (thrown) {
      if (!(thrown instanceof Trap)) throw thrown;
      this.#recover(thrown.cause);
      throw failure("engine.trapped", "the engine stopped on this call twice and was started again", "nothing entered before it is lost; leave this call out and report it", thrown.cause);
    }
  }

  /** Raw exports of the instance in use, for tests. */
  get exports(): WebAssembly.Exports {
    return this.#running().glue.exports;
  }

  /** Takes part in recovery from now on. */
  join(resident: Resident): void {
    this.#residents.add(resident);
  }

  /** Leaves; the wasm memory is the resident's own to free. */
  leave(resident: Resident): void {
    this.#residents.delete(resident);
  }

  /** Ends the instance and everything in it. */
  close(): void {
    this.#closed = true;
    this.#residents.clear();
    this.#glue = this.#engine = undefined;
  }

  get closed(): boolean {
    return this.#closed;
  }

  #attempt<T>(task: (engine: EngineHandle) => T): T {
    const { engine } = this.#running();
    try {
      return task(engine);
    } catch (thrown) {
      const found = diagnostic(thrown);
      if (found !== undefined) throw fromEngine(found);
      if (thrown instanceof TongbanError) throw thrown;
      throw new Trap(thrown);
    }
  }

  #running(): { glue: Glue; engine: EngineHandle } {
    if (this.#closed) throw failure("engine.closed", "this engine is closed", "load the module again");
    // Only a start that failed leaves none, for want of memory perhaps: try again.
    if (this.#glue === undefined || this.#engine === undefined) this.#start();
    const [glue, engine] = [this.#glue, this.#engine];
    if (glue === undefined || engine === undefined) throw failure("engine.lost", "the engine cannot be started");
    return { glue, engine };
  }

  #start(): void {
    try {
      const glue = instantiate(this.#module);
      this.#engine = new glue.EngineHandle(this.#frame);
      this.#glue = glue;
    } catch (thrown) {
      const found = diagnostic(thrown);
      if (found !== undefined) throw fromEngine(found);
      if (thrown instanceof WebAssembly.LinkError) throw otherEngine(thrown);
      throw failure("engine.lost", "the engine cannot be started", "close other pages and load it again", thrown);
    }
  }

  #recover(cause: unknown): void {
    // A session whose own history traps would end every successor: it is left out, the others go on.
    const left = new Set<Resident>();
    while (!this.#rebuild(left));
    const recovery: Recovery = { cause, sessions: this.#residents.size - left.size, lost: left.size };
    const { onrecover } = this;
    // Outside this call: what a listener throws is the page's, and it may call the engine.
    if (onrecover !== null) queueMicrotask(() => onrecover(recovery));
  }

  /** Starts afresh and rebuilds all but those left out; false when one more must be left out and the instance is spent. */
  #rebuild(left: Set<Resident>): boolean {
    this.#glue = this.#engine = undefined;
    this.#start();
    for (const resident of this.#residents) {
      if (left.has(resident)) continue;
      try {
        this.#attempt((engine) => resident.rebuild(engine));
      } catch (thrown) {
        left.add(resident);
        if (thrown instanceof Trap) return false;
      }
    }
    return true;
  }
}

class Trap extends Error {
  constructor(cause: unknown) {
    super("the engine trapped", { cause });
  }
}

/** Refuses a module whose engine speaks to other bindings than these. */
function fits(module: WebAssembly.Module): void {
  const ours = glueImports();
  for (const wanted of WebAssembly.Module.imports(module)) {
    if (ours[wanted.module]?.[wanted.name] === undefined) throw otherEngine(wanted);
  }
  const names = new Set(WebAssembly.Module.exports(module).map((entry) => entry.name));
  const missing = NEEDED.find((name) => !names.has(name));
  if (missing !== undefined) throw otherEngine(missing);
}

function otherEngine(cause: unknown): TongbanError {
  return failure("module.other-engine", "the module was built for another version of @tongban/engine", "load it with the package of its own release", cause);
}
