/** At a counter, a bank or a kiosk: the person's card is read before anything else. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define } from '../components/element.ts';

export class TbClient extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      .reader {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 1rem;
        margin: 1.5rem 0;
        padding: 2rem 1.5rem;
        border: 0.1875rem dashed var(--tb-primary);
        border-radius: 0.75rem;
        background: var(--tb-primary-wash);
        text-align: center;
      }
      .reader svg {
        width: 7rem;
        height: auto;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        gap: 0.75rem;
        width: 100%;
        margin: 0;
      }
      li button {
        justify-content: flex-start;
        width: 100%;
        height: 100%;
        text-align: start;
      }
      kbd {
        flex: none;
        padding: 0 0.375rem;
        border: 0.0625rem solid currentColor;
        border-radius: 0.25rem;
        font: inherit;
        font-size: 0.8125rem;
      }
    `,
  ];

  protected override render(): unknown {
    const { flow } = this;
    const { profile } = flow;
    return html`<h1 tabindex="-1">${this.say(`client.title.${profile.actor}`)}</h1>
      <p>${this.say(`client.text.${profile.actor}`)}</p>
      <div class="reader">
        <svg viewBox="0 0 112 72" aria-hidden="true">
          <rect x="2" y="2" width="108" height="68" rx="8" fill="#ffffff" stroke="#17508f" stroke-width="3"></rect>
          <circle cx="82" cy="28" r="10" fill="#17508f"></circle>
          <path d="M64 58c2-14 34-14 36 0z" fill="#17508f"></path>
          <path d="M14 20h34M14 34h34M14 48h26" stroke="#17508f" stroke-width="5" stroke-linecap="round"></path>
        </svg>
        <p class="soft">${this.say('client.demo')}</p>
        <ul class="plain">
          ${flow.cards.map(
            (card, index) => html`<li>
              <button class="second" data-card=${card.id} ?disabled=${flow.busy} @click=${() => flow.readCard(card.id)}>
                ${profile.hotkeys && index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing}
                <span>${card.label}</span>
              </button>
            </li>`,
          )}
        </ul>
      </div>`;
  }
}

define('tb-client', TbClient);
