/**
 * `<tb-members>`: the items of a bundle (打包办) as they stand, each by itself: one that fails or waits does not hold the others.
 *
 * Brief beside the questions; with `detail` before handing in, when each says where it goes, by when, and by what it was decided.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Condition, Member, Reason } from '../../engine/port.ts';
import { basisList, basisStyles, becauseLine } from '../basis.ts';
import '../conditions/conditions.ts';
import { TbElement, define, plain, when, words } from '../element.ts';

const TONE: Record<string, string> = { ready: 'good', 'ready-with-correction': 'warn', incomplete: '', blocked: 'bad' };
/** Reasons that are told item by item; what is missing or to be mended stands in the one list of all. */
const TOLD: readonly string[] = ['blocks', 'waits', 'review'];

export class TbMembers extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    css`
      li.member {
        padding: 0.625rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      li.member:last-child {
        border-bottom: 0;
      }
      :host([detail]) li.member {
        margin-top: 1rem;
        padding: 1rem 1.25rem;
        border: 0.0625rem solid var(--tb-rule);
        border-inline-start: 0.375rem solid var(--tb-rule-strong);
        border-radius: var(--tb-radius);
      }
      :host([detail]) li.good {
        border-inline-start-color: var(--tb-good);
      }
      :host([detail]) li.warn {
        border-inline-start-color: var(--tb-warn);
      }
      :host([detail]) li.bad {
        border-inline-start-color: var(--tb-bad);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 0.75rem;
      }
      h3 {
        margin: 0;
      }
      .name {
        font-weight: 600;
      }
      .outcome {
        margin: 0.25rem 0 0;
      }
      .why {
        margin: 0.375rem 0 0;
      }
      .why li {
        margin: 0.25rem 0;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.125rem 1rem;
        margin-top: 0.5rem;
      }
      dt {
        color: var(--tb-ink-soft);
      }
      .left-out .name {
        color: var(--tb-ink-soft);
        font-weight: 400;
      }
    `,
  ];
  static override properties = {
    members: { attribute: false },
    conditions: { attribute: false },
    detail: { type: Boolean },
  };

  declare members: Member[];
  /** Conditions of all items: `<item>/<id>`. */
  declare conditions: Condition[];
  declare detail: boolean;

  constructor() {
    super();
    this.members = [];
    this.conditions = [];
    this.detail = false;
  }

  protected override render(): unknown {
    const names = new Map(this.members.map((member) => [member.item, member.name]));
    return html`<ul class="plain">
      ${this.members.map((member) => this.#member(member, names))}
    </ul>`;
  }

  #member(member: Member, names: Map<string, string>): unknown {
    const { state, verdict } = member;
    const applied = state === 'goes' || state === 'waits';
    const name = words(member.name);
    return html`<li class="member ${applied ? (TONE[verdict.kind] ?? '') : ''} ${state}" data-member=${member.item} data-state=${state} data-verdict=${verdict.kind}>
      <div class="line">
        ${this.detail ? html`<h3 class="name">${name}</h3>` : html`<span class="name">${name}</span>`}
        ${state === 'goes' ? nothing : html`<span class="tag">${this.say(`member.${state}`)}</span>`}
      </div>
      ${state === 'perhaps' ? becauseLine(member.because) : nothing}
      ${state === 'waits' ? this.#waits(member, names) : nothing}
      ${applied ? html`<p class="outcome">${words(verdict.text)}</p>` : nothing}
      ${applied && this.detail ? this.#detail(member) : nothing}
    </li>`;
  }

  #waits(member: Member, names: Map<string, string>): unknown {
    const list = member.needs.map((id) => plain(names.get(id) ?? id)).join(this.t('list.comma'));
    return html`<p class="outcome">${this.say('member.waits-for', { names: list })}</p>`;
  }

  #detail(member: Member): unknown {
    const told = member.verdict.reasons.filter((reason) => TOLD.includes(reason.kind));
    const own = this.conditions.filter((condition) => condition.id.startsWith(`${member.item}/`));
    const { route, deadline } = member;
    return html`${told.length > 0
        ? html`<ul class="why">
            ${told.map((reason) => this.#reason(reason))}
          </ul>`
        : nothing}
      <dl class="small">
        ${when(route.target, (target) => html`<dt>${this.say('route')}</dt><dd>${this.say(`route.${target}`)}${when(route.reason, (reason) => html`<br /><span class="soft">${words(reason)}</span>`)}</dd>`)}
        ${when(deadline.promised, (limit) => html`<dt>${this.say('limit.promised')}</dt><dd>${words(limit.text)}</dd>`)}
        ${when(deadline.statutory, (limit) => html`<dt>${this.say('limit.statutory')}</dt><dd>${words(limit.text)}</dd>`)}
        ${member.state === 'waits' ? html`<dt></dt><dd>${this.say('member.clock')}</dd>` : nothing}
      </dl>
      ${own.length > 0
        ? html`<details>
            <summary>${this.say('bundle.conditions', { count: own.length })}<span class="unseen"> ${words(member.name)}</span></summary>
            <tb-conditions .conditions=${own}></tb-conditions>
          </details>`
        : nothing}`;
  }

  #reason(reason: Reason): unknown {
    const tone = reason.kind === 'blocks' ? 'bad' : '';
    return html`<li data-code=${reason.code}>
      <span class="tag ${tone}">${this.say(`member.reason.${reason.kind}`)}</span> ${words(reason.message)}${basisList(reason.basis)}
    </li>`;
  }
}

define('tb-members', TbMembers);
