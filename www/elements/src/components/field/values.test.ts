import { expect, it } from 'vitest';
import { masked } from './values.ts';

it('a long number shows its ends, a name its first and last', () => {
  expect(masked('500103198503021234')).toBe('5001**********1234');
  expect(masked('欧阳小明')).toBe('欧**明');
  expect(masked('李')).toBe('李');
});
