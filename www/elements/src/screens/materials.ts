/** Give the materials, each in one of its ways. */

import { html, nothing } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, plain, words } from '../components/element.ts';
import { sizeWords, type TbMaterials } from '../components/materials/materials.ts';
import { scanDemoPage } from '../devices/demo.ts';
import { kindOf } from '../flow/file-kind.ts';
import '../components/materials/materials.ts';

export class TbMaterialsScreen extends FlowElement {
  static override properties = { ...FlowElement.properties, problems: { state: true } };
  declare problems: Record<string, string>;

  constructor() {
    super();
    this.problems = {};
  }

  /** Puts the focus on a material. */
  async focusMaterial(id: string): Promise<void> {
    await this.updateComplete;
    const list = this.renderRoot.querySelector('tb-materials') as TbMaterials | null;
    await list?.updateComplete;
    list?.focusMaterial(id);
  }

  protected override render(): unknown {
    const { application, profile } = this.flow;
    if (!application) return nothing;
    const { members } = application.view;
    return html`<p class="soft">${words(application.view.name)}</p>
      <h1 tabindex="-1">${this.say('materials.title')}</h1>
      <p>${this.say('materials.text')}</p>
      ${members ? html`<p>${this.say('bundle.materials-once')}</p>` : nothing}
      <tb-materials
        .materials=${application.view.materials}
        .names=${members && new Map(members.map((member) => [member.item, member.name]))}
        ?scanner=${profile.capabilities.includes('scan')}
        ?uploads=${profile.capabilities.includes('upload')}
        .problems=${this.problems}
        @tb-file=${(event: CustomEvent<{ material: string; file: File }>) => this.#file(event.detail.material, event.detail.file)}
        @tb-scan=${(event: CustomEvent<{ material: string }>) => this.#scan(event.detail.material)}
        @tb-way=${(event: CustomEvent<{ material: string; kind: string }>) => this.#way(event.detail.material, event.detail.kind)}
        @tb-withdraw=${(event: CustomEvent<{ material: string }>) =>
          application.change((session) => session.withdraw(event.detail.material))}
        @tb-detach=${(event: CustomEvent<{ material: string; sha256: string }>) =>
          application.change((session) => session.detach(event.detail.material, event.detail.sha256))}
      ></tb-materials>
      <div class="actions">
        <button id="next" @click=${() => this.forward()}>${this.say('materials.next')}</button>
        <button class="second" id="back" @click=${() => this.flow.lastPage()}>${this.say('form.back')}</button>
      </div>`;
  }

  forward(): void {
    this.flow.go({ step: 'check' });
  }

  async #file(id: string, file: File): Promise<void> {
    const material = this.flow.application?.view.materials.find((entry) => entry.id === id);
    if (!material) return;
    const problem = await this.#refuse(material.media, material.maxBytes, file);
    this.problems = { ...this.problems, [id]: problem };
    if (!problem) await this.flow.attach(id, file);
  }

  async #refuse(media: string[], maxBytes: number, file: File): Promise<string> {
    if (file.size === 0) return this.t('file.empty', { name: file.name });
    if (file.size > maxBytes) return this.t('file.too-large', { name: file.name, size: sizeWords(maxBytes) });
    if (media.length > 0 && !media.includes(file.type)) return this.t('file.kind', { name: file.name });
    // The intake service looks at the bytes as well: better said now than when everything is handed in.
    if ((await kindOf(file)) !== file.type) return this.t('file.content', { name: file.name });
    return '';
  }

  async #scan(id: string): Promise<void> {
    const material = this.flow.application?.view.materials.find((entry) => entry.id === id);
    if (!material) return;
    await this.#file(id, await scanDemoPage(plain(material.name), this.t('material.scan-note')));
  }

  #way(material: string, kind: string): void {
    this.flow.application?.change((session) => {
      switch (kind) {
        case 'promised':
          return session.promise(material);
        case 'deferred':
          return session.defer(material);
        case 'rendered':
          return session.sign(material);
        case 'shared':
          return session.shared(material);
        case 'fetched':
          return session.fetch(material);
        default:
          return [];
      }
    });
  }
}

define('tb-materials-screen', TbMaterialsScreen);
