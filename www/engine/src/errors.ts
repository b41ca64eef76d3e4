import type { BasisView } from "./generated-types.js";

/** One finding, in the shape that the command line, JavaScript and HTTP share. */
export interface Diagnostic {
  /** Stable code, such as `value.type`. */
  code: string;
  /** How bad it is. */
  severity: "error" | "warning" | "hint";
  /** What is wrong, in words; values are masked. */
  message: string;
  /** How to mend it. */
  help?: string | null;
  /** Cited sources. */
  basis?: BasisView[];
  /** Where: a path, a file, a position. */
  where?: unknown;
  /** Findings that belong to it. */
  related?: Diagnostic[];
}

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
  const diagnostic: Diagnostic = { code, severity: "error", message, basis: [], related: [] };
  if (help !== undefined) diagnostic.help = help;
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
