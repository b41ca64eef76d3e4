/** 办事指南 of an item or a bundle, and the button that starts an application. */

import { html, nothing } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, words } from '../components/element.ts';
import '../components/guide/bundle-guide.ts';
import '../components/guide/guide.ts';

export class TbGuideScreen extends FlowElement {
  static override properties = { ...FlowElement.properties, item: {} };
  declare item: string;

  protected override render(): unknown {
    const { flow, item } = this;
    let guide;
    try {
      guide = flow.guide(item);
    } catch {
      return html`<h1 tabindex="-1">${this.say('guide.unknown')}</h1>
        <p><a href="#/items">${this.say('items.back')}</a></p>`;
    }
    const carried = guide.item.channels.includes(flow.profile.channel);
    return html`<p><a href="#/items">${this.say('items.back')}</a></p>
      ${guide.members ? html`<span class="tag">${this.say('bundle.mark')}</span>` : nothing}
      <h1 tabindex="-1">${words(guide.item.name)}</h1>
      ${guide.members ? html`<tb-bundle-guide .guide=${guide}></tb-bundle-guide>` : html`<tb-guide .guide=${guide}></tb-guide>`}
      <div class="actions">
        ${carried
          ? flow.session
            ? html`<button id="start" @click=${() => flow.go({ step: 'start', item: guide.item.id })}>${this.say('guide.start')}</button>`
            : html`<button id="start" @click=${() => flow.go({ step: 'sign-in' })}>${this.say('guide.sign-in')}</button>`
          : html`<p>${this.say('guide.other-channel')}</p>`}
        ${carried ? nothing : html`<a href="#/items">${this.say('items.back')}</a>`}
      </div>`;
  }
}

define('tb-guide-screen', TbGuideScreen);
