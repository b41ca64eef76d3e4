/** Counts the seconds without a touch; the clock is given, so that it can be tested. */

export interface IdleClock {
  now(): number;
  every(ms: number, run: () => void): () => void;
}

export const realClock: IdleClock = {
  now: () => performance.now(),
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};

export type IdlePhase = 'active' | 'warning' | 'over';

export class IdleTimer {
  readonly #clock: IdleClock;
  readonly #quiet: number;
  readonly #warning: number;
  readonly #tell: (phase: IdlePhase, secondsLeft: number) => void;
  #since = 0;
  #stop: (() => void) | undefined;

  /** `quiet` seconds without a touch, then `warning` seconds of countdown, then over. */
  constructor(quiet: number, warning: number, tell: (phase: IdlePhase, secondsLeft: number) => void, clock: IdleClock = realClock) {
    this.#quiet = quiet;
    this.#warning = warning;
    this.#tell = tell;
    this.#clock = clock;
  }

  start(): void {
    this.stop();
    this.touch();
    this.#stop = this.#clock.every(500, () => this.#look());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Somebody is here. */
  touch(): void {
    this.#since = this.#clock.now();
    this.#tell('active', this.#quiet + this.#warning);
  }

  #look(): void {
    const idle = (this.#clock.now() - this.#since) / 1000;
    const left = Math.max(0, Math.ceil(this.#quiet + this.#warning - idle));
    if (left === 0) {
      this.stop();
      this.#tell('over', 0);
    } else if (idle >= this.#quiet) {
      this.#tell('warning', left);
    }
  }
}
