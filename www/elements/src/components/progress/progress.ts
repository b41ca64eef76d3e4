/** `<tb-progress>`: where a case stands. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Progress } from '../../gateway/types.ts';
import { dateWords } from '../../text/texts.ts';
import { stateWords } from '../state-words.ts';
import { TbElement, define, when, words } from '../element.ts';
import { timeWords, whoseTurn } from '../receipt/receipt.ts';

export class TbProgress extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      ol.steps {
        margin: 1.25rem 0 0;
        padding: 0;
        list-style: none;
      }
      .steps li {
        position: relative;
        padding: 0 0 1.25rem 2.25rem;
      }
      .steps li::before {
        content: '';
        position: absolute;
        inset-inline-start: 0.375rem;
        top: 0.5rem;
        width: 0.875rem;
        height: 0.875rem;
        border: 0.1875rem solid var(--tb-rule-strong);
        border-radius: 50%;
        background: var(--tb-paper);
      }
      .steps li.done::before {
        border-color: var(--tb-good);
        background: var(--tb-good);
      }
      .steps li:not(:last-child)::after {
        content: '';
        position: absolute;
        inset-inline-start: 0.75rem;
        top: 1.5rem;
        bottom: -0.375rem;
        width: 0.125rem;
        background: var(--tb-rule);
      }
      .state {
        font-size: 1.25rem;
        font-weight: 650;
      }
    `,
  ];
  static override properties = { progress: { attribute: false } };

  declare progress: Progress;

  protected override render(): unknown {
    const { progress } = this;
    if (!progress) return nothing;
    const steps = progress.milestones;
    const { own, staff } = whoseTurn(progress.corrections);
    return html`<div class="card" data-case=${progress.number}>
      <p class="soft numbers">${progress.number}</p>
      ${when(progress.itemName, (name) => html`<h2>${words(name)}</h2>`)}
      <p class="state">${stateWords(progress, (key) => this.t(key))}</p>
      ${steps.length > 0
        ? html`<ol class="steps">
            ${steps.map(
              (step) => html`<li class=${step.at ? 'done' : ''}>
                ${words(step.name)}${step.at ? html`<span class="unseen"> ${this.say('progress.done')}</span>` : nothing}
                ${when(step.at, (at) => html`<span class="soft small numbers"> ${timeWords(at)}</span>`)}
              </li>`,
            )}
          </ol>`
        : nothing}
      ${when(progress.deadline.date, (date) => html`<p>${this.say('progress.until', { date: dateWords(date) })}</p>`)}
      ${own.length > 0
        ? html`<h3>${this.say('receipt.corrections')}</h3>
            <ol>
              ${own.map((entry) => html`<li>${words(entry.message)}</li>`)}
            </ol>`
        : nothing}
      ${staff.length > 0
        ? html`<h3>${this.say('receipt.reviewed')}</h3>
            <ul>
              ${staff.map((entry) => html`<li>${words(entry.message)}</li>`)}
            </ul>`
        : nothing}
    </div>`;
  }
}


define('tb-progress', TbProgress);
