import { expect, it } from 'vitest';
import { render } from 'lit';
import type { Receipt } from '../../gateway/types.ts';
import { FakeSession } from '../../../test/fake-engine.ts';
import { readable } from '../../../test/fake-texts.ts';
import { dateWords, useTexts } from '../../text/texts.ts';
import { differenceLines } from './differences.ts';
import { qrCode } from './qr.ts';
import { progressLink, timeWords } from './receipt.ts';

const RECEIPT: Receipt = {
  number: 'TB1',
  packet: '0',
  packetDigest: 'p',
  decisionDigest: 'd',
  receivedAt: '2026-11-23T16:30:00Z',
  verdict: 'ready',
  state: 'received',
  route: { target: 'here', reason: '' },
  deadline: { date: null, text: null },
  differences: [],
  corrections: [],
};

it('the QR code leads to the progress; no secret stands in a path or query', () => {
  const link = progressLink({ ...RECEIPT, secret: 'hush' });
  expect(link).toContain('#/progress/TB1');
  expect(link).not.toContain('hush');
});

it('times are those of the office', () => {
  expect(timeWords(RECEIPT.receivedAt)).toContain('2026年11月24日');
});

it('English times are written like the other English dates', () => {
  useTexts(readable('en'), 'en');
  expect(timeWords(RECEIPT.receivedAt)).toBe('2026-11-24 00:30');
  expect(dateWords('2026-12-07')).toBe('2026-12-07');
  useTexts(readable('zh-Hans'), 'zh-Hans');
  expect(dateWords('2026-12-07')).toBe('2026年12月7日');
});

it('the code is drawn as one path with its quiet zone', () => {
  const place = document.createElement('div');
  render(qrCode('https://example.test/#/progress/TB1', '扫一扫'), place);
  const drawn = place.querySelector('svg');
  expect(drawn?.getAttribute('aria-label')).toBe('扫一扫');
  expect(drawn?.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
});

it('says what the registers know otherwise in the words of the form, and results only once', () => {
  useTexts(readable('zh-Hans'), 'zh-Hans');
  const view = new FakeSession({ asOf: '2026-11-23' }).view();
  const result = { code: 'result.changed', packet: null, ours: null, review: true };
  const lines = differenceLines(
    [
      { code: 'fact.register', what: 'facts.paidMonths', packet: '168', ours: '170', review: true },
      { ...result, what: 'verdict.kind' },
      { ...result, what: 'conditions.age' },
    ],
    view,
  );
  expect(lines).toEqual(['已缴费月数：申请里是“168 个月”，登记信息是“170 个月”', '因此办理结果可能与填写时显示的不同，以回执为准']);
});

it('a changed outcome that stands alone does not say “therefore”', () => {
  useTexts(readable('zh-Hans'), 'zh-Hans');
  const changed = { code: 'result.changed', what: 'verdict.kind', packet: null, ours: null, review: true };
  expect(differenceLines([{ ...changed, what: 'risks.face', review: false }], undefined)).toEqual([]);
  expect(differenceLines([changed], undefined)).toEqual(['收件时重新判断，办理结果和填写时显示的不同，以回执为准']);
});
