import { expect, it } from 'vitest';
import { render } from 'lit';
import type { Receipt } from '../../gateway/types.ts';
import { qrCode } from './qr.ts';
import { progressLink, timeWords } from './receipt.ts';

const RECEIPT: Receipt = {
  number: 'TB1',
  packet: '0',
  packetDigest: 'p',
  decisionDigest: 'd',
  receivedAt: '2026-11-23T16:30:00Z',
  verdict: 'ready',
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

it('the code is drawn as one path with its quiet zone', () => {
  const place = document.createElement('div');
  render(qrCode('https://example.test/#/progress/TB1', '扫一扫'), place);
  const drawn = place.querySelector('svg');
  expect(drawn?.getAttribute('aria-label')).toBe('扫一扫');
  expect(drawn?.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
});
