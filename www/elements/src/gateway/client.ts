/**
 * The wire client of the intake gateway.
 *
 * Every call is safe to repeat: a packet is named by its id and digest, a material by its SHA-256. So a call that the
 * network broke is tried again a few times before the person is asked.
 */

import type { Packet, WireValue } from '../engine/port.ts';
import { GatewayProblem, problemFrom } from './problem.ts';
import type {
  CaseSummary,
  Client,
  DemoCard,
  DemoIdentity,
  Lookup,
  ModuleInfo,
  Progress,
  Receipt,
  SessionInfo,
  StaffAction,
  StaffCase,
  Subject,
} from './types.ts';

/** Waits between tries, in milliseconds. */
const RETRY_AFTER = [400, 1200, 3000];
/** A request without an answer after this many milliseconds counts as broken. */
const TIMEOUT = 30_000;

type Fetch = typeof fetch;
type Wait = (ms: number) => Promise<void>;

const wait: Wait = (ms) => new Promise((done) => setTimeout(done, ms));

export class GatewayClient {
  /** Language of the answers. */
  lang = 'zh-Hans';
  readonly #fetch: Fetch;
  readonly #wait: Wait;

  constructor(fetchImpl: Fetch = (...args) => fetch(...args), waitImpl: Wait = wait) {
    this.#fetch = fetchImpl;
    this.#wait = waitImpl;
  }

  currentModule(): Promise<ModuleInfo> {
    return this.#json('GET', '/v1/modules/current');
  }

  async identities(channel: string): Promise<DemoIdentity[]> {
    const { identities } = await this.#json<{ identities: DemoIdentity[] }>('GET', '/v1/demo/identities');
    return identities.filter((identity) => identity.channel === channel);
  }

  /** Cards that lie ready for the demonstration's reader. */
  async cards(): Promise<DemoCard[]> {
    return (await this.#json<{ cards: DemoCard[] }>('GET', '/v1/demo/cards')).cards;
  }

  async signIn(identity: string): Promise<SessionInfo> {
    const body = { provider: 'demo', identity };
    return (await this.#json<{ session: SessionInfo }>('POST', '/v1/sessions', body)).session;
  }

  /** The session of this browser, if one is open. */
  async session(): Promise<SessionInfo | undefined> {
    try {
      return (await this.#json<{ session: SessionInfo }>('GET', '/v1/sessions/current')).session;
    } catch (problem) {
      if (problem instanceof GatewayProblem && problem.status === 401) return undefined;
      throw problem;
    }
  }

  async signOut(): Promise<void> {
    await this.#json('DELETE', '/v1/sessions/current');
  }

  /** Binds the person whose card lies on the reader to this clerk's or device's session. */
  async readCard(card: string): Promise<Client> {
    const body = { card: { demo: card } };
    const read = await this.#json<{ client: Subject; card: Client['card'] }>('POST', '/v1/sessions/current/client', body);
    return { subject: read.client, card: read.card };
  }

  /** The person has left the desk. */
  async forgetClient(): Promise<void> {
    await this.#json('DELETE', '/v1/sessions/current/client');
  }

  lookup(item: string, facts: string[]): Promise<Lookup> {
    return this.#json('POST', '/v1/lookups', { item, facts });
  }

  async putMaterial(packet: string, sha256: string, bytes: Blob): Promise<void> {
    await this.#send('PUT', `/v1/packets/${packet}/materials/${sha256}`, bytes, {
      'content-type': bytes.type || 'application/octet-stream',
    });
  }

  async submit(packet: Packet): Promise<Receipt> {
    return (await this.#json<{ receipt: Receipt }>('POST', '/v1/packets', packet)).receipt;
  }

  async cases(): Promise<CaseSummary[]> {
    return (await this.#json<{ cases: CaseSummary[] }>('GET', '/v1/cases')).cases;
  }

  async progress(number: string, secret?: string): Promise<Progress> {
    const body = { number, ...(secret ? { secret } : {}) };
    return (await this.#json<{ progress: Progress }>('POST', '/v1/progress', body)).progress;
  }

  /** What waits for the posts of the session, oldest first. */
  async queue(): Promise<CaseSummary[]> {
    return (await this.#json<{ cases: CaseSummary[] }>('GET', '/v1/staff/queue')).cases;
  }

  staffCase(number: string): Promise<StaffCase> {
    return this.#json('GET', `/v1/staff/cases/${encodeURIComponent(number)}`);
  }

  /** Moves a case on. A repeated try that meets it moved already is refused (`case.state`). */
  act(number: string, action: StaffAction, note: string | undefined): Promise<StaffCase> {
    return this.#json('POST', `/v1/staff/cases/${encodeURIComponent(number)}/actions`, { action, ...(note ? { note } : {}) });
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': this.lang };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await this.#send(method, path, body === undefined ? undefined : JSON.stringify(body), headers);
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }

  async #send(
    method: string,
    path: string,
    body: Blob | string | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const result = await this.#once(method, path, body, headers);
      if (result instanceof Response) return result;
      const pause = RETRY_AFTER[attempt];
      if (!result.retryable || pause === undefined) throw result;
      await this.#wait(pause);
    }
  }

  async #once(
    method: string,
    path: string,
    body: Blob | string | undefined,
    headers: Record<string, string>,
  ): Promise<Response | GatewayProblem> {
    try {
      const response = await this.#fetch(path, {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT),
        ...(body === undefined ? {} : { body }),
      });
      return response.ok ? response : await problemFrom(response);
    } catch {
      return new GatewayProblem(0, [{ code: 'network', message: 'no answer from the server' }]);
    }
  }
}

/** An answer that says why there is no value. */
export function unknownReason(answer: WireValue | { $unknown: string }): string | undefined {
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return undefined;
  const reason = (answer as { $unknown?: unknown }).$unknown;
  return typeof reason === 'string' ? reason : undefined;
}
