/** `<tb-conditions>`: 受理条件, each met and by what, not met, or not known yet and because of what. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Condition, Member } from '../../engine/port.ts';
import { basisList, basisStyles, becauseLine } from '../basis.ts';
import { TbElement, define, when, words } from '../element.ts';

export class TbConditions extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    css`
      li {
        padding: 0.75rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      li:last-child {
        border-bottom: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 0.75rem;
      }
      .name {
        font-weight: 600;
      }
      .whose {
        margin: 0;
      }
      .met {
        margin: 0.25rem 0 0;
      }
      .unmet {
        margin: 0.25rem 0 0;
        color: var(--tb-bad);
        font-weight: 600;
      }
    `,
  ];
  static override properties = { conditions: { attribute: false }, members: { attribute: false }, plain: { type: Boolean } };

  declare conditions: Condition[];
  /** Items of a bundle: each condition (`<item>/<id>`) says whose it is. */
  declare members: Member[];
  /** Without states, for a guide that knows no situation. */
  declare plain: boolean;

  constructor() {
    super();
    this.conditions = [];
    this.members = [];
    this.plain = false;
  }

  protected override render(): unknown {
    return html`<ul class="plain">
      ${this.conditions.map(
        (condition) => html`<li data-condition=${condition.id}>
          <div class="line">
            <span class="name">${words(condition.name)}</span>
            ${this.plain ? nothing : html`<span class="tag ${tone(condition.state)}">${this.say(`condition.${condition.state}`)}</span>`}
          </div>
          ${when(this.#whose(condition), (member) => html`<p class="whose small soft">${words(member.name)}</p>`)}
          ${this.plain
            ? nothing
            : html`${when(condition.message, (message) => html`<p class=${condition.state === 'met' ? 'met' : 'unmet'}>${words(message)}</p>`)}
              ${when(condition.remedy, (remedy) => html`<p>${words(remedy)}</p>`)}`}
          ${this.plain ? nothing : becauseLine(condition.because)} ${basisList(condition.basis)}
        </li>`,
      )}
    </ul>`;
  }

  #whose(condition: Condition): Member | undefined {
    return this.members.find((member) => condition.id.startsWith(`${member.item}/`));
  }
}

function tone(state: string): string {
  return state === 'met' ? 'good' : state === 'not-met' ? 'bad' : '';
}

define('tb-conditions', TbConditions);
