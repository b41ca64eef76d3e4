/**
 * `<tb-idle>`: at a kiosk, warns after a time without a touch, counts down, and then asks for the wipe (`tb-wipe`).
 *
 * While it warns, only a touch on its button counts: a passer-by who leans on the screen keeps nothing open.
 */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { TbElement, define } from '../element.ts';
import { IdleTimer, type IdlePhase } from './idle-timer.ts';

const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

export class TbIdle extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      dialog {
        width: min(90vw, 34rem);
        padding: 2.5rem;
        border: 0.25rem solid var(--tb-warn);
        border-radius: 0.75rem;
        color: var(--tb-ink);
        text-align: center;
      }
      dialog::backdrop {
        background: rgb(22 32 43 / 70%);
      }
      .left {
        margin: 1rem 0;
        font-size: 4rem;
        font-weight: 700;
        line-height: 1.1;
        font-variant-numeric: tabular-nums;
      }
      .actions {
        justify-content: center;
      }
    `,
  ];
  static override properties = {
    active: { type: Boolean },
    quiet: { type: Number },
    warning: { type: Number },
    phase: { state: true },
    left: { state: true },
  };

  /** Somebody's data are open. */
  declare active: boolean;
  /** Seconds without a touch before the warning. */
  declare quiet: number;
  /** Seconds of the countdown. */
  declare warning: number;
  declare phase: IdlePhase;
  declare left: number;
  #timer: IdleTimer | undefined;
  readonly #touched = () => {
    if (this.phase === 'active') this.#timer?.touch();
  };

  constructor() {
    super();
    this.active = false;
    this.quiet = 60;
    this.warning = 20;
    this.phase = 'active';
    this.left = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of TOUCHES) document.addEventListener(type, this.#touched, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    for (const type of TOUCHES) document.removeEventListener(type, this.#touched, { capture: true });
    this.#timer?.stop();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('active')) return;
    this.#timer?.stop();
    this.phase = 'active';
    if (!this.active) return;
    this.#timer = new IdleTimer(this.quiet, this.warning, (phase, left) => this.#told(phase, left));
    this.#timer.start();
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog.querySelector('button')?.focus();
    }
  }

  protected override render(): unknown {
    if (this.phase !== 'warning') return nothing;
    return html`<dialog aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()}>
      <h2 id="title">${this.say('idle.title')}</h2>
      <p class="left" role="timer">${this.left}</p>
      <p>${this.say('idle.text')}</p>
      <div class="actions">
        <button @click=${() => this.#stay()}>${this.say('idle.stay')}</button>
        <button class="second" @click=${() => this.#told('over', 0)}>${this.say('idle.leave')}</button>
      </div>
    </dialog>`;
  }

  #stay(): void {
    this.phase = 'active';
    this.#timer?.touch();
  }

  #told(phase: IdlePhase, left: number): void {
    this.phase = phase === 'over' ? 'active' : phase;
    this.left = left;
    if (phase === 'over') {
      this.#timer?.stop();
      this.send('tb-wipe');
    }
  }
}

define('tb-idle', TbIdle);
