/** What every component shares: the base styles, the texts in force, and events that cross shadow roots. */

import { LitElement, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { base } from '../styles/base.ts';
import { text, textsChanged, unmark } from '../text/texts.ts';

export class TbElement extends LitElement {
  static override styles: CSSResultGroup = base;

  readonly #redraw = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    textsChanged.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    textsChanged.removeEventListener('change', this.#redraw);
    super.disconnectedCallback();
  }

  /**
   * A focus that moves within one shadow tree is not told outside of it, so it is told by events of our own:
   * `tb-entered` and `tb-left`, with the element as their detail.
   */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('focusin', (event) => this.send('tb-entered', event.composedPath()[0]));
    root.addEventListener('focusout', (event) => this.send('tb-left', event.composedPath()[0]));
    return root;
  }

  /** A text of the pages as a string, for attributes. */
  protected t(key: string, values?: Record<string, string | number>): string {
    return unmark(text(key, values)).words;
  }

  /** A text of the pages, drawn; an untranslated one is marked. */
  protected say(key: string, values?: Record<string, string | number>): TemplateResult | string {
    return words(text(key, values));
  }

  /** Sends an event that screens above this component hear. */
  protected send(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** A text from the engine, drawn; one without translation carries its language and a mark. */
export function words(marked: string | null | undefined): TemplateResult | string {
  if (!marked) return '';
  const { words: plain, fallback } = unmark(marked);
  if (!fallback) return plain;
  return html`<span lang="zh-Hans">${plain}</span><span class="zh-mark" lang="zh-Hans" title=${text('untranslated')}
      >中</span
    >`;
}

/** The words alone, for attributes. */
export function plain(marked: string | null | undefined): string {
  return marked ? unmark(marked).words : '';
}

/** Draws `template` only when `value` is there. */
export function when<T>(value: T | null | undefined | false | '', template: (value: T) => unknown): unknown {
  return value === null || value === undefined || value === false || value === '' ? nothing : template(value as T);
}

/** Defines a custom element once, whichever page asks first. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
