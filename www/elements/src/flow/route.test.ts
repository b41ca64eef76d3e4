// @vitest-environment node
import { expect, it } from 'vitest';
import { fromHash, toHash, type Route } from './route.ts';

const ROUTES: Route[] = [
  { step: 'items' },
  { step: 'guide', item: 'flexible-enrolment' },
  { step: 'start', item: 'contact-change' },
  { step: 'form', page: 'person' },
  { step: 'progress', number: 'TB-2026/1' },
  { step: 'queue' },
  { step: 'desk', number: 'TB-2026/1' },
];

it.each(ROUTES)('an address leads back to where it came from: $step', (route) => {
  expect(fromHash(toHash(route))).toEqual(route);
});

it('an address that is none leads nowhere', () => {
  expect(fromHash('#/nowhere')).toBeUndefined();
  expect(fromHash('#/form/%E0%A4%A')).toBeUndefined();
  expect(fromHash('')).toBeUndefined();
});
