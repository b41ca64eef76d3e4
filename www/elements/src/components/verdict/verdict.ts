/** `<tb-verdict>`: the outcome so far, where the case goes, and by when. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Deadline, Route, Verdict } from '../../engine/port.ts';
import { becauseLine, basisStyles } from '../basis.ts';
import { TbElement, define, when, words } from '../element.ts';

const TONE: Record<string, string> = {
  ready: 'good',
  'ready-with-correction': 'warn',
  incomplete: 'plain',
  blocked: 'bad',
};

export class TbVerdict extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    css`
      .box {
        padding: 1rem 1.25rem;
        border-inline-start: 0.375rem solid var(--tb-rule-strong);
        border-radius: var(--tb-radius);
        background: var(--tb-paper);
        box-shadow: inset 0 0 0 0.0625rem var(--tb-rule);
      }
      .box.good {
        border-color: var(--tb-good);
        background: var(--tb-good-wash);
      }
      .box.warn {
        border-color: var(--tb-warn);
        background: var(--tb-warn-wash);
      }
      .box.bad {
        border-color: var(--tb-bad);
        background: var(--tb-bad-wash);
      }
      .outcome {
        margin: 0;
        font-size: 1.125rem;
        font-weight: 650;
        line-height: 1.5;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.125rem 1rem;
        margin-top: 0.5rem;
      }
      dt {
        color: var(--tb-ink-soft);
      }
      /* With large letters on a narrow screen two columns leave no room for words. */
      .box {
        container-type: inline-size;
      }
      @container (max-width: 15rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  static override properties = {
    verdict: { attribute: false },
    route: { attribute: false },
    deadline: { attribute: false },
  };

  declare verdict: Verdict;
  declare route: Route | null;
  declare deadline: Deadline | null;

  constructor() {
    super();
    this.route = null;
    this.deadline = null;
  }

  protected override render(): unknown {
    if (!this.verdict) return nothing;
    return html`<div class="box ${TONE[this.verdict.kind] ?? 'plain'}" data-verdict=${this.verdict.kind}>
      <p class="outcome">${words(this.verdict.text)}</p>
      ${this.route || this.deadline
        ? html`<dl class="small">
            ${when(this.route?.target, (target) => html`<dt>${this.say('route')}</dt><dd>${this.say(`route.${target}`)}${when(this.route?.reason, (reason) => html`<br /><span class="soft">${words(reason)}</span>`)}</dd>`)}
            ${when(this.deadline?.promised, (limit) => html`<dt>${this.say('limit.promised')}</dt><dd>${words(limit.text)}</dd>`)}
            ${when(this.deadline?.statutory, (limit) => html`<dt>${this.say('limit.statutory')}</dt><dd>${words(limit.text)}</dd>`)}
          </dl>
          ${becauseLine(this.route?.because ?? [])}`
        : nothing}
    </div>`;
  }
}

define('tb-verdict', TbVerdict);
