// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { FakeGateway } from '../../test/fake-gateway.ts';
import { GatewayClient, unknownReason } from './client.ts';
import { GatewayProblem } from './problem.ts';

const quick = async () => {};

describe('a call that breaks', () => {
  it('is tried again until it is answered', async () => {
    const gateway = new FakeGateway();
    gateway.fail = 3;
    const client = new GatewayClient(gateway.fetch, quick);
    expect(await client.identities('portal')).toHaveLength(1);
    expect(gateway.calls).toHaveLength(4);
  });

  it('is given up after some tries, as a problem of the network', async () => {
    const gateway = new FakeGateway();
    gateway.fail = 99;
    const client = new GatewayClient(gateway.fetch, quick);
    const problem = await client.cases().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(GatewayProblem);
    expect(problem).toMatchObject({ status: 0, code: 'network', retryable: true });
  });

  it('a refusal is not tried again', async () => {
    const gateway = new FakeGateway();
    gateway.refuse = { status: 409, diagnostics: [{ code: 'packet.conflict', message: 'other content' }] };
    const client = new GatewayClient(gateway.fetch, quick);
    const problem = await client.submit({ id: '0'.repeat(32) } as never).catch((error: unknown) => error);
    expect(problem).toMatchObject({ status: 409, code: 'packet.conflict', retryable: false });
    expect(gateway.calls).toHaveLength(1);
  });

  it('an answer that is no diagnostic keeps its status', async () => {
    const client = new GatewayClient(async () => new Response('<html>bad gateway', { status: 502 }), quick);
    expect(await client.cases().catch((error: unknown) => error)).toMatchObject({ status: 502, code: 'http.502', retryable: true });
  });
});

it('nobody signed in is no problem', async () => {
  const client = new GatewayClient(new FakeGateway().fetch, quick);
  expect(await client.session()).toBeUndefined();
});

it('tells a value from the reason why there is none', () => {
  expect(unknownReason('168')).toBeUndefined();
  expect(unknownReason(null)).toBeUndefined();
  expect(unknownReason({ $unknown: 'unreachable' })).toBe('unreachable');
});
