/** `<tb-bundle-guide>`: 办事指南 of a bundle (打包办): its items in order, what waits for what, materials once, limits of each. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Guide, Limit } from '../../engine/port.ts';
import { basisList, basisStyles } from '../basis.ts';
import { TbElement, define, plain, when, words } from '../element.ts';
import '../conditions/conditions.ts';
import { guideStyles } from './guide-styles.ts';
import { joined, materialLines, materialLineStyles } from './material-lines.ts';

export class TbBundleGuide extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    materialLineStyles,
    guideStyles,
    css`
      ol.members {
        margin: 1rem 0 0;
        padding: 0;
        list-style: none;
        counter-reset: member;
      }
      .members > li {
        position: relative;
        padding: 0 0 1.5rem 3rem;
        counter-increment: member;
      }
      .members > li::before {
        content: counter(member);
        position: absolute;
        inset-inline-start: 0;
        top: 0;
        width: 2rem;
        height: 2rem;
        border-radius: 50%;
        background: var(--tb-primary);
        color: var(--tb-paper);
        font-weight: 650;
        line-height: 2rem;
        text-align: center;
      }
      .members > li:not(:last-child)::after {
        content: '';
        position: absolute;
        inset-inline-start: 0.9375rem;
        top: 2.375rem;
        bottom: 0.375rem;
        width: 0.125rem;
        background: var(--tb-rule);
      }
      .members h3 {
        margin: 0;
        line-height: 2rem;
      }
      .waits {
        margin: 0.375rem 0 0;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.125rem 1rem;
        margin-top: 0.375rem;
      }
      dt {
        color: var(--tb-ink-soft);
      }
      @media (max-width: 40rem) {
        .members > li {
          padding-inline-start: 2.625rem;
        }
      }
    `,
  ];
  static override properties = { guide: { attribute: false } };

  declare guide: Guide;

  protected override render(): unknown {
    const { guide } = this;
    const members = guide?.members;
    if (!members) return nothing;
    const { item } = guide;
    const names = new Map(members.map((member) => [member.item.id, member.item.name]));
    const optional = new Set(members.filter((member) => member.part?.optional).map((member) => member.item.id));
    return html`<p class="lead">${words(item.summary)}</p>
      <p>${this.say('bundle.note')}</p>
      <section>
        <h2>${this.say('bundle.members', { count: members.length })}</h2>
        <p class="soft">${this.say(members.some((member) => member.part?.needs.length) ? 'bundle.order' : 'bundle.together')}</p>
        <ol class="members">
          ${members.map((member) => this.#member(member, names, optional))}
        </ol>
      </section>
      <section class="materials">
        <h2>${this.say('guide.materials')}</h2>
        <p class="soft">${this.say('bundle.materials-note')}</p>
        ${materialLines(guide.materials, names)}
      </section>
      ${guide.outputs.length > 0
        ? html`<section>
            <h2>${this.say('guide.outputs')}</h2>
            <ul>
              ${guide.outputs.map((output) => html`<li>${words(output)}</li>`)}
            </ul>
          </section>`
        : nothing}
      <section>
        <h2>${this.say('bundle.where')}</h2>
        <dl>
          <dt>${this.say('guide.assurance')}</dt>
          <dd>${this.say(`assurance.${guide.assurance}`)}</dd>
          ${guide.takenAt.length > 0 ? html`<dt>${this.say('guide.taken-at')}</dt><dd>${joined(guide.takenAt)}</dd>` : nothing}
        </dl>
        ${basisList(guide.basis)}
      </section>
      <p class="notice small">
        ${words(guide.notice)} ${this.say('bundle.code', { code: item.code })}
        ${guide.riskPoints > 0 ? this.say('guide.risk-points', { count: guide.riskPoints }) : nothing}
      </p>`;
  }

  #member(member: Guide, names: Map<string, string>, optional: Set<string>): unknown {
    const { item, part } = member;
    return html`<li data-member=${item.id}>
      <h3>${words(item.name)}</h3>
      <span class="tag ${part?.optional ? '' : 'good'}">${this.say(part?.optional ? 'bundle.optional' : 'bundle.always')}</span>
      <span class="tag">${this.say(`handling.${item.handling}`)}</span>
      ${(part?.needs ?? []).map((id) => {
        const name = plain(names.get(id) ?? id);
        return html`<p class="waits" data-needs=${id}>${this.say(optional.has(id) ? 'bundle.after-optional' : 'bundle.after', { name })}</p>`;
      })}
      <dl>
        ${when(member.promised, (limit) => this.#limit('limit.promised', limit))}
        ${when(member.statutory, (limit) => this.#limit('limit.statutory', limit))}
      </dl>
      ${member.conditions.length > 0
        ? html`<details>
            <summary>
              ${this.say('bundle.conditions', { count: member.conditions.length })}<span class="unseen"> ${words(item.name)}</span>
            </summary>
            <tb-conditions .conditions=${member.conditions} plain></tb-conditions>
          </details>`
        : nothing}
      ${basisList(member.basis)}
      <p class="small"><a href=${`#/items/${item.id}`}>${this.say('bundle.own-guide')}<span class="unseen"> ${words(item.name)}</span></a></p>
    </li>`;
  }

  #limit(key: string, limit: Limit): unknown {
    return html`<dt>${this.say(key)}</dt><dd>${words(limit.text)}${basisList(limit.basis)}</dd>`;
  }
}

define('tb-bundle-guide', TbBundleGuide);
