/** `<tb-progress>`: where a case stands; of a bundle, where the case of each item does. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { CaseSummary, Correction, Progress } from '../../gateway/types.ts';
import { dateWords } from '../../text/texts.ts';
import { ofMember } from '../of-member.ts';
import { stateTone, stateWords } from '../state-words.ts';
import { TbElement, define, plain, when, words } from '../element.ts';
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
      .state .tag {
        font-size: 1.0625rem;
        font-weight: 650;
      }
      ol.members {
        margin: 1rem 0 0;
        padding: 0;
        list-style: none;
      }
      .card {
        overflow-wrap: anywhere;
      }
      .members > li {
        padding: 1rem 0;
        border-top: 0.0625rem solid var(--tb-rule);
      }
      .members h3,
      .members p {
        margin: 0.25rem 0;
      }
    `,
  ];
  static override properties = { progress: { attribute: false }, office: { type: Boolean } };

  declare progress: Progress;
  /** The office reads it, not the applicant. */
  declare office: boolean;

  protected override render(): unknown {
    const { progress } = this;
    if (!progress) return nothing;
    const { own, waits, staff } = whoseTurn(progress.corrections);
    return html`<div class="card" data-case=${progress.number} data-state=${progress.state}>
      ${this.office ? nothing : html`<p class="soft numbers">${progress.number}</p>`}
      ${when(progress.itemName, (name) => html`<h2>${words(name)}</h2>`)}
      ${when(progress.bundle, (bundle) => html`<p class="small">${this.say('member.part-of', { name: plain(bundle.name), number: bundle.number })}</p>`)}
      ${this.#state(progress)} ${this.#steps(progress)}
      ${progress.members ? nothing : this.#until(progress)}
      ${when(progress.members, (members) => html`<p>${this.say('member.note')}</p><ol class="members">${members.map((member) => this.#member(member))}</ol>`)}
      ${this.#list('receipt.corrections', own)} ${this.#list(this.office ? 'desk.waits' : 'reason.waits', this.#stillWaiting(waits))} ${this.#list('receipt.reviewed', staff)}
    </div>`;
  }

  #member(member: CaseSummary): unknown {
    return html`<li data-case=${member.number} data-item=${member.item} data-state=${member.state}>
      <h3>${words(member.itemName)}</h3>
      <p class="soft small numbers">${member.number}</p>
      ${this.#state(member)}
      ${this.#until(member)} ${this.#steps(member)}
    </li>`;
  }

  #state(entry: CaseSummary): unknown {
    const names = (entry.waitsFor ?? []).map((name) => plain(name)).join(this.t('list.comma'));
    return html`<p class="state"><span class="tag ${stateTone(entry.state)}">${stateWords(entry, (key) => this.t(key))}</span></p>
      ${entry.state === 'waiting' ? html`<p>${this.say(this.office ? 'desk.waits-for' : 'member.waits-for', { names })}</p>` : nothing}`;
  }

  /** By when; what waits has no date yet, and says when its time starts. */
  #until(entry: CaseSummary): unknown {
    if (entry.state === 'waiting') return html`<p class="small">${this.say('member.clock')}</p>`;
    if (entry.state === 'done') return nothing;
    const { date, text } = entry.deadline ?? { date: null, text: null };
    if (date) return html`<p>${this.say('progress.until', { date: dateWords(date) })}</p>`;
    // The calendar does not reach so far yet.
    return when(!entry.members && text, (limit) => html`<p>${this.say('limit.promised')}${this.say('list.colon')}${words(limit)}</p>`);
  }

  /** What an item done first settles is said while the case waits for it. */
  #stillWaiting(entries: Correction[]): Correction[] {
    const { members, state } = this.progress;
    if (!members) return state === 'waiting' ? entries : [];
    const waiting = members.filter((member) => member.state === 'waiting');
    return entries.filter(({ code }) => ofMember(waiting, code));
  }

  #steps(entry: CaseSummary): unknown {
    if (entry.milestones.length === 0) return nothing;
    return html`<ol class="steps">
      ${entry.milestones.map(
        (step) => html`<li class=${step.at ? 'done' : ''}>
          ${words(step.name)}${step.at ? html`<span class="unseen"> ${this.say('progress.done')}</span>` : nothing}
          ${when(step.at, (at) => html`<span class="soft small numbers"> ${timeWords(at)}</span>`)}
        </li>`,
      )}
    </ol>`;
  }

  #list(key: string, entries: Correction[]): unknown {
    if (entries.length === 0) return nothing;
    const line = (entry: Correction) => html`${when(ofMember(this.progress.members, entry.code), (member) => html`<span class="soft">${this.say('member.whose', { name: plain(member.itemName) })}</span>`)}${words(entry.message)}`;
    return html`<h3>${this.say(key)}</h3>
      <ul>
        ${entries.map((entry) => html`<li>${line(entry)}</li>`)}
      </ul>`;
  }
}

define('tb-progress', TbProgress);
