/** `<tb-item-list>`: the bundles and items a channel carries, found by name, by code or by the words people use. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ItemSummary } from '../../engine/port.ts';
import { TbElement, define, words } from '../element.ts';

export class TbItemList extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      .search {
        display: flex;
        flex-direction: column;
        gap: 0.25rem;
        margin: 1.25rem 0 0.5rem;
      }
      .search span {
        font-weight: 600;
      }
      .search input {
        width: 100%;
        max-width: 36rem;
        min-height: 3.25rem;
        font-size: 1.125rem;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        gap: 1rem;
        margin-top: 1.25rem;
      }
      li {
        display: flex;
      }
      a.item {
        display: flex;
        flex-direction: column;
        gap: 0.375rem;
        width: 100%;
        padding: 1.125rem 1.25rem;
        border: 0.0625rem solid var(--tb-rule);
        border-radius: 0.5rem;
        background: var(--tb-paper);
        color: var(--tb-ink);
        text-decoration: none;
      }
      a.item:hover {
        border-color: var(--tb-primary);
        box-shadow: inset 0 0 0 0.0625rem var(--tb-primary);
      }
      .name {
        color: var(--tb-primary);
        font-size: 1.125rem;
        font-weight: 650;
        line-height: 1.45;
      }
      .summary {
        color: var(--tb-ink-soft);
        font-size: 0.9375rem;
        line-height: 1.6;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        margin-top: auto;
        padding-top: 0.25rem;
      }
      h2 {
        margin-top: 1.75rem;
      }
      .tag.bundle {
        border-color: var(--tb-primary);
        background: var(--tb-primary-wash);
        color: var(--tb-primary-dark);
      }
      kbd {
        padding: 0 0.375rem;
        border: 0.0625rem solid var(--tb-rule-strong);
        border-radius: 0.25rem;
        font: inherit;
        font-size: 0.8125rem;
      }
    `,
  ];
  static override properties = {
    items: { attribute: false },
    bundles: { attribute: false },
    names: { attribute: false },
    query: {},
    hotkeys: { type: Boolean },
    links: { attribute: false },
  };

  declare items: ItemSummary[];
  /** Several items with one form (打包办). */
  declare bundles: ItemSummary[];
  /** Names of items by id, for those that a bundle holds. */
  declare names: Map<string, string>;
  declare query: string;
  /** Show the digit that opens an item. */
  declare hotkeys: boolean;
  /** Address of an item's guide. */
  declare links: (id: string) => string;

  constructor() {
    super();
    this.items = [];
    this.bundles = [];
    this.names = new Map();
    this.query = '';
    this.hotkeys = false;
    this.links = (id) => `#/items/${id}`;
  }

  focusSearch(): void {
    this.renderRoot.querySelector<HTMLElement>('input')?.focus();
  }

  protected override render(): unknown {
    const { bundles, items } = this;
    const count = bundles.length + items.length;
    return html`<label class="search">
        <span>${this.say('items.search')}</span>
        <input
          type="search"
          autocomplete="off"
          .value=${this.query}
          @input=${(event: Event) => this.send('tb-query', { query: (event.target as HTMLInputElement).value })}
        />
      </label>
      <p class="soft" role="status">
        ${count === 0 ? this.say('items.none') : this.say('items.count', { count })}
      </p>
      ${bundles.length > 0
        ? html`<h2 id="bundles">${this.say('bundle.list')}</h2>
            <ul class="plain" aria-labelledby="bundles">
              ${repeat(bundles, (bundle) => bundle.id, (bundle, index) => this.#entry(bundle, index))}
            </ul>
            ${items.length > 0 ? html`<h2 id="items">${this.say('bundle.single')}</h2>` : nothing}`
        : nothing}
      <ul class="plain" aria-labelledby=${bundles.length > 0 && items.length > 0 ? 'items' : nothing}>
        ${repeat(items, (item) => item.id, (item, index) => this.#entry(item, bundles.length + index))}
      </ul>`;
  }

  #entry(item: ItemSummary, index: number): unknown {
    return html`<li>
      <a class="item" href=${this.links(item.id)} data-item=${item.id}>
        <span class="name">
          ${this.hotkeys && index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd> ` : nothing}${words(item.name)}
        </span>
        <span class="summary">${words(item.summary)}</span>
        ${item.members ? this.#holds(item.members) : nothing}
        <span class="tags">
          ${item.members
            ? html`<span class="tag bundle">${this.say('bundle.mark')}</span>`
            : html`<span class="tag ${item.handling === 'instant' ? 'good' : ''}">${this.say(`handling.${item.handling}`)}</span>`}
          ${item.citywide ? html`<span class="tag">${this.say('items.citywide')}</span>` : nothing}
          ${item.fast ? html`<span class="tag good">${this.say('items.fast')}</span>` : nothing}
        </span>
      </a>
    </li>`;
  }

  /** What a bundle is made of, by name. */
  #holds(members: string[]): unknown {
    return html`<span class="summary" data-members>
      ${this.say('bundle.holds')}${members.map(
        (id, index) => html`${index > 0 ? this.t('list.comma') : nothing}${words(this.names.get(id) ?? id)}`,
      )}
    </span>`;
  }
}

define('tb-item-list', TbItemList);
