/** Before the questions: where the person is insured. The application date is the office's today. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, plain, words } from '../components/element.ts';

export class TbStart extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      label {
        display: block;
        margin-top: 1.5rem;
        font-weight: 600;
      }
      select {
        display: block;
        min-width: min(18rem, 100%);
        max-width: 100%;
        margin-top: 0.5rem;
      }
      .message {
        margin: 0.25rem 0 0;
        color: var(--tb-bad);
        font-weight: 600;
      }
    `,
  ];
  static override properties = { ...FlowElement.properties, item: {}, strict: { state: true } };
  declare item: string;
  declare strict: boolean;

  constructor() {
    super();
    this.strict = false;
  }

  protected override render(): unknown {
    const { flow, item } = this;
    const guide = flow.guide(item);
    const regions = flow.engine.about.regions ?? [];
    return html`<p><a href=${`#/items/${item}`}>${this.say('start.back')}</a></p>
      <h1 tabindex="-1">${words(guide.item.name)}</h1>
      <p>${this.say('start.text')}</p>
      <form @submit=${(event: Event) => this.#begin(event)}>
        ${regions.length > 0
          ? html`<label for="region">${this.say('start.region')}</label>
              <p class="soft small" id="region-hint">${this.say('start.region-hint')}</p>
              ${this.strict ? html`<p class="message" id="region-message">${this.say('start.region-missing')}</p>` : nothing}
              <select id="region" aria-describedby=${this.strict ? 'region-hint region-message' : 'region-hint'} aria-invalid=${this.strict ? 'true' : nothing}>
                <option value="">${this.t('choose')}</option>
                ${regions.map((region) => html`<option value=${region.id}>${plain(region.name)}</option>`)}
              </select>`
          : nothing}
        <p class="soft small">${this.say('start.privacy')}</p>
        <div class="actions"><button id="begin" ?disabled=${flow.busy}>${this.say('start.begin')}</button></div>
      </form>`;
  }

  #begin(event: Event): void {
    event.preventDefault();
    const select = this.renderRoot.querySelector<HTMLSelectElement>('#region');
    if (select && !select.value) {
      this.strict = true;
      select.focus();
      return;
    }
    void this.flow.begin(this.item, select?.value || undefined);
  }
}

define('tb-start', TbStart);
