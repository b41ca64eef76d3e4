/** A case on the clerk's desk: where it stands, what it belongs to and waits for, and what may be done with it. */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, plain, when, words } from '../components/element.ts';
import { timeWords } from '../components/receipt/receipt.ts';
import { stateTone, stateWords } from '../components/state-words.ts';
import type { StaffAction, StaffCase } from '../gateway/types.ts';
import { hasText } from '../text/texts.ts';
import '../components/progress/progress.ts';

/** The applicant must be told why. */
const WITH_NOTE: readonly StaffAction[] = ['return', 'decide'];

export class TbDesk extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      section {
        margin-top: 1.75rem;
      }
      .sisters li,
      .history li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.125rem 0.75rem;
        padding: 0.375rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      label {
        display: block;
        font-weight: 600;
      }
      textarea {
        margin-top: 0.375rem;
      }
      .message {
        margin: 0.25rem 0 0;
        color: var(--tb-bad);
        font-weight: 600;
      }
    `,
  ];
  static override properties = { ...FlowElement.properties, number: {}, missing: { state: true }, done: { state: true } };
  declare number: string;
  /** A note is needed and not there. */
  declare missing: boolean;
  /** What was done last, in words. */
  declare done: string;

  constructor() {
    super();
    this.missing = false;
    this.done = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('number') || !this.number) return;
    this.missing = false;
    this.done = '';
    const { number } = this;
    queueMicrotask(() => void this.flow.openCase(number));
  }

  protected override render(): unknown {
    const { desk } = this.flow;
    const back = html`<p><a href="#/queue">${this.say('desk.back')}</a></p>`;
    if (!desk) return html`${back}<h1 tabindex="-1">${this.say('desk.title')} <span class="numbers">${this.number}</span></h1>`;
    return html`${back}
      <h1 tabindex="-1">${this.say('desk.title')} <span class="numbers">${desk.case.number}</span></h1>
      <p role="status">${this.done}</p>
      <tb-progress .progress=${{ ...desk.case, corrections: desk.receipt.corrections }} office></tb-progress>
      ${when(desk.case.bundle, (bundle) => this.#sisters(desk, bundle))} ${this.#actions(desk)} ${this.#history(desk)}`;
  }

  #sisters(desk: StaffCase, bundle: NonNullable<StaffCase['case']['bundle']>): unknown {
    return html`<section class="sisters">
      <h2>${this.say('desk.sisters', { name: plain(bundle.name) })}</h2>
      <ul class="plain">
        ${bundle.members.map(
          (member) => html`<li data-sister=${member.item} data-state=${member.state}>
            ${member.number === desk.case.number
              ? html`<strong>${words(member.itemName)}</strong> <span class="soft small">${this.say('desk.this')}</span>`
              : html`<a href=${`#/queue/${encodeURIComponent(member.number)}`}>${words(member.itemName)}</a>`}
            <span class="tag ${stateTone(member.state)}">${stateWords(member, (key) => this.t(key))}</span>
            <span class="soft small numbers">${member.number}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #actions(desk: StaffCase): unknown {
    if (desk.actions.length === 0) {
      const ended = ['done', 'superseded', 'waiting'].includes(desk.case.state);
      return ended ? nothing : html`<section><p>${this.say('desk.no-actions')}</p></section>`;
    }
    const noted = desk.actions.some((action) => WITH_NOTE.includes(action));
    return html`<section>
      <h2>${this.say('desk.actions')}</h2>
      ${noted
        ? html`<label for="note">${this.say('desk.note')}</label>
            <p class="soft small" id="note-hint">${this.say('desk.note-hint')}</p>
            ${this.missing ? html`<p class="message" id="note-message">${this.say('desk.note-missing')}</p>` : nothing}
            <textarea id="note" rows="4" aria-describedby=${this.missing ? 'note-hint note-message' : 'note-hint'} aria-invalid=${this.missing ? 'true' : nothing}></textarea>`
        : nothing}
      <div class="actions">
        ${desk.actions.map(
          (action, index) => html`<button
            class=${index === 0 ? '' : 'second'}
            data-action=${action}
            ?disabled=${this.flow.busy}
            @click=${() => void this.#act(action)}
          >
            ${this.say(`action.${action}`)}
          </button>`,
        )}
      </div>
    </section>`;
  }

  #history(desk: StaffCase): unknown {
    return html`<section class="history">
      <h2>${this.say('desk.history')}</h2>
      <ul class="plain">
        ${desk.history.map(
          (entry) => html`<li data-event=${entry.action}>
            <span class="soft small numbers">${timeWords(entry.at)}</span>
            <span>${hasText(`history.${entry.action}`) ? this.say(`history.${entry.action}`) : entry.action}</span>
            ${when(entry.note, (note) => html`<span>${note}</span>`)}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  async #act(action: StaffAction): Promise<void> {
    const box = this.renderRoot.querySelector<HTMLTextAreaElement>('#note');
    const note = box?.value ?? '';
    this.missing = WITH_NOTE.includes(action) && note.trim() === '';
    if (this.missing) {
      box?.focus();
      return;
    }
    if (!(await this.flow.act(action, note))) return;
    if (box) box.value = '';
    this.done = this.t('desk.done', { action: this.t(`action.${action}`) });
    // The button that was pressed is gone: the clerk goes on from the top of the case.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }
}

define('tb-desk', TbDesk);
