/** `<tb-guide>`: 办事指南 of one item: conditions, materials, limits, basis. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Guide, Limit } from '../../engine/port.ts';
import { basisList, basisStyles } from '../basis.ts';
import { TbElement, define, when, words } from '../element.ts';
import '../conditions/conditions.ts';
import { guideStyles } from './guide-styles.ts';
import { materialLines, materialLineStyles } from './material-lines.ts';

export class TbGuide extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    materialLineStyles,
    guideStyles,
    css`
      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: 0 2rem;
        margin-top: 1.5rem;
        border-top: 0.125rem solid var(--tb-primary);
      }
      .facts > div {
        padding: 0.75rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      dt {
        color: var(--tb-ink-soft);
        font-size: 0.9375rem;
      }
      dd {
        font-weight: 600;
      }
    `,
  ];
  static override properties = { guide: { attribute: false } };

  declare guide: Guide;

  protected override render(): unknown {
    const { guide } = this;
    if (!guide) return nothing;
    const { item } = guide;
    return html`<p class="lead">${words(item.summary)}</p>
      <dl class="facts">
        <div><dt>${this.say('guide.handling')}</dt><dd>${this.say(`handling.${item.handling}`)}</dd></div>
        ${when(guide.promised, (limit) => this.#limit('limit.promised', limit))}
        ${when(guide.statutory, (limit) => this.#limit('limit.statutory', limit))}
        <div><dt>${this.say('guide.assurance')}</dt><dd>${this.say(`assurance.${guide.assurance}`)}</dd></div>
        ${guide.takenAt.length > 0 ? html`<div><dt>${this.say('guide.taken-at')}</dt><dd>${this.#names(guide.takenAt)}</dd></div>` : nothing}
        ${guide.handledAt.length > 0 ? html`<div><dt>${this.say('guide.handled-at')}</dt><dd>${this.#names(guide.handledAt)}</dd></div>` : nothing}
      </dl>
      <section>
        <h2>${this.say('guide.conditions')}</h2>
        ${guide.conditions.length > 0
          ? html`<tb-conditions .conditions=${guide.conditions} plain></tb-conditions>`
          : html`<p>${this.say('guide.no-conditions')}</p>`}
      </section>
      <section class="materials">
        <h2>${this.say('guide.materials')}</h2>
        <p class="soft">${this.say('guide.materials-note')}</p>
        ${materialLines(guide.materials)}
      </section>
      ${guide.milestones.length > 0
        ? html`<section>
            <h2>${this.say('guide.steps')}</h2>
            <ol>
              ${guide.milestones.map((step) => html`<li>${words(step)}</li>`)}
            </ol>
          </section>`
        : nothing}
      ${guide.outputs.length > 0
        ? html`<section>
            <h2>${this.say('guide.outputs')}</h2>
            <ul>
              ${guide.outputs.map((output) => html`<li>${words(output)}</li>`)}
            </ul>
          </section>`
        : nothing}
      ${guide.basis.length > 0
        ? html`<section>
            <h2>${this.say('guide.basis')}</h2>
            ${basisList(guide.basis)}
          </section>`
        : nothing}
      <p class="notice small">
        ${words(guide.notice)} ${this.say('guide.codes', { code: item.code, basic: guide.basicCode })}
        ${guide.riskPoints > 0 ? this.say('guide.risk-points', { count: guide.riskPoints }) : nothing}
      </p>`;
  }

  #limit(key: string, limit: Limit): unknown {
    return html`<div><dt>${this.say(key)}</dt><dd>${words(limit.text)}${basisList(limit.basis)}</dd></div>`;
  }

  #names(names: string[]): unknown {
    return names.map((name, index) => html`${index > 0 ? this.t('list.comma') : nothing}${words(name)}`);
  }
}

define('tb-guide', TbGuide);
