/** Answers as the gateway gives them, for tests and the story page. */

export interface Call {
  method: string;
  path: string;
  body: unknown;
}

const REGISTER: Record<string, unknown> = { name: '张伟', paidMonths: '168', activeSpell: false };

function answersTo(facts: string[]): Record<string, unknown> {
  return Object.fromEntries(facts.map((fact) => [fact, REGISTER[fact] ?? { $unknown: 'no-data' }]));
}

const CASE = {
  number: 'R20261123000001',
  item: 'flexible-enrolment',
  itemName: '灵活就业人员参保登记',
  state: 'accepted',
  receivedAt: '2026-11-23T03:00:00Z',
  milestones: [
    { id: 'received', name: '已收件', at: '2026-11-23T03:00:00Z' },
    { id: 'done', name: '办结', at: null },
  ],
};

/** A `fetch` with a gateway behind it; `fail` says how many of the next calls break. */
export class FakeGateway {
  readonly calls: Call[] = [];
  fail = 0;
  refuse: { status: number; diagnostics: unknown[] } | undefined;
  #signedIn: string | undefined;
  #client = false;

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = String(input);
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : init.body;
    this.calls.push({ method, path, body });
    if (this.fail > 0) {
      this.fail -= 1;
      throw new TypeError('network');
    }
    const [status, answer] = this.#answer(method, path, body as Record<string, never>);
    return new Response(status === 204 ? null : JSON.stringify(answer), { status });
  };

  #answer(method: string, path: string, body: Record<string, string>): [number, unknown] {
    const subject = { kind: 'person', name: '张*', documentType: 'resident-id', documentNumber: '5001****1234' };
    const session = () => ({
      session: {
        kind: this.#signedIn === 'zhang' ? 'person' : 'staff',
        channel: this.#signedIn === 'zhang' ? 'portal' : this.#signedIn,
        label: this.#signedIn === 'zhang' ? null : '一号窗口',
        region: null,
        assurance: 'real-person',
        subject: this.#signedIn === 'zhang' || this.#client ? subject : null,
        expires: '2026-11-23T20:00:00Z',
      },
    });
    switch (`${method} ${path.replace(/[0-9a-f]{32,}/g, '#')}`) {
      case 'GET /v1/demo/identities':
        return [
          200,
          {
            identities: [
              { id: 'zhang', channel: 'portal', label: '张伟 · 个人' },
              { id: 'counter', channel: 'counter', label: '一号窗口柜员' },
              { id: 'bank', channel: 'bank', label: '网点柜员' },
              { id: 'kiosk', channel: 'kiosk', label: '自助机' },
            ],
          },
        ];
      case 'GET /v1/demo/cards':
        return [200, { cards: [{ id: 'zhang', label: '张伟 · 居民身份证' }] }];
      case 'GET /v1/sessions/current':
        return this.#signedIn ? [200, session()] : [401, { diagnostics: [{ code: 'session.none', message: 'not signed in' }] }];
      case 'POST /v1/sessions':
        this.#signedIn = body['identity'];
        return [201, session()];
      case 'DELETE /v1/sessions/current':
        this.#signedIn = undefined;
        this.#client = false;
        return [204, null];
      case 'POST /v1/sessions/current/client':
        this.#client = true;
        return [200, { client: subject, card: { name: '张伟', birthDate: '1985-03-02' } }];
      case 'DELETE /v1/sessions/current/client':
        this.#client = false;
        return [204, null];
      case 'POST /v1/lookups':
        return [200, { answers: answersTo(body['facts'] as unknown as string[]) }];
      case 'PUT /v1/packets/#/materials/#':
        return [204, null];
      case 'POST /v1/packets':
        if (this.refuse) return [this.refuse.status, { diagnostics: this.refuse.diagnostics }];
        return [201, { receipt: this.#receipt(body) }];
      case 'POST /v1/progress':
        return [200, { progress: { ...CASE, number: body['number'], deadline: { date: '2026-11-30', text: null }, corrections: [] } }];
      case 'GET /v1/cases':
        return [200, { cases: [CASE] }];
      default:
        return [404, { diagnostics: [{ code: 'request.unknown', message: 'there is nothing at this address' }] }];
    }
  }

  #receipt(packet: Record<string, string>) {
    return {
      number: 'R20261123000001',
      packet: packet['id'],
      packetDigest: 'b'.repeat(64),
      decisionDigest: packet['decisionDigest'],
      receivedAt: '2026-11-23T03:00:00Z',
      verdict: 'incomplete',
      state: 'received',
      route: { target: 'here', reason: '' },
      deadline: { date: '2026-11-30', text: '5个工作日（2026年11月30日前）' },
      secret: '7K4M-2QXD',
      differences: [{ code: 'fact.register', what: 'facts.paidMonths', packet: '168', ours: '170', review: true }],
      corrections: [{ code: 'material:residence', kind: 'missing', message: '请补交居住证明' }],
    };
  }
}
