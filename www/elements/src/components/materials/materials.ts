/**
 * `<tb-materials>`: the materials of this application as they stand, and every way to give each of them.
 *
 * Sends `tb-file {material, file}`, `tb-scan {material}`, `tb-way {material, kind}`, `tb-withdraw {material}` and
 * `tb-detach {material, sha256}`. Bytes stay with the host; the engine only knows names and digests.
 */

import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Material, Way } from '../../engine/port.ts';
import { dateWords } from '../../text/texts.ts';
import { basisList, basisStyles, becauseLine } from '../basis.ts';
import { TbElement, define, plain, when, words } from '../element.ts';
import { usedFor } from '../guide/material-lines.ts';
import { materialStyles } from './material-styles.ts';

export class TbMaterials extends TbElement {
  static override styles: CSSResultGroup = [TbElement.styles, basisStyles, materialStyles];
  static override properties = {
    materials: { attribute: false },
    scanner: { type: Boolean },
    uploads: { type: Boolean },
    problems: { attribute: false },
    names: { attribute: false },
  };

  declare materials: Material[];
  /** This device has a scanner. */
  declare scanner: boolean;
  /** This device has files of the person. */
  declare uploads: boolean;
  /** What was wrong with a file, by material. */
  declare problems: Record<string, string>;
  /** Of a bundle: names of its items by id. */
  declare names: Map<string, string> | undefined;

  constructor() {
    super();
    this.materials = [];
    this.scanner = false;
    this.uploads = false;
    this.problems = {};
  }

  /** Puts the focus on a material. */
  focusMaterial(id: string): void {
    const target = this.renderRoot.querySelector<HTMLElement>(`[data-material="${CSS.escape(id)}"]`);
    target?.scrollIntoView?.({ block: 'center' });
    target?.querySelector<HTMLElement>('input, button')?.focus() ?? target?.focus();
  }

  protected override render(): unknown {
    const of = (state: string) => this.materials.filter((material) => material.state === state);
    const needed = of('needed');
    const perhaps = of('perhaps');
    const not = of('not-needed');
    return html`${needed.length > 0
      ? html`<h2>${this.say('materials.needed', { count: needed.length })}</h2>
          ${this.#list(needed)}`
      : html`<p>${this.say('materials.none')}</p>`}
    ${perhaps.length > 0
      ? html`<h2>${this.say('materials.perhaps', { count: perhaps.length })}</h2>
          ${this.#list(perhaps)}`
      : nothing}
    ${not.length > 0
      ? html`<details>
          <summary>${this.say('materials.not-needed', { count: not.length })}</summary>
          <ul>
            ${not.map((material) => html`<li>${words(material.name)}</li>`)}
          </ul>
        </details>`
      : nothing}`;
  }

  #list(materials: Material[]): TemplateResult {
    return html`<ul class="plain">
      ${repeat(
        materials,
        (material) => material.id,
        (material) => this.#material(material),
      )}
    </ul>`;
  }

  #material(material: Material): TemplateResult {
    return html`<li class="material" data-material=${material.id} tabindex="-1">
      <div class="head">
        <span class="name">${words(material.name)}</span>
        <span class="tag ${material.given ? 'good' : material.state === 'needed' ? 'warn' : ''}"
          >${this.say(material.given ? 'material.given' : `material.${material.state}`)}</span
        >
      </div>
      ${usedFor(material, this.names)}
      ${when(material.reason, (reason) => html`<p class="meta lines">${words(reason)}</p>`)} ${becauseLine(material.because)}
      ${material.issuer || material.forms.length > 0
        ? html`<p class="meta">
            ${when(material.issuer, (issuer) => html`${this.say('material.issuer')}${words(issuer)}`)}
            ${material.forms.map((form) => html` <span class="tag">${this.say(`form.${form}`)}</span>`)}
          </p>`
        : nothing}
      ${material.points.length > 0
        ? html`<details class="meta">
            <summary>${this.say('material.points')}</summary>
            <ul>
              ${material.points.map((point) => html`<li>${words(point)}</li>`)}
            </ul>
          </details>`
        : nothing}
      ${basisList(material.basis)} ${material.given ? this.#given(material) : this.#ways(material)}
      ${when(this.problems[material.id], (problem) => html`<p class="problem" role="alert">${problem}</p>`)}
    </li>`;
  }

  #given(material: Material): TemplateResult {
    const way = material.ways.find((entry) => entry.kind === material.given);
    return html`<div class="given">
        <span>${this.say(`given.${material.given ?? ''}`, { due: way?.due ? dateWords(way.due) : '' })}</span>
        ${material.given === 'covered' || (material.ways.length <= 1 && (material.given === 'shared' || material.given === 'fetched'))
          ? nothing
          : html`<button class="link" @click=${() => this.send('tb-withdraw', { material: material.id })}>
              ${this.say('material.other-way')}<span class="unseen"> ${plain(material.name)}</span>
            </button>`}
      </div>
      ${this.#files(material)}
      ${material.given === 'provided' && material.files.length < material.maxFiles
        ? html`<div class="given">
            ${this.uploads ? this.#picker(material, 'material.add-file') : nothing} ${this.#scan(material)}
          </div>`
        : nothing}`;
  }

  #files(material: Material): unknown {
    if (material.files.length === 0) return nothing;
    return html`<ul class="files">
      ${material.files.map(
        (file) => html`<li>
          <span>${file.name}</span><span class="soft small">${sizeWords(file.size)}</span>
          <button
            class="link"
            @click=${() => this.send('tb-detach', { material: material.id, sha256: file.sha256 })}
          >
            ${this.say('material.remove-file')}<span class="unseen"> ${file.name}</span>
          </button>
        </li>`,
      )}
    </ul>`;
  }

  #ways(material: Material): TemplateResult {
    return html`<div class="ways">${material.ways.map((way) => this.#way(material, way))}</div>`;
  }

  #way(material: Material, way: Way): unknown {
    switch (way.kind) {
      case 'provided':
        return html`<div class="way">
          <div class="given">
            ${this.uploads ? this.#picker(material, 'material.upload') : nothing} ${this.#scan(material)}
          </div>
          <p class="meta">${this.say('material.limits', { size: sizeWords(material.maxBytes), files: material.maxFiles })}</p>
        </div>`;
      case 'promised':
      case 'rendered':
        return html`<div class="way">
          <p>${this.say(`way.${way.kind}`)}</p>
          ${when(way.text, (text) => html`<blockquote>${words(text)}</blockquote>`)}
          ${this.#choose(material, way, `way.${way.kind}.do`)}
        </div>`;
      case 'deferred':
        return html`<div class="way">
          <p>${way.due ? this.say('way.deferred.due', { due: dateWords(way.due) }) : this.say('way.deferred')}</p>
          ${this.#choose(material, way, 'way.deferred.do')}
        </div>`;
      case 'covered':
        return nothing;
      default:
        return html`<div class="way">
          <p>${this.say(`way.${way.kind}`)}</p>
          ${this.#choose(material, way, `way.${way.kind}.do`)}
        </div>`;
    }
  }

  #scan(material: Material): unknown {
    if (!this.scanner) return nothing;
    return html`<button class="second" @click=${() => this.send('tb-scan', { material: material.id })}>
      ${this.say('material.scan')}<span class="unseen"> ${plain(material.name)}</span>
    </button>`;
  }

  #choose(material: Material, way: Way, key: string): TemplateResult {
    return html`<button
      class="second"
      data-way=${way.kind}
      @click=${() => this.send('tb-way', { material: material.id, kind: way.kind })}
    >
      ${this.say(key)}<span class="unseen"> ${plain(material.name)}</span>
    </button>`;
  }

  #picker(material: Material, key: string): TemplateResult {
    return html`<label class="pick">
      <span>${this.say(key)}<span class="unseen"> ${plain(material.name)}</span></span>
      <input
        type="file"
        accept=${material.media.join(',') || nothing}
        ?multiple=${material.maxFiles > 1}
        @change=${(event: Event) => this.#picked(material, event.target as HTMLInputElement)}
      />
    </label>`;
  }

  #picked(material: Material, input: HTMLInputElement): void {
    for (const file of input.files ?? []) this.send('tb-file', { material: material.id, file });
    input.value = '';
  }
}

/** A size as people read it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${Math.round(bytes / (1024 * 1024))} MB`;
}

define('tb-materials', TbMaterials);
