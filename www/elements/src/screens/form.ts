/** One page of questions, with the live list of materials beside it. */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { FlowElement } from '../app/flow-element.ts';
import { define, when, words } from '../components/element.ts';
import type { Field, Reason } from '../engine/port.ts';
import '../components/error-summary/error-summary.ts';
import '../components/field/field.ts';
import '../components/roster/roster.ts';
import '../components/rows/rows.ts';
import './aside.ts';

/** Most rows from which on a list is offered as a table. */
const LONG = 100;

export class TbForm extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 2rem;
      }
      @media (min-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr) 20rem;
          gap: 3rem;
        }
      }
      section {
        margin-top: 1.75rem;
      }
      section > h2 {
        margin-bottom: 1.25rem;
        padding-bottom: 0.5rem;
        border-bottom: 0.125rem solid var(--tb-primary);
      }
      .where {
        margin: 0;
        color: var(--tb-ink-soft);
      }
      .notes {
        margin: 1rem 0;
        padding: 0.75rem 1rem 0.75rem 2rem;
        border-left: 0.25rem solid var(--tb-primary);
        background: var(--tb-primary-wash);
      }
      :host([dense]) .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        gap: 0 2rem;
      }
      :host([dense]) tb-rows {
        grid-column: 1 / -1;
      }
    `,
  ];
  static override properties = { ...FlowElement.properties, page: {}, strict: { state: true }, summary: { state: true } };

  declare page: string;
  /** The page was left once with something missing: say so at each field. */
  declare strict: boolean;
  declare summary: Reason[];

  constructor() {
    super();
    this.strict = false;
    this.summary = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('page') && changed.get('page') !== undefined) {
      this.strict = false;
      this.summary = [];
      // They stood on the page that was left.
      this.flow.application?.readNotes();
    }
    // Once said, the summary follows the answers: what is mended goes from it.
    if (this.summary.length > 0 && this.flow.application) this.summary = this.flow.application.checkPage(this.page);
  }

  protected override render(): unknown {
    const { application } = this.flow;
    const page = application?.pages.find((entry) => entry.id === this.page);
    if (!application || !page) return nothing;
    const at = application.pages.indexOf(page) + 1;
    const { view } = application;
    return html`<div class="columns">
      <div>
        <p class="where">${words(view.name)} · ${this.say('form.page', { page: at, pages: application.pages.length })}</p>
        <h1 tabindex="-1">${words(page.title)}</h1>
        ${application.notes.length > 0
          ? html`<ul class="notes" role="status">
              ${application.notes.map((note) => html`<li>${words(note)}</li>`)}
            </ul>`
          : nothing}
        ${this.summary.length > 0
          ? html`<tb-error-summary .reasons=${this.summary} .heading=${this.t('errors.page')}></tb-error-summary>`
          : nothing}
        ${page.sections.map((section) => {
          const fields = section.fields
            .map((path) => view.fields.find((field) => field.path === path))
            .filter((field): field is Field => field?.visible === true);
          if (fields.length === 0) return nothing;
          return html`<section>
            ${when(section.title, (title) => html`<h2>${words(title)}</h2>`)}
            <div class="fields">
              ${repeat(
                fields,
                (field) => field.path,
                (field) =>
                  field.widget.type === 'group'
                    ? html`${takesTables(field, this.flow.profile.capabilities)
                          ? html`<tb-roster .group=${field.path} .owner=${this.flow.rosterOwner(field.path)} .have=${field.rows?.length ?? 0} .most=${field.widget.maxRows} .read=${this.flow.readRoster} .take=${this.flow.takeRows}></tb-roster>`
                          : nothing}
                        <tb-rows .field=${field} ?strict=${this.strict} ?dense=${this.flow.profile.dense}></tb-rows>`
                    : html`<tb-field .field=${field} ?strict=${this.strict} ?dense=${this.flow.profile.dense}></tb-field>`,
              )}
            </div>
          </section>`;
        })}
        <div class="actions">
          <button id="next" @click=${() => this.forward()}>${this.say('form.next')}</button>
          <button class="second" id="back" @click=${() => this.flow.turn(-1)}>${this.say('form.back')}</button>
          ${this.summary.length > 0
            ? html`<button class="link" id="anyway" @click=${() => this.flow.turn(1)}>${this.say('form.anyway')}</button>`
            : nothing}
        </div>
      </div>
      <tb-aside .flow=${this.flow}></tb-aside>
    </div>`;
  }

  /** On to the next page, unless something on this one is missing: then that is said first, once. */
  forward(): void {
    const reasons = this.flow.application?.checkPage(this.page) ?? [];
    if (reasons.length === 0) {
      this.flow.turn(1);
      return;
    }
    this.strict = true;
    this.summary = reasons;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('tb-error-summary')?.focus());
  }
}

/** A list that may be long, where files can be chosen. */
function takesTables(field: Field, capabilities: readonly string[]): boolean {
  return field.widget.type === 'group' && field.widget.maxRows >= LONG && capabilities.includes('upload');
}

define('tb-form', TbForm);
