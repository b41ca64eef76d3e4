/** Sign in with a demonstration identity, or ask for the progress without signing in. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define } from '../components/element.ts';

export class TbSignIn extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        gap: 0.75rem;
        margin: 1.5rem 0;
      }
      li button {
        justify-content: flex-start;
        width: 100%;
        height: 100%;
        min-height: 4rem;
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
    return html`<h1 tabindex="-1">${this.say(`sign-in.title.${profile.actor}`)}</h1>
      <p>${this.say(`sign-in.text.${profile.actor}`)}</p>
      ${flow.identities.length === 0 && !flow.busy ? html`<p>${this.say('sign-in.none')}</p>` : nothing}
      <ul class="plain">
        ${flow.identities.map(
          (identity, index) => html`<li>
            <button class="second" data-identity=${identity.id} ?disabled=${flow.busy} @click=${() => flow.signIn(identity.id)}>
              ${profile.hotkeys && index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing}
              <span>${identity.label}</span>
            </button>
          </li>`,
        )}
      </ul>
      <p class="soft small">${this.say('sign-in.note')}</p>
      ${profile.actor === 'person' ? html`<p><a href="#/items">${this.say('sign-in.browse')}</a></p>` : nothing}`;
  }
}

define('tb-sign-in', TbSignIn);
