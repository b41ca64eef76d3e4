/** My cases. */

import { css, html, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, words } from '../components/element.ts';
import { stateWords } from '../components/state-words.ts';
import { timeWords } from '../components/receipt/receipt.ts';

export class TbCases extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      li li {
        padding: 0.25rem 0 0 1rem;
      }
      .case {
        padding: 1rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
    `,
  ];

  protected override firstUpdated(): void {
    void this.flow.loadCases();
  }

  protected override render(): unknown {
    const { flow } = this;
    return html`<h1 tabindex="-1">${this.say('cases.title')}</h1>
      ${flow.cases.length === 0 && !flow.busy ? html`<p>${this.say('cases.none')}</p>` : ''}
      <ul class="plain">
        ${flow.cases.map(
          (entry) => html`<li class="case">
            <a class="numbers" href=${`#/progress/${encodeURIComponent(entry.number)}`}>${entry.number}</a>
            <span>${words(entry.itemName)}</span>
            <span class="tag">${stateWords(entry, (key) => this.t(key))}</span>
            <span class="soft small numbers">${timeWords(entry.receivedAt)}</span>
            ${entry.members
              ? html`<ul class="plain small">
                  ${entry.members.map((member) => html`<li>${words(member.itemName)} <span class="tag">${stateWords(member, (key) => this.t(key))}</span></li>`)}
                </ul>`
              : ''}
          </li>`,
        )}
      </ul>`;
  }
}

define('tb-cases', TbCases);
