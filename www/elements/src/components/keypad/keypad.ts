/**
 * `<tb-keypad>`: big number keys on a touch screen for the input that has the focus.
 *
 * A value that keys have put in fires no `change` of its own when the focus leaves, so the keypad sends one.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { TbElement, define } from '../element.ts';
import { deepActive } from '../focus.ts';
import { afterPress } from '../press.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0', '.'];

export class TbKeypad extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      .pad {
        position: fixed;
        inset: auto 0 0;
        z-index: 2;
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 9rem));
        gap: 0.625rem;
        justify-content: center;
        padding: 1rem;
        border-top: 0.125rem solid var(--tb-rule-strong);
        background: var(--tb-ground);
      }
      button {
        min-height: 4.25rem;
        border: 0.0625rem solid var(--tb-rule-strong);
        background: var(--tb-paper);
        color: var(--tb-ink);
        font-size: 1.5rem;
      }
      button:active {
        background: var(--tb-primary-wash);
      }
      button.side {
        grid-column: 4;
        font-size: 1.125rem;
      }
      button.done {
        grid-row: 3 / span 2;
        background: var(--tb-primary);
        color: #ffffff;
      }
    `,
  ];
  static override properties = { target: { state: true } };

  declare target: HTMLInputElement | undefined;
  readonly #edited = new WeakSet<HTMLInputElement>();
  readonly #entered = (event: Event) => {
    const input: unknown = (event as CustomEvent).detail;
    if (input === this.target || !(input instanceof HTMLInputElement) || !takesKeys(input)) return;
    this.target = input;
    this.#room();
    requestAnimationFrame(() => this.target?.scrollIntoView({ block: 'center' }));
  };
  readonly #left = (event: Event) => {
    const input: unknown = (event as CustomEvent).detail;
    if (input instanceof HTMLInputElement && this.#edited.delete(input)) {
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
    afterPress(this.#close);
  };
  /** The keys go when the focus is in no box any more; not under a finger that is pressing something. */
  readonly #close = () => {
    const active = deepActive();
    if (this.target && active !== this.target) this.target = active instanceof HTMLInputElement && takesKeys(active) ? active : undefined;
    this.#room();
  };

  constructor() {
    super();
    this.target = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('tb-entered', this.#entered);
    document.addEventListener('tb-left', this.#left);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('tb-entered', this.#entered);
    document.removeEventListener('tb-left', this.#left);
    super.disconnectedCallback();
  }

  protected override render(): unknown {
    if (!this.target) return nothing;
    const keep = (event: Event) => event.preventDefault();
    return html`<div class="pad" role="region" aria-label=${this.t('keypad')} @pointerdown=${keep} @mousedown=${keep}>
      ${KEYS.slice(0, 3).map((key) => this.#key(key))}
      <button class="side" tabindex="-1" @click=${() => this.#erase()}>${this.say('keypad.erase')}</button>
      ${KEYS.slice(3, 6).map((key) => this.#key(key))}
      <button class="side" tabindex="-1" @click=${() => this.#clear()}>${this.say('keypad.clear')}</button>
      ${KEYS.slice(6, 9).map((key) => this.#key(key))}
      <button class="side done" tabindex="-1" @click=${() => this.target?.blur()}>${this.say('keypad.done')}</button>
      ${KEYS.slice(9).map((key) => this.#key(key))}
    </div>`;
  }

  #key(key: string): unknown {
    return html`<button class="number" tabindex="-1" @click=${() => this.#put(key)}>${key}</button>`;
  }

  #put(key: string): void {
    this.#edit((input) => {
      const start = input.selectionStart ?? input.value.length;
      const end = input.selectionEnd ?? start;
      if (input.maxLength > 0 && input.value.length - (end - start) >= input.maxLength) return;
      input.setRangeText(key, start, end, 'end');
    });
  }

  #erase(): void {
    this.#edit((input) => {
      const end = input.selectionEnd ?? input.value.length;
      const start = input.selectionStart ?? end;
      input.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
    });
  }

  #clear(): void {
    this.#edit((input) => {
      input.value = '';
    });
  }

  #edit(change: (input: HTMLInputElement) => void): void {
    const input = this.target;
    if (!input) return;
    change(input);
    this.#edited.add(input);
    input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }

  /** The page leaves room, so that the keys hide nothing. */
  #room(): void {
    document.documentElement.toggleAttribute('data-keypad', this.target !== undefined);
  }
}

/** Boxes for digits, and every box for text: an identity number is text. */
function takesKeys(input: HTMLInputElement): boolean {
  return ['text', 'tel', 'search'].includes(input.type) && !input.readOnly;
}

define('tb-keypad', TbKeypad);
