/** Find an item; go on with an application that was begun. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, words } from '../components/element.ts';
import { timeWords } from '../components/receipt/receipt.ts';
import '../components/item-list/item-list.ts';
import '../components/suggestions/suggestions.ts';

export class TbItems extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      .kept {
        margin: 1.5rem 0;
        padding: 1rem 1.25rem;
        border-inline-start: 0.375rem solid var(--tb-primary);
        border-radius: var(--tb-radius);
        background: var(--tb-primary-wash);
      }
      .kept li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
      }
    `,
  ];

  protected override render(): unknown {
    const { flow } = this;
    return html`<h1 tabindex="-1">${this.say(`items.title.${flow.profile.channel}`)}</h1>
      ${flow.kept.length > 0 && flow.session
        ? html`<section class="kept" aria-labelledby="kept">
            <h2 id="kept">${this.say('kept.title')}</h2>
            <ul class="plain">
              ${flow.kept.map(
                (record) => html`<li>
                  <span>${words(record.itemName)}</span>
                  <span class="soft small">${timeWords(new Date(record.savedAt).toISOString())}</span>
                  <button class="link" @click=${() => flow.resume(record)}>
                    ${this.say('kept.resume')}<span class="unseen"> ${words(record.itemName)}</span>
                  </button>
                  <button class="link" @click=${() => flow.discard(record)}>
                    ${this.say('kept.discard')}<span class="unseen"> ${words(record.itemName)}</span>
                  </button>
                </li>`,
              )}
            </ul>
          </section>`
        : nothing}
      ${flow.session?.subject || flow.client
        ? html`<tb-suggestions
            .suggestions=${flow.suggestions}
            ?busy=${flow.busy}
            @tb-suggest=${() => void flow.suggest()}
          ></tb-suggestions>`
        : nothing}
      <tb-item-list
        .items=${flow.items()}
        .bundles=${flow.bundles()}
        .names=${flow.itemNames()}
        .query=${flow.query}
        ?hotkeys=${flow.profile.hotkeys}
        @tb-query=${(event: CustomEvent<{ query: string }>) => flow.search(event.detail.query)}
      ></tb-item-list>`;
  }
}

define('tb-items', TbItems);
