/** Materials as a guide names them; in a bundle with the items that ask for each. */

import { css, html, nothing, type TemplateResult } from 'lit';
import type { Material } from '../../engine/port.ts';
import { text, unmark } from '../../text/texts.ts';
import { basisList, becauseLine } from '../basis.ts';
import { when, words } from '../element.ts';

export const materialLineStyles = css`
  .materials li {
    padding: 0.75rem 0;
    border-bottom: 0.0625rem solid var(--tb-rule);
  }
  .materials li:last-child {
    border-bottom: 0;
  }
  .name {
    font-weight: 600;
  }
  .meta {
    margin: 0.125rem 0 0;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
  }
`;

export function materialLines(materials: Material[], names?: Map<string, string>): TemplateResult {
  return html`<ul class="plain">
    ${materials.map(
      (material) => html`<li data-material=${material.id}>
        <span class="name">${words(material.name)}</span>
        <span class="tag ${material.state === 'needed' ? 'warn' : ''}">${words(text(`material.${material.state}`))}</span>
        ${usedFor(material, names)}
        ${when(material.issuer, (issuer) => html`<p class="meta">${words(text('material.issuer'))}${words(issuer)}</p>`)}
        ${material.ways.length > 0
          ? html`<p class="meta">
              ${words(text('guide.ways'))}${joined(material.ways.map((way) => text(`way-name.${way.kind}`)))}
            </p>`
          : nothing}
        ${becauseLine(material.because)} ${basisList(material.basis)}
      </li>`,
    )}
  </ul>`;
}

/** Which items of a bundle a material is for. */
export function usedFor(material: Material, names: Map<string, string> | undefined): unknown {
  if (!names || !material.items || material.items.length === 0) return nothing;
  return html`<p class="meta" data-used-for>
    ${words(text('bundle.used-for'))}${joined(material.items.map((id) => names.get(id) ?? id))}
  </p>`;
}

/** Names in a row. */
export function joined(names: string[]): TemplateResult {
  return html`${names.map((name, index) => html`${index > 0 ? unmark(text('list.comma')).words : nothing}${words(name)}`)}`;
}
