/** `<tb-suggestions>`: what is due for the person, what is possible, and what is not and why. */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import type { Suggestion } from '../../engine/port.ts';
import { dateWords } from '../../text/texts.ts';
import { basisList, basisStyles } from '../basis.ts';
import { TbElement, define, when, words } from '../element.ts';

export class TbSuggestions extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    css`
      :host {
        display: block;
        margin: 1.5rem 0;
        padding: 1rem 1.25rem 1.25rem;
        border: 0.0625rem solid var(--tb-rule);
        border-radius: var(--tb-radius);
        background: var(--tb-paper);
      }
      h2 {
        margin-top: 0;
      }
      h3 {
        margin: 1.25rem 0 0.25rem;
        font-size: 1.0625rem;
      }
      li {
        padding: 0.75rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      li:last-child {
        border-bottom: 0;
      }
      .due li {
        padding-inline-start: 0.875rem;
        border-inline-start: 0.25rem solid var(--tb-primary);
      }
      a {
        font-weight: 600;
      }
      p {
        margin: 0.25rem 0 0;
      }
      summary {
        padding: 0.625rem 0;
        cursor: pointer;
      }
    `,
  ];
  static override properties = { suggestions: { attribute: false }, busy: { type: Boolean } };

  /** None: nobody asked yet. */
  declare suggestions: Suggestion[] | undefined;
  declare busy: boolean;

  /** The button that asked is gone: the focus goes to what was found. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('suggestions') && this.suggestions !== undefined && changed.get('suggestions') === undefined) {
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    }
  }

  protected override render(): unknown {
    const { suggestions } = this;
    return html`<h2 tabindex="-1">${this.say('suggest.title')}</h2>
      ${suggestions === undefined
        ? html`<p class="soft">${this.say('suggest.note')}</p>
            <p><button class="second" ?disabled=${this.busy} @click=${() => this.send('tb-suggest')}>${this.say('suggest.ask')}</button></p>`
        : html`<div role="status">${this.#found(suggestions)}</div>`}`;
  }

  #found(suggestions: Suggestion[]): unknown {
    const of = (standing: Suggestion['standing']) => suggestions.filter((one) => one.standing === standing);
    const [due, possible, excluded] = [of('due'), of('possible'), of('excluded')];
    return html`${due.length > 0
        ? html`<h3>${this.say('suggest.due', { count: due.length })}</h3>
            <ul class="plain due">
              ${due.map((one) => html`<li>${this.#link(one)}${when(one.text, (text) => html`<p>${words(text)}</p>`)}${this.#days(one)}${this.#missing(one)}</li>`)}
            </ul>`
        : html`<p>${this.say('suggest.none-due')}</p>`}
      ${possible.length > 0
        ? html`<details>
            <summary>${this.say('suggest.possible', { count: possible.length })}</summary>
            <ul class="plain">
              ${possible.map((one) => html`<li>${this.#link(one)}${this.#missing(one)}</li>`)}
            </ul>
          </details>`
        : nothing}
      ${excluded.length > 0
        ? html`<details>
            <summary>${this.say('suggest.excluded', { count: excluded.length })}</summary>
            <ul class="plain">
              ${excluded.map(
                (one) => html`<li>
                  ${this.#link(one)}
                  ${one.reasons.map(
                    (reason) => html`<p>${words(reason.text)}</p>
                      ${when(reason.remedy, (remedy) => html`<p class="soft">${words(remedy)}</p>`)} ${basisList(reason.basis)}`,
                  )}
                </li>`,
              )}
            </ul>
          </details>`
        : nothing}
      <p class="soft small">${this.say('suggest.preview')}</p>`;
  }

  #link(one: Suggestion): unknown {
    return html`<a href=${`#/items/${one.item.id}`} data-item=${one.item.id}>${words(one.item.name)}</a>`;
  }

  #days(one: Suggestion): unknown {
    return when(one.from, (from) => html`<p class="soft small">${this.say('suggest.from', { date: dateWords(from) })}</p>`);
  }

  #missing(one: Suggestion): unknown {
    if (one.missing.length === 0) return nothing;
    return html`<p class="soft small">
      ${this.say('suggest.missing')}${one.missing.map((cause, index) => html`${index > 0 ? this.t('list.comma') : nothing}${words(cause.name)}`)}
    </p>`;
  }
}

define('tb-suggestions', TbSuggestions);
