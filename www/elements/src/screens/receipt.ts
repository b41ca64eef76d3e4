/** The receipt, with what can be done next. */

import { html, nothing } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define } from '../components/element.ts';
import '../components/receipt/receipt.ts';

export class TbReceiptScreen extends FlowElement {
  protected override render(): unknown {
    const { flow } = this;
    if (!flow.receipt) return nothing;
    const { number } = flow.receipt;
    return html`<h1 tabindex="-1">${this.say(flow.receipt.state === 'done' ? 'receipt.title-done' : 'receipt.title')}</h1>
      <p>${this.say('receipt.text')}</p>
      <tb-receipt .receipt=${flow.receipt} .view=${flow.receiptView}></tb-receipt>
      <div class="actions">
        <button id="print" @click=${() => globalThis.print()}>${this.say('receipt.print')}</button>
        <button class="second" id="progress" @click=${() => flow.go({ step: 'progress', number })}>${this.say('receipt.progress')}</button>
        ${flow.profile.actor === 'person'
          ? html`<a href="#/items">${this.say('receipt.another')}</a>`
          : html`<button class="second" id="next-client" @click=${() => this.forward()}>
              ${this.say(flow.profile.actor === 'device' ? 'client.leave' : 'client.next')}
            </button>`}
      </div>`;
  }

  forward(): void {
    const { actor } = this.flow.profile;
    if (actor === 'device') this.send('tb-wipe');
    if (actor === 'clerk') void this.flow.nextClient();
  }
}

define('tb-receipt-screen', TbReceiptScreen);
