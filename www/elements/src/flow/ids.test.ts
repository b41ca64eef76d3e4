// @vitest-environment node
import { expect, it } from 'vitest';
import { newPacketId, officeToday, sha256 } from './ids.ts';

it('the office has its own midnight, wherever the device is', () => {
  expect(officeToday(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  expect(officeToday(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
});

it('packet ids are 128 random bits in hex', () => {
  expect(newPacketId()).toMatch(/^[0-9a-f]{32}$/);
  expect(newPacketId()).not.toBe(newPacketId());
});

it('digests as the gateway does', async () => {
  const bytes = new TextEncoder().encode('abc');
  expect(await sha256(bytes.buffer as ArrayBuffer)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
