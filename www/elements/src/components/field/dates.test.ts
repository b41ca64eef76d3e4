// @vitest-environment node
import { expect, it } from 'vitest';
import { joinDate, splitDate, spreadDate } from './dates.ts';

it('three boxes make a date', () => {
  expect(joinDate({ year: '1985', month: '3', day: '2' })).toBe('1985-03-02');
  expect(joinDate({ year: '１９８５', month: '１２', day: '３１' })).toBe('1985-12-31');
});

it('empty boxes are no answer; half a date is told to the engine as it is', () => {
  expect(joinDate({ year: '', month: '', day: '' })).toBeNull();
  expect(joinDate({ year: '1985', month: '', day: '' })).toBe('1985--');
});

it('a date goes back into its boxes', () => {
  expect(splitDate('1985-03-02')).toEqual({ year: '1985', month: '3', day: '2' });
  expect(splitDate(null)).toEqual({ year: '', month: '', day: '' });
});

it('a whole date put into the first box fills all three', () => {
  const whole = { year: '1985', month: '3', day: '2' };
  expect(spreadDate('19850302')).toEqual(whole);
  expect(spreadDate('1985-3-2')).toEqual(whole);
  expect(spreadDate('1985年3月2日')).toEqual(whole);
  expect(spreadDate('1985')).toBeUndefined();
});
