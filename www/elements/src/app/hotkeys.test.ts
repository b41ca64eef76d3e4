// @vitest-environment node
import { expect, it } from 'vitest';
import { commandOf } from './hotkeys.ts';

const press = (key: string, code: string, altKey = false) => ({ key, code, altKey, ctrlKey: false, metaKey: false });

it('Alt and a letter work while typing, whatever the layout makes of it', () => {
  expect(commandOf(press('ñ', 'KeyN', true), true)).toBe('next');
});

it('a digit picks, but not while typing', () => {
  expect(commandOf(press('3', 'Digit3'), false)).toEqual({ pick: 3 });
  expect(commandOf(press('3', 'Digit3'), true)).toBeUndefined();
});

it("leaves the browser's own keys alone", () => {
  expect(commandOf({ ...press('n', 'KeyN', true), ctrlKey: true }, false)).toBeUndefined();
});
