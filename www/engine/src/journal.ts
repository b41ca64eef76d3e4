/** A call that changed a session: the name of the handle's method and its arguments. */
export interface Call {
  readonly method: string;
  readonly args: readonly (string | boolean | number | object | null | undefined)[];
  /** The second argument is a value still to be written as JSON. */
  readonly plain?: boolean;
}

/**
 * What a session was told, outside wasm memory, so that it survives a trap.
 *
 * Replaying the calls on a fresh session gives the same session: rows get the same ids, since calls that make rows all
 * stay in their order. A single field keeps only its last answer, so the journal grows with the form, not with typing.
 */
export class Journal {
  readonly #calls = new Map<string, Call>();
  #count = 0;
  #last: string | undefined;

  /** Notes a call that succeeded. `replaces` names what an equal later call makes obsolete: a path, or what begins with `#`. */
  note(call: Call, replaces?: string): void {
    const key = replaces ?? `#${(this.#count += 1)}`;
    // Deleted first, so that it moves to the end: order matters between a row's making and its cells.
    if (key !== this.#last) this.#calls.delete(key);
    this.#last = key;
    this.#calls.set(key, call);
  }

  /** The calls to make again, in order. */
  calls(): IterableIterator<Call> {
    return this.#calls.values();
  }

  /** How many calls are kept. */
  get size(): number {
    return this.#calls.size;
  }
}
