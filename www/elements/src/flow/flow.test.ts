import { beforeEach, describe, expect, it } from 'vitest';
import { FakeEngine } from '../../test/fake-engine.ts';
import { FakeGateway } from '../../test/fake-gateway.ts';
import { GatewayClient } from '../gateway/client.ts';
import { MemoryDrafts } from './drafts.ts';
import { Flow } from './flow.ts';
import { BANK, COUNTER, KIOSK, PORTAL, type ChannelProfile } from './profile.ts';

const ITEM = 'flexible-enrolment';

function make(profile: ChannelProfile) {
  const gateway = new FakeGateway();
  const engine = new FakeEngine();
  const drafts = new MemoryDrafts();
  const client = new GatewayClient(gateway.fetch, async () => {});
  const flow = new Flow({ engine, gateway: client, drafts, profile, lang: 'zh-Hans', today: () => '2026-11-23' });
  return { flow, gateway, engine, drafts };
}

/** Signed in at the portal, with an application open. */
async function applying() {
  const parts = make(PORTAL);
  await parts.flow.start();
  await parts.flow.signIn('zhang');
  await parts.flow.begin(ITEM, '500103');
  const { application } = parts.flow;
  if (!application) throw new Error('nothing was opened');
  return { ...parts, application };
}

const field = (flow: Flow, path: string) => flow.application?.view.fields.find((entry) => entry.path === path);

describe('the way through an application', () => {
  it('asks a person to sign in, and lets everybody read the guides first', async () => {
    const { flow } = make(PORTAL);
    await flow.start();
    expect(flow.route).toEqual({ step: 'sign-in' });
    flow.go({ step: 'items' });
    expect(flow.route).toEqual({ step: 'items' });
    flow.go({ step: 'start', item: ITEM });
    expect(flow.route).toEqual({ step: 'sign-in' });
  });

  it('fills in what the registers know and asks the rest', async () => {
    const { flow, gateway } = await applying();
    expect(field(flow, 'name')).toMatchObject({ value: '张伟', origin: 'register' });
    expect(field(flow, 'paidMonths')).toMatchObject({ value: '168', origin: 'register' });
    expect(field(flow, 'birthDate')?.knowledge).toBe('not-asked');
    expect(flow.route).toEqual({ step: 'form', page: 'person' });
    expect(gateway.calls.find((call) => call.path === '/v1/lookups')?.body).toEqual({ item: ITEM, facts: ['name', 'paidMonths'] });
  });

  it('asks the registers for what results wait for and no page asks, each once', async () => {
    const { flow, gateway } = await applying();
    const hidden = gateway.calls.filter((call) => call.path === '/v1/lookups').map((call) => (call.body as { facts: string[] }).facts);
    expect(hidden).toEqual([['name', 'paidMonths'], ['activeSpell']]);
    expect(flow.application?.view.risks[0]?.state).toBe('silent');
    flow.go({ step: 'check' });
    expect(gateway.calls.filter((call) => call.path === '/v1/lookups')).toHaveLength(2);
  });

  it('says what is due by what the registers know, only when asked, each fact once', async () => {
    const { flow, gateway } = make(PORTAL);
    await flow.start();
    await flow.signIn('zhang');
    expect(gateway.calls.some((call) => call.path === '/v1/lookups')).toBe(false);
    await flow.suggest();
    const asked = gateway.calls.filter((call) => call.path === '/v1/lookups').map((call) => (call.body as { facts: string[] }).facts);
    expect(asked).toEqual([['name', 'paidMonths'], ['activeSpell']]);
    expect(flow.suggestions?.[0]).toMatchObject({ standing: 'due', text: '已缴费168个月。', missing: [] });
    await flow.signOut();
    expect(flow.suggestions).toBeUndefined();
  });

  it('shows nobody what was asked for by somebody who left', async () => {
    const { flow } = make(PORTAL);
    await flow.start();
    await flow.signIn('zhang');
    const asking = flow.suggest();
    await flow.wipe();
    await asking;
    expect(flow.suggestions).toBeUndefined();
  });

  it('leaves facts unknown where the registers do not answer', async () => {
    const { flow, gateway } = make(PORTAL);
    await flow.start();
    await flow.signIn('zhang');
    gateway.fail = 8;
    await flow.suggest();
    expect(flow.trouble).toBeUndefined();
    expect(flow.suggestions?.[0]).toMatchObject({ standing: 'possible' });
  });

  it('goes on without the registers', async () => {
    const { flow, gateway } = make(PORTAL);
    await flow.start();
    await flow.signIn('zhang');
    gateway.fail = 8;
    await flow.begin(ITEM, '500103');
    expect(flow.route).toEqual({ step: 'form', page: 'person' });
    expect(flow.trouble).toBeUndefined();
    expect(field(flow, 'name')?.knowledge).toBe('not-asked');
  });

  it('says what is missing on a page and everything at the end', async () => {
    const { flow, application } = await applying();
    expect(application.checkPage('person').map((reason) => reason.code)).toEqual(['field:birthDate', 'field:householdRegion']);
    const kinds = flow.reasons().map((reason) => reason.code);
    expect(kinds).toContain('field:insured');
    expect(kinds).toContain('material:identity');
  });

  it('turns pages, then comes to the materials', async () => {
    const { flow } = await applying();
    flow.turn(1);
    expect(flow.route).toEqual({ step: 'form', page: 'plan' });
    flow.turn(1);
    expect(flow.route).toEqual({ step: 'materials' });
    flow.lastPage();
    flow.turn(-1);
    expect(flow.route).toEqual({ step: 'form', page: 'person' });
  });

  it('leads from a reason to where it is mended', async () => {
    const { flow } = await applying();
    flow.show('insured');
    expect(flow.route).toEqual({ step: 'form', page: 'plan' });
    expect(flow.focus).toBe('insured');
    flow.show('material:identity');
    expect(flow.route).toEqual({ step: 'materials' });
    flow.show('jobs[r1].employer');
    expect(flow.route).toEqual({ step: 'form', page: 'plan' });
  });

  it('says what another release changed when a kept one is opened, until the person goes on', async () => {
    const { flow, application, drafts } = await applying();
    expect(application.notes).toEqual([]);
    application.change((session) => session.set('wage', '4500'));
    await application.save();
    const [record] = await drafts.list('person|张*|resident-id|5001****1234');
    if (record === undefined) throw new Error('a draft is kept');
    await flow.resume(record);
    expect(field(flow, 'wage')?.value).toBe('4500');
    expect(flow.application?.notes).toEqual(['新增的问题：联系电话']);
    flow.application?.readNotes();
    expect(flow.application?.notes).toEqual([]);
  });

  it('keeps the answers when the language changes', async () => {
    const { flow, application } = await applying();
    application.change((session) => session.set('wage', '4500'));
    flow.speak('en');
    expect(field(flow, 'wage')?.value).toBe('4500');
  });
});

describe('handing in', () => {
  it('takes an incomplete application, sends its files first, and forgets the draft', async () => {
    const { flow, gateway, application, drafts } = await applying();
    await flow.attach('identity', new File(['page'], 'card.png', { type: 'image/png' }));
    await application.save();
    expect(await drafts.list('person|张*|resident-id|5001****1234')).toHaveLength(1);
    await flow.submit();
    const sent = gateway.calls.filter((call) => call.method === 'PUT' || call.path === '/v1/packets');
    expect(sent.map((call) => call.method)).toEqual(['PUT', 'POST']);
    expect(flow.route).toEqual({ step: 'receipt' });
    expect(flow.receipt?.corrections).toHaveLength(1);
    expect(await drafts.list('person|张*|resident-id|5001****1234')).toEqual([]);
  });

  it('loses nothing when the network fails, and the same packet goes out on the next try', async () => {
    const { flow, gateway, application } = await applying();
    flow.go({ step: 'check' });
    gateway.fail = 4;
    await flow.submit();
    expect(flow.receipt).toBeUndefined();
    expect(flow.application).toBe(application);
    expect(flow.route).toEqual({ step: 'check' });
    expect(flow.trouble?.message).toBe('网络没有响应');
    await flow.trouble?.retry?.();
    const packets = gateway.calls.filter((call) => call.path === '/v1/packets').map((call) => (call.body as { id: string }).id);
    expect(new Set(packets)).toEqual(new Set([application.id]));
    expect(flow.route).toEqual({ step: 'receipt' });
  });

  it('shows what the gateway refused, in plain words, with its diagnostics', async () => {
    const { flow, gateway } = await applying();
    gateway.refuse = { status: 422, diagnostics: [{ code: 'packet.replay-differs', message: 'verdict: `ready` here, `blocked` there' }] };
    await flow.submit();
    expect(flow.trouble?.message).toBe('页面算出的结果与系统不一致，没有收下');
    expect(flow.trouble?.details).toEqual(['verdict: `ready` here, `blocked` there']);
    expect(flow.trouble?.retry).toBeUndefined();
    expect(flow.application).toBeDefined();
  });
});

describe('channels that act for a person', () => {
  let parts: ReturnType<typeof make>;
  beforeEach(async () => {
    parts = make(COUNTER);
    await parts.flow.start();
    await parts.flow.signIn('counter');
  });

  it('read a card before anything else, and fill the form from it', async () => {
    const { flow } = parts;
    expect(flow.route).toEqual({ step: 'client' });
    flow.go({ step: 'items' });
    expect(flow.route).toEqual({ step: 'client' });
    await flow.readCard('zhang');
    await flow.begin(ITEM, '500103');
    expect(field(flow, 'name')).toMatchObject({ value: '张伟', origin: 'card' });
    expect(field(flow, 'birthDate')).toMatchObject({ value: '1985-03-02', origin: 'card' });
  });

  it('leave nothing of one person for the next', async () => {
    const { flow, engine, drafts } = parts;
    await flow.readCard('zhang');
    await flow.begin(ITEM, '500103');
    const owner = 'person|张*|resident-id|5001****1234';
    await flow.application?.save();
    await flow.nextClient();
    expect(flow.occupied).toBe(false);
    expect(flow.client).toBeUndefined();
    expect(engine.opened.every((session) => session.closed)).toBe(true);
    expect(await drafts.list(owner)).toEqual([]);
    expect(flow.route).toEqual({ step: 'client' });
  });
});

it('a bank lists the items that name it', async () => {
  const { flow } = make(BANK);
  await flow.start();
  await flow.signIn('bank');
  await flow.readCard('zhang');
  expect(flow.items().map((item) => item.id)).toEqual([ITEM]);
});

it('a kiosk signs itself in, and a wipe forgets the person here and at the gateway', async () => {
  const { flow, gateway, engine, drafts } = make(KIOSK);
  await flow.start();
  expect(flow.route).toEqual({ step: 'client' });
  await flow.readCard('zhang');
  await flow.begin(ITEM, '500103');
  await flow.application?.save();
  expect(flow.occupied).toBe(true);
  await flow.wipe();
  expect(flow.occupied).toBe(false);
  expect(engine.opened.every((session) => session.closed)).toBe(true);
  expect(await drafts.list('person|张*|resident-id|5001****1234')).toEqual([]);
  expect(gateway.calls.some((call) => call.method === 'DELETE' && call.path === '/v1/sessions/current')).toBe(true);
  expect(flow.route).toEqual({ step: 'client' });
});
