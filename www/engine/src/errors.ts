/** One finding, in the shape that the command line, JavaScript and HTTP share. */
export interface Diagnostic {
  /** Stable code, such as `value.type`. */
  code: string;
  /** How much it weighs. */
  severity: "hint" | "review" | "warning" | "error";
  /** What is wrong, in words; values are masked. */
  message: string;
  /** How to mend it. */
  help?: string;
  /** The article or rule behind it. */
  basis?: string;
  /** Where it is. */
  where: Where;
  /** Other places that belong to it. */
  related?: { message: string; where: Where }[];
}

/** A place: in a file of the catalogue, or a path or id. */
export interface Where {
  file?: string;
  line?: number;
  column?: number;
  /** Byte offsets: start and end. */
  span?: [number, number];
  /** A field path or the id of a thing of the catalogue, such as `material:identity-document`. */
  ref?: string;
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
  const diagnostic: Diagnostic = { code, severity: "error", message, ...(help !== undefined && { help }), where: {} };
  return new TongbanError([diagnostic], cause === undefined ? undefined : { cause });
}

/** The engine throws its findings as JSON text; anything else that comes out of it is a trap, an `Error` of some kind. */
export function diagnostic(thrown: unknown): Diagnostic | undefined {
  if (typeof thrown !== "string") return undefined;
  try {
    const found = JSON.parse(thrown) as Diagnostic;
    return [found.code, found.severity, found.message].every((part) => typeof part === "string") ? found : undefined;
  } catch {
    return undefined;
  }
}

/** What the engine threw, as the error of this package. */
export function fromEngine(thrown: Diagnostic): TongbanError {
  return new TongbanError([thrown]);
}
