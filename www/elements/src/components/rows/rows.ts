/**
 * `<tb-rows>`: the rows of a repeat group, each with its questions; add, remove, and confirm that these are all.
 *
 * A column may be a group itself: its rows stand in the row, one heading deeper.
 *
 * Sends `tb-add-row {group}`, `tb-remove-row {group, row}`, `tb-confirm {group, complete}`; cells send `tb-set`.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field, Row } from '../../engine/port.ts';
import { TbElement, define, plain, when, words } from '../element.ts';
import '../field/field.ts';

/** Rows shown at once. */
const PAGE = 20;

export class TbRows extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      :host {
        margin: 0 0 1.75rem;
      }
      .row {
        margin: 0.75rem 0;
        padding: 1.25rem 1.25rem 0.25rem;
        border: 0.0625rem solid var(--tb-rule);
        border-inline-start: 0.25rem solid var(--tb-primary);
        border-radius: var(--tb-radius);
        background: var(--tb-paper);
      }
      .row-head {
        display: flex;
        justify-content: space-between;
        align-items: center;
        margin-bottom: 0.75rem;
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
        gap: 0 1.5rem;
      }
      tb-rows.inner {
        grid-column: 1 / -1;
      }
      .confirm {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-height: var(--tb-target);
        margin-top: 1rem;
        cursor: pointer;
      }
      .confirm input {
        flex: none;
        width: 1.5rem;
        height: 1.5rem;
        min-height: 0;
        margin: 0;
        accent-color: var(--tb-primary);
      }
      .message {
        margin: 0.25rem 0;
        color: var(--tb-bad);
        font-weight: 600;
      }
      .hint {
        margin: 0.125rem 0;
        color: var(--tb-ink-soft);
        font-size: 0.9375rem;
      }
    `,
  ];
  static override properties = {
    field: { attribute: false },
    level: { attribute: false },
    strict: { type: Boolean },
    dense: { type: Boolean },
    from: { state: true },
  };

  declare field: Field;
  /** How deep it stands: 0, or 1 in a row of another. */
  declare level: number;
  declare strict: boolean;
  declare dense: boolean;
  /** The first row shown. */
  declare from: number;
  /** Rows there were when one was added, until it is drawn. */
  #before: number | undefined;

  constructor() {
    super();
    this.level = 0;
    this.from = 0;
    this.strict = false;
    this.dense = false;
  }

  focusInput(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('tb-field') as (HTMLElement & { focusInput(): void }) | null;
    if (first) first.focusInput();
    else this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  protected override willUpdate(): void {
    this.dataset['path'] = this.field.path;
    const count = this.field.rows?.length ?? 0;
    if (this.#before !== undefined && count > this.#before) this.from = Math.floor((count - 1) / PAGE) * PAGE;
  }

  protected override async updated(): Promise<void> {
    if (this.#before === undefined || (this.field.rows?.length ?? 0) <= this.#before) return;
    this.#before = undefined;
    const cells = this.renderRoot.querySelectorAll<HTMLElement>('.row:last-of-type tb-field');
    const first = cells[0] as (HTMLElement & { focusInput(): void; updateComplete: Promise<boolean> }) | undefined;
    await first?.updateComplete;
    first?.focusInput();
  }

  protected override render(): unknown {
    const { field } = this;
    if (!field.visible || field.widget.type !== 'group') return nothing;
    const rows = field.rows ?? [];
    const full = rows.length >= field.widget.maxRows;
    const from = this.#start(rows.length);
    const shown = field.violations.filter((violation) => this.strict || violation.code !== 'required');
    return html`<section aria-labelledby="title">
      ${this.#heading(
        html`${words(field.label)} <span class="soft small">${this.say('rows.count', { count: rows.length })}</span>`,
      )}
      ${when(field.hint, (hint) => html`<p class="hint">${words(hint)}</p>`)}
      ${shown.map((violation) => html`<p class="message">${words(violation.message)}</p>`)}
      ${repeat(
        rows.slice(from, from + PAGE),
        (row) => row.id,
        (row, index) => this.#row(row, from + index),
      )}
      ${this.#pages(from, rows.length)}
      <button class="second" ?disabled=${full} @click=${() => this.#add()}>${this.say('rows.add')}</button>
      <label class="confirm">
        <input
          type="checkbox"
          .checked=${field.complete === true}
          @change=${(event: Event) =>
            this.send('tb-confirm', { group: field.path, complete: (event.target as HTMLInputElement).checked })}
        />
        <span>${rows.length > 0 ? this.say('rows.complete', { count: rows.length }) : this.say('rows.complete-empty')}</span>
      </label>
    </section>`;
  }

  /** The first row shown: a long list is shown in parts, as a page of thousands of questions helps nobody. */
  #start(count: number): number {
    return Math.max(0, Math.min(this.from, Math.floor((count - 1) / PAGE) * PAGE));
  }

  #pages(from: number, count: number): unknown {
    if (count <= PAGE) return nothing;
    const last = Math.min(from + PAGE, count);
    return html`<p>
      <button class="second" id="rows-before" ?disabled=${from === 0} @click=${() => (this.from = from - PAGE)}>${this.say('rows.before')}</button>
      <span>${this.say('rows.part', { first: from + 1, last, count })}</span>
      <button class="second" id="rows-after" ?disabled=${last === count} @click=${() => (this.from = from + PAGE)}>${this.say('rows.after')}</button>
    </p>`;
  }

  /** Turns to the row that a path leads into; whether there is one. */
  turnTo(path: string): boolean {
    const id = /\[(r\d+)\]/.exec(path.slice(this.field.path.length))?.[1];
    const place = (this.field.rows ?? []).findIndex((row) => row.id === id);
    if (place < 0) return false;
    this.from = Math.floor(place / PAGE) * PAGE;
    return true;
  }

  #heading(title: unknown): unknown {
    return this.level > 0 ? html`<h4 id="title">${title}</h4>` : html`<h2 id="title">${title}</h2>`;
  }

  #row(row: Row, index: number): unknown {
    const number = index + 1;
    return html`<div class="row" role="group" aria-label=${`${plain(this.field.label)} ${number}`}>
      <div class="row-head">
        ${this.level > 0 ? html`<h5>${this.say('rows.row', { number })}</h5>` : html`<h3>${this.say('rows.row', { number })}</h3>`}
        <button class="link" @click=${() => this.send('tb-remove-row', { group: this.field.path, row: row.id })}>
          ${this.say('rows.remove')}<span class="unseen"> ${this.say('rows.row', { number })}</span>
        </button>
      </div>
      <div class="cells">
        ${repeat(
          row.fields.filter((cell) => cell.visible),
          (cell) => cell.path,
          (cell) =>
            cell.widget.type === 'group'
              ? html`<tb-rows class="inner" .field=${cell} .level=${this.level + 1} ?strict=${this.strict} ?dense=${this.dense}></tb-rows>`
              : html`<tb-field .field=${cell} ?strict=${this.strict} ?dense=${this.dense}></tb-field>`,
        )}
      </div>
    </div>`;
  }

  #add(): void {
    this.#before = this.field.rows?.length ?? 0;
    this.send('tb-add-row', { group: this.field.path });
  }
}

define('tb-rows', TbRows);
