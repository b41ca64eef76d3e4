/**
 * `<tb-field>`: one question, with its label, hint, input and what is wrong with the answer.
 *
 * Sends `tb-set {path, value}` when an answer is given and `tb-dispute {path, reason, claimed}` when a register's value
 * is contested. State lives in the engine; only what is half typed lives here.
 */

import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import type { Field, Violation, WireValue } from '../../engine/port.ts';
import { TbElement, define, plain, when, words } from '../element.ts';
import { basisList, basisStyles } from '../basis.ts';
import { NO_DATE, joinDate, splitDate, spreadDate, type DateParts } from './dates.ts';
import { fieldStyles } from './field.styles.ts';
import { booleanInput, dateInput, enumInput, numberInput, regionInput, textInput, type InputHost } from './inputs.ts';
import { typedText, valueWords } from './values.ts';

/** More options than this are a list to pick from, not buttons. */
const MOST_BUTTONS = 7;
const MOST_BUTTONS_DENSE = 3;

export class TbField extends TbElement {
  static override styles: CSSResultGroup = [TbElement.styles, basisStyles, fieldStyles];
  static override properties = {
    field: { attribute: false },
    strict: { type: Boolean },
    dense: { type: Boolean },
    parts: { state: true },
    query: { state: true },
    disputing: { state: true },
  };

  /** The field as the engine sees it. */
  declare field: Field;
  /** Also say that a required answer is missing. */
  declare strict: boolean;
  /** Where much must be in sight: lists rather than buttons. */
  declare dense: boolean;
  declare parts: DateParts;
  declare query: string;
  declare disputing: boolean;

  constructor() {
    super();
    this.strict = false;
    this.dense = false;
    this.parts = NO_DATE;
    this.query = '';
    this.disputing = false;
    this.addEventListener('focusout', (event) => this.#leave(event as FocusEvent));
  }

  /** Puts the focus where the answer is given. */
  focusInput(): void {
    const target =
      this.renderRoot.querySelector<HTMLElement>('input:checked') ??
      this.renderRoot.querySelector<HTMLElement>('#input') ??
      this.renderRoot.querySelector<HTMLElement>('button, [tabindex]');
    target?.focus();
    this.scrollIntoView?.({ block: 'center' });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('field');
    if (!changed.has('field')) return;
    this.dataset['path'] = this.field.path;
    if (this.field.widget.type !== 'date') return;
    const typed = typedText(this.field);
    if (!before || typedText(before) !== typed) this.parts = splitDate(typed);
  }

  protected override render(): unknown {
    const { field } = this;
    if (!field?.visible) return nothing;
    const shown = this.#violations();
    const error = shown.some((violation) => violation.severity === 'error');
    const review = shown.some((violation) => violation.severity === 'review');
    const describedBy = [field.hint ? 'hint' : '', shown.length > 0 ? 'messages' : ''].filter(Boolean).join(' ');
    const host: InputHost = {
      field,
      describedBy,
      invalid: error,
      commit: (value) => this.#commit(value),
    };
    const body = field.readOnly ? this.#known() : this.#input(host);
    const head = html`${when(field.hint, (hint) => html`<p class="hint" id="hint">${words(hint)}</p>`)}
    ${shown.length > 0 ? html`<div id="messages">${shown.map((violation) => this.#message(violation))}</div>` : nothing}`;
    const tone = error ? 'wrong' : review ? 'review' : '';
    const several = ['boolean', 'date'].includes(field.widget.type) || this.#isButtons();
    if (several && !field.readOnly) {
      return html`<fieldset class=${tone} aria-describedby=${describedBy || nothing}>
        <legend class="label">${this.#label()}</legend>
        ${head}${body}
      </fieldset>`;
    }
    return html`<div class=${tone}>
      ${field.readOnly
        ? html`<span class="label">${this.#label()}</span>`
        : html`<label class="label" for="input">${this.#label()}</label>`}
      ${head}${body}
    </div>`;
  }

  #label(): TemplateResult {
    return html`${words(this.field.label)}${this.field.required || this.field.readOnly
      ? nothing
      : html`<span class="optional">${this.say('optional')}</span>`}${this.#isPrefilled()
      ? html` <span class="tag">${this.say(`origin.${this.field.origin}`)}</span>`
      : nothing}`;
  }

  /** Filled in from a card or a register, and may be changed. */
  #isPrefilled(): boolean {
    return !this.field.readOnly && this.field.knowledge === 'known' && (this.field.origin === 'card' || this.field.origin === 'register');
  }

  #isButtons(): boolean {
    const { widget } = this.field;
    return widget.type === 'enum' && widget.options.length <= (this.dense ? MOST_BUTTONS_DENSE : MOST_BUTTONS);
  }

  #input(host: InputHost): TemplateResult {
    const { widget } = this.field;
    switch (widget.type) {
      case 'boolean':
        return booleanInput(host);
      case 'enum':
        return this.#isButtons()
          ? enumInput(host, widget.options, true)
          : html`<div class="input">${enumInput(host, widget.options, false)}</div>`;
      case 'region':
        return html`<div class="input">
          ${regionInput(host, widget.options, this.query, (query) => (this.query = query))}
        </div>`;
      case 'number':
        return html`<div class="input">${numberInput(host, widget.unit)}</div>`;
      case 'date':
        return html`<div class="input date">${dateInput(host, this.parts, (part, typed) => this.#part(part, typed))}</div>`;
      case 'text':
        return html`<div class="input">${textInput(host, widget.maxChars, widget.long)}</div>`;
      case 'group':
        return html``;
    }
  }

  /** A register's or a card's value: shown, not typed; it can be contested. */
  #known(): TemplateResult {
    const { field } = this;
    const canDispute = field.origin === 'register';
    return html`<div class="known" id="known" tabindex="-1">
        <span class="value">${valueWords(field) || this.say('empty')}</span>
        ${field.origin ? html`<span class="tag">${this.say(`origin.${field.origin}`)}</span>` : nothing}
        ${field.disputed ? html`<span class="tag warn">${this.say('dispute.made')}</span>` : nothing}
        ${canDispute && !field.disputed && !this.disputing
          ? html`<button class="link small" @click=${() => (this.disputing = true)}>
              ${this.say('dispute.start')}<span class="unseen"> ${plain(field.label)}</span>
            </button>`
          : nothing}
      </div>
      ${this.disputing
        ? html`<form class="dispute" @submit=${(event: Event) => this.#dispute(event)}>
            <label>${this.say('dispute.reason')}<textarea id="reason" rows="3" maxlength="500" required></textarea></label>
            <label>${this.say('dispute.claimed')}<input id="claimed" class="text" type="text" maxlength="100" /></label>
            <button>${this.say('dispute.send')}</button>
            <button class="link" type="button" @click=${() => (this.disputing = false)}>${this.say('cancel')}</button>
          </form>`
        : nothing}`;
  }

  #message(violation: Violation): TemplateResult {
    const tone = violation.severity === 'error' ? '' : violation.severity === 'review' ? 'review' : 'hint-only';
    return html`<p class="message ${tone}">
        <span class="unseen">${this.say(`severity.${violation.severity}`)}</span>${words(violation.message)}
      </p>
      ${basisList(violation.basis)}`;
  }

  #violations(): Violation[] {
    return this.field.violations.filter((violation) => this.strict || violation.code !== 'required');
  }

  #part(part: keyof DateParts, typed: string): void {
    const whole = part === 'year' ? spreadDate(typed) : undefined;
    this.parts = whole ?? { ...this.parts, [part]: typed.trim() };
    // A whole date is an answer at once; a part of one only when the focus leaves.
    const { year, month, day } = this.parts;
    if (whole || (year.length === 4 && month && day.length === 2)) this.#commitDate();
  }

  /** A date is given when the focus leaves its three boxes. */
  #leave(event: FocusEvent): void {
    if (this.field?.widget.type !== 'date' || this.field.readOnly) return;
    const next = event.relatedTarget;
    if (next instanceof Node && this.contains(next)) return;
    if (next instanceof Node && next === this) return;
    queueMicrotask(() => {
      if (this.shadowRoot?.activeElement instanceof HTMLInputElement) return;
      this.#commitDate();
    });
  }

  #commitDate(): void {
    const value = joinDate(this.parts);
    if ((value ?? '') !== typedText(this.field)) this.#commit(value);
  }

  #commit(value: WireValue): void {
    this.send('tb-set', { path: this.field.path, value });
  }

  #dispute(event: Event): void {
    event.preventDefault();
    const reason = this.renderRoot.querySelector<HTMLTextAreaElement>('#reason')?.value.trim() ?? '';
    const claimed = this.renderRoot.querySelector<HTMLInputElement>('#claimed')?.value.trim() ?? '';
    if (!reason) return;
    this.disputing = false;
    this.send('tb-dispute', { path: this.field.path, reason, claimed: claimed || null });
  }
}

define('tb-field', TbField);
