// @vitest-environment node
import { beforeEach, expect, it } from 'vitest';
import { IdleTimer, type IdlePhase } from './idle-timer.ts';

let now = 0;
let look: (() => void) | undefined;
let told: [IdlePhase, number][] = [];

function timer(): IdleTimer {
  const clock = {
    now: () => now,
    every: (_ms: number, run: () => void) => {
      look = run;
      return () => (look = undefined);
    },
  };
  return new IdleTimer(60, 20, (phase, left) => told.push([phase, left]), clock);
}

function at(seconds: number): void {
  now = seconds * 1000;
  look?.();
}

beforeEach(() => {
  now = 0;
  look = undefined;
  told = [];
});

it('warns after the quiet time, counts down, and ends once', () => {
  timer().start();
  at(59);
  expect(told.at(-1)?.[0]).toBe('active');
  at(60);
  expect(told.at(-1)).toEqual(['warning', 20]);
  at(75);
  expect(told.at(-1)).toEqual(['warning', 5]);
  at(80);
  expect(told.at(-1)).toEqual(['over', 0]);
  expect(look).toBeUndefined();
});

it('a touch starts the time again', () => {
  const idle = timer();
  idle.start();
  at(50);
  idle.touch();
  at(100);
  expect(told.at(-1)?.[0]).toBe('active');
  at(110);
  expect(told.at(-1)?.[0]).toBe('warning');
});
