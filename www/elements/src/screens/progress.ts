/** Look up where a case stands: by number, and for a stranger's by the receipt's code as well. */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define } from '../components/element.ts';
import '../components/progress/progress.ts';

export class TbProgressScreen extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      label {
        display: block;
        margin-top: 1.25rem;
        font-weight: 600;
      }
      input {
        display: block;
        width: min(100%, 24rem);
        margin-top: 0.375rem;
      }
      tb-progress {
        margin-top: 2rem;
      }
    `,
  ];
  static override properties = { ...FlowElement.properties, number: {} };
  declare number: string | undefined;

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    // A number that came with a receipt or a QR code is looked up at once for those who are signed in.
    if (this.number && this.flow.session) {
      const { number } = this;
      queueMicrotask(() => void this.flow.askProgress(number, this.#secret()));
    }
  }

  protected override render(): unknown {
    const { flow } = this;
    return html`<h1 tabindex="-1">${this.say('progress.title')}</h1>
      <form @submit=${(event: Event) => this.#ask(event)}>
        <label for="number">${this.say('receipt.number')}</label>
        <input id="number" type="text" autocomplete="off" spellcheck="false" .value=${this.number ?? ''} required />
        <label for="secret">${this.say('receipt.secret')}</label>
        <p class="soft small" id="secret-hint">${this.say('progress.secret-hint')}</p>
        <input id="secret" type="text" autocomplete="off" spellcheck="false" aria-describedby="secret-hint" .value=${this.#secret() ?? ''} />
        <div class="actions"><button id="ask" ?disabled=${flow.busy}>${this.say('progress.look')}</button></div>
      </form>
      <div aria-live="polite">${flow.progress ? html`<tb-progress .progress=${flow.progress}></tb-progress>` : nothing}</div>`;
  }

  #secret(): string | undefined {
    const { receipt } = this.flow;
    return receipt && receipt.number === this.number ? (receipt.secret ?? undefined) : undefined;
  }

  #ask(event: Event): void {
    event.preventDefault();
    const value = (id: string) => this.renderRoot.querySelector<HTMLInputElement>(id)?.value ?? '';
    if (value('#number').trim()) void this.flow.askProgress(value('#number'), value('#secret') || undefined);
  }
}

define('tb-progress-screen', TbProgressScreen);
