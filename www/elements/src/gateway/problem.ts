/** Errors of the gateway in one shape. */

import type { Diagnostic } from '../engine/port.ts';

/** A request that failed: by the network (`network`), by time (`timeout`), or answered with diagnostics. */
export class GatewayProblem extends Error {
  readonly status: number;
  readonly diagnostics: Diagnostic[];

  constructor(status: number, diagnostics: Diagnostic[]) {
    super(diagnostics[0]?.message ?? `http ${status}`);
    this.name = 'GatewayProblem';
    this.status = status;
    this.diagnostics = diagnostics;
  }

  /** Stable code of the first diagnostic. */
  get code(): string {
    return this.diagnostics[0]?.code ?? `http.${this.status}`;
  }

  /** Whether the same request may succeed later: no answer came, or the server was at fault. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Reads the one diagnostic shape out of an error answer, whatever the server or a proxy in between sent. */
export async function problemFrom(response: Response): Promise<GatewayProblem> {
  let diagnostics: Diagnostic[] = [];
  try {
    const body: unknown = await response.json();
    if (isProblem(body)) diagnostics = body.diagnostics.filter((entry) => typeof entry?.message === 'string');
  } catch {
    // not JSON: a proxy's page, or nothing at all; the status says enough
  }
  if (diagnostics.length === 0) diagnostics = [{ code: `http.${response.status}`, message: `http ${response.status}` }];
  return new GatewayProblem(response.status, diagnostics);
}

function isProblem(body: unknown): body is { diagnostics: Diagnostic[] } {
  return typeof body === 'object' && body !== null && Array.isArray((body as { diagnostics?: unknown }).diagnostics);
}
