/** `<tb-text-size>`: ordinary, large and largest text; remembered on this device unless it is shared. */

import { css, html, type CSSResultGroup } from 'lit';
import { TbElement, define } from '../element.ts';

const SIZES = ['normal', 'large', 'largest'] as const;
type Size = (typeof SIZES)[number];
const KEY = 'tongban.text-size';

export class TbTextSize extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      div {
        display: flex;
      }
      button {
        min-width: var(--tb-target);
        padding: 0.25rem 0.625rem;
        border-color: var(--tb-rule-strong);
        border-radius: 0;
        background: var(--tb-paper);
        color: var(--tb-ink);
        margin-inline-start: -0.0625rem;
      }
      button:hover {
        background: var(--tb-primary-wash);
      }
      button[aria-pressed='true'] {
        background: var(--tb-primary);
        border-color: var(--tb-primary);
        color: #ffffff;
      }
      button:first-child {
        border-radius: var(--tb-radius) 0 0 var(--tb-radius);
      }
      button:last-child {
        border-radius: 0 var(--tb-radius) var(--tb-radius) 0;
      }
      .large {
        font-size: 1.1875rem;
      }
      .largest {
        font-size: 1.375rem;
      }
    `,
  ];
  static override properties = { shared: { type: Boolean }, size: { state: true } };

  /** A device that many people use: nothing is remembered. */
  declare shared: boolean;
  declare size: Size;

  constructor() {
    super();
    this.shared = false;
    this.size = 'normal';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = this.shared ? null : storage()?.getItem(KEY);
    if (kept && (SIZES as readonly string[]).includes(kept)) this.#use(kept as Size);
  }

  /** Ordinary size again, and forgotten. */
  reset(): void {
    this.#use('normal');
    storage()?.removeItem(KEY);
  }

  protected override render(): unknown {
    return html`<div role="group" aria-label=${this.t('text-size')}>
      ${SIZES.map(
        (size) => html`<button
          class=${size}
          aria-pressed=${size === this.size ? 'true' : 'false'}
          aria-label=${this.t(`text-size.${size}`)}
          @click=${() => this.#choose(size)}
        >
          <span aria-hidden="true">${this.t('text-size.letter')}</span>
        </button>`,
      )}
    </div>`;
  }

  #choose(size: Size): void {
    this.#use(size);
    if (!this.shared) storage()?.setItem(KEY, size);
  }

  #use(size: Size): void {
    this.size = size;
    if (size === 'normal') delete document.documentElement.dataset['text'];
    else document.documentElement.dataset['text'] = size;
  }
}

/** Local storage, where the browser allows it. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

define('tb-text-size', TbTextSize);
