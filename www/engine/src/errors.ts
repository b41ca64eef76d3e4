import type { Diagnostic } from "./api.js";

/** Every error that this package throws. `code` is stable; `message` is for people. */
export class TongbanError extends Error {
  override readonly name: string = "TongbanError";
  /** All findings, the first is the one in `code` and `message`. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    const first = diagnostics[0];
    super(first === undefined ? "no reason was given" : first.help ? `${first.message}; ${first.help}` : first.message, options);
    this.diagnostics = diagnostics;
  }

  /** Stable code of the first finding. */
  get code(): string {
    return this.diagnostics[0]?.code ?? "internal";
  }
}

/** An error that starts in JavaScript. */
export function failure(code: string, message: string, help?: string, cause?: unknown): TongbanError {
  const diagnostic: Diagnostic = { code, severity: "error", message, help: help ?? null, basis: [], where: null, related: [] };
  return new TongbanError([diagnostic], cause === undefined ? undefined : { cause });
}

/** The engine throws its findings as JSON text; anything else that comes out of it is a trap. */
export function fromEngine(thrown: string): TongbanError {
  let found: unknown;
  try {
    found = JSON.parse(thrown);
  } catch {
    return failure("internal", thrown);
  }
  const diagnostics = Array.isArray(found) ? found : [found];
  return new TongbanError(diagnostics as Diagnostic[]);
}
