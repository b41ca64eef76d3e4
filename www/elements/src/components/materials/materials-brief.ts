/**
 * `<tb-materials-brief>`: the live list of materials beside the questions, by name and state.
 *
 * A change is said once by a polite live region: what is needed now, and what no longer is.
 */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import type { Material } from '../../engine/port.ts';
import { TbElement, define, plain, words } from '../element.ts';
import { becauseLine, basisStyles } from '../basis.ts';

export class TbMaterialsBrief extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    css`
      li {
        padding: 0.5rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
        line-height: 1.5;
      }
      li:last-child {
        border-bottom: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: baseline;
        gap: 0 0.75rem;
      }
      /* Where a name would be squeezed to a column of single characters, what is said of it goes below. */
      .line > :first-child {
        flex: 1 1 min(7em, 100%);
      }
      .fresh {
        box-shadow: inset 0.25rem 0 0 var(--tb-primary);
        padding-inline-start: 0.75rem;
      }
    `,
  ];
  static override properties = { materials: { attribute: false }, news: { state: true }, fresh: { state: true } };

  declare materials: Material[];
  declare news: string;
  declare fresh: Set<string>;

  constructor() {
    super();
    this.materials = [];
    this.news = '';
    this.fresh = new Set();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('materials');
    if (!changed.has('materials') || !before || before.length === 0) return;
    const states = new Map(before.map((material) => [material.id, material.state]));
    const moved = this.materials.filter((material) => states.get(material.id) !== material.state);
    if (moved.length === 0) return;
    this.fresh = new Set(moved.map((material) => material.id));
    this.news = moved
      .map((material) => this.t(`news.${material.state}`, { name: plain(material.name) }))
      .join(this.t('list.semicolon'));
  }

  protected override render(): unknown {
    const shown = this.materials.filter((material) => material.state !== 'not-needed');
    return html`<p class="unseen" role="status" aria-live="polite">${this.news}</p>
      ${shown.length === 0 ? html`<p class="soft">${this.say('materials.none')}</p>` : nothing}
      <ul class="plain">
        ${shown.map(
          (material) => html`<li class=${this.fresh.has(material.id) ? 'fresh' : ''} data-material=${material.id}>
            <div class="line">
              <span>${words(material.name)}</span>
              <span class="tag ${material.given ? 'good' : material.state === 'needed' ? 'warn' : ''}"
                >${this.say(material.given ? `brief.${material.given}` : `material.${material.state}`)}</span
              >
            </div>
            ${material.state === 'perhaps' ? becauseLine(material.because) : nothing}
          </li>`,
        )}
      </ul>`;
  }
}

define('tb-materials-brief', TbMaterialsBrief);
