/** What waits for the clerk's posts; a case of a bundle says so. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, plain, when, words } from '../components/element.ts';
import { timeWords } from '../components/receipt/receipt.ts';
import { stateTone, stateWords } from '../components/state-words.ts';
import { dateWords } from '../text/texts.ts';

export class TbQueue extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.125rem 1rem;
        padding: 0.75rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
        grid-column: 1 / -1;
      }
    `,
  ];

  protected override firstUpdated(): void {
    queueMicrotask(() => void this.flow.loadQueue());
  }

  protected override render(): unknown {
    const { flow } = this;
    return html`<h1 tabindex="-1">${this.say('queue.title')}</h1>
      <p class="soft" role="status">
        ${flow.busy ? nothing : flow.queue.length === 0 ? this.say('queue.none') : this.say('queue.count', { count: flow.queue.length })}
      </p>
      <ul class="plain">
        ${flow.queue.map(
          (entry, index) => html`<li>
            <a data-case=${entry.number} href=${`#/queue/${encodeURIComponent(entry.number)}`}>
              ${flow.profile.hotkeys && index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd> ` : nothing}${words(entry.itemName)}
              <span class="numbers">${entry.number}</span>
            </a>
            <span class="tag ${stateTone(entry.state)}">${stateWords(entry, (key) => this.t(key))}</span>
            <span class="more small soft">
              <span class="numbers">${timeWords(entry.receivedAt)}</span>
              ${when(entry.deadline?.date, (date) => html`<span>${this.say('progress.until', { date: dateWords(date) })}</span>`)}
              ${when(entry.bundle, (bundle) => html`<span data-bundle>${this.say('bundle.mark')}${this.say('list.colon')}${plain(bundle.name)}</span>`)}
            </span>
          </li>`,
        )}
      </ul>`;
  }
}

define('tb-queue', TbQueue);
